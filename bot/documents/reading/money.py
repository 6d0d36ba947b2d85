"""A money table of the report: whole won by source and column, or 비예산."""

from decimal import Decimal, InvalidOperation

from bot.documents.reading.pieces import Cell, Grid
from storage.reports.report_shapes import MoneyTable
from storage.rules.money import show_million
from storage.rules.terms import BUDGET_COLUMNS, BudgetKind, Source

NON_BUDGET = "비예산"
SUM, SOURCE = "계", "구분"
MILLION = 1_000_000
UNREAD = "‘{table}’ 표는 열 이름이 달라 읽지 못했습니다."
NO_AMOUNT = "‘{table}’ 표의 ‘{said}’는 금액으로 읽지 못했습니다."
OTHER_COLUMN = "‘{table}’ 표의 ‘{column}’ 열은 이 봇의 표에 없어 읽지 않았습니다."
SUM_DIFFERS = "‘{table}’ 표의 {source} 계는 {said}인데 더하면 {added}입니다."


def money_of(kind: BudgetKind, grid: Grid) -> tuple[MoneyTable | None, list[str]]:
    """The table, and sentences about what of it was not read."""
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
    if whole == NON_BUDGET:
        return MoneyTable(kind, non_budget=True), []
    reading = _Table(kind, columns)
    for row, amounts in zip(rows[at + 1 :], body, strict=True):
        named = row[source].text if source in row else ""
        one = next((each for each in Source if each.label == named), None)
        if one is not None:
            reading.row(one, amounts)
    return MoneyTable(kind, False, reading.cells), reading.losses


class _Table:
    def __init__(self, kind: BudgetKind, columns: dict[str, int]) -> None:
        self.cells: dict[Source, dict[str, int]] = {}
        self.losses: list[str] = []
        self._table = kind.label
        self._names = {at: name for name, at in columns.items()}

    def row(self, source: Source, amounts: dict[int, Cell]) -> None:
        """The amounts of one source."""
        found: dict[str, int] = {}
        stated: int | None = None
        for at, cell in amounts.items():
            won = self._won(cell.text)
            column = self._names.get(at, "")
            if won is None:
                continue
            if column == SUM:
                stated = won
            elif column in BUDGET_COLUMNS:
                found[column] = won
            else:
                self.losses.append(OTHER_COLUMN.format(table=self._table, column=column))
        if found:
            self.cells[source] = {name: found[name] for name in BUDGET_COLUMNS if name in found}
        added = sum(found.values())
        if stated is not None and show_million(stated) != show_million(added):
            said = show_million(stated), show_million(added)
            self.losses.append(
                SUM_DIFFERS.format(
                    table=self._table, source=source.label, said=said[0], added=said[1]
                )
            )

    def _won(self, said: str) -> int | None:
        try:
            amount = Decimal(said.replace(",", "").replace(" ", "")) * MILLION
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount != int(amount) or not 0 <= amount <= 10**15:
            self.losses.append(NO_AMOUNT.format(table=self._table, said=said[:40]))
            return None
        return int(amount)


def _names(row: dict[int, Cell]) -> dict[str, int]:
    """Column by its name, whatever quotes and spaces it is written with."""
    marks = str.maketrans("‘’`´′", "'''''")
    return {"".join(cell.text.split()).translate(marks): at for at, cell in row.items()}
