"""The rows of the ledger that 고용할당제 is about: hires planned by items, and hires counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.figures import asking, asking_sums
from storage.figures.asking import TABLE, of_half
from storage.figures.quota_table import NONE, Hires, Record, Source, Summed
from storage.figures.sums import titles_of, total
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

HIRED = (Counted.HIRED, Counted.WORKERS)


@dataclass(frozen=True)
class Counts:
    """What items of plans mean to hire, what their results say, and what records counted."""

    planned: dict[int, Hires]  # by number of the item
    said: dict[int, Hires]
    sources: tuple[Source, ...]


async def of(
    session: AsyncSession, half: HalfYear, *, events: Iterable[int] | None = None
) -> Counts:
    """The hires of a half, each record once: of a site the last head-count of the half.

    `events` are those that are looked at; else all of them.
    """
    await session.flush()
    which = [()] if events is None else [(TABLE.c.event_kind.is_(None),), (_is_one_of(events),)]
    standing = [
        and_(*asking.figures(of_half(half, measure, aim=aim, residents=ours, where=some)))
        for measure in HIRED
        for aim in Aim
        for ours in (False, True)
        for some in which
    ]
    column = TABLE.c
    found = await execute(
        session,
        select(
            *(column.record_kind, column.record_id, column.parent_id, column.department_id),
            *(column.aim, column.residents, column.value),
        ).where(or_(*standing)),
    )
    planned: dict[int, Hires] = {}
    said: dict[int, Hires] = {}
    counted: dict[Record, tuple[int, Hires]] = {}
    for kind, number, parent, department, aim, ours, value in found:
        hires = Hires(residents=value) if ours else Hires(workers=value)
        if kind is RecordKind.PLAN_ITEM:
            of_items = planned if aim is Aim.PLANNED else said
            of_items[number] = of_items.get(number, NONE) + hires
        elif aim is Aim.ACHIEVED:
            record = (RecordKind.CONTRACT, parent) if kind is RecordKind.HIRE else (kind, number)
            counted[record] = (department, counted.get(record, (department, NONE))[1] + hires)
    return Counts(planned, said, await _sources(session, counted))


def _is_one_of(events: Iterable[int]) -> ColumnElement[bool]:
    return and_(TABLE.c.record_kind == RecordKind.EVENT, TABLE.c.record_id.in_([*events]))


async def _sources(
    session: AsyncSession, counted: dict[Record, tuple[int, Hires]]
) -> tuple[Source, ...]:
    named = await titles_of(session, list(counted))
    return tuple(
        Source(record, named.get(record, ""), department, hires)
        for record, (department, hires) in sorted(counted.items())
    )


async def of_events(session: AsyncSession, half: HalfYear) -> Summed:
    """All hires at events of a half, added up."""
    asked = of_half(half, Counted.HIRED, records=(RecordKind.EVENT,))
    workers = await total(session, asked)
    residents = await total(session, replace(asked, residents=True))
    return Summed(
        workers.value or 0,
        workers.known,
        residents.value or 0,
        residents.known,
        await asking_sums.hires(session, half),
    )
