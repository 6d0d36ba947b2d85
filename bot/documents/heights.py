"""How tall paragraphs, rows and tables stand in a word processor, in millimetres.

Words are as wide as the table of `letter_widths.py` says, so a text may take fewer lines than is
told here and never takes more: what is given these heights holds what stands in it.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from bot.documents.breaks import words
from bot.documents.letter_widths import POINT, width
from bot.documents.outline import (
    GOTHIC,
    INSET,
    STEP,
    TITLE_HEIGHT,
    Cell,
    Look,
    Paragraph,
    Table,
)
from storage.rules.names import clean_text

BODY = 252.0
"""Of a page, between its margins."""
LINE = 1.3
"""From one line to the next, of the size of the letters."""
BEGINS = {Look.CIRCLE: (0.0, 5.0), Look.DASH: (4.0, 7.5), Look.DOT: (8.0, 11.0)}
"""Where the first line of a bullet begins, its mark included, and where the others do."""
CELL_INSET = 1.2
"""Above and below the text of a cell."""
JOINT = 0.3
"""The same towards a cell that it is one with."""
BESIDE = 1.8
"""Beside the text of a cell whose table asks for no less."""
AROUND = {Look.SECTION: (12.0, 4.0)}
"""Points above and below a paragraph."""
STEPS, ROUNDING = 25, 1e-6
PLAIN = 10
"""Points of a line that says nothing, and of one that holds a picture or a table."""


def beside(table: Table) -> float:
    """What its cells keep at each side of their text."""
    return BESIDE if table.inset == INSET else table.inset


def begins(one: Paragraph) -> tuple[float, float]:
    """Where its first line begins, and where the others do."""
    first, rest = BEGINS.get(one.look, (0.0, 0.0))
    return first + STEP * one.indent, rest + STEP * one.indent + one.hang


@lru_cache(4096)
def lines(one: Paragraph, wide: float) -> int:
    """How many lines a paragraph takes, at least one; `wide` is the room that it has."""
    if one.whole or one.look is Look.FIGURE:
        return 1
    first, rest = begins(one)
    told = (one.leads + clean_text(one.text)).split("\n")
    rooms = [first, *[rest] * (len(told) - 1)]
    return sum(
        _filled(part, one, wide - begin, wide - rest)
        for part, begin in zip(told, rooms, strict=True)
    )


def _filled(text: str, one: Paragraph, first: float, rest: float) -> int:
    """The lines of a text whose words stay whole, unless one is longer than a line."""
    sans, em = one.look in GOTHIC, one.points * POINT
    count, left, gap, empty = 1, first, 0.0, True
    for word in words(text):
        wide = width(word, one.points, sans=sans)
        if word.isspace():
            gap += wide
            continue
        if gap + wide > left and not empty:
            count, left, gap = count + 1, rest, 0.0
        if gap + wide > left:
            more = ceil((gap + wide - left) / max(rest - em, em))
            count, left = count + more, 0.0
        left, gap, empty = left - gap - wide, 0.0, False
    return count


def text(paragraphs: Sequence[Paragraph], wide: float) -> float:
    """How tall paragraphs stand in a cell: what is below the last line does not count."""
    if not paragraphs:
        return PLAIN * POINT
    tall = sum(lines(one, wide) * pitch(one) for one in paragraphs)
    return tall - under(paragraphs[-1].points)


def pitch(one: Paragraph) -> float:
    """From one of its lines to the next."""
    return one.points * POINT + under(one.points)


def under(points: float) -> float:
    """What a line of that size keeps below its letters; 한글 counts it in 25ths of a point."""
    return ceil(points * (LINE - 1) * STEPS - ROUNDING) / STEPS * POINT


def room(cell: Cell, table: Table) -> float:
    """How wide the lines of a cell may be."""
    return sum(table.widths[cell.column : cell.column + cell.columns]) - 2 * beside(table)


def of_text(tall: float) -> float:
    """A cell whose text is so tall."""
    return tall + 2 * CELL_INSET


def of_cell(cell: Cell, table: Table) -> float:
    """What a cell needs, its insets included."""
    tall = text(cell.paragraphs, room(cell, table))
    if cell.picture is not None:
        shown = cell.picture.height
        tall = shown + (under(PLAIN) + tall if cell.paragraphs else 0.0)
    insets = sum(JOINT if near else CELL_INSET for near in (cell.joined, cell.joins))
    return max(tall + insets, TITLE_HEIGHT if cell.titled else 0.0)


def rows(table: Table) -> list[float]:
    """How tall each row stands; what a cell over several rows lacks is shared among them."""
    tall = list(table.least) or [0.0] * table.rows
    for cell in sorted(table.cells, key=lambda one: one.rows):
        over = range(cell.row, cell.row + cell.rows)
        lacks = of_cell(cell, table) - sum(tall[row] for row in over)
        for row in over:
            tall[row] += max(lacks, 0.0) / cell.rows
    return tall


def in_one(table: Table) -> bool:
    """Whether no end of a page cuts it: it must not be cut, and a page has room for it."""
    return table.whole and sum(rows(table)) <= BODY


def of_paragraph(one: Paragraph, wide: float) -> float:
    """A paragraph of running text, with what it keeps above and below itself."""
    return lines(one, wide) * pitch(one) + sum(AROUND.get(one.look, ())) * POINT
