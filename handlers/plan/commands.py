"""`/plan`: a department's plan of a half-year, its items, 해당없음 and 제출."""

from collections.abc import Awaitable, Callable

from telegram import Update

from handlers.chat import below, reading
from handlers.chat.access import Handler, command, require, tap
from handlers.chat.buttons import MOST_LABEL, numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import page_of_texts
from handlers.chat.taps import chat_of, code_of
from handlers.forms.door import Door
from handlers.plan import behalf, beside, hands, offers, outcomes, questions, texts
from storage.act import Act
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.office import departments
from storage.plans import plan_steps, plans
from storage.records import plan_states, record_keeping, record_projection
from storage.rules.deadline import plans_due_for
from storage.rules.errors import Gone, NoDepartment, Refusal, Unreadable
from storage.rules.examples import as_of
from storage.rules.half_year import HalfYear, far_to_plan
from storage.rules.names import clipped
from storage.rules.permission import Action
from storage.rules.steps import TO_WRITE, standing
from storage.rules.terms import PlanState, RecordKind
from storage.traffic.messages import Button, Row, Screen, view

Item = Callable[[Update, OfficeContext, str], Awaitable[bool]]
"""Shows the card of an item that the words tell; False where they tell none."""
PlanAct = Callable[[Act, Plan], Awaitable[Plan]]
DID = {"none": texts.DID_NONE, "submit": texts.DID_SUBMIT, "reopen": texts.DID_REOPEN}


