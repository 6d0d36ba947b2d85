"""What a record changes in the report before it is saved, and where it stands in it now.

Both are taken from the composed block itself: the block with the record as it is and as it will
be. Whatever is read for it is kept in `block_memory`, so that a card costs no reading of a block.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import KINDS, kind_of, row_of
from storage.facts.shapes import BudgetFacts, Facts, to_json
from storage.facts.tally import Record
from storage.facts.wording import lines
from storage.long_reading import lent
from storage.plans import plans
from storage.records import late_results, record_keeping
from storage.records.plan_states import HANDED_IN
from storage.records.record_projection import PARENTS, children_of, half_of
from storage.report import (
    block_memory,
    not_printed,
    quota_preview,
    report_blocks,
    report_changes,
    report_late,
    report_plans,
)
from storage.report.block_memory import BlockMemory
from storage.report.block_records import NEW, NEWEST, Gathered, Told
from storage.report.composing import composed
from storage.report.line_changes import LineChange, differences
from storage.report.report_entries import told
from storage.report.report_shapes import MoneyTable, ReportLine
from storage.report.wording_left import Left
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

MOST_AT_ONCE = 300
"""Records of an edited block that are composed on the event loop; more are composed beside it."""


@dataclass(frozen=True)
class Part:
    """What changes in one half's results, in 문제점 및 개선대책, or (`words`) in a money table."""

    half: HalfYear | None
    changes: tuple[LineChange, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What saving changes on paper, and why something is not printed; neither: nothing changes.

    `later` are the lines that a plan's item becomes once it is handed in.
    """

    parts: tuple[Part, ...] = ()
    why: Left | None = None
    later: tuple[ReportLine, ...] = ()


async def of_saving(
    session: AsyncSession,
    facts: Facts,
    *,
    number: int | None,
    parent_id: int | None,
    department: int | None,
    today: date,
) -> Preview:
    """What saving these facts will change; `number` is the record that they are to replace.

    `department` is whose a new record will be. Raises NotRead for an update.
    """
    kind = kind_of(facts)
    row = await record_keeping.get(session, kind, number) if number else None
    facts = await record_keeping.as_written(session, facts, row)
    above = await _above(session, kind, parent_id)
    half = half_of(facts, above.half if above is not None else None)
    before = told(row) if row is not None and row.removed_at is None else None
    after = Told(kind, number or NEW, facts, half, before.entered if before else NEWEST, parent_id)
    match row_of(facts).section:
        case Section.MONEY:
            return Preview(tuple(_money(before, facts)))
        case Section.PROBLEMS:
            return Preview((Part(half, _alone(before, after)),))
        case Section.PLANS:
            later = tuple(line for line in _own(after) if line.text)
            return Preview((), Left.PLAN, later)
        case _:
            parent = told(above) if above is not None else None
            parts = [part async for part in _results(session, before, after, parent)]
            whose = next((one.department_id for one in (row, above) if one), department)
            parts = await _with_quota(session, parts, before, after, whose)
            return Preview(tuple(parts), not_printed.why(facts, half, today))


async def of_removing(session: AsyncSession, row: Any) -> Preview:
    """What removing a kept record with all that hangs on it changes. Raises NotRead."""
    one = told(row)
    match KINDS[one.kind].section:
        case Section.MONEY:
            return Preview(tuple(_money(one, None)))
        case Section.PROBLEMS:
            return Preview((Part(one.half, _alone(one, None)),))
        case Section.PLANS:
            return Preview()
        case _:
            above = await _above(session, one.kind, one.parent)
            parent = told(above) if above is not None else None
            parts = [part async for part in _results(session, one, one, parent, removed=True)]
            parts = await _with_quota(session, parts, one, None, row.department_id)
            return Preview(tuple(parts))


async def of_replacing(
    session: AsyncSession, changed: Sequence[tuple[Any, Facts]]
) -> tuple[Part, ...]:
    """What other facts of kept results change together, as given: of open halves."""
    before = [told(row) for row, _ in changed]
    after = [replace(one, facts=facts) for one, (_, facts) in zip(before, changed, strict=True)]
    below = [child for one in before for child in await _below(session, one)]
    parts: list[Part] = []
    done: list[BlockMemory] = []
    for half in sorted({one.half for one in (*before, *below) if one.half is not None}):
        memory = await block_memory.of_half(session, half)
        if any(one.found.counts(half) for one in done):
            continue
        done.append(memory)
        if memory.closed:
            continue
        old = await memory.part(session, memory.near([*before, *after]))
        new = old.copy()
        for one in after:
            new.put(one)
        if changes := differences(memory.lines(old), memory.lines(new)):
            parts.append(Part(half, tuple(changes)))
    return tuple(parts)


async def standing(session: AsyncSession, row: Any) -> list[ReportLine]:
    """The lines of the report behind which a kept record stands today, headings included.

    Raises NotRead for an update.
    """
    one = told(row)
    match KINDS[one.kind].section:
        case Section.MONEY:
            return []
        case Section.PROBLEMS:
            return _own(one)
        case Section.PLANS:
            return await _planned(session, row)
    block = await report_blocks.covering(session, one.half) if one.half else None
    if block is not None and block.frozen is not None:
        return _with(one, report_late.closed_lines(block))
    if one.half is None:
        return []
    memory = await block_memory.of_half(session, one.half)
    return _with(one, memory.lines(await memory.part(session, memory.near([one]))))


def _with(one: Told, found: Sequence[ReportLine]) -> list[ReportLine]:
    return [line for line in found if one.record in line.records]


async def _above(session: AsyncSession, kind: RecordKind, parent_id: int | None) -> Any | None:
    table = PARENTS.get(kind)
    return await session.get(table, parent_id) if table is not None and parent_id else None


async def _below(session: AsyncSession, before: Told | None) -> list[Told]:
    """What hangs on the record: its lines change with it, in other halves too."""
    found: list[Told] = []
    if before is None:
        return found
    for kind in children_of(before.kind):
        found += map(told, await record_keeping.children(session, kind, before.id))
    return found


async def _results(
    session: AsyncSession,
    before: Told | None,
    after: Told,
    above: Told | None,
    *,
    removed: bool = False,
) -> AsyncIterator[Part]:
    was_below = await _below(session, before)
    below = [replace(one, half=half_of(one.facts, after.half)) for one in was_below]
    of_contract = above if after.kind in block_memory.CONTRACTS else None
    told_of = (before, after, of_contract, *was_below, *below)
    halves = {one.half for one in told_of if one is not None and one.half is not None}
    done: list[BlockMemory] = []
    work: Work
    for half in sorted(halves):
        memory = await block_memory.of_half(session, half)
        if any(one.found.counts(half) for one in done):
            continue
        done.append(memory)
        told_in, work = half, _compared
        if memory.closed:
            comes = before is None or not memory.found.counts(before.half)
            if not await late_results.is_told(session, half, new=comes):
                continue
            told_in, work = await late_results.following(session, half), _late
        act = _Act(memory, half, before, after, above, below, removed)
        if changes := await _worked_out(session, act, work):
            yield Part(told_in, tuple(changes))


async def _with_quota(
    session: AsyncSession,
    parts: list[Part],
    before: Told | None,
    after: Told | None,
    department: int | None,
) -> list[Part]:
    """The parts with what becomes of 고용할당제 표, below the other lines of its half."""
    move = await quota_preview.move(session, before, after, department)
    for half in move.halves:
        changes = tuple(await quota_preview.changes(session, half, move))
        at = next((at for at, part in enumerate(parts) if part.half == half), len(parts))
        known = parts[at].changes if at < len(parts) else ()
        if changes:
            parts[at : at + 1] = [Part(half, known + changes)]
    return parts


@dataclass(frozen=True)
class _Act:
    """A record that is to be saved or removed, and a block that it may change."""

    memory: BlockMemory
    half: HalfYear
    before: Told | None
    after: Told
    above: Told | None
    below: Sequence[Told]
    removed: bool

    def done_to(self, found: Gathered) -> Gathered:
        """The same records once it is done."""
        new = found.copy()
        if self.removed:
            for one in (self.after, *self.below):
                new.drop(one.record)
            return new
        new.put(self.after, self.above)
        for child in self.below:
            new.put(child)
        return new


Work = Callable[[_Act, Gathered, AsyncSession], Awaitable[list[LineChange]]]


async def _worked_out(session: AsyncSession, act: _Act, work: Work) -> list[LineChange]:
    """What the act changes: worked out here, or beside the loop where it is long."""
    memory = act.memory
    wanted = memory.near([act.before, act.after], act.above)
    if work is _late:
        wanted = memory.records
    made = partial(_made, work, act, wanted)
    if len(wanted) <= MOST_AT_ONCE:
        return await made(session)
    facts = json.dumps(to_json(act.after.facts), sort_keys=True)
    key = ("changed", act.half.code, memory.head, act.after.id, facts, act.removed)
    return await lent(session, key, made)


async def _made(
    work: Work, act: _Act, wanted: Collection[Record], session: AsyncSession
) -> list[LineChange]:
    return await work(act, await act.memory.part(session, wanted), session)


async def _compared(act: _Act, old: Gathered, _session: AsyncSession) -> list[LineChange]:
    """Of an open block: its lines before and after."""
    return differences(act.memory.lines(old), act.memory.lines(act.done_to(old)))


async def _late(act: _Act, old: Gathered, session: AsyncSession) -> list[LineChange]:
    """Of a closed block: what the next report will tell of the record."""
    touched = {act.after.record, *(child.record for child in act.below)}
    found = await act.memory.late(session, act.half, act.done_to(old), touched)
    return [LineChange(one.above, None, one.line) for one in found]


def _own(one: Told) -> list[ReportLine]:
    return [
        ReportLine(line.level, line.text, f"{one.kind}:{one.id}:{place}", (one.record,))
        for place, line in enumerate(lines(one.facts), start=1)
    ]


def _alone(before: Told | None, after: Told | None) -> tuple[LineChange, ...]:
    return tuple(differences(*(_own(one) if one else [] for one in (before, after))))


async def _planned(session: AsyncSession, row: Any) -> list[ReportLine]:
    plan = await plans.by_id(session, row.parent_id)
    if plan is None or plan.state not in HANDED_IN or row.half is None:
        return []
    return _with(told(row), composed(await report_plans.printed(session, row.half, row.half)))


def _money(before: Told | None, facts: Facts | None) -> Iterator[Part]:
    old = _table(before.facts if before else None)
    new = _table(facts)
    if words := tuple(report_changes.money_changes(old, new)):
        yield Part(None, words=words)


def _table(facts: Facts | None) -> list[MoneyTable]:
    if not isinstance(facts, BudgetFacts):
        return []
    cells = {facts.source: dict(facts.cells)} if facts.source is not None else {}
    return [MoneyTable(facts.table, facts.non_budget, cells, tuple(facts.cells))]
