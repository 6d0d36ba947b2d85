"""The pieces of a file as they follow each other: frames opened, tables cut at titles in them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.documents.reading.pieces import Cell, Grid
from bot.documents.reading.sections import title_mark, title_of


def flowing(pieces: Iterable[str | Grid]) -> Iterable[str | Grid]:
    """A table of one column is running text; so is a title that stands as a row of a table."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif len({cell.column for cell in piece.cells}) == 1:
            yield from (said for cell in piece.cells for said in cell.paragraphs if said.strip())
        else:
            yield from _parted(piece)


def _parted(grid: Grid) -> Iterable[str | Grid]:
    """A table cut where a row holds nothing but the title of a section."""
    part: list[Cell] = []
    lone = {
        cell.row: cell
        for row in grid.rows()
        for cell in row.values()
        if len(row) == 1 and _titles(cell.text)
    }
    for cell in grid.cells:
        if cell.row not in lone:
            part.append(cell)
        elif cell is lone[cell.row]:
            yield from [replace(grid, cells=tuple(part), above=())] if part else []
            part = []
            yield cell.text
    yield from [replace(grid, cells=tuple(part), above=())] if part else []


def _titles(said: str) -> bool:
    title = title_of(said)
    return title is not None and (title.exact or bool(title_mark(said)))
