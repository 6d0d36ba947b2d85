"""What happened to a half after its report was closed, as lines of a later report. Pure.

The closed paper is laid beside the lines that its records make today. What differs, and is known
to have changed late, is told where it belongs: under the same headings, with its half behind it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.facts.tally import Record
from storage.records import wording_late
from storage.report.report_changes import words_changed
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear

LATE = "late:"
GROUPS = ("h:", "c:")  # keys of headings and company lines, which no record has to itself


@dataclass(frozen=True)
class LateLine:
    """A line to be told, and the lines it stands below, the heading first."""

    above: tuple[ReportLine, ...]
    line: ReportLine


@dataclass
class _Node:
    line: ReportLine
    below: list["_Node"] = field(default_factory=list)


def difference(
    half: HalfYear,
    closed: Sequence[ReportLine],
    now: Sequence[ReportLine],
    composed: Mapping[str, str],
    touched: Collection[Record],
) -> list[LateLine]:
    """What a later report has to tell of a closed half.

    `closed` is the paper, `now` what its records make today with the office's wording, `composed`
    the same by key without it; `touched` are the records that changed late.
    """
    known = {one.key: one for one in closed if one.key}
    return [
        *_come(half, known, _paths(now), composed, touched),
        *_gone(half, closed, {one.key for one in now}, touched),
    ]


def kept(lines: Sequence[ReportLine]) -> list[LateLine]:
    """The lines about earlier halves in a report that was composed with them."""
    return [LateLine(above, line) for above, line in _paths(lines) if line.key.startswith(LATE)]


def merged(lines: Sequence[ReportLine], late: Iterable[LateLine]) -> list[ReportLine]:
    """A block with late lines behind its own, under their headings."""
    top: list[_Node] = []
    last: dict[int, _Node] = {}
    for line in lines:
        node = _Node(line)
        level = max((one for one in last if one < line.level), default=0)
        (last[level].below if level else top).append(node)
        last = {one: kept_ for one, kept_ in last.items() if one < line.level}
        last[line.level] = node
    for one in late:
        place = top
        for step in one.above:
            place = _found(place, step, one.line.records).below
        place.append(_Node(one.line))
    return list(_flat(top))


def _found(place: list[_Node], step: ReportLine, records: tuple[Record, ...]) -> _Node:
    """The line of that text, grown now when there is none; the records stand behind it too."""
    for node in place:
        if node.line.text == step.text:
            more = tuple(one for one in records if one not in node.line.records)
            node.line = replace(node.line, records=node.line.records + more)
            return node
    place.append(_Node(replace(step, records=records)))
    return place[-1]


def _flat(nodes: Iterable[_Node]) -> Iterator[ReportLine]:
    for node in nodes:
        yield node.line
        yield from _flat(node.below)


def _paths(lines: Sequence[ReportLine]) -> Iterator[tuple[tuple[ReportLine, ...], ReportLine]]:
    """Each line with those that it stands below."""
    above: list[ReportLine] = []
    for line in lines:
        above = [one for one in above if one.level < line.level]
        yield tuple(above), line
        above.append(line)


def _come(
    half: HalfYear,
    known: Mapping[str, ReportLine],
    paths: Iterable[tuple[tuple[ReportLine, ...], ReportLine]],
    composed: Mapping[str, str],
    touched: Collection[Record],
) -> Iterator[LateLine]:
    """Lines that are new or read otherwise now."""
    told: dict[str, ReportLine] = {}  # the key of a new line, and the line as it is told
    for above, line in paths:
        before = known.get(line.key)
        behind = [line, *([before] if before is not None else [])]  # one may be gone from the line
        concerned = any(_concerned(one, touched) for one in behind)
        if line.key.startswith((*GROUPS, LATE)) or not concerned:
            continue
        if before is not None and not _reads_otherwise(before, line):
            continue
        under = tuple(told.get(one.key, _step(half, one)) for one in above)
        if before is None:
            first = not any(one.key in told for one in above)
            text = wording_late.added(line.text, half) if first else line.text
        else:
            after = composed.get(line.key, line.text) if line.stale else line.text
            said = words_changed(before.text, after)
            text = wording_late.corrected(after, half, said)
        new = _late(half, line, text)
        if before is None:
            told[line.key] = new
        yield LateLine(under, new)


def _gone(
    half: HalfYear,
    closed: Sequence[ReportLine],
    left: Collection[str],
    touched: Collection[Record],
) -> Iterator[LateLine]:
    """Lines of the paper whose records are there no more; what stood below goes unsaid with it."""
    gone: set[str] = set()
    for above, line in _paths(closed):
        if not line.key or line.key in left or line.key.startswith((*GROUPS, LATE)):
            continue
        if not _concerned(line, touched):
            continue
        if not any(one.key in gone for one in above):
            under = tuple(_step(half, one) for one in above)
            yield LateLine(under, _late(half, line, wording_late.removed(line.text, half)))
        gone.add(line.key)


def _concerned(line: ReportLine, touched: Collection[Record]) -> bool:
    return any(one in touched for one in line.records)


def _reads_otherwise(before: ReportLine, now: ReportLine) -> bool:
    return before.text != now.text or (now.stale and not before.stale)


def _step(half: HalfYear, line: ReportLine) -> ReportLine:
    """A line to stand below; one of a record of the closed half says so itself."""
    if line.key.startswith(GROUPS):
        return replace(line, edited=False, stale=False)
    return _late(half, line, wording_late.added(line.text, half))


def _late(half: HalfYear, line: ReportLine, text: str) -> ReportLine:
    return ReportLine(line.level, text, f"{LATE}{half.code}:{line.key}", line.records)
