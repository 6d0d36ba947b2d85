"""The text of a report line by line, and records as the lines of one of its rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.facts.shapes import Line
from storage.facts.wording_parts import DETAIL, HEADING, ITEM
from storage.report.report_shapes import Report
from storage.rules.terms import PROGRESS, LineSection


@dataclass(frozen=True)
class OutlineLine:
    """A line of the report with the place it stands in; level 0 is a □ section."""

    section: str
    row: str
    level: int
    text: str


def outline(report: Report) -> Iterator[OutlineLine]:
    """Every text line of the report in printed order, tables of money by their titles alone."""
    yield OutlineLine(PROGRESS, "", 0, PROGRESS)
    for row in report.rows:
        for line in row.lines:
            yield OutlineLine(PROGRESS, row.label, line.level, line.text)
    for table in report.money:
        yield OutlineLine(table.kind.label, "", 0, table.kind.label)
    problems = LineSection.PROBLEMS.label
    yield OutlineLine(problems, "", 0, problems)
    for line in report.problems:
        yield OutlineLine(problems, "", line.level, line.text)


def folded(paths: Iterable[Sequence[Line]]) -> tuple[Line, ...]:
    """Paths one under the other; a heading or company line is not repeated for its neighbour.

    Only neighbours are merged: the same heading returns when another stood between. A · line
    left without a - line above (a job tour whose bus has no line) becomes a - line.
    """
    out: list[Line] = []
    open_path: list[Line] = []
    for path in paths:
        same = 0
        shared = zip(open_path, path[:-1], strict=False)
        while (pair := next(shared, None)) is not None and pair[0] == pair[1]:
            same += 1
        for line in path[same:]:
            lone = line.level == DETAIL and out and out[-1].level == HEADING
            out.append(Line(ITEM, line.text) if lone else line)
        open_path = _still_open(path)
    return tuple(out)


def _still_open(path: Sequence[Line]) -> list[Line]:
    """The lines a neighbour may stand under: one of each level, going down."""
    kept: list[Line] = []
    for line in path:
        if not kept or line.level > kept[-1].level:
            kept.append(line)
    return kept
