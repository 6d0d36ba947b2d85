"""What the office decided about lines, laid over a fresh composition; pure.

A record of an imported report may stand in the words of that paper: one printed line and those
below it, each with a decision of its own that says how deep it stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.facts.tally import Record
from storage.facts.wording_parts import HEADING, listed
from storage.report.report_shapes import ReportLine

ADDED = "added:"


@dataclass(frozen=True)
class Decision:
    """One edit: see ReportEdit for what the fields mean."""

    key: str
    text: str | None = None
    basis: str = ""
    level: int | None = None
    hidden: bool = False
    mark: str | None = None
    host: str = ""

    @property
    def in_words(self) -> bool:
        """Whether it is a line of a paper, behind which a record stands."""
        return self.level is not None and not self.key.startswith(ADDED)

    @property
    def shares(self) -> bool:
        """Whether its record stands behind the line of another one, its host."""
        return self.in_words and self.mark is None and bool(self.host)


def record_of(key: str) -> Record:
    """The record whose line it is."""
    kind, number, _place = key.split(":")
    return kind, int(number)


def first_of(key: str) -> str:
    """The key of the first line of the same record."""
    return f"{key.rpartition(':')[0]}:1"


def decided(
    composed: Sequence[ReportLine], decisions: Iterable[Decision], arranged: Sequence[str]
) -> list[ReportLine]:
    """The lines as the office wants them printed; decisions on lines that are gone do nothing."""
    by_key = {one.key: one for one in decisions}
    placed = laid_out(composed, by_key.values(), arranged)
    worded = [reworded(line, by_key.get(line.key)) for line in placed]
    return _joined(_shown(worded, by_key), by_key)


def laid_out(
    composed: Sequence[ReportLine], decisions: Iterable[Decision], arranged: Sequence[str]
) -> list[ReportLine]:
    """Composed and added lines in their order, before any is reworded, hidden or joined."""
    every = list(decisions)
    in_words = {one.key: one for one in every if one.in_words}
    apart = {line.key: line for line in composed if line.key in in_words}
    rest = [line for line in composed if line.key not in apart]
    found = _ordered(rest, {key: place for place, key in enumerate(arranged)})
    put_in = _added(every) | _worded(in_words, apart)
    headings = _headings(composed)
    known = set(arranged)
    places = [*arranged, *(key for key in put_in if key not in known)]
    for place, key in enumerate(places):
        line = put_in.get(key)
        if line is None:
            continue
        present = {each.key: at for at, each in enumerate(found)}
        before = next((k for k in reversed(places[:place]) if k in present), None)
        at = 0 if before is None else present[before] + 1
        while at < len(found) and before is not None and found[at].level > line.level:
            at += 1
        wanted = headings.get(key, "") if key in apart else ""
        if wanted and _heading_above(found, at) != wanted:
            at = _end(found, next(n for n, one in enumerate(found) if one.key == f"h:{wanted}"))
        found.insert(at, line)
    return found


def _added(decisions: Iterable[Decision]) -> dict[str, ReportLine]:
    return {
        one.key: ReportLine(one.level or 1, one.text or "", one.key, edited=True)
        for one in decisions
        if one.key.startswith(ADDED)
    }


def _worded(
    decisions: Mapping[str, Decision], apart: Mapping[str, ReportLine]
) -> dict[str, ReportLine]:
    """The lines of papers behind which records stand that are still there, by their keys.

    The first of a record says what all that stand behind it say by themselves.
    """
    there = {key: one for key, one in decisions.items() if first_of(key) in apart}
    shared = {key: one.host for key, one in there.items() if one.shares and one.host in there}
    found: dict[str, ReportLine] = {}
    for key, one in there.items():
        if key in shared:
            continue
        own = apart[first_of(key)]
        others = [other for other, at in shared.items() if at == key]
        behind = [own, *(apart[first_of(other)] for other in others)]
        said = [own.text, *(apart[other].text for other in others if other in apart)]
        records = tuple(dict.fromkeys(record for line in behind for record in line.records))
        text = "\n".join(said) if key in apart else one.text or ""
        edited = key not in apart
        found[key] = ReportLine(one.level or HEADING, text, key, records, edited=edited)
    return found


def _headings(composed: Iterable[ReportLine]) -> dict[str, str]:
    """By the key of a line the heading that it was composed below."""
    found: dict[str, str] = {}
    heading = ""
    for line in composed:
        if line.level == HEADING:
            heading = line.text if line.key.startswith("h:") else ""
        found[line.key] = heading
    return found


def _heading_above(found: Sequence[ReportLine], at: int) -> str:
    return next((one.text for one in reversed(found[:at]) if one.level == HEADING), "")


def moved(found: Sequence[ReportLine], key: str, *, up: bool) -> list[str] | None:
    """The keys after the line and all below it changed places with its neighbour.

    None when there is no such line, or no neighbour below the same line.
    """
    rows = list(found)
    start = next((at for at, line in enumerate(rows) if line.key == key), None)
    if start is None:
        return None
    level, end = rows[start].level, _end(rows, start)
    if up:
        other = start - 1
        while other >= 0 and rows[other].level > level:
            other -= 1
        if other < 0 or rows[other].level < level:
            return None
        rows = [*rows[:other], *rows[start:end], *rows[other:start], *rows[end:]]
    else:
        if end >= len(rows) or rows[end].level < level:
            return None
        last = _end(rows, end)
        rows = [*rows[:start], *rows[end:last], *rows[start:end], *rows[last:]]
    return [line.key for line in rows]


def _end(rows: Sequence[ReportLine], start: int) -> int:
    """Where the lines below this one end."""
    at = start + 1
    while at < len(rows) and rows[at].level > rows[start].level:
        at += 1
    return at


def _ordered(rows: list[ReportLine], wanted: Mapping[str, int]) -> list[ReportLine]:
    """Siblings as arranged; one that is not named follows the one it was composed after."""
    if not wanted:
        return rows
    first: list[Sequence[ReportLine]] = []
    runs = [first]  # before the first that is named, then each named one with what follows it
    for part in _parts(rows):
        if part[0].key in wanted:
            runs.append([part])
        else:
            runs[-1].append(part)
    named = sorted(runs[1:], key=lambda run: wanted[run[0][0].key])
    parts = [part for run in (first, *named) for part in run]
    return [line for part in parts for line in (part[0], *_ordered(list(part[1:]), wanted))]


def _parts(rows: Sequence[ReportLine]) -> Iterator[Sequence[ReportLine]]:
    """Each line of the first level with all below it."""
    at = 0
    while at < len(rows):
        end = _end(rows, at)
        yield rows[at:end]
        at = end


def reworded(line: ReportLine, one: Decision | None) -> ReportLine:
    """The line in the words that were decided; stale when it says other things by itself now."""
    if one is None or one.text is None or line.key.startswith(ADDED):
        return line
    own = not one.in_words or line.key == first_of(line.key)  # a line below tells nothing alone
    return replace(line, text=one.text, edited=True, stale=own and one.basis != line.text)


def _shown(rows: Sequence[ReportLine], by_key: dict[str, Decision]) -> list[ReportLine]:
    """Without hidden lines and what stands below them."""
    shown, at = [], 0
    while at < len(rows):
        one = by_key.get(rows[at].key)
        if one is not None and one.hidden:
            at = _end(rows, at)
            continue
        shown.append(rows[at])
        at += 1
    return shown


def _joined(rows: Sequence[ReportLine], by_key: dict[str, Decision]) -> list[ReportLine]:
    """Marked lines printed on the line before them, if it is the one that was meant.

    A line whose host is gone, hidden or elsewhere stands by itself: another's must not change.
    """
    out: list[ReportLine] = []
    ends: list[str] = []  # the key of what was last printed on each line of `out`
    for line in rows:
        one = by_key.get(line.key)
        at = _neighbour(out, line.level) if one is not None and one.mark else None
        if one is None or one.mark is None or at is None or one.host not in ("", ends[at]):
            out.append(line)
            ends.append(line.key)
            continue
        host, ends[at] = out[at], line.key
        out[at] = replace(
            host,
            text=listed([host.text, line.text], one.mark),
            records=tuple(dict.fromkeys(host.records + line.records)),
            edited=host.edited or line.edited,
            stale=host.stale or line.stale,
        )
    return out


def host_of(rows: Sequence[ReportLine], decisions: Iterable[Decision], key: str) -> str:
    """The key of the shown line that a line would be joined to; "" when there is none."""
    before: list[ReportLine] = []
    for line in _shown(rows, {one.key: one for one in decisions if one.key != key}):
        if line.key == key:
            at = _neighbour(before, line.level)
            return "" if at is None else before[at].key
        before.append(line)
    return ""


def _neighbour(out: Sequence[ReportLine], level: int) -> int | None:
    for at in range(len(out) - 1, -1, -1):
        if out[at].level <= level:
            return at if out[at].level == level else None
    return None
