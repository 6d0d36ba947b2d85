"""The half-year report as frozen shapes: what every format prints, and what a version keeps."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from storage.facts.pledge import Head
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.setting_kinds import SECTION_TITLES
from storage.rules.tenure import OLDEST
from storage.rules.terms import BudgetKind, LineSection, Source


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the progress table: 구분, the lines, 비고."""

    label: str
    lines: tuple[ReportLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """연도별 투자계획 or 확보액: whole won by source and column, or 비예산.

    `columns` are those of its term of office; versions of before have those of 2018.
    """

    kind: BudgetKind
    non_budget: bool = False
    cells: dict[Source, dict[str, int]] = field(default_factory=dict)
    columns: tuple[str, ...] = OLDEST.columns


@dataclass(frozen=True, slots=True)
class Report:
    """The whole half-year report; `half` is the one whose results it brings."""

    head: Head
    half: HalfYear
    rows: tuple[ReportRow, ...]
    money: tuple[MoneyTable, ...]
    problems: tuple[ReportLine, ...]
    as_of: datetime
    version: str = ""  # 초안, 제출 2, 확정 3 (잠정); never printed inside the form itself
    titles: dict[str, str] = field(default_factory=dict)  # of sections that the office renamed
    order: tuple[str, ...] = ()  # of the sections by name, where it is another than the usual

    def title_of(self, section: str) -> str:
        """What a section is called."""
        return self.titles.get(section) or SECTION_TITLES[section]

    def in_order(self) -> Iterator[str]:
        """The names of all sections as they are printed; one that no order knows comes last."""
        yield from (one for one in self.order if one in SECTION_TITLES)
        yield from (one for one in SECTION_TITLES if one not in self.order)

    def lines_of(self, section: LineSection) -> tuple[ReportLine, ...]:
        """The lines of a section that is lines alone."""
        found: tuple[ReportLine, ...] = getattr(self, section)
        return found

    def sections(self) -> Iterator[tuple[LineSection, tuple[ReportLine, ...]]]:
        """Those sections in printed order."""
        return ((one, self.lines_of(one)) for one in LineSection)

    def lines(self) -> Iterator[ReportLine]:
        """Every line of the report in printed order."""
        yield from (line for row in self.rows for line in row.lines)
        yield from (line for _, lines in self.sections() for line in lines)


if homeless := [one.value for one in LineSection if one not in Report.__dataclass_fields__]:
    raise ValueError(f"sections without a place in the report: {homeless}")


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
            none: dict[str, Any] = dict.fromkeys(LineSection, ())
            return replace(report, rows=tuple(rows), money=(), **none)
        rows.append(row)
        room -= len(row.lines)
    return report
