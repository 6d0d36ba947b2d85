"""The half-year report as frozen shapes: what every format prints, and what a version keeps."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from storage.facts.pledge import Head
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, Source


@dataclass(frozen=True)
class ReportLine:
    """A printed line that knows its records.

    `level` 1 is ○, 2 is -, 3 is ·. `key` names the line in its block for edits; `records` are
    (RecordKind value, id); `stale` says that the facts changed since the office reworded it.
    """

    level: int
    text: str
    key: str = ""
    records: tuple[tuple[str, int], ...] = ()
    edited: bool = False
    stale: bool = False


@dataclass(frozen=True)
class ReportRow:
    """One row of the progress table: 구분, the lines, 비고."""

    label: str
    lines: tuple[ReportLine, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class MoneyTable:
    """연도별 투자계획 or 확보액: whole won by source and column, or 비예산."""

    kind: BudgetKind
    non_budget: bool = False
    cells: dict[Source, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """The whole half-year report; `half` is the one whose results it brings."""

    head: Head
    half: HalfYear
    rows: tuple[ReportRow, ...]
    money: tuple[MoneyTable, ...]
    problems: tuple[ReportLine, ...]
    as_of: datetime
    version: str = ""  # 초안, 제출 2, 확정 3 (잠정); never printed inside the form itself


def to_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON values."""
    dumped: dict[str, Any] = adapter(Report).dump_python(report, mode="json")
    return dumped


def from_json(data: dict[str, Any]) -> Report:
    """The report from JSON values; pydantic.ValidationError when something is missing."""
    return adapter(Report).validate_python(data)


def opening(report: Report, most: int) -> Report:
    """The report as far as its first `most` lines, which is all that its first page can show.

    A report that is no longer stays whole.
    """
    rows: list[ReportRow] = []
    room = most
    for row in report.rows:
        if len(row.lines) >= room:
            rows.append(replace(row, lines=row.lines[:room]))
            return replace(report, rows=tuple(rows), money=(), problems=())
        rows.append(row)
        room -= len(row.lines)
    return report
