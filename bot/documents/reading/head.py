"""The head of the report: pledge, department, people."""

from bot.documents.reading import losses
from bot.documents.reading.losses import Loss
from bot.documents.reading.pieces import Cell, Grid
from storage.facts.pledge import Head, Signer

DEPARTMENT, PHONE = "소관부서", "연락처"
UNREAD = "보고서 머리(소관부서·담당자)는 읽지 못했습니다."


def head_of(grid: Grid) -> tuple[Head, list[Loss]] | None:
    """The head and what of its table is no part of it; None for a table that is no head."""
    rows = grid.rows()
    if len(rows) < 2:
        return None
    first = [cell for _, cell in sorted(rows[0].items())]
    at = next((n for n, row in enumerate(rows) if n and _at(row, DEPARTMENT) is not None), None)
    if at is None or len(first) < 2:
        return None
    places = sorted(rows[at])
    cells = [rows[at][place] for place in places]
    label, phone = _place(cells, DEPARTMENT), _place(cells, PHONE)
    if phone != label + 4 or len(cells) != label + 6:
        return None
    of_people = [places[label + step] for step in (2, 3, 5)]
    people = _people([rows[at][place] for place in of_people])
    if people is None:
        return None
    for row in rows[at + 1 :]:
        people.append(Signer(*(row[place].text if place in row else "" for place in of_people)))
    used = [*first[:2], *cells[label:]]
    used += [row[place] for row in rows[at + 1 :] for place in of_people if place in row]
    left = [cell for row in rows for _, cell in sorted(row.items()) if not _in(cell, used)]
    told = [Loss(losses.HEAD, grid.name, cell.text) for cell in left]
    return Head(first[0].text, first[1].text, cells[label + 1].text, tuple(people)), told


def _in(cell: Cell, cells: list[Cell]) -> bool:
    return any(cell is one for one in cells)


def _people(cells: list[Cell]) -> list[Signer] | None:
    """Who stands in a row: one a line of its cells; None where the lines do not match."""
    columns = [_several(cell) for cell in cells]
    if len({len(column) for column in columns}) == 1:
        return [Signer(*one) for one in zip(*columns, strict=True)]
    if all(len(cell.paragraphs) == 1 for cell in cells):
        return [Signer(*(cell.text for cell in cells))]
    return None


def _at(row: dict[int, Cell], name: str) -> int | None:
    return next((at for at, cell in row.items() if "".join(cell.text.split()) == name), None)


def _place(cells: list[Cell], name: str) -> int:
    return next(
        (at for at, cell in enumerate(cells) if "".join(cell.text.split()) == name), len(cells)
    )


def _several(cell: Cell) -> list[str]:
    """One a paragraph; on a single line, one a word."""
    said = [text for text in cell.paragraphs if text.strip()]
    return [" ".join(text.split()) for text in said] if len(said) > 1 else cell.text.split()
