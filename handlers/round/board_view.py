"""The board as words and buttons: pure, from the state of every department."""

from collections.abc import Sequence
from html import escape, unescape

from handlers.chat.buttons import in_rows
from handlers.round import texts
from storage.rounds.board_shapes import Board, BoardRow
from storage.rounds.closing import WAITING
from storage.rules import wording_plan_counts
from storage.rules.dates import show_day
from storage.rules.terms import RoundState
from storage.traffic.messages import Button, Row, view

ONE_A_LINE = 16
"""With more departments than this, two share a line: forty fit a phone."""

PHONE_WIDTH = 46
"""What a line of a phone holds, in halves of a Hangul letter: a longer pair would be broken."""
MOST_LINES = 32
"""Of departments; when many names are long, the phone may break their pairs all the same."""

MOST_NAMED, MOST_UNMANNED = 12, 6


def board_text(board: Board) -> str:
    """The one message of the office, in 직제순."""
    lines = [texts.HEAD.format(half=board.half.label, state=board.state.label)]
    lines.append(texts.BOARD_DUE.format(day=show_day(board.last_on)))
    lines.append(
        f"{wording_plan_counts.head(board.plans)} · {wording_plan_counts.states(board.plans)}"
    )
    lines.append("")
    lines += _departments(board)
    lines += _below(board)
    return "\n".join(lines)


def _departments(board: Board) -> list[str]:
    if len(board.rows) <= ONE_A_LINE:
        return [department_line(one, texts.BOARD_LATE) for one in board.rows]
    said = [department_line(one, texts.BOARD_LATE_MARK) for one in board.rows]
    fitting = _in_pairs(said, PHONE_WIDTH)
    lines = fitting if len(fitting) <= MOST_LINES else _in_pairs(said)
    late = any(one.came_late for one in board.rows)
    return [*lines, texts.BOARD_LATE_MEANS] if late else lines


def _in_pairs(said: Sequence[str], most: int | None = None) -> list[str]:
    """Two departments a line where they fit into `most`, in their order."""
    lines: list[str] = []
    alone = False  # whether the last line has room beside its one department
    for one in said:
        pair = texts.BOARD_BETWEEN.join([lines[-1], one]) if alone else one
        if alone and (most is None or _width(pair) <= most):
            lines[-1], alone = pair, False
        else:
            lines.append(one)
            alone = True
    return lines


def _width(words: str) -> int:
    """How wide words are, in halves of a Hangul letter."""
    return sum(1 if letter.isascii() else 2 for letter in unescape(words))


def department_line(one: BoardRow, late: str) -> str:
    """A department and its state, with the items it has and the mark `late` if it came late."""
    return texts.BOARD_LINE.format(
        department=escape(one.department),
        state=one.standing,
        items=texts.BOARD_ITEMS.format(count=one.items) if one.items else "",
        late=late if one.came_late else "",
    )


def _below(board: Board) -> list[str]:
    lines = []
    if board.unreached:
        lines.append(texts.BOARD_UNREACHED.format(people=named(board.unreached)))
    if board.unmanned:
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
    missing = sum(one.missing for one in board.rows)
    waiting = sum(one.state in WAITING for one in board.rows)
    number = board.number
    nudge = Button(_counted(texts.NUDGE, missing), view("round", "nudge", number))
    review = Button(_counted(texts.REVIEW, waiting), view("round", "waiting", number, 0))
    look = [
        Button(texts.DEPARTMENTS, view("round", "all", number, 0)),
        Button(texts.PICTURE, view("round", "pic", number)),
    ]
    refresh = Button(texts.REFRESH, view("round", "draw", number))
    if board.state is RoundState.CLOSED:  # nobody is chased any more
        return [*in_rows([review, *look] if waiting else look)]
    return [*in_rows([nudge, review, *look, refresh])]


def _counted(label: str, count: int) -> str:
    return texts.COUNTED.format(label=label, count=count) if count else label
