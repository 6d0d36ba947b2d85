"""The half-year report as a paper: the seed's form, from its head to its last bullet."""

from bot.documents.outline import Block, Cell, Look, Paper, Paragraph, Table
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.money import show_million
from storage.rules.terms import PROGRESS, Source

HEAD_WIDTHS = (24.0, 44.0, 22.0, 32.0, 18.0, 30.0)
PROGRESS_WIDTHS = (39.0, 113.0, 18.0)
MONEY_NAMES = (30.0, 14.0)
"""Millimetres; each sums to the 170 between the margins. What is left beside the names of a money
table is shared out among its sum and its columns.
"""
WIDTH = 170.0

LOOKS = {1: Look.CIRCLE, 2: Look.DASH, 3: Look.DOT}
COLUMNS = ("구 분", "추진실적 및 추진계획", "비 고")
NON_BUDGET = "비  예  산"
UNIT = "(단위 : 백만원)"


def paper(report: Report) -> Paper:
    """The report ready for any writer."""
    blocks: list[Block] = [
        _head(report),
        Paragraph(PROGRESS, Look.SECTION),
        _progress(report.rows),
    ]
    for table in report.money:
        blocks.append(Paragraph(table.kind.label, Look.SECTION))
        blocks.append(Paragraph(UNIT, Look.UNIT))
        blocks.append(_money(report.head.title, table))
    for section, lines in report.sections():
        blocks.append(Paragraph(section.label, Look.SECTION))
        blocks.extend(_bullets(lines))
    title = f"{report.head.code} {report.head.title} {report.half.label}"
    return Paper(title=title, made_at=report.as_of, blocks=tuple(blocks))


def _head(report: Report) -> Table:
    head, people = report.head, report.head.people
    return Table(
        HEAD_WIDTHS,
        2,
        (
            Cell(0, 0, (Paragraph(head.code, Look.CODE),), shaded=True),
            Cell(0, 1, (Paragraph(head.title, Look.TITLE),), columns=5),
            _name(1, 0, "소관부서"),
            Cell(1, 1, (Paragraph(head.department, Look.PLAIN),)),
            _name(1, 2, *(one.position for one in people)),
            Cell(1, 3, tuple(Paragraph(one.name, Look.PLAIN) for one in people)),
            _name(1, 4, "연락처"),
            Cell(1, 5, tuple(Paragraph(one.phone, Look.PLAIN) for one in people)),
        ),
        whole=True,
    )


def _progress(rows: tuple[ReportRow, ...]) -> Table:
    cells = [_name(0, at, name) for at, name in enumerate(COLUMNS)]
    for at, row in enumerate(rows, 1):
        cells.append(Cell(at, 0, _label(row.label)))
        cells.append(Cell(at, 1, _bullets(row.lines), top=True))
        cells.append(Cell(at, 2, (Paragraph(row.note, Look.PLAIN),) if row.note else ()))
    return Table(PROGRESS_WIDTHS, len(rows) + 1, tuple(cells), header_rows=1)


def _label(label: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(part, Look.PLAIN) for part in label_lines(label))


def label_lines(label: str) -> list[str]:
    """The label as the form sets it: its year above, its bracket below."""
    words, mark, rest = label.partition(" (")
    year, _, name = words.partition("년도 ")
    parts = [f"{year}년도", name] if name else [words]
    return [*parts, f"({rest}"] if mark else parts


def _bullets(lines: tuple[ReportLine, ...]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line.text, LOOKS[line.level]) for line in lines)


def _money(pledge: str, table: MoneyTable) -> Table:
    """Sum, then one row a source; an amount nobody gave stays empty."""
    names = ("공약사업명", "구분", "계", *table.columns)
    cells = [_name(0, at, name) for at, name in enumerate(names)]
    cells.append(Cell(1, 0, (Paragraph(pledge, Look.PLAIN),), rows=5))
    for at, word in enumerate(("계", *(source.label for source in Source)), 1):
        cells.append(Cell(at, 1, (Paragraph(word, Look.PLAIN),)))
    wide = len(table.columns) + 1
    if table.non_budget:
        text = Paragraph(NON_BUDGET, Look.PLAIN)
        cells.append(Cell(1, 2, (text,), rows=5, columns=wide))
    else:
        cells.extend(_figures(table))
    return Table(_money_widths(wide), 6, tuple(cells), header_rows=1, whole=True)


def _money_widths(columns: int) -> tuple[float, ...]:
    rest = WIDTH - sum(MONEY_NAMES)
    return (*MONEY_NAMES, *[rest / columns] * columns)


def _figures(table: MoneyTable) -> list[Cell]:
    return [
        Cell(at, column, (Paragraph(amount, Look.FIGURE),) if amount else ())
        for at, amounts in enumerate(money_rows(table), 1)
        for column, amount in enumerate(amounts, 2)
    ]


def money_rows(table: MoneyTable) -> list[list[str]]:
    """계 and each source, by 계 and each column, in millions; "" where nobody gave an amount."""
    rows: list[dict[str, int]] = [_sum(table), *(table.cells.get(one, {}) for one in Source)]
    amounts = [
        [sum(row.values()) if row else None, *(row.get(one) for one in table.columns)]
        for row in rows
    ]
    return [["" if won is None else show_million(won) for won in row] for row in amounts]


def _sum(table: MoneyTable) -> dict[str, int]:
    """The sums of the columns that hold any amount."""
    sums: dict[str, int] = {}
    for row in table.cells.values():
        for column, won in row.items():
            sums[column] = sums.get(column, 0) + won
    return sums


def _name(row: int, column: int, *words: str) -> Cell:
    return Cell(row, column, tuple(Paragraph(word, Look.NAME) for word in words), shaded=True)
