"""The screens of a round: pure, from its row to words and buttons."""

from collections.abc import Sequence
from datetime import date
from html import escape

from handlers.chat import texts as chat_texts
from handlers.chat.buttons import in_rows
from handlers.chat.paging import page_of
from handlers.round import letters_view, texts
from handlers.round.board_view import counted, named
from scheduler.reminders.nudges import Nudged
from storage.models.round import CollectionRound
from storage.plans.behalf import TAKES
from storage.plans.plans import DepartmentPlan
from storage.rounds.closing import Closing
from storage.rounds.rounds import may_move
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.steps import standing
from storage.rules.terms import RoundState
from storage.rules.workday import Calendar
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 20


def round_card(row: CollectionRound, calendar: Calendar, still: Closing | None) -> Screen:
    """The work of a round that runs: what is to be looked at and what is missing first."""
    lines = [texts.HEAD.format(half=row.half.label, state=row.state.label)]
    taken = calendar.next_workday(row.due_on)
    lines.append(texts.WORK_DUE.format(day=show_day(taken)))
    lines.append(texts.RESULTS.format(half=row.results_half.label))
    if still is not None:
        lines += ["", *_work(still)]
    if row.close_reason:
        lines += ["", texts.CLOSED_BECAUSE.format(reason=escape(row.close_reason))]
    return Screen("\n".join(lines), _round_rows(row, row.state, still))


def _work(still: Closing) -> list[str]:
    """How many departments wait for what."""
    groups = (
        (texts.WORK_REVIEW, still.waiting),
        (texts.WORK_MISSING, still.missing),
        (texts.WORK_CHECKING, still.checking),
        (texts.WORK_RESULTS, still.results),
    )
    lines = [
        texts.WORK_LINE.format(label=label, count=len(names)) for label, names in groups if names
    ]
    return lines or [texts.WORK_DONE]


def _round_rows(row: CollectionRound, state: RoundState, still: Closing | None) -> list[Row]:
    number = row.id
    rows: list[Row] = []
    if still is not None:
        waiting, missing = len(still.waiting), still.owing
        review = Button(counted(texts.REVIEW, waiting), view("round", "waiting", number, 0))
        nudge = Button(counted(texts.NUDGE, missing), view("round", "nudge", number))
        rows.append([one for one, many in ((review, waiting), (nudge, missing)) if many])
    board = Button(texts.BOARD, view("round", "board", number), style="primary")
    papers = [Button(texts.TABLE, view("table", "get", row.half.code))]
    papers.append(Button(texts.LETTER, view("round", "letter", number)))
    days = Button(texts.DAYS, view("round", "days", number))
    act = {
        RoundState.PLANNED: Button(texts.OPEN, view("round", "open", number), style="primary"),
        RoundState.OPEN: Button(texts.CLOSE, view("round", "close", number)),
    }
    rows.append([*([board] if state is not RoundState.PLANNED else []), *papers])
    rows.append([days, *([act[state]] if state in act else [])])
    return [one for one in rows if one]


def days_card(row: CollectionRound, calendar: Calendar) -> Screen:
    """The days of a round, each to be changed while it is not closed."""
    number, lines = row.id, [texts.DAYS_HEAD.format(half=row.half.label), ""]
    for name, label in texts.DATES.items():
        day = getattr(row, name)
        line = texts.DATE_LINE.format(label=label, day=show_day(day))
        taken = calendar.next_workday(day)
        if name == "due_on" and taken != day:
            line += texts.MOVED.format(day=show_day(taken))
        lines.append(line)
    lines.append(texts.RUNGS_LINE.format(rungs=texts.rungs(row.ladder)))
    if row.provisional:
        lines += ["", texts.PROVISIONAL]
    keys: list[Button] = []
    if row.state is not RoundState.CLOSED:
        keys = [
            Button(label, view("round", "day", number, at))
            for at, label in enumerate(texts.DATES.values())
        ]
        keys.append(Button(texts.RUNGS, view("round", "rungs", number)))
        keys.append(Button(texts.REHEARSE, view("rehearse", "now", number)))
    keys.append(Button(chat_texts.BACK, view("round", "show", number)))
    return Screen("\n".join(lines), [*in_rows(keys)])


def day_menu(row: CollectionRound, at: int, name: str, today: date) -> Screen:
    """One day of the round, to be moved as far as the others let it, or typed."""
    number = row.id
    text = texts.DATE_HEAD.format(label=texts.DATES[name], day=show_day(getattr(row, name)))
    keys = [
        Button(label, view("round", "move", number, at, step))
        for step, label in texts.STEPS
        if may_move(row, name, step, today)
    ]
    return Screen(
        text,
        [
            *in_rows(keys),
            [Button(texts.TYPE_DAY, view("round", "type", number, at))],
            [Button(chat_texts.BACK, view("round", "days", number))],
        ],
    )


def start_question(row: CollectionRound) -> Screen:
    """Whether the round is to begin now."""
    number = row.id
    return Screen(
        texts.SURE_OPEN,
        [
            [Button(texts.YES_OPEN, view("round", "start", number), style="success")],
            [Button(texts.REHEARSE, view("rehearse", "now", number))],
            [Button(chat_texts.BACK, view("round", "show", number))],
        ],
    )


def plan_list(row: CollectionRound, everyone: Sequence[DepartmentPlan], page: int) -> Screen:
    """The departments in 직제순 as buttons, those that have not answered too."""
    shown = page_of(everyone, page, PER_PAGE)
    keys = [_to_department(one, row.half) for one in shown.items]
    text = texts.LIST_HEAD.format(half=row.half.label, mark=shown.mark)
    if row.state is RoundState.OPEN and any(one.state in TAKES for one in everyone):
        text += f"\n{texts.LIST_HINT}"
    return Screen(text, [*in_rows(keys), *shown.turning("round", "la", row.id)])


def _to_department(one: DepartmentPlan, half: HalfYear) -> Button:
    """What a department handed in, to be looked at; else what may be taken in for it."""
    label = texts.DEPARTMENT_TAKEN if one.on_behalf else texts.DEPARTMENT_BUTTON
    said = label.format(department=one.department, state=standing(one.state, one.step))
    if one.plan_id and one.state not in TAKES:
        return Button(said, view("review", "plan", one.plan_id))
    return Button(said, view("behalf", "open", half.code, one.department_id))


def nudged(done: Nudged) -> str:
    """To whom it went, and where nobody could be reached."""
    names = named(done.departments)
    lines = [texts.NUDGED.format(count=len(done.departments), departments=names)]
    return "\n".join([*lines, *letters_view.unreached(done)])
