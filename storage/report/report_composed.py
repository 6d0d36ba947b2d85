"""The lines of blocks as their records make them, before the office's decisions.

This is the long part of a report: every record of the blocks is read. Asked for by an update, it
is read beside the event loop (storage/long_reading.py), and holds as long as no record changes.
"""

from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import only_reads
from storage.long_reading import lent
from storage.models.report import ReportBlock
from storage.report import late_lines, report_entries, report_late, report_results
from storage.report.composing import composed
from storage.report.report_shapes import ReportLine
from storage.rules.terms import BlockKind, RecordKind
from storage.rules.trail import Subject

Lines = list[ReportLine]
Key = tuple[str, str, str, int]
MOST_LINES = 30_000
"""Kept in all, some 0.4 KB each; the last block is kept whatever its size."""
READ = (
    *(kind for kind in RecordKind),
    *(Subject.PLAN, Subject.PLAN_RETURN, Subject.PLAN_OUTCOME, Subject.LATE_RESULT),
    *(Subject.REPORT_CHOICE, Subject.DEPARTMENT),
)
"""Subjects of the trail after whose change the lines of a block may be others."""
WHOLE = (*READ, "report_block", "report_edit", "pledge", "responsible", "evidence", "setting")
"""Those after whose change anything in the report may be another."""


T = TypeVar("T")
Work = Callable[[AsyncSession], Awaitable[T]]


@dataclass(frozen=True)
class Known(Generic[T]):
    """What was found, and the last line of the trail that it knows of.

    `settled` when all that was read had been committed: nothing else may serve others.
    """

    told: T
    head: tuple[int, str]
    settled: bool


async def read(
    session: AsyncSession, key: Hashable, work: Work[T], subjects: Collection[str] = READ
) -> T:
    """What `work` finds, as long as the trail tells of no later act on these subjects.

    Raises NotRead for an update, which is worked on again with the answer at hand. What the
    update itself has written so far is seen here alone: then it is read at once.
    """
    if audit.has_written(session, subjects):
        return await work(session)
    return (await _known(session, key, work, subjects)).told


async def _known(
    session: AsyncSession, key: Hashable, work: Work[T], subjects: Collection[str]
) -> Known[T]:
    async def still(now: AsyncSession, found: Known[T]) -> bool:
        return await _holds(now, found, subjects)

    return await lent(session, key, partial(_read, work), still)


async def _read(work: Work[T], session: AsyncSession) -> Known[T]:
    head = await audit.head(session)
    return Known(await work(session), head, only_reads(session))


async def _holds(session: AsyncSession, found: Known[Any], subjects: Collection[str]) -> bool:
    return not await audit.told_since(session, found.head, subjects)


_kept: dict[tuple[str, Key], Known[Lines]] = {}
"""Lines by database and block: a person goes from page 1 to the lines of the same report."""


async def of_blocks(session: AsyncSession, blocks: Sequence[ReportBlock]) -> dict[Key, Lines]:
    """The lines of these blocks by `key_of`: those of a closed one as stored.

    Not to be changed: they serve again. Raises NotRead for an update.
    """
    if audit.has_written(session, READ):
        return await _composed(blocks, session)
    base = str(session.get_bind().engine.url)
    told: dict[Key, Lines] = {}
    for block in blocks:
        kept = _kept.get((base, key_of(block)))
        if kept is not None and await _holds(session, kept, READ):
            told[key_of(block)] = kept.told
        elif kept is not None:
            _kept.pop((base, key_of(block)), None)
    missing = [_copy(block) for block in blocks if key_of(block) not in told]
    if missing:
        asked = ("composed", *(key_of(one) for one in missing))
        made = await _known(session, asked, partial(_composed, missing), READ)
        told |= made.told
        if made.settled:
            _keep([(base, key_of(one)) for one in missing], made)
    return told


def _keep(places: Sequence[tuple[str, Key]], made: Known[dict[Key, Lines]]) -> None:
    for base, key in places:
        _kept.pop((base, key), None)
        _kept[base, key] = Known(made.told[key], made.head, settled=True)
    older = [*_kept.items()]
    lines = sum(len(one.told) + 1 for _, one in older)
    for place, one in older[:-1]:
        if lines <= MOST_LINES:
            break
        _kept.pop(place, None)
        lines -= len(one.told) + 1


async def forget(session: AsyncSession) -> None:
    """To follow each transaction: the lines of before its act hold no more, and take no room."""
    if _kept and not audit.changed(session).keys().isdisjoint(READ):
        base = str(session.get_bind().engine.url)
        for place in [*_kept]:
            if place[0] == base:
                _kept.pop(place, None)


async def _composed(blocks: Sequence[ReportBlock], session: AsyncSession) -> dict[Key, Lines]:
    return {key_of(block): await _lines(session, block) for block in blocks}


async def _lines(session: AsyncSession, block: ReportBlock) -> Lines:
    if block.frozen is not None:
        return report_late.closed_lines(block)
    made = composed(await report_entries.of_block(session, block))
    if block.kind == BlockKind.PLAN:
        return made
    told = late_lines.merged(made, await report_late.told_in(session, block))
    return [*told, *await report_results.quota_lines(session, block)]


def key_of(block: ReportBlock) -> Key:
    """What the lines of a block depend on beside its records: its halves, and being closed."""
    return (block.kind, block.first_half.code, block.last_half.code, block.version)


def _copy(block: ReportBlock) -> ReportBlock:
    """What composing needs of a block, apart from the transaction that it was read in."""
    return ReportBlock(
        kind=block.kind,
        label=block.label,
        first_half=block.first_half,
        last_half=block.last_half,
        position=block.position,
        version=block.version,
        frozen=block.frozen,
    )
