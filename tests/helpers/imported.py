"""The real report as a file of each kind, and what became of it in an office."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.documents.reading import report as reading
from bot.documents.report_files import written
from storage.act import Act
from storage.models.office import Officer
from storage.models.report_import import ReportImport
from storage.report.importing import report_import
from storage.report.reading.outline import Outline, from_json
from storage.report.reading.proposal import Choices, propose
from storage.report.report_shapes import Report, ReportLine, ReportRow, to_json
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind
from tests.helpers.report_lines import OutlineLine
from tests.storage.facts.seed_office import GOLDEN, LABELS, golden_row

SEED = (Path(__file__).parents[1] / "golden" / "seed_report.txt").read_bytes()
HALF = HalfYear(2021, 2)
AT = datetime(2021, 12, 20, 1, 0, tzinfo=UTC)
FORMATS = ("txt", "hwpx", "docx", "xlsx")


def golden_outline() -> list[OutlineLine]:
    """The 76 lines of the real report, the two words whole that its layout had cut."""
    progress, *others = GOLDEN["not_from_records"]
    lines = [OutlineLine(progress, "", 0, progress)]
    for place, label in enumerate(LABELS):
        lines += [OutlineLine(progress, label, *line) for line in golden_row(place)]
    lines += [OutlineLine(title, "", 0, title) for title in others]
    return lines + [OutlineLine(others[-1], "", *line) for line in golden_row(4)]


def as_report(outline: Outline) -> Report:
    """The outline as a report that can be printed."""
    assert outline.head is not None
    rows = tuple(ReportRow(one.label, _lines(one.lines), one.note) for one in outline.rows)
    problems = _lines(outline.problems)
    assert [table.kind for table in outline.money] == list(BudgetKind)
    return Report(outline.head, HALF, rows, outline.money, problems, AT)


def _lines(lines: tuple[Any, ...]) -> tuple[ReportLine, ...]:
    return tuple(ReportLine(line.level, line.text) for line in lines)


def outline_of(body: bytes) -> Outline:
    """What a file says."""
    return from_json(reading.read("보고서", body))


def whole_seed() -> Outline:
    """The real report with its cut words whole."""
    return propose(outline_of(SEED), Choices()).outline


def seed_file(ending: str) -> bytes:
    """The real report in one of the formats; the text is the real one."""
    return SEED if ending == "txt" else file_of(as_report(whole_seed()), ending)


def file_of(report: Report, ending: str) -> bytes:
    """A report in one of the formats that are written."""
    return written({"report": to_json(report), "format": ending})


async def take_over(
    session: AsyncSession,
    officer: Officer,
    body: bytes,
    choices: Choices | None = None,
    now: datetime = AT,
) -> ReportImport:
    """Imports a file as somebody who looked at it and said yes."""
    proposal = propose(outline_of(body), choices or Choices())
    digest = f"{hash(body):x}"
    return await report_import.save(
        Act(session, officer, now), proposal, file_name="보고서", sha256=digest
    )


def without_versions(report: Report) -> Report:
    """The report without the names of its lines: what a reader sees."""
    rows = tuple(ReportRow(row.label, _lines(row.lines), row.note) for row in report.rows)
    return replace(report, rows=rows, problems=_lines(report.problems), as_of=AT, version="")
