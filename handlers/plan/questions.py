"""보완요청: one question goes to one person; the answer comes back with old and new.

Three messages at most: the question, its answer, and the notice to the one who asked.
"""

from collections.abc import Awaitable, Callable
from html import escape
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.chat.row_taps import living_item
from handlers.forms import drawing
from handlers.forms.form import Form
from handlers.forms.session import Sitting
from handlers.plan import texts, wording
from handlers.plan.form import PLAN_ITEM
from storage.models.office import Officer
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanReturn
from storage.office import departments, officers
from storage.plans import plan_duties, plan_returns, plans
from storage.records import plan_states, record_projection
from storage.rules.errors import Refusal
from storage.rules.terms import PlanState, ReturnState
from storage.traffic.messages import Button, Row, view

Follow = Callable[[OfficeContext, Plan], Awaitable[None]]


async def put(context: OfficeContext, row: PlanReturn) -> Officer | None:
    """Asks the one who answers for the item; returns that person, None when nobody is reached.

    Somebody in the middle of another form gets a button instead: their place is kept.
    """
    item = await living_item(context, row.plan_item_id)
    session, today = context.session, context.today
    to = await plan_duties.receiver(session, item.department_id, item.officer_id, today)
    if to is None or to.telegram_id is None:
        return None
    why = _why(item, row)
    if not await drawing.ask(context, PLAN_ITEM, item, row.field, why, to):
        text = texts.ASK_LATER.format(lines=escape("\n".join(why)))
        await context.say(to.telegram_id, text, [[_fix(row)]])
    return to


async def again(context: OfficeContext, number: int) -> None:
    """The question anew for the one who taps; a form that is open is parked."""
    row = await plan_returns.by_id(context.session, number)
    if row.state != ReturnState.OPEN:
        raise Refusal(texts.ANSWERED_ALREADY)
    item = await living_item(context, row.plan_item_id)
    user = context.officer.telegram_id or 0
    await drawing.begin(context, PLAN_ITEM, item, row.field, _why(item, row), user)


async def refuse_unanswered(context: OfficeContext, plan: Plan) -> None:
    """Refusal while the plan has questions that nobody has answered yet."""
    left = await plan_returns.open_for(context.session, plan.department_id, plan.id)
    if left:
        raise Refusal(texts.UNANSWERED.format(count=len(left)))


async def waiting(context: OfficeContext) -> list[tuple[str, str]]:
    """The open questions of the officer's department for /todo: each as a line and its code."""
    department = context.officer.department_id
    if department is None:
        return []
    return [
        (
            texts.TODO_QUESTION.format(label=PLAN_ITEM[row.field].label, reason=row.reason),
            view("fix", row.id),
        )
        for row in await _answerable(context, department)
    ]


async def _answerable(context: OfficeContext, department: int) -> list[PlanReturn]:
    """The questions of a department that can still be answered: not those of a closed round."""
    found = []
    for row in await plan_returns.open_for(context.session, department):
        item = await living_item(context, row.plan_item_id)
        plan = await plans.by_id(context.session, item.parent_id)
        if plan and not await plan_states.is_over(context.session, plan, context.now):
            found.append(row)
    return found


async def way_in(context: OfficeContext, plan: Plan) -> list[Row]:
    """Under a plan: a button for each question that waits for its answer."""
    left = await plan_returns.open_for(context.session, plan.department_id, plan.id)
    return [
        [
            Button(
                texts.FIX_ONE.format(label=PLAN_ITEM[row.field].label),
                view("fix", row.id, "plan"),
                style="primary",
            )
        ]
        for row in left
    ]


def _fix(row: PlanReturn) -> Button:
    return Button(texts.FIX, view("fix", row.id), style="primary")


def _why(item: PlanItem, row: PlanReturn) -> list[str]:
    return [
        texts.WHY_ITEM.format(title=item.title),
        texts.WHY_REASON.format(reason=row.reason),
        texts.WHY_OLD.format(value=wording.shown(row.field, row.old)),
    ]


async def notify(context: OfficeContext, done: PlanReturn) -> None:
    """Tells the one who asked what was answered, with old and new."""
    asker = await officers.by_id(context.session, done.asked_by)
    if asker is None or asker.telegram_id is None or asker.id == context.officer.id:
        return
    item = await living_item(context, done.plan_item_id)
    text = texts.ANSWER_NOTICE.format(
        department=escape(await departments.name_of(context.session, item.department_id)),
        half=item.half.label if item.half else "",
        title=escape(item.title),
        label=PLAN_ITEM[done.field].label,
        old=escape(wording.shown(done.field, done.old)),
        new=escape(wording.shown(done.field, done.new)),
    )
    rows = [[Button(texts.SEE_PLAN, view("review", "plan", item.parent_id))]]
    await context.say(asker.telegram_id, text, rows)


class Watch:
    """What the forms tell the round: an answered question, and any change of a plan.

    `follow` is called with a plan that an answer may have moved on: it then shows the plan to
    those in whose hands it is.
    """

    def __init__(self, follow: Follow) -> None:
        self._follow = follow

    async def answered(
        self, context: OfficeContext, form: Form, record: int, sitting: Sitting
    ) -> Any:
        """Saves the answer to the one question; raises Refusal when it was answered already."""
        found = await _open_question(context, record, sitting.asked)
        if found is None:
            raise Refusal(texts.ANSWERED_ALREADY)
        await self._answer(context, found, form.facts(sitting.answers))
        return await living_item(context, record)

    async def saved(
        self, context: OfficeContext, form: Form, record: Any, sitting: Sitting
    ) -> str:
        """After any save: a question answered in passing is settled, the boards are redrawn."""
        if form is not PLAN_ITEM:
            return ""
        told = ""
        if sitting.only:
            told = f"\n{await _left(context, record)}"
        else:
            await self._in_passing(context, record)
        return told

    async def _in_passing(self, context: OfficeContext, item: PlanItem) -> None:
        for row in await plan_returns.of_item(context.session, item.id, ReturnState.OPEN):
            if item.facts.get(row.field) != (row.old or {}).get("value"):
                facts = record_projection.facts_of(item)
                await self._answer(context, row, facts)

    async def _answer(self, context: OfficeContext, row: PlanReturn, facts: Any) -> None:
        value, unit = getattr(facts, row.field), facts.unit
        done = await plan_returns.answer(context.act, row.id, value, unit=unit)
        item = await living_item(context, done.plan_item_id)
        plan = await plans.by_id(context.session, item.parent_id)
        if plan is None or plan.state != PlanState.CHECKING:
            await notify(context, done)
        if plan is not None:
            await self._follow(context, plan)


async def _open_question(context: OfficeContext, item: int, field: str) -> PlanReturn | None:
    asked = await plan_returns.of_item(context.session, item, ReturnState.OPEN)
    return next((row for row in asked if row.field == field), None)


async def _left(context: OfficeContext, item: PlanItem) -> str:
    left = await plan_returns.open_for(context.session, item.department_id, item.parent_id)
    if left:
        return texts.ANSWER_LEFT.format(count=len(left))
    plan = await plans.by_id(context.session, item.parent_id)
    if plan is not None and plan.state == PlanState.CHECKING:
        return texts.passed_up(plan.step)
    if plan is not None and plan.state == PlanState.DRAFTING:
        return texts.ANSWERED_OPEN
    return texts.ANSWERED_NOW
