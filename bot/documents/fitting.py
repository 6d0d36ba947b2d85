"""Tables as wide as their contents: columns take from each other, then the letters grow smaller.

The same for every format, so a paper looks the same in all of them. A table whose usual columns
hold what stands in them stays as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from bot.documents.breaks import unbroken
from bot.documents.letter_widths import width
from bot.documents.outline import GOTHIC, INSET, SIZE, Cell, Look, Paragraph, Table

INSETS = {11: INSET, 10: INSET, 9: 1.0, 8: 0.8}
SMALLEST_INSET = 0.5
"""Millimetres beside the text at each size of the letters."""
SPARE = 0.35
"""Millimetres: 한글 keeps 1.8 beside the text of a cell, the others 1.5; the rest is rounding."""
STEP = 0.5  # millimetres in which widths are told
LONGEST_WORD = 6.0  # ems of a word of running text that a column makes room for
LINES = 60.0  # millimetres that a column of bullets keeps
SHRINKING = (Look.NAME, Look.PLAIN, Look.FIGURE)
LINED = (Look.CIRCLE, Look.DASH, Look.DOT)
NO_LESS = 3  # points; no amount that is printed asks for it


def fitted(table: Table, least: int) -> Table:
    """The table with columns that hold its contents, in letters of no less than `least` points.

    What must stay whole (`Paragraph.whole`, any figure) is whole as long as that is enough; below
    it, texts wrap between their words, and letters shrink on for figures alone.
    """
    for size in range(SIZE, least - 1, -1):
        tried = _set(table, size)
        if widths := _shared(table.widths, _needs(tried)):
            return replace(tried, widths=widths)
    for size in range(least, NO_LESS - 1, -1):
        tried = _set(table, size)
        wrapping = _wrapping(tried)
        needs, wishes = _needs(wrapping), _needs(tried)
        widths = _shared(table.widths, wishes) or _filled(sum(table.widths), needs, wishes)
        if widths:
            return replace(wrapping, widths=widths)
    return wrapping


def stands(table: Table) -> bool:
    """Whether what must stay whole still does, of a table that has such texts."""
    return any(one.whole for cell in table.cells for one in cell.paragraphs)


def largest(text: str, look: Look, sizes: Sequence[int], room: float, lines: int = 1) -> int:
    """The first size at which a text takes at most so many lines of `room` (mm), else the last."""
    part = room if lines == 1 else room * 0.85  # words leave the ends of lines empty
    fits = (one for one in sizes if width(text, one, sans=look in GOTHIC) <= part * lines)
    return next(fits, sizes[-1])


def even(total: int, count: int) -> tuple[float, ...]:
    """Whole millimetres in equal parts; the narrower ones stand in the middle."""
    least, wider = divmod(total, count)
    narrow = range((wider + 1) // 2, (wider + 1) // 2 + count - wider)
    return tuple(float(least + (at not in narrow)) for at in range(count))


def _set(table: Table, size: int) -> Table:
    """The table in letters of that size, its inset with them."""
    if size == SIZE:
        return table
    cells = tuple(replace(cell, paragraphs=_sized(cell, size)) for cell in table.cells)
    return replace(table, cells=cells, inset=INSETS.get(size, SMALLEST_INSET))


def _sized(cell: Cell, size: int) -> tuple[Paragraph, ...]:
    return tuple(
        replace(one, size=min(size, one.points)) if one.look in SHRINKING else one
        for one in cell.paragraphs
    )


def _wrapping(table: Table) -> Table:
    """The table without what stays whole, figures apart."""
    cells = (
        replace(cell, paragraphs=tuple(replace(one, whole=False) for one in cell.paragraphs))
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def _needs(table: Table) -> list[float]:
    """Millimetres that each column needs; a cell over several columns asks for nothing."""
    needs = [0.0] * len(table.widths)
    for cell in table.cells:
        if cell.columns == 1 and cell.paragraphs:
            wide = max(map(_need, cell.paragraphs)) + 2 * (table.inset + SPARE)
            needs[cell.column] = max(needs[cell.column], wide)
    return needs


def _need(one: Paragraph) -> float:
    sans = one.look in GOTHIC
    if one.look in LINED:
        return LINES
    if one.whole or one.look is Look.FIGURE:
        return width(one.text, one.points, sans=sans)
    return unbroken(one.text, one.points, LONGEST_WORD * width("가", one.points), sans=sans)


def _shared(usual: Sequence[float], needs: Sequence[float]) -> tuple[float, ...] | None:
    """The usual widths, changed as little as the needs ask for; None when there is no room.

    Who lacks is given what it needs, by those who can best spare it.
    """
    after = [max(one, _stepped(need)) for one, need in zip(usual, needs, strict=True)]
    while sum(after) > sum(usual):
        spare = [one - need for one, need in zip(after, needs, strict=True)]
        giver = max(range(len(after)), key=spare.__getitem__)
        if spare[giver] < STEP:
            return None
        after[giver] -= STEP
    return tuple(after)


def _filled(
    total: float, needs: Sequence[float], wishes: Sequence[float]
) -> tuple[float, ...] | None:
    """What is needed, and as many columns as wide as they wish as there is room for."""
    after = [_stepped(need) for need in needs]
    lacking = [_stepped(wish) - one for wish, one in zip(wishes, after, strict=True)]
    for at in sorted(range(len(after)), key=lacking.__getitem__):
        given = min(lacking[at], total - sum(after))
        if given < 0:
            return None
        after[at] += given
    return tuple(after)


def _stepped(wide: float) -> float:
    return ceil(wide / STEP) * STEP
