"""Money tables of an office's own form: figures, and above them the columns of the term."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Any

from bot.documents.hwpx import HH_PARAGRAPH as HP
from bot.documents.hwpx import keep_on_line
from bot.documents.own_form_cells import first_looks, text_of, texts, write
from bot.documents.own_form_header import Header
from bot.documents.own_form_rows import cells_of, place, spans, table_of
from bot.documents.report_paper import NON_BUDGET, money_rows
from storage.report.report_shapes import MoneyTable
from storage.rules.errors import Refusal
from storage.rules.tenure import column_named

ROWS = 5
Grid = dict[tuple[int, int], Any]

NO_ROOM = (
    "‘{name}’ 칸에서 아래로 5줄, 오른쪽으로 {wide}칸이 있어야 합니다. 이 표에는 {rows}줄"
    " {columns}칸이 있습니다. 한글에서 줄이나 칸을 더하거나 이름을 왼쪽 위 칸으로 옮겨 주십시오."
)
FEW_HEADS = (
    "‘{name}’ 표에는 연도 칸이 {there}개 있는데, 이 보고서에는 {wanted}개가 필요합니다({names})."
    " ‘{name}’ 칸에서 오른쪽으로 {wide}칸이 되도록 칸을 더해 다시 보내 주십시오."
)
MERGED = (
    "‘{name}’ 표의 {row}번째 줄 {column}번째 칸이 합쳐져 있습니다. ‘{name}’ 칸에서 아래로 5줄,"
    " 오른쪽으로 {wide}칸은 합쳐지지 않은 채 있어야 합니다. 한글에서 그 칸을 나누어 주십시오."
)


def fill(named: Any, name: str, money: MoneyTable, header: Header) -> None:
    """The table whose upper left figure is `named`; raises Refusal where it has no room."""
    table, (top, left) = table_of(named), place(named)
    grid = {place(cell): cell for cell in cells_of(table)}
    heads = _heads(grid, top - 1, left + 1)
    wide = max(len(money.columns), len(heads)) + 1
    cells = _room(grid, name, (top, left, wide))
    if heads and len(heads) < len(money.columns):
        names, wanted = ", ".join(money.columns), len(money.columns)
        raise Refusal(
            FEW_HEADS.format(name=name, there=len(heads), wanted=wanted, names=names, wide=wide)
        )
    for head, said in zip_longest(heads, money.columns if heads else (), fillvalue=""):
        texts(head, [said])
    looks = first_looks(named)
    rows = [[]] * ROWS if money.non_budget else money_rows(money)
    amounts = [[*row, *[""] * (wide - len(row))] for row in rows]
    for cell, amount in zip(chain(*cells), chain(*amounts), strict=True):
        write(cell, [(amount, looks)])
        keep_on_line(cell)
    if money.non_budget:
        centred = header.centred(looks.paragraph["paraPrIDRef"])
        looks = replace(looks, paragraph={**looks.paragraph, "paraPrIDRef": centred})
        write(_merged(cells), [(NON_BUDGET, looks)])


def _room(grid: Grid, name: str, area: tuple[int, int, int]) -> list[list[Any]]:
    """The cells of the figures, row by row."""
    top, left, wide = area
    rows = max(row + spans(cell)[0] for (row, _), cell in grid.items()) - top
    columns = max(column + spans(cell)[1] for (_, column), cell in grid.items()) - left
    if rows < ROWS or columns < wide:
        raise Refusal(NO_ROOM.format(name=name, wide=wide, rows=rows, columns=columns))
    for row in range(top, top + ROWS):
        for column in range(left, left + wide):
            if (row, column) not in grid or spans(grid[row, column]) != (1, 1):
                said = {"name": name, "row": row + 1, "column": column + 1, "wide": wide}
                raise Refusal(MERGED.format(**said))
    return [
        [grid[row, column] for column in range(left, left + wide)]
        for row in range(top, top + ROWS)
    ]


def _heads(grid: Grid, row: int, column: int) -> list[Any]:
    """The cells that name the columns of a money table; none where the form names none."""
    found: list[Any] = []
    while (cell := grid.get((row, column + len(found)))) is not None:
        said = " ".join(text_of(line) for line in cell.findall(f"{HP}subList/{HP}p"))
        if column_named(said) is None:
            break
        found.append(cell)
    return found


def _merged(cells: list[list[Any]]) -> Any:
    """The upper left cell, over all of them where each row keeps a cell of its own."""
    first, others = cells[0][0], [*chain(*cells)][1:]
    inside = {id(cell) for cell in chain(*cells)}
    rows = {id(row): row for row in (cell.getparent() for cell in others)}
    own = first.getparent()
    bare = (row for row in rows.values() if row is not own)
    if any(all(id(cell) in inside for cell in row.findall(f"{HP}tc")) for row in bare):
        return first
    size = first.find(f"{HP}cellSz")
    size.set("width", _sum(cells[0], "width"))
    size.set("height", _sum((row[0] for row in cells), "height"))
    span = first.find(f"{HP}cellSpan")
    span.set("rowSpan", str(len(cells)))
    span.set("colSpan", str(len(cells[0])))
    for cell in others:
        cell.getparent().remove(cell)
    return first


def _sum(cells: Iterable[Any], side: str) -> str:
    return str(sum(int(cell.find(f"{HP}cellSz").get(side) or 0) for cell in cells))
