"""The head of the report: pledge, department, people."""

from bot.documents.reading.pieces import Cell, Grid
from storage.facts.pledge import Head, Signer

DEPARTMENT, PHONE = "소관부서", "연락처"
UNREAD = "보고서 머리(소관부서·담당자)는 읽지 못했습니다."


def head_of(grid: Grid | None) -> tuple[Head | None, list[str]]:
    """The head, or None and a sentence that it was not read."""
    rows = grid.rows() if grid else []
    if len(rows) < 2:
        return None, [UNREAD]
    first = [cell for _, cell in sorted(rows[0].items())]
    named = next((row for row in rows[1:] if _at(row, DEPARTMENT) is not None), None)
    if named is None or len(first) < 2:
        return None, [UNREAD]
    cells = [cell for _, cell in sorted(named.items())]
    at, phone = _place(cells, DEPARTMENT), _place(cells, PHONE)
    if phone != at + 4 or len(cells) != at + 6:
        return None, [UNREAD]
    department, positions, names, _, phones = cells[at + 1 :]
    columns = [_several(cell) for cell in (positions, names, phones)]
    if len({len(column) for column in columns}) > 1:
        return None, [UNREAD]
    people = tuple(Signer(*one) for one in zip(*columns, strict=True))
    return Head(first[0].text, first[1].text, department.text, people), []


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
