"""The half-year report as a paper: the seed's form, from its head to its last bullet."""

from collections.abc import Sequence

from bot.documents import report_head
from bot.documents.fitting import even, fitted, largest
from bot.documents.outline import Block, Cell, Look, Paper, Paragraph, Table
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.rounding import Millions, in_millions
from storage.rules.terms import NOTHING, Source

PROGRESS_WIDTHS = (39.0, 113.0, 18.0)
MONEY_NAMES, MONEY_REST = (30.0, 14.0), 126
"""Millimetres; each sums to the 170 between the margins. What is left beside the names of a money
table is shared out among its sum and its columns.
"""
LEAST, LEAST_FIGURES = 9, 6
"""Points of the smallest letters of a table; figures stay readable longer."""
PLEDGE_SIZES, PLEDGE_LINES = (11, 10, 9, 8), 6

LOOKS = {1: Look.CIRCLE, 2: Look.DASH, 3: Look.DOT}
COLUMNS = ("구 분", "추진실적 및 추진계획", "비 고")
NON_BUDGET = "비  예  산"
UNIT = "(단위 : 백만원)"
ADJUSTED = "※ 단수 조정으로 합계와 맞춤"
"""Below a table whose amounts, each rounded by itself, would not add up to their sums."""


def paper(report: Report) -> Paper:
    """The report ready for any writer."""
    sections: dict[str, list[Block]] = {"progress": [_progress(report.rows)]}
    for table in report.money:
        sections[table.kind] = [Paragraph(UNIT, Look.UNIT), _money(report.head.title, table)]
        sections[table.kind] += [Paragraph(ADJUSTED, Look.REMARK)] if is_adjusted(table) else []
    for section, lines in report.sections():
        sections[section] = [*_bullets(printed(lines))]
    blocks: list[Block] = [report_head.table(report.head)]
    for name in report.in_order():
        if name in sections:
            blocks += [Paragraph(report.title_of(name), Look.SECTION), *sections[name]]
    title = f"{report.head.code} {report.head.title} {report.half.label}"
    return Paper(title=title, made_at=report.as_of, blocks=tuple(blocks))


def _progress(rows: tuple[ReportRow, ...]) -> Table:
    cells = [_name(0, at, name) for at, name in enumerate(COLUMNS)]
    for at, row in enumerate(rows, 1):
        cells.append(Cell(at, 0, _label(row.label)))
        cells.append(Cell(at, 1, _bullets(printed(row.lines)), top=True))
        cells.append(Cell(at, 2, (Paragraph(row.note, Look.PLAIN),) if row.note else ()))
    return fitted(Table(PROGRESS_WIDTHS, len(rows) + 1, tuple(cells), header_rows=1), LEAST)


def _label(label: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(part, Look.PLAIN) for part in label_lines(label))


def label_lines(label: str) -> list[str]:
    """The label as the form sets it: its year above, its bracket below."""
    words, mark, rest = label.partition(" (")
    year, _, name = words.partition("년도 ")
    parts = [f"{year}년도", name] if name else [words]
    return [*parts, f"({rest}"] if mark else parts


def printed(lines: Sequence[ReportLine]) -> Sequence[ReportLine]:
    """The lines as the office prints them: where there is none, it says so."""
    return lines or (ReportLine(1, NOTHING),)


def _bullets(lines: Sequence[ReportLine]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line.text, LOOKS[line.level]) for line in lines)


def _money(pledge: str, table: MoneyTable) -> Table:
    """Sum, then one row a source; an amount nobody gave stays empty."""
    names = ("공약사업명", "구분", "계", *table.columns)
    cells = [_name(0, at, name) for at, name in enumerate(names)]
    size = largest(pledge, Look.PLAIN, PLEDGE_SIZES, MONEY_NAMES[0] - 4, PLEDGE_LINES)
    cells.append(Cell(1, 0, (Paragraph(pledge, Look.PLAIN, size=size),), rows=5))
    for at, word in enumerate(("계", *(source.label for source in Source)), 1):
        cells.append(Cell(at, 1, (Paragraph(word, Look.PLAIN),)))
    wide = len(table.columns) + 1
    if table.non_budget:
        text = Paragraph(NON_BUDGET, Look.PLAIN)
        cells.append(Cell(1, 2, (text,), rows=5, columns=wide))
    else:
        cells.extend(_figures(table))
    widths = (*MONEY_NAMES, *even(MONEY_REST, wide))
    made = Table(widths, 6, tuple(cells), header_rows=1, whole=True, sums=(1, 2))
    return fitted(made, LEAST_FIGURES)


def _figures(table: MoneyTable) -> list[Cell]:
    return [
        Cell(at, column, (Paragraph(amount, Look.FIGURE),) if amount else ())
        for at, amounts in enumerate(money_rows(table), 1)
        for column, amount in enumerate(amounts, 2)
    ]


def money_rows(table: MoneyTable) -> list[list[str]]:
    """계 and each source, by 계 and each column, in millions; "" where nobody gave an amount."""
    return [["" if one is None else f"{one:,}" for one in row] for row in _millions(table).rows]


def is_adjusted(table: MoneyTable) -> bool:
    """Whether some amount was rounded to fit the sums that are printed beside it."""
    return not table.non_budget and _millions(table).adjusted


def _millions(table: MoneyTable) -> Millions:
    rows = [table.cells.get(one, {}) for one in Source]
    return in_millions([[row.get(one) for one in table.columns] for row in rows])


def _name(row: int, column: int, *words: str) -> Cell:
    return Cell(row, column, tuple(Paragraph(word, Look.NAME) for word in words), shaded=True)
