"""The report as a list of what is printed: every line of it with what stands behind it. Pure."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.facts.likeness import fold
from storage.facts.tally import Record
from storage.report.report_results import department_of
from storage.report.report_shapes import MoneyTable, Report, ReportLine
from storage.rules.money import show_won
from storage.rules.terms import BudgetKind, LineSection, Source
from storage.tracing import wording_trace as words

LETTERS = 8
Money = Mapping[tuple[BudgetKind, Source | None], tuple[Record, ...]]
"""The records of the money tables, by table and source."""


@dataclass(frozen=True)
class Printed:
    """One printed line: where it stands, what it says, and its key, the same in each version.

    `number` counts through the whole paper. `head`: it stands in the head, behind which there
    are no records. `department` of a line of the quota table (0: its sum), None of all others.
    """

    number: int
    part: str
    text: str
    key: str
    records: tuple[Record, ...] = ()
    level: int = 0
    head: bool = False
    department: int | None = None

    @property
    def name(self) -> str:
        """The key in a button's code."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:LETTERS]


def of_report(report: Report, money: Money) -> list[Printed]:
    """Every line in printed order."""
    found: list[Printed] = []
    seen: dict[str, int] = {}
    for at, (part, text, key, line) in enumerate(_all(report, money), 1):
        again = seen[key] = seen.get(key, 0) + 1
        found.append(
            Printed(
                at,
                part,
                text,
                key if again == 1 else f"{key}#{again}",
                tuple(line.records),
                line.level,
                key.startswith("head:"),
                department_of(line.key),
            )
        )
    return found


def _all(report: Report, money: Money) -> Iterator[tuple[str, str, str, ReportLine]]:
    none = ReportLine(0, "")
    head = report.head
    yield words.HEAD, f"{head.code} {head.title}".strip(), "head:pledge", none
    yield words.HEAD, words.department(head.department), "head:department", none
    for one in head.people:
        yield words.HEAD, words.person(one.position, one.name, one.phone), _key(one.position), none
    for row in report.rows:
        for line in row.lines:
            yield row.label, line.text, f"row:{row.label}:{line.key}", line
    for table in report.money:
        for source, text in _money(table):
            records = money.get((table.kind, source), ())
            key = f"money:{table.kind}:{source or ''}"
            yield table.kind.label, text, key, ReportLine(0, text, records=records)
    for section, lines in report.sections():
        for line in lines:
            yield LineSection(section).label, line.text, f"{section}:{line.key}", line


def _key(position: str) -> str:
    return f"head:{position}"


def _money(table: MoneyTable) -> Iterator[tuple[Source | None, str]]:
    if table.non_budget:
        yield None, words.NON_BUDGET
    for source, cells in table.cells.items():
        told = ", ".join(
            f"{column} {show_won(cells[column])}" for column in table.columns if column in cells
        )
        yield source, f"{source.label} {told}".strip()


def at(lines: list[Printed], said: str, most: int = 10) -> list[Printed]:
    """The lines that somebody means: by number, else by words that stand in them."""
    if (number := numbered(said)) is not None:
        return [one for one in lines if one.number == number]
    sought = [fold(word) for word in said.split()]
    whole = "".join(sought)
    exact = [one for one in lines if whole and whole in fold(one.text)]
    some = [one for one in lines if sought and all(word in fold(one.text) for word in sought)]
    return (exact or some)[:most]


def numbered(said: str) -> int | None:
    """The number of a line, of the whole message alone; None for words."""
    found = words.NUMBERED.fullmatch(said.strip())
    return int(found[1]) if found else None
