"""`/todo`: what waits for this person, each thing one tap away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.chat.access import Handler, allowed, guarded
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.plan import hands, outcomes, questions
from handlers.record.texts import show_time
from handlers.round import commands as round_commands
from handlers.todo import texts
from storage.office import duties, grant_cards, invites, role_grants
from storage.plans import plans
from storage.records import plan_states
from storage.rounds import rounds
from storage.rules.dates import show_day
from storage.rules.deadline import plans_due_for
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState, RoundState
from storage.traffic import drafts
from storage.traffic.messages import Screen, view

TO_WRITE = (PlanState.NOT_SUBMITTED, PlanState.DRAFTING, PlanState.RETURNED)
MOST = 6


@dataclass
class Section:
    """One sort of thing that waits: each as a line and the code that opens it."""

    head: str
    waiting: list[tuple[str, str]] = field(default_factory=list)


class TodoCommands:
    """The list of what waits; `titles` are the forms' titles by name."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._titles = titles

    async def todo_command(self, update: Update, context: OfficeContext) -> None:
        """Drafts, the department's plan, agreements due, events without a result, people."""
        chat = update.effective_chat
        if chat is None:
            raise LookupError("a command without a chat")
        finds = (
            *(self._drafts, _questions, _checks, _round),
            *(_outcomes, _plan, _mous, _events, _people),
        )
        sections = [await find(context) for find in finds]
        await context.say(chat.id, *_drawn([one for one in sections if one.waiting]))

    async def _drafts(self, context: OfficeContext) -> Section:
        found = await drafts.unfinished(context.session, context.officer.telegram_id or 0)
        section = Section(texts.DRAFTS)
        whole = [draft for draft in found if not draft.sitting.get("only")]
        for draft in whole[:MOST]:  # a single question stands under its own heading
            title = self._titles.get(draft.form, draft.form)
            line = texts.DRAFT.format(title=title, at=show_time(draft.changed_at))
            section.waiting.append((line, view("go", draft.id)))
        return section

    def handlers(self) -> list[Handler]:
        """The command."""
        return [
            CommandHandler(
                "todo", guarded(Action.SEE_TODO, self.todo_command), filters.UpdateType.MESSAGE
            )
        ]


def _drawn(sections: Sequence[Section]) -> Screen:
    """All that waits under its headings, numbered through, and the numbers as buttons."""
    if not sections:
        return Screen(texts.NOTHING, [])
    lines = [texts.HEAD]
    codes: list[str] = []
    for section in sections:
        lines += ["", texts.SECTION.format(head=section.head)]
        for line, code in section.waiting:
            codes.append(code)
            lines.append(texts.LINE.format(at=len(codes), line=escape(line)))
    return Screen("\n".join([*lines, "", texts.OPEN]), [*numbered(codes)])


async def _questions(context: OfficeContext) -> Section:
    return Section(texts.TODO_QUESTIONS, await questions.waiting(context))


async def _checks(context: OfficeContext) -> Section:
    return Section(texts.TODO_CHECKS, await hands.waiting(context))


async def _round(context: OfficeContext) -> Section:
    section = Section(texts.TODO_ROUND)
    if allowed(context, Action.RUN_ROUND, None):
        section.waiting = await round_commands.waiting(context)
    return section


async def _outcomes(context: OfficeContext) -> Section:
    return Section(texts.TODO_OUTCOMES, await outcomes.waiting(context))


async def _plan(context: OfficeContext) -> Section:
    section = Section(texts.PLANS)
    department = context.officer.department_id
    if department is None or not allowed(context, Action.WRITE_PLAN, department):
        return section
    half = HalfYear.of(context.today)
    for one in (half, half.next()):
        if not await _asked(context, department, one):
            continue
        state = await duties.plan_state(context.session, department, one)
        if state in TO_WRITE:
            line = texts.PLAN.format(half=one.label, state=state.label)
            section.waiting.append((line, view("plan", "show", one.code)))
    return section


async def _asked(context: OfficeContext, department: int, half: HalfYear) -> bool:
    """Whether a plan of this half is wanted now: by its round, or by the calendar without one."""
    row = await rounds.of_half(context.session, half)
    if row is None:
        return half == plans_due_for(context.today)
    if row.state != RoundState.CLOSED:
        return row.state == RoundState.OPEN
    plan = await plans.find(context.session, department, half)
    return plan is not None and not await plan_states.is_over(context.session, plan, context.now)


async def _mous(context: OfficeContext) -> Section:
    due = await duties.mous_due(context.session, context.officer, context.today, MOST)
    section = Section(texts.MOUS)
    for row in due:
        day = show_day(row.sleeps_on) if row.sleeps_on else ""
        line = texts.MOU.format(title=row.title, day=day)
        section.waiting.append((line, record_code("mou", row.id)))
    return section


async def _events(context: OfficeContext) -> Section:
    found = await duties.events_without_result(
        context.session, context.officer, context.today, MOST
    )
    return Section(texts.EVENTS, [(row.title, record_code("event", row.id)) for row in found])


async def _people(context: OfficeContext) -> Section:
    section, session = Section(texts.PEOPLE), context.session
    if not allowed(context, Action.MANAGE_PEOPLE, None):
        return section
    grants = await role_grants.pending(session)
    asked = {one.officer_id for one in grants}
    entering = [one for one in await invites.waiting(session) if one.id not in asked]
    if entering:
        line = texts.WAITING.format(count=len(entering))
        section.waiting.append((line, view("people", "list", 0)))
    for one in grants:
        due = role_grants.is_due(one, context.officer, context.now)
        if due or grant_cards.may_answer(one, context.officer):
            words = texts.GRANT_DUE if due else texts.GRANT
            line = words.format(name=(await grant_cards.told_of(session, one)).name)
            section.waiting.append((line, view("people", "card", one.officer_id)))
    return section
