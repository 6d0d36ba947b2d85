"""How a record moves 고용할당제 표 below the results of its half, before it is kept or gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.figures import is_bus
from storage.facts.kinds import is_result, row_of
from storage.facts.shapes import EventFacts, Facts, HireFacts
from storage.facts.tally import head_count
from storage.figures import standing
from storage.figures.bus_totals import Run, standings
from storage.figures.quota_rows import HIRED
from storage.figures.quota_table import NONE, Hires, Record
from storage.plans import plan_quota
from storage.records import record_keeping
from storage.records.record_projection import half_of
from storage.report import report_blocks, report_decisions, report_results
from storage.report.block_records import Told
from storage.report.composing_edits import decided
from storage.report.line_changes import LineChange, differences
from storage.report.report_entries import told
from storage.rules.figure_kinds import Aim
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure, RecordKind

Counted = dict[tuple[HalfYear, Record], Hires]


@dataclass(frozen=True)
class Move:
    """Living events and head-counts as they are and as they will be, and whose they are."""

    before: tuple[Told, ...]
    after: tuple[Told, ...]
    department: int | None

    @property
    def halves(self) -> list[HalfYear]:
        """The halves whose hires become others."""
        was, is_ = _counted(self.before), _counted(self.after)
        keys = was.keys() | is_.keys()
        return sorted(
            {half for half, record in keys if was.get((half, record)) != is_.get((half, record))}
        )


async def move(
    session: AsyncSession, before: Told | None, after: Told | None, department: int | None
) -> Move:
    """A record as it is and as it will be, with those whose hires stand in its place or it in
    theirs: the other runs of the bus in its half, the other head-counts of its site."""
    one = after or before
    assert one is not None
    if any(
        isinstance(each.facts, EventFacts) and is_bus(each.facts) for each in _two(before, after)
    ):
        others = await _runs(session, before, after)
    elif one.kind is RecordKind.CONTRACT and before is None:
        return Move((), (), department)
    elif site := {RecordKind.CONTRACT: one.id, RecordKind.HIRE: one.parent}.get(one.kind):
        rows = await record_keeping.children(session, RecordKind.HIRE, site)
        others = [told(row) for row in rows]
        if one.kind is RecordKind.CONTRACT:
            follow = [replace(each, half=half_of(each.facts, one.half)) for each in others]
            return Move(tuple(others), tuple(follow) if after else (), department)
    else:
        return Move(_two(before), _two(after), department)
    was = before.record if before else None
    known = [one for one in others if one.record == was]
    left = [after if each.record == was and after else each for each in others]
    gone = [each for each in left if after or each.record != was]
    new = [] if known else _two(after)
    return Move((*others, *([] if known else _two(before))), (*gone, *new), department)


def _two(*told: Told | None) -> tuple[Told, ...]:
    return tuple(one for one in told if one is not None)


async def _runs(session: AsyncSession, *told: Told | None) -> list[Told]:
    """The runs of the halves of these records, where one of them counts hires."""
    those = _two(*told)
    if not any(_hires(one.facts).known for one in those):
        return list(_two(told[0]))
    halves = {one.half for one in those if one.half is not None}
    return [
        Told(RecordKind.EVENT, run.record[1], run.facts, half)
        for half in sorted(halves)
        for run in await standing.runs_of(session, half)
    ]


async def changes(session: AsyncSession, half: HalfYear, moved: Move) -> list[LineChange]:
    """The lines of the table that read otherwise; none where it is not printed, or is closed."""
    block = await report_blocks.covering(session, half)
    if block is not None and block.frozen is not None:
        return []
    if not await report_results.quota_shown(session, block):
        return []
    instead = _instead(half, moved)
    old = report_results.lines_of(await plan_quota.table(session, half))
    new = report_results.lines_of(await plan_quota.table(session, half, instead, moved.department))
    if block is not None:
        choices = await report_decisions.decisions(session, block)
        old, new = (decided(one, choices, block.arranged) for one in (old, new))
    return differences(old, new)


def _instead(half: HalfYear, moved: Move) -> Mapping[Record, Hires]:
    was, is_ = _counted(moved.before), _counted(moved.after)
    return {record: is_.get((one, record), NONE) for one, record in {**was, **is_} if one == half}


def _counted(told: Iterable[Told]) -> Counted:
    """What each event, and each site by its last head-count, counts in a half."""
    found: Counted = {}
    sites: dict[tuple[HalfYear, Record], list[tuple[HireFacts, int]]] = {}
    runs: list[Run] = []
    for one in told:
        if one.half is None:
            continue
        if isinstance(one.facts, HireFacts):
            site = (RecordKind.CONTRACT, one.parent or 0)
            sites.setdefault((one.half, site), []).append((one.facts, one.id))
        elif isinstance(one.facts, EventFacts) and is_bus(one.facts) and is_result(one.facts):
            runs.append(Run(one.record, one.half, one.facts))
        else:
            found[one.half, (one.kind, one.id)] = _hires(one.facts)
    for key, states in sites.items():
        if last := head_count(states):
            found[key] = _hires(last)
    for each in standings(runs):  # what a total states of its runs counts with the total
        half = each.run.half
        if half is not None:
            hires = Hires(each.counts.get(Measure.HIRED), each.counts.get(Measure.RESIDENTS))
            found[half, (RecordKind.EVENT, each.record[1])] = hires
    return {key: hires for key, hires in found.items() if hires.known}


def _hires(facts: Facts) -> Hires:
    figures = row_of(facts).figures(facts)
    told = {
        one.residents: one.value
        for one in figures
        if one.measure in HIRED and one.aim is Aim.ACHIEVED
    }
    return Hires(told.get(False), told.get(True))