class PlanCommands:
    """The plan of the officer's own department."""

    def __init__(self, door: Door, item: Item) -> None:
        self._door = door
        self._item = item

    async def plan_command(self, update: Update, context: OfficeContext) -> None:
        """Shows the plan that is due now; `/plan 2022 상반기` names another half, `/plan 제출` and
        `/plan 해당없음` offer the act. An item that is told behind it comes as its card."""
        words = " ".join(context.args or [])
        act = words if words in offers.ACTS else ""
        try:
            half = plans_due_for(context.today) if act or not words else HalfYear.parse(words)
        except Unreadable:
            if screen := await behalf.named(context, words):
                await context.say(chat_of(update), *screen)
                return
            if await self._item(update, context, words):
                return
            raise
        plan = await self._plan(context, half)
        screen, why = await offers.offered(context, plan, act) if act else (None, "")
        if screen is None:
            screen = (await self._drawn(context, plan)).under(why)
        await context.say(chat_of(update), *screen)

    async def plan_pressed(self, update: Update, context: OfficeContext) -> None:
        """A button of a plan: show another half, none, submit, reopen."""
        code = code_of(update, context)
        if code.act == "of":
            await self._of(update, context, code.args[0])
            return
        if code.act != "show":
            await self._acted(update, context, code.act, *code.args)
            return
        plan = await self._plan(context, code.args[0])
        await context.answer(update)
        page = code.args[1] if code.args[1:] else 0
        await below.show(update, context, *await self._drawn(context, plan, page))

    async def _of(self, update: Update, context: OfficeContext, number: int) -> None:
        """The plan of this number: one's own, or for 총괄 that of any department."""
        plan = await plans.by_id(context.session, number)
        if plan is None:
            raise Gone
        await context.answer(update)
        if plan.department_id == context.officer.department_id:
            screen = await self._drawn(context, plan)
        else:
            await require(context, Action.RUN_ROUND, plan.department_id)
            screen = await behalf.screen_of(context, plan.department_id, plan.half)
        await below.show(update, context, *screen)

    async def _acted(
        self, update: Update, context: OfficeContext, act: str, number: int, item: int = 0
    ) -> None:
        """The receipt takes the place of the screen; what was taken back is written on below."""
        if await behalf.asked_instead(update, context, act, number):
            return
        plan = await self._changed(update, context, act, number)
        await below.show(update, context, *await hands.receipt(context, plan, DID[act]))
        if act == "reopen":
            text, rows = await self._drawn(context, plan)
            ways = await _to_item(context, plan, item) if item else []
            await context.say(chat_of(update), text, [*ways, *rows])

    async def _changed(
        self, update: Update, context: OfficeContext, act: str, number: int
    ) -> Plan:
        plan_acts: dict[str, PlanAct] = {
            "none": plans.declare_none,
            "submit": plans.submit,
            "reopen": plans.reopen,
        }
        plan = await plans.by_id(context.session, number)
        if plan is None:
            raise Gone
        await require(context, Action.WRITE_PLAN, plan.department_id)
        if act == "submit":
            await questions.refuse_unanswered(context, plan)
        plan = await plan_acts[act](context.act, plan)
        await hands.follow(context, plan)
        checking = plan.state == PlanState.CHECKING
        await context.answer(update, texts.passed_up(plan.step) if checking else DID[act])
        return plan

    async def _plan(self, context: OfficeContext, half: HalfYear) -> Plan:
        department = context.officer.department_id
        if department is None:
            raise NoDepartment
        begun = await plans.find(context.session, department, half)
        if begun is None and far_to_plan(half, context.today):
            raise Refusal(as_of(texts.FAR_HALF, context.today).format(half=half.label))
        return begun or await plans.ensure(context.session, department, half)

    async def _drawn(self, context: OfficeContext, plan: Plan, page: int = 0) -> Screen:
        await reading.plan_opened(context, plan)
        half, state = plan.half, plan.state
        items = await plans.items(context.session, plan.id)
        facts = [
            one
            for row in items
            if isinstance(one := record_projection.facts_of(row), PlanItemFacts)
        ]
        name = await departments.name_of(context.session, plan.department_id)
        none = not items and state in (PlanState.CHECKING, PlanState.NOT_APPLICABLE)
        over = await plan_states.is_over(context.session, plan, context.now)
        words = standing(state, plan.step)
        receipt = plans.receipt_of(plan)
        told = [texts.item_line(at, one) for at, one in enumerate(facts, 1)]
        shown = page_of_texts(told, page, texts.PER_PAGE, texts.MOST_LETTERS)
        text = texts.plan_text(half, name, words, shown, none=none, over=over, receipt=receipt)
        if who := await hands.who_has(context, plan):
            text += f"\n{texts.NOW_WITH.format(who=who)}"
        here = ("plan", "show", half.code, shown.number)
        first, after = shown.first, shown.first + len(shown.items)
        codes = [record_code("plan_item", row.id, *here) for row in items[first:after]]
        rows: list[Row] = [*numbered(codes, first + 1)]
        rows += shown.turning("plan", "show", half.code)
        if not over:
            asked = await questions.way_in(context, plan)
            rows += [*asked, *self._acts(plan, state, bool(items), asked=bool(asked))]
        checking = state is PlanState.CHECKING
        if checking and await plan_steps.holds(
            context.session, plan, context.officer, context.today
        ):
            check = view("review", "plan", plan.id)
            rows.append([Button(texts.CHECK, check, style="primary")])
        rows += await beside.way_in(context, plan)
        rows += await outcomes.way_in(context, plan)
        near = (half.previous(), half.next())
        others = [one for one in near if not far_to_plan(one, context.today)]
        rows.append([Button(one.short, view("plan", "show", one.code)) for one in others])
        return Screen(text, rows)

    @staticmethod
    def _acts(plan: Plan, state: PlanState, has_items: bool, *, asked: bool) -> list[Row]:
        """What may be done with the plan; what was `asked` of it is answered before 제출."""
        number = plan.id
        if state is PlanState.CONFIRMED:  # 총괄 alone opens it again
            return []
        if state not in TO_WRITE:
            return [[Button(texts.REOPEN, view("plan", "reopen", number))]]
        last = (
            Button(texts.SUBMIT, view("plan", "submit", number), style="success")
            if has_items
            else Button(texts.NONE, view("plan", "none", number))
        )
        add = Button(texts.ADD, view("new", "plan_item", number))
        return [[add]] if asked and has_items else [[add, last]]

    def handlers(self) -> list[Handler]:
        """The command and its buttons."""
        return [
            command("plan", self.plan_command),
            tap(Action.WRITE_PLAN, "plan", self.plan_pressed),
        ]


async def _to_item(context: OfficeContext, plan: Plan, number: int) -> list[Row]:
    """The way on to the item for whose sake the plan was taken back."""
    row = await record_keeping.get(context.session, RecordKind.PLAN_ITEM, number)
    if row is None or row.removed_at is not None or row.parent_id != plan.id:
        return []
    label = clipped(texts.GO_ON.format(title=row.title), MOST_LABEL)
    return [[Button(label, view("edit", "plan_item", number), style="primary")]]
