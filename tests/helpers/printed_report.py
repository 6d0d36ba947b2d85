"""The real report, with invented people, as every format prints it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from json import loads
from pathlib import Path

from bot.documents import report_files
from storage.facts.pledge import Head, Signer
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow, to_json
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, Source

GOLDEN = loads((Path(__file__).parents[1] / "golden" / "seed_lines.json").read_text("utf-8"))
MILLION = 1_000_000
NO_MONEY = MoneyTable(BudgetKind.SECURED, True)
EMPTY = MoneyTable(BudgetKind.SECURED)
FILLED = MoneyTable(
    BudgetKind.SECURED,
    cells={
        Source.NATIONAL: {"'18.7.": 50 * MILLION, "'21": 1_250 * MILLION},
        Source.CITY: {"'20": 50 * MILLION},
        Source.OTHER: {"'21": 7 * MILLION},
    },
)


def report(*more: ReportLine, money: MoneyTable = NO_MONEY) -> Report:
    """The whole report, with lines added to its last row."""
    rows = [
        ReportRow(one["row"], tuple(ReportLine(level, text) for level, text in one["lines"]))
        for one in GOLDEN["rows"]
    ]
    rows[3] = ReportRow(rows[3].label, rows[3].lines + more)
    people = tuple(Signer(name, "홍○○", "000-0000") for name in ("과장", "팀장", "담당자"))
    return Report(
        head=Head("1-4-3", "고양시 고용할당제 도입", "일자리정책과", people),
        half=HalfYear(2021, 2),
        rows=tuple(rows[:4]),
        money=(MoneyTable(BudgetKind.PLAN, True), money),
        problems=rows[4].lines,
        as_of=datetime(2021, 12, 20, tzinfo=UTC),
    )


def bullets(count: int) -> Iterable[ReportLine]:
    """That many different bullets of the second level."""
    return (ReportLine(2, f"찾아가는 채용행사 {at}회 개최") for at in range(count))


def written(form: str, of: Report) -> bytes:
    """The file as the press makes it."""
    return report_files.written({"report": to_json(of), "format": form})
