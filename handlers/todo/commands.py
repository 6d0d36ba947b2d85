"""`/todo`: what waits for this person, each thing one tap away."""

from html import escape

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.access import Handler, allowed, guarded
from handlers.buttons import Button, Row, view
from handlers.context import OfficeContext
from handlers.record.texts import show_time
from handlers.todo import texts
from storage.queries import drafts, duties, invites
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState

DONE = (PlanState.SUBMITTED, PlanState.AMENDED, PlanState.CONFIRMED, PlanState.NOT_APPLICABLE)
MOST = 6


class TodoCommands:
    """The list of what waits; `titles` are the forms' titles by name."""

    def __init__(self, titles: dict[str, str]) -> None:
        self._titles = titles

    async def todo_command(self, update: Update, context: OfficeContext) -> None:
        """Drafts, the department's plan, agreements due, events without a result, people."""
        chat = update.effective_chat
        if chat is None:
            raise LookupError("a command without a chat")
        lines: list[str] = []
        rows: list[Row] = []
        for add in (self._drafts, _plan, _mous, _events, _people):
            more_lines, more_rows = await add(context)
            lines += more_lines
            rows += more_rows
        text = "\n".join([texts.HEAD, *lines]) if lines else texts.NOTHING
        await context.say(chat.id, text, rows)

    async def _drafts(self, context: OfficeContext) -> tuple[list[str], list[Row]]:
        lines: list[str] = []
        rows: list[Row] = []
        for draft in (await drafts.unfinished(context.session, context.officer.telegram_id or 0))[
            :MOST
        ]:
            title = self._titles.get(draft.form, draft.form)
            label = texts.DRAFT.format(title=title, at=show_time(draft.changed_at))
            lines.append(f"· {label}")
            rows.append([Button(label, view("go", draft.id))])
        return ([texts.DRAFTS, *lines] if lines else []), rows

    def handlers(self) -> list[Handler]:
        """The command."""
        return [
            CommandHandler(
                "todo", guarded(Action.SEE_TODO, self.todo_command), filters.UpdateType.MESSAGE
            )
        ]


async def _plan(context: OfficeContext) -> tuple[list[str], list[Row]]:
    department = context.officer.department_id
    if department is None or not allowed(context, Action.WRITE_PLAN, department):
        return [], []
    half = HalfYear.of(context.today)
    lines: list[str] = []
    rows: list[Row] = []
    for one in (half, half.next()):
        state = await duties.plan_state(context.session, department, one)
        if state not in DONE:
            lines.append(texts.PLAN.format(half=one.label, state=state.label))
            rows.append([Button(f"{one.short} {texts.OPEN_PLAN}", view("plan", "show", one.code))])
    return lines, rows


async def _mous(context: OfficeContext) -> tuple[list[str], list[Row]]:
    due = await duties.mous_due(context.session, context.officer, context.today, MOST)
    lines = [texts.MOUS] if due else []
    rows: list[Row] = []
    for row in due:
        when = show_day(row.sleeps_on) if row.sleeps_on else ""
        lines.append(f"· {escape(texts.MOU.format(title=row.title, day=when))}")
        rows.append([Button(row.title[:40], view("rec", "mou", row.id or 0))])
    return lines, rows


async def _events(context: OfficeContext) -> tuple[list[str], list[Row]]:
    open_events = await duties.events_without_result(
        context.session, context.officer, context.today, MOST
    )
    lines = [texts.EVENTS] if open_events else []
    lines += [f"· {escape(row.title)}" for row in open_events]
    return lines, [
        [Button(row.title[:40], view("rec", "event", row.id or 0))] for row in open_events
    ]


async def _people(context: OfficeContext) -> tuple[list[str], list[Row]]:
    if not allowed(context, Action.MANAGE_PEOPLE, None):
        return [], []
    count = len(await invites.waiting(context.session))
    if not count:
        return [], []
    return [texts.PEOPLE.format(count=count)], [[Button(texts.OPEN_PEOPLE, view("people"))]]
