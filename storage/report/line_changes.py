"""Which lines of a block read otherwise than before, and under which headings. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.report.late_lines import GROUPS
from storage.report.report_shapes import ReportLine

Path = tuple[ReportLine, ...]


@dataclass(frozen=True)
class LineChange:
    """A line before and after; None where it is not there. `above` are the lines it stands below.

    Headings and company lines are no lines of their own: they are told with what stands below.
    """

    above: Path
    before: ReportLine | None
    after: ReportLine | None


def differences(old: Sequence[ReportLine], new: Sequence[ReportLine]) -> list[LineChange]:
    """Every line that is new, gone or another, in the order of the new lines, then the gone ones.

    A line that is gone and one that is new belong together where a record stands behind both.
    What stands below a line that reads otherwise is not changed by that. The gone ones keep the
    order in which they stood, so that none is told below a line that goes with it, untold.
    """
    was = {path[-1].key: path for path in paths(old)}
    now = {path[-1].key: path for path in paths(new)}
    gone = {key: path for key, path in was.items() if key not in now}
    became: dict[str, ReportLine] = {}
    found: list[LineChange] = []
    left: list[Path] = []
    for key, path in now.items():
        before = was.get(key)
        if before is None:
            partner = _of_same_record(path[-1], gone)
            before = gone.pop(partner) if partner else None
        if before is not None:
            became[before[-1].key] = path[-1]
            if _reads(before[-1]) == _reads(path[-1]) and _same(before, path, became):
                continue
            if not _same(before, path, became):
                left.append(before)
                before = None
        found.append(LineChange(path[:-1], before[-1] if before else None, path[-1]))
    stood = {key: at for at, key in enumerate(was)}
    left += gone.values()
    left.sort(key=lambda path: stood[path[-1].key])
    return [*found, *(LineChange(_above(path, became), path[-1], None) for path in left)]


def paths(lines: Sequence[ReportLine]) -> Iterator[Path]:
    """Each line that is no heading, with those that it stands below before it."""
    above: list[ReportLine] = []
    for line in lines:
        above = [one for one in above if one.level < line.level]
        above.append(line)
        if not line.key.startswith(GROUPS):
            yield tuple(above)


def _above(path: Path, became: Mapping[str, ReportLine]) -> Path:
    """The lines above, as they read now."""
    return tuple(became.get(one.key, one) for one in path[:-1])


def _same(one: Path, other: Path, became: Mapping[str, ReportLine]) -> bool:
    """Whether both stand below the same lines, which may read otherwise by now."""
    return _words(_above(one, became)) == _words(other[:-1])


def _words(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((one.level, one.text) for one in path)


def _reads(line: ReportLine) -> tuple[int, str, bool]:
    return line.level, line.text, line.stale


def _of_same_record(line: ReportLine, gone: dict[str, Path]) -> str | None:
    mine = set(line.records)
    return next(
        (
            key
            for key, path in gone.items()
            if path[-1].level == line.level and mine.intersection(path[-1].records)
        ),
        None,
    )
