"""The rows of the ledger that 고용할당제 is about: hires planned by items, and hires counted."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.figures import asking
from storage.figures.asking import TABLE, of_half
from storage.figures.quota_table import NONE, Hires, Record, Source
from storage.figures.sums import titles_of
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


async def of(session: AsyncSession, half: HalfYear) -> Counts:
    """The hires of a half, each record once: of a site the last head-count of the half."""
    await session.flush()
    standing = [
        and_(*asking.figures(of_half(half, *HIRED, aim=aim, residents=ours)))
        for aim in Aim
        for ours in (False, True)
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


async def _sources(
    session: AsyncSession, counted: dict[Record, tuple[int, Hires]]
) -> tuple[Source, ...]:
    named = await titles_of(session, list(counted))
    return tuple(
        Source(record, named.get(record, ""), department, hires)
        for record, (department, hires) in sorted(counted.items())
    )
