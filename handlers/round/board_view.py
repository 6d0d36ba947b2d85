"""The board as words and buttons: pure, from the state of every department."""

from collections.abc import Callable, Sequence
from html import escape

from handlers.chat.buttons import in_rows
from handlers.round import texts
from storage.rounds.board_shapes import Board, BoardRow
from storage.rounds.closing import WAITING
from storage.rules import wording_plan_counts
from storage.rules.dates import show_day
from storage.rules.steps import TO_WRITE
from storage.rules.terms import PlanState, RoundState
from storage.rules.wording_owed import Paper, ResultsState, results_counts, results_head
from storage.traffic.messages import Button, Row, view

ONE_A_LINE = 16
"""With more departments than this the board names what is amiss; all stand behind a button."""

MOST_NAMED, MOST_UNMANNED = 12, 6
MANY, FEW = 10, 3
RESULTS_ALONE = (
    *(texts.BOARD_RESULTS_OVERDUE, texts.BOARD_RESULTS_TO_COME, texts.BOARD_RESULTS_CHANGED),
    texts.BOARD_RESULTS_CAME_LATE,
)
Groups = Sequence[tuple[str, Callable[[BoardRow], bool]]]
"""What may be amiss, by its head."""


def board_text(board: Board) -> str:
    """The one message of the office, in 직제순."""
    lines = [texts.HEAD.format(half=board.half.label, state=board.state.label)]
    lines.append(texts.BOARD_DUE.format(day=show_day(board.last_on)))
    lines.append(
        f"{wording_plan_counts.head(board.plans)} · {wording_plan_counts.states(board.plans)}"
    )
    if board.on_behalf:
        lines.append(texts.BOARD_ON_BEHALF.format(count=board.on_behalf))
    if board.results.due:
        told = (results_head(board.results), results_counts(board.results))
        lines.append(" · ".join(told))
    lines.append("")
    lines += _departments(board)
    lines += _below(board)
    return "\n".join(lines)


def _departments(board: Board) -> list[str]:
    if len(board.rows) <= ONE_A_LINE:
        return _one_a_line(board)
    return _amiss(board) or [texts.BOARD_NOTHING_AMISS]


def _one_a_line(board: Board) -> list[str]:
    return [department_line(one, texts.BOARD_LATE) for one in board.rows]


def _amiss(board: Board) -> list[str]:
    """What is late or sent back first, then what is still to come: each department once."""
    lines: list[str] = []
    told: set[int] = set()
    for head, amiss in AMISS:
        some = [one for one in board.rows if amiss(one) and one.department_id not in told]
        told |= {one.department_id for one in some}
        if some:
            names = _names([one.department for one in some], head)
            lines.append(texts.BOARD_AMISS.format(head=head, count=len(some), departments=names))
    return lines


AMISS: Groups = (
    (texts.BOARD_OVERDUE, lambda one: one.late and one.state in TO_WRITE - {PlanState.RETURNED}),
    (texts.BOARD_RETURNED, lambda one: one.state is PlanState.RETURNED),
    (texts.BOARD_OVERDUE_INSIDE, lambda one: one.late and one.missing),
    (texts.BOARD_TO_COME, lambda one: one.state in TO_WRITE),
    (texts.BOARD_INSIDE, lambda one: one.missing),
    (texts.BOARD_RESULTS_OVERDUE, lambda one: Paper.RESULTS in one.overdue),
    (texts.BOARD_RESULTS_TO_COME, lambda one: Paper.RESULTS in one.owed),
    (texts.BOARD_RESULTS_CHANGED, lambda one: one.results is ResultsState.CHANGED),
    (texts.BOARD_CAME_LATE, lambda one: one.came_late),
    (texts.BOARD_RESULTS_CAME_LATE, lambda one: one.results_came_late),
)
"""In the order of their urgency; a department stands under the first that fits."""


def _names(names: Sequence[str], head: str) -> str:
    """The names; of many whose results alone are missing the first, and how many more: what is
    less urgent does not push the rest off a phone."""
    long = head in RESULTS_ALONE and len(names) > MANY
    return named(names, FEW if long else len(names))


def whole_text(board: Board) -> str:
    """Every department in 직제순, one a line."""
    head = texts.HEAD.format(half=board.half.label, state=board.state.label)
    lines = [
        department_line(one, texts.BOARD_LATE) + ("" if one.responsible else texts.BOARD_NO_ONE)
        for one in board.rows
    ]
    return "\n".join([head, "", *lines])


def department_line(one: BoardRow, late: str) -> str:
    """A department and its state, with the items it has and the mark `late` if it came late."""
    return (
        texts.BOARD_LINE.format(
            department=escape(one.department),
            state=one.standing,
            items=texts.BOARD_ITEMS.format(count=one.items) if one.items else "",
            late=late if one.came_late else "",
        )
        + (texts.received(one) if one.receipt else "")
        + results_mark(one, late)
    )


def results_mark(one: BoardRow, late: str) -> str:
    """How it stands with its results, behind its plan; nothing where nobody is asked."""
    if one.results is None:
        return ""
    words = texts.BOARD_RESULTS_TAKEN if one.results_receipt else texts.BOARD_RESULTS
    return words.format(state=one.results.label) + (late if one.results_came_late else "")


def _below(board: Board) -> list[str]:
    lines = []
    if board.unreached:
        lines.append(texts.BOARD_UNREACHED.format(people=named(board.unreached)))
    if board.unmanned and len(board.rows) > ONE_A_LINE:  # each is named above, and below one tap
        lines.append(texts.BOARD_NOBODY_COUNT.format(count=len(board.unmanned)))
    elif board.unmanned:
        lines.append(texts.BOARD_NOBODY.format(departments=named(board.unmanned, MOST_UNMANNED)))
    if board.nudged_on is not None:
        lines.append(texts.BOARD_NUDGED.format(day=show_day(board.nudged_on)))
    return ["", *lines] if lines else []


def named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names behind each other; of very many the first, and how many more."""
    shown = escape(", ".join(names[:most]))
    more = len(names) - most
    return f"{shown} {texts.MORE_NAMES.format(count=more)}" if more > 0 else shown


def board_rows(board: Board) -> list[Row]:
    """What the office can do from the board."""
    missing = sum(bool(one.owed) for one in board.rows)
    waiting = sum(one.state in WAITING for one in board.rows)
    number = board.number
    nudge = Button(counted(texts.NUDGE, missing), view("round", "nudge", number))
    review = Button(counted(texts.REVIEW, waiting), view("round", "waiting", number, 0))
    everyone = counted(texts.WHOLE, len(board.rows))
    look = [
        *(
            [Button(everyone, view("round", "whole", number))]
            if len(board.rows) > ONE_A_LINE
            else []
        ),
        Button(texts.DEPARTMENTS, view("round", "all", number, 0)),
        Button(texts.PICTURE, view("round", "pic", number)),
    ]
    many = Button(texts.BEHALF, view("behalf", "many", board.half.code))
    refresh = Button(texts.REFRESH, view("round", "draw", number))
    if board.state is RoundState.CLOSED:  # nobody is chased any more
        return [*in_rows([review, *look] if waiting else look)]
    return [*in_rows([nudge, review, *look, *([many] if missing else []), refresh])]


def counted(label: str, count: int) -> str:
    """A button's label with how many it is about, if any."""
    return texts.COUNTED.format(label=label, count=count) if count else label
