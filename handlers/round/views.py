"""The screens of a round: pure, from its row to words and buttons."""

from collections.abc import Sequence
from datetime import date
from html import escape

from handlers.chat import texts as chat_texts
from handlers.chat.buttons import in_rows
from handlers.chat.paging import page_of
from handlers.round import texts
from handlers.round.board_view import named
from scheduler.reminders.nudges import Nudged
from storage.models.round import CollectionRound
from storage.plans.plans import DepartmentPlan
from storage.rounds.closing import WAITING
from storage.rounds.rounds import may_move
from storage.rules.dates import show_day
from storage.rules.steps import standing
from storage.rules.terms import RoundState
from storage.rules.workday import Calendar
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 20


def round_card(row: CollectionRound, calendar: Calendar) -> Screen:
    """The round with its days, and what can be done with it."""
    half, state = row.half, row.state
    lines = [texts.HEAD.format(half=half.label, state=state.label)]
    lines.append(texts.RESULTS.format(half=row.results_half.label))
    lines.append("")
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
    if row.close_reason:
        lines += ["", texts.CLOSED_BECAUSE.format(reason=escape(row.close_reason))]
    return Screen("\n".join(lines), _round_rows(row, state))


def _round_rows(row: CollectionRound, state: RoundState) -> list[Row]:
    number = row.id
    rows: list[Row] = []
    if state is not RoundState.CLOSED:
        keys = [
            Button(label, view("round", "day", number, at))
            for at, label in enumerate(texts.DATES.values())
        ]
        keys.append(Button(texts.RUNGS, view("round", "rungs", number)))
        rows += in_rows(keys)
    act = {
        RoundState.PLANNED: Button(texts.OPEN, view("round", "open", number), style="primary"),
        RoundState.OPEN: Button(texts.CLOSE, view("round", "close", number)),
    }
    last = [act[state]] if state in act else []
    if state is not RoundState.PLANNED:
        last.append(Button(texts.BOARD, view("round", "board", number), style="primary"))
    papers = [Button(texts.TABLE, view("table", "get", row.half.code))]
    if state is not RoundState.CLOSED:
        papers.append(Button(texts.REHEARSE, view("rehearse", "now", number)))
    return [*rows, last, papers]


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
            [Button(chat_texts.BACK, view("round", "show", number))],
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


def plan_list(
    row: CollectionRound, everyone: Sequence[DepartmentPlan], page: int, *, waiting: bool
) -> Screen:
    """The departments in 직제순 as buttons: those to be looked at, or all that have a plan."""
    half = row.half
    found = [
        one for one in everyone if one.plan_id and (one.state in WAITING if waiting else True)
    ]
    if not found:
        return Screen(texts.NOTHING_TO_REVIEW, [])
    shown = page_of(found, page, PER_PAGE)
    head = texts.REVIEW_HEAD if waiting else texts.LIST_HEAD
    keys = [
        Button(
            texts.DEPARTMENT_BUTTON.format(
                department=one.department, state=standing(one.state, one.step)
            ),
            view("review", "plan", one.plan_id or 0),
        )
        for one in shown.items
    ]
    text = head.format(half=half.label, mark=shown.mark)
    turns = shown.turning("round", "lw" if waiting else "la", row.id)
    return Screen(text, [*in_rows(keys), *turns])


def nudged(done: Nudged) -> str:
    """To whom it went, and where nobody could be reached."""
    lines = []
    if done.departments:
        names = named(done.departments)
        lines.append(texts.NUDGED.format(count=len(done.departments), departments=names))
    if done.unreachable:
        lines.append(texts.NUDGED_UNREACHED.format(departments=named(done.unreachable)))
    return "\n".join(lines)
