"""The screens of a move: pure, from what is ordered to words and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from handlers.chat.buttons import in_rows, numbered
from handlers.chat.paging import fitting, page_of
from handlers.people import texts
from storage.models.office import Department, Officer
from storage.models.transfer import TransferOrder
from storage.rules.dates import show_day
from storage.rules.leaving_kinds import Leaving, OrderState
from storage.traffic.messages import Button, Row, Screen, view
from storage.transfers import notices, wording_transfer
from storage.transfers.moves import Move
from storage.transfers.shapes import Handover

PER_PAGE = 12
MOST_LETTERS = 3300
VIEW = "people"


@dataclass(frozen=True)
class Told:
    """An order as a list shows it."""

    order: TransferOrder
    move: Move
    into: str


def back_to(one: Officer) -> list[Row]:
    """To the card of that person."""
    return [[Button(texts.BACK, view(VIEW, "card", one.id))]]


def successors(one: Officer, able: Sequence[Officer]) -> Screen:
    """Who takes over: people of the department, and who is ordered to come to it."""
    text = texts.TRANSFER_HEAD.format(name=escape(one.name))
    if not able:
        text = f"{text}\n\n{texts.NO_SUCCESSOR}"
    keys = [Button(other.shown, view(VIEW, "handto", one.id, other.id)) for other in able]
    nobody = Button(texts.NOBODY_YET, view(VIEW, "handto", one.id, 0))
    return Screen(text, [*in_rows(keys), [nobody], *back_to(one)])


def ways(one: Officer, to: Officer | None) -> Screen:
    """Where the one goes."""
    text = texts.WAY_QUESTION.format(name=escape(one.name), to=_to(to))
    number = to.id if to else 0
    rows: list[Row] = [
        [Button(texts.WAY_MOVE, view(VIEW, "handin", one.id, number, 0))],
        [Button(texts.WAY_OUT, view(VIEW, "handat", one.id, number, Leaving.OUT, 0))],
    ]
    if to is not None:
        stay = view(VIEW, "handat", one.id, number, Leaving.STAY, 0)
        rows.append([Button(texts.WAY_STAY, stay)])
    return Screen(text, [*rows, *back_to(one)])


def places(one: Officer, to: Officer | None, offered: Sequence[Department], page: int) -> Screen:
    """Into which department."""
    number = to.id if to else 0
    shown = page_of(offered, page, PER_PAGE)
    text = texts.PLACE_QUESTION.format(name=escape(one.name)) + shown.mark
    keys = [
        Button(each.name, view(VIEW, "handat", one.id, number, Leaving.MOVE, each.id))
        for each in shown.items
    ]
    turning = shown.turning(VIEW, "handin", one.id, number)
    return Screen(text, [*in_rows(keys), *turning, *back_to(one)])


def days(one: Officer, to: Officer | None, leaving: Leaving, into: int, turn: date) -> Screen:
    """On which day."""
    text = texts.DAY_CHOICE.format(name=escape(one.name))

    def on(when: str) -> str:
        return view(VIEW, "handon", one.id, to.id if to else 0, leaving, into, when)

    rows: list[Row] = [
        [Button(texts.ON_TURN.format(day=show_day(turn)), on("next"))],
        [Button(texts.ON_OTHER, on("ask")), Button(texts.AT_ONCE, on("now"))],
    ]
    return Screen(text, [*rows, *back_to(one)])


def question(told: Handover, *, now: bool) -> str:
    """All that would go over, and what happens to the account."""
    head = texts.TRANSFER_QUESTION if now else texts.ORDER_QUESTION
    lines = [
        head.format(
            name=escape(told.leaver.name),
            to=escape(told.successor.name or wording_transfer.NOBODY),
            day=show_day(told.day),
            goes=escape(wording_transfer.goes(told.leaving, told.into)),
        ),
        texts.ACCOUNT[told.leaving],
        "",
        *(wording_transfer.body(told) or [wording_transfer.NOTHING]),
    ]
    return "\n".join(fitting(lines, MOST_LETTERS))


def after_order() -> list[Row]:
    """To the list of what is planned, and of people."""
    return [
        [
            Button(texts.MOVES, view(VIEW, "moves")),
            Button(texts.TO_LIST, view(VIEW, "list", 0)),
        ]
    ]


def to_moves() -> list[Row]:
    """To the list of what is planned and of what waits for a successor."""
    return [[Button(texts.MOVES, view(VIEW, "moves"), style="primary")]]


def listed(planned: Sequence[Told], left: Sequence[Told]) -> Screen:
    """What is planned by its day, and below it what waits for a successor."""
    lines = [texts.MOVES_HEAD.format(count=len(planned))]
    day = None
    for at, one in enumerate(planned, 1):
        if one.order.day != day:
            day = one.order.day
            lines.append(f"<b>{show_day(day)}</b>")
        lines.append(_line(at, one))
    if not planned:
        lines.append(texts.NO_MOVES)
    if left:
        lines += ["", texts.LEFT_HEAD]
        lines += [_line(at, one) for at, one in enumerate(left, len(planned) + 1)]
    codes = [view(VIEW, "move", one.order.id) for one in (*planned, *left)]
    rows: list[Row] = [*numbered(codes, 1)]
    rows.append([Button(texts.TO_LIST, view(VIEW, "list", 0))])
    return Screen("\n".join(fitting(lines, MOST_LETTERS)), rows)


def _line(at: int, one: Told) -> str:
    move = one.move
    return texts.MOVE_LINE.format(
        at=at,
        name=escape(move.leaver.name),
        to=escape(move.successor.name if move.successor else wording_transfer.NOBODY),
        goes=escape(wording_transfer.goes(move.leaving, one.into)),
    )


def order(row: TransferOrder, told: Handover, able: Sequence[Officer]) -> Screen:
    """One order: what goes over, its paper, and what can still be done about it."""
    head = texts.ORDER_CARD.format(
        day=show_day(row.day),
        state=row.state.label,
        goes=escape(wording_transfer.goes(told.leaving, told.into)),
    )
    lines = [head, wording_transfer.paper(told)]
    rows: list[Row] = [*notices.papers(row.id)]
    if row.state is OrderState.PLANNED:
        rows.append([Button(texts.ORDER_WITHDRAW, view(VIEW, "movex", row.id), style="danger")])
    if able:
        lines += ["", texts.CHOOSE_SUCCESSOR]
        keys = [Button(each.shown, view(VIEW, "moveto", row.id, each.id)) for each in able]
        rows += in_rows(keys)
    rows.append([Button(texts.MOVES, view(VIEW, "moves"))])
    return Screen("\n".join(lines), rows)


def _to(to: Officer | None) -> str:
    return escape(to.name if to else wording_transfer.NOBODY)
