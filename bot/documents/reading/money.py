"""A money table of the report: whole won by source and column, or 비예산."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from bot.documents.reading import losses
from bot.documents.reading.losses import Loss
from bot.documents.reading.pieces import Cell, Grid
from storage.report.report_shapes import MoneyTable
from storage.rules.errors import Unreadable
from storage.rules.money import LARGEST, UNITS, read_money, show_million, stated_unit
from storage.rules.tenure import column_named
from storage.rules.terms import BudgetKind, Source

NON_BUDGET = "비예산"
SUM = "계"
SOURCES = ("구분", "재원", "재원별", "재원구분", "구분(재원)")
"""What the column of the sources is called."""
BESIDE = ("공약사업명", "사업명", "공약명", "과제명", "공약사업")
PLACE = "‘{table}’ 표{at}"
UNREAD = "‘{table}’ 표는 열 이름이 달라 읽지 못했습니다."
SUM_DIFFERS = "‘{table}’ 표의 {source} 계는 {said}백만원인데 더하면 {added}백만원입니다."
NO_UNIT = (
    "‘{table}’ 표에 단위가 적혀 있지 않아 금액을 읽지 않았습니다. 표 위에 ‘(단위: 백만원)’처럼"
    " 적어 주십시오."
)
OTHER_UNIT = (
    "‘{table}’ 표의 단위가 ‘{unit}’이라 금액을 읽지 않았습니다. 원, 천원, 백만원, 억원 가운데"
    " 하나로 적어 주십시오."
)
IN_UNIT = "‘{table}’ 표의 금액은 {unit} 단위로 읽어 원으로 바꾸었습니다."
USUAL = "백만원"
NOTHING = frozenset({"-", "–", "—", "―", "ㅡ", "·"})
"""How an empty cell is written."""
MAYBE_TEN = re.compile(r"(?:'|20)\d\d\.1", re.ASCII).fullmatch
"""A heading that a spreadsheet may have made of 2022.10, for it drops the last nought."""
_IN_BRACKET = re.compile(r"[(（\[<][^()（）\[\]<>]*[)）\]>]")


def is_money(grid: Grid) -> bool:
    """Whether a table has the sources or the columns of a money table, whatever its title."""
    rows = grid.rows()
    at = _heading(rows)
    sources = {one.label for one in Source}
    labels = {_tight(cell) for row in rows for cell in row.values()} & sources
    named = sum(column_named(name) is not None for name in _names(rows[at])) if at >= 0 else 0
    return at >= 0 and (named > 1 or len(labels) > 1)


def money_of(
    kind: BudgetKind, grid: Grid, unit: str | None = None, title: str = ""
) -> tuple[MoneyTable | None, list[Loss | str]]:
    """The table, and what of it was not read.

    `unit` is what was said above the table; it may stand inside it, or behind a column's name.
    `title` is that of the pledge, which may be printed beside the amounts.
    """
    rows = grid.rows()
    at = _heading(rows)
    if at < 0:
        return None, _unread(kind, UNREAD, rows)
    heads = _Heads(rows, at)
    beside = [
        Loss(losses.MONEY, table_place(kind), cell.text)
        for row in rows
        for where, cell in sorted(row.items())
        if where < heads.source and not _known(cell, title) and stated_unit(cell.text) is None
    ]
    body = rows[heads.last + 1 :]
    amounts = [{at: cell for at, cell in row.items() if at > heads.source} for row in body]
    whole = "".join(_tight(cell) for row in amounts for _, cell in sorted(row.items()))
    known = tuple(named for name in heads.names if (named := column_named(name)))
    if not whole or whole == NON_BUDGET:
        return MoneyTable(kind, whole == NON_BUDGET, columns=known), [*beside]
    beside += [
        Loss(losses.MONTH, table_place(kind), one) for one in filter(MAYBE_TEN, heads.names)
    ]
    units = _units(unit, rows)
    fault = _unit_fault(kind, units, amounts)
    if fault:
        return None, [*beside, *_unread(kind, fault, body)]
    reading = _Table(kind, heads, UNITS[units[0]] if units else None)
    for row, cells in zip(body, amounts, strict=True):
        label = _tight(row[heads.source]) if heads.source in row else ""
        if cells and not (label == "" and all(stated_unit(c.text) for c in cells.values())):
            reading.row(label, cells)
    reading.end()
    told = [IN_UNIT.format(table=kind.label, unit=one) for one in units if one != USUAL]
    return MoneyTable(kind, False, reading.cells, known), [*told, *beside, *reading.losses]


def _unread(kind: BudgetKind, why: str, rows: Sequence[Mapping[int, Cell]]) -> list[Loss | str]:
    """Why a table was not read, and its rows."""
    lines = ["\t".join(row[at].text for at in sorted(row)) for row in rows]
    return [why, *(Loss(losses.MONEY, table_place(kind), one) for one in lines if one)]


def table_place(kind: BudgetKind, row: str = "", column: str = "") -> str:
    """A row and a column of a money table."""
    at = f" {row} 줄" * bool(row) + f" {column} 칸" * bool(column)
    return PLACE.format(table=kind.label, at=at)


def _known(cell: Cell, title: str) -> bool:
    """Whether a cell left of the sources says the pledge, or what that column is called."""
    return _tight(cell) in ("".join(title.split()), *BESIDE)


def _tight(cell: Cell) -> str:
    return "".join(cell.text.split())


def _heading(rows: Sequence[Mapping[int, Cell]]) -> int:
    """The row that names the columns; -1 where none does."""
    found = (n for n, row in enumerate(rows) if any(one in SOURCES for one in _names(row)))
    return next(found, -1)


class _Heads:
    """The names of the columns: one row of them, or two where years stand below a common name."""

    def __init__(self, rows: Sequence[Mapping[int, Cell]], at: int) -> None:
        names = {where: cell for where, cell in rows[at].items()}
        first = _names(names)
        self.source = next(first[one] for one in first if one in SOURCES)
        self.last = at
        for row in rows[at + 1 : at + 2]:
            below = {where: cell for where, cell in row.items() if where > self.source}
            years = [column_named(name) for name in _names(below)]
            if self.source not in row and below and all(years):
                names = {**names, **below}
                self.last = at + 1
        self._places = {place: name for name, place in _names(names).items()}

    @property
    def names(self) -> list[str]:
        """Every name, left to right."""
        return [self._places[at] for at in sorted(self._places)]

    def over(self, where: int) -> tuple[str, bool]:
        """The name over a cell, and whether it stands further to the left, over several cells."""
        if where in self._places:
            return self._places[where], False
        left = [at for at in self._places if self.source < at < where]
        return (self._places[max(left)], True) if left else ("", False)


def _units(above: str | None, rows: Sequence[Mapping[int, Cell]]) -> list[str]:
    """Every unit that is stated above the amounts, each once."""
    inside = [stated_unit(cell.text) for row in rows for cell in row.values()]
    return list(dict.fromkeys(one for one in (above, *inside) if one is not None))


def _unit_fault(kind: BudgetKind, units: Sequence[str], body: Sequence[Mapping[int, Cell]]) -> str:
    """Why the amounts cannot be told; empty when they can."""
    if len(units) > 1 or any(one not in UNITS for one in units):
        return OTHER_UNIT.format(table=kind.label, unit=", ".join(units))
    bare = any(_number(cell.text) is not None for row in body for cell in row.values())
    return NO_UNIT.format(table=kind.label) if bare and not units else ""


def _number(said: str) -> Decimal | None:
    try:
        amount = Decimal("".join(said.replace(",", "").split()))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


class _Table:
    def __init__(self, kind: BudgetKind, heads: _Heads, unit: int | None) -> None:
        self.cells: dict[Source, dict[str, int]] = {}
        self.losses: list[Loss | str] = []
        self._kind = kind
        self._unit = unit
        self._heads = heads
        self._sums: dict[str, int] = {}  # of the row of sums, as it is printed

    def row(self, label: str, amounts: dict[int, Cell]) -> None:
        """The amounts of one source, or of the row of sums."""
        source = next((each for each in Source if each.label == label), None)
        if source is None and label != SUM:
            words = "\t".join([label, *(amounts[at].text for at in sorted(amounts))])
            place = table_place(self._kind, f"‘{label or '(빈칸)'}’")
            self.losses.append(Loss(losses.OTHER_ROW, place, words.strip()))
            return
        found = self._amounts(label, amounts)
        if source is None:
            self._sums = found
            return
        stated = found.pop(SUM, None)
        if found:
            self.cells[source] = found
        added = sum(found.values())
        if stated is not None and show_million(stated) != show_million(added):
            self._differs(label, stated, added)

    def end(self) -> None:
        """Compares the row of sums with what stands below it."""
        for column, stated in self._sums.items():
            rows = self.cells.values()
            added = sum(sum(row.values()) if column == SUM else row.get(column, 0) for row in rows)
            if show_million(stated) != show_million(added):
                self._differs(SUM if column == SUM else f"{column} 칸", stated, added)

    def _differs(self, what: str, stated: int, added: int) -> None:
        said = show_million(stated), show_million(added)
        told = SUM_DIFFERS.format(table=self._kind.label, source=what, said=said[0], added=said[1])
        self.losses.append(told)

    def _amounts(self, label: str, amounts: dict[int, Cell]) -> dict[str, int]:
        """Whole won by column; the cells under one name share it."""
        under: dict[str, list[str]] = {}
        split = set()
        for at, cell in sorted(amounts.items()):
            name, shared = self._heads.over(at)
            place = table_place(self._kind, label, name)
            if name != SUM and column_named(name) is None:
                self.losses.append(
                    Loss(losses.OTHER_COLUMN, place, f"{name}\t{cell.text}".strip())
                )
            elif cell.text.strip() not in NOTHING:
                under.setdefault(name, []).append(cell.text)
                split |= {name} if shared else set()
        found: dict[str, int] = {}
        for name, said in under.items():
            place = table_place(self._kind, label, name)
            if len(said) > 1:
                self.losses += [Loss(losses.SEVERAL, place, one) for one in said]
                continue
            if (won := self._won(said[0])) is None:
                self.losses.append(Loss(losses.NO_AMOUNT, place, said[0]))
                continue
            found[SUM if name == SUM else column_named(name) or ""] = won
            if name in split:
                self.losses.append(Loss(losses.SPLIT, place, said[0]))
        return found

    def _won(self, said: str) -> int | None:
        """Whole won; an amount may name its own unit."""
        number = _number(said)
        amount = number * self._unit if number is not None and self._unit else None
        if number is None:
            try:
                amount = Decimal(read_money(said))
            except Unreadable:
                amount = None
        if amount is None or amount != int(amount) or not 0 <= amount <= LARGEST:
            return None
        return int(amount)


def _names(row: Mapping[int, Cell]) -> dict[str, int]:
    """Column by its name, whatever quotes, spaces and units it is written with."""
    marks = str.maketrans("‘’`´′", "'''''")
    found = {}
    for at, cell in sorted(row.items()):
        name = "".join(cell.text.split()).translate(marks)
        found[_IN_BRACKET.sub("", name) if stated_unit(name) else name] = at
    return found
