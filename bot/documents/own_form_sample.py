"""A form to begin from: the built-in one, with a name in every cell that is filled."""

import io
from datetime import UTC, datetime
from typing import Any

from hwpx.document import HwpxDocument

from bot.documents import hwpx
from bot.documents.outline import Block, Cell, Paper, Paragraph, Table
from bot.documents.report_paper import paper
from storage.facts.pledge import Head, Signer
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, Source

LINES = (
    ReportLine(1, "제목 줄의 모양"),
    ReportLine(2, "내용 줄의 모양"),
    ReportLine(3, "세부 줄의 모양"),
)
NAMES = (
    {
        (0, 0): "과제코드",
        (0, 1): "과제명",
        (1, 1): "소관부서",
        (1, 2): "직위",
        (1, 3): "성명",
        (1, 5): "연락처",
    },
    {(1, 0): "기간", (1, 1): "내용", (1, 2): "비고"},
    {(1, 0): "과제명", (1, 2): "투자계획"},
    {(1, 0): "과제명", (1, 2): "확보액"},
    {(0, 0): "문제점"},
)
"""By table and cell."""


def report() -> Report:
    """A small report of nobody, with a figure in every cell of money."""
    won = {column: 1_000_000 for column in ("기투자", "'19")}
    people = tuple(Signer(post, "홍○○", "000-0000") for post in ("과장", "팀장", "담당자"))
    half = HalfYear(2021, 2)
    return Report(
        head=Head("1-4-3", "공약사업의 이름", "부서 이름", people),
        half=half,
        rows=(
            ReportRow("기간의 이름 (2021. 7월~12월)", LINES, "비고"),
            ReportRow("다음 기간의 이름 (2022. 1월~6월)", LINES),
        ),
        money=tuple(MoneyTable(kind, cells=dict.fromkeys(Source, won)) for kind in BudgetKind),
        problems=LINES[1:2],
        as_of=datetime(2021, 12, 31, tzinfo=UTC),
    )


def form() -> bytes:
    """The file; its one row of periods is repeated as often as a report needs."""
    said = paper(report())
    blocks: list[Block] = [_short(block) for block in said.blocks]
    bullets = [block for block in blocks[-1:] if isinstance(block, Paragraph)]
    cell = Cell(0, 0, tuple(bullets), top=True)
    blocks[-1:] = [Table((170.0,), 1, (cell,))]
    made = hwpx.render(Paper("보고서 서식 견본", said.made_at, tuple(blocks)))
    with HwpxDocument.open(io.BytesIO(made)) as file:
        tables: list[Any] = [table for one in file.paragraphs for table in one.tables]
        for table, names in zip(tables, NAMES, strict=True):
            for (row, column), name in names.items():
                table.cell(row, column).element.set("name", name)
            table.mark_dirty()
        named: bytes = file.to_bytes()
    return named


def _short(block: Block) -> Block:
    """The progress table with one row of periods."""
    if not isinstance(block, Table) or block.rows != 3:
        return block
    kept = tuple(cell for cell in block.cells if cell.row < 2)
    return Table(block.widths, 2, kept, block.header_rows)
