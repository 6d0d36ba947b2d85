"""A money table of the report: whole won by source and column, or 비예산."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from bot.documents.reading.pieces import Cell, Grid
from storage.report.report_shapes import MoneyTable
from storage.rules.errors import Unreadable
from storage.rules.money import LARGEST, UNITS, read_money, show_million, stated_unit
from storage.rules.tenure import column_named
from storage.rules.terms import BudgetKind, Source

NON_BUDGET = "비예산"
SUM, SOURCE = "계", "구분"
UNREAD = "‘{table}’ 표는 열 이름이 달라 읽지 못했습니다."
NO_AMOUNT = "‘{table}’ 표의 ‘{said}’는 금액으로 읽지 못했습니다."
OTHER_COLUMN = "‘{table}’ 표의 ‘{column}’ 열은 사업비 칸의 이름이 아니어서 읽지 않았습니다."
OTHER_ROW = "‘{table}’ 표의 ‘{row}’ 줄은 이 봇의 표에 없어 읽지 않았습니다."
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
_IN_BRACKET = re.compile(r"[(（\[<][^()（）\[\]<>]*[)）\]>]")


def money_of(
    kind: BudgetKind, grid: Grid, unit: str | None = None
) -> tuple[MoneyTable | None, list[str]]:
    """The table, and sentences about what of it was not read.

    `unit` is what was said above the table; it may stand inside it, or behind a column's name.
    """
    rows = grid.rows()
    at = next((n for n, row in enumerate(rows) if SOURCE in _names(row)), None)
    if at is None:
        return None, [UNREAD.format(table=kind.label)]
    columns = _names(rows[at])
    source = columns[SOURCE]
    body = [
        {where: cell for where, cell in row.items() if where > source} for row in rows[at + 1 :]
    ]
    whole = "".join("".join(cell.text.split()) for row in body for _, cell in sorted(row.items()))
    known = tuple(named for name in columns if (named := column_named(name)))
    if not whole or whole == NON_BUDGET:
        return MoneyTable(kind, whole == NON_BUDGET, columns=known), []
    units = _units(unit, rows[: at + 1])
    fault = _unit_fault(kind, units, body)
    if fault:
        return None, [fault]
    reading = _Table(kind, columns, UNITS[units[0]] if units else None)
    for row, amounts in zip(rows[at + 1 :], body, strict=True):
        label = "".join(row[source].text.split()) if source in row else ""
        one = next((each for each in Source if each.label == label), None)
        if one is not None:
            reading.row(one, amounts)
        elif amounts and label != SUM:
            reading.losses.append(OTHER_ROW.format(table=kind.label, row=label or "(빈칸)"))
    told = [IN_UNIT.format(table=kind.label, unit=one) for one in units if one != USUAL]
    return MoneyTable(kind, False, reading.cells, known), [*told, *reading.losses]


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
    def __init__(self, kind: BudgetKind, columns: dict[str, int], unit: int | None) -> None:
        self.cells: dict[Source, dict[str, int]] = {}
        self.losses: list[str] = []
        self._table = kind.label
        self._unit = unit
        self._names = {at: name for name, at in columns.items()}

    def row(self, source: Source, amounts: dict[int, Cell]) -> None:
        """The amounts of one source."""
        found: dict[str, int] = {}
        stated: int | None = None
        for at, cell in sorted(amounts.items()):
            won = self._won(cell.text)
            column = self._names.get(at, "")
            if won is None:
                continue
            if column == SUM:
                stated = won
            elif named := column_named(column):
                found[named] = won
            else:
                self.losses.append(OTHER_COLUMN.format(table=self._table, column=column))
        if found:
            self.cells[source] = found
        added = sum(found.values())
        if stated is not None and show_million(stated) != show_million(added):
            said = show_million(stated), show_million(added)
            self.losses.append(
                SUM_DIFFERS.format(
                    table=self._table, source=source.label, said=said[0], added=said[1]
                )
            )

    def _won(self, said: str) -> int | None:
        """Whole won; an amount may name its own unit."""
        if said.strip() in NOTHING:
            return None
        number = _number(said)
        amount = number * self._unit if number is not None and self._unit else None
        if number is None:
            try:
                amount = Decimal(read_money(said))
            except Unreadable:
                amount = None
        if amount is None or amount != int(amount) or not 0 <= amount <= LARGEST:
            self.losses.append(NO_AMOUNT.format(table=self._table, said=said[:40]))
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
