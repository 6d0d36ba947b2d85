"""Which half-year's report the office is writing, and so which half comes first.

The last half until its report is closed; but not once the running half is being closed itself, by
its round or by the usual day of one, nor where nothing happened in the last that could be told.
"""

from datetime import date

from sqlalchemy import exists, literal, or_
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import kinds_in
from storage.models.round import CollectionRound
from storage.records import late_results
from storage.records.record_projection import table_of
from storage.rules.deadline import default_dates, plans_due_for
from storage.rules.half_year import HalfYear

_TABLES = tuple(table_of(kind) for kind in kinds_in(Section.RESULTS, Section.ABOVE))


async def half_written(session: AsyncSession, today: date) -> HalfYear:
    """The half whose report is being written on this day."""
    running = HalfYear.of(today)
    before = running.previous()
    if today >= default_dates(running).request_on or await _round_of(session, running):
        return running
    if await late_results.is_closed(session, before):
        return running
    return before if await _has_anything(session, before) else running


async def plans_beside(session: AsyncSession, half: HalfYear, today: date) -> HalfYear:
    """The half whose plans stand beside the figures of this one: while a half is being written,
    the plans that come in."""
    return plans_due_for(today) if half == await half_written(session, today) else half


async def _has_anything(session: AsyncSession, half: HalfYear) -> bool:
    if await _round_of(session, half):
        return True
    some = [
        exists().where(col(table.half) == half, col(table.removed_at).is_(None))
        for table in _TABLES
    ]
    connection = await session.connection()
    return bool((await connection.execute(columns(literal(1)).where(or_(*some)))).first())


async def _round_of(session: AsyncSession, closing: HalfYear) -> bool:
    """Whether the round that collects the results of this half has begun."""
    found = await session.exec(
        select(col(CollectionRound.id)).where(
            col(CollectionRound.results_half) == closing,
            col(CollectionRound.opened_at).is_not(None),
        )
    )
    return found.first() is not None
