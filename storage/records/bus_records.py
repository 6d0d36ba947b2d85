"""The runs of the job bus as they stand to each other: read once, counted by one rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.event_kinds import Tile, kinds_with
from storage.facts.shapes import EventFacts, from_json
from storage.figures.bus_totals import Run, Standing, is_bus, open_between, standings
from storage.models.event import Event
from storage.records.record_projection import half_of
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventStatus, RecordKind

EVENT = Event.__table__
_RUNS = (
    select(EVENT.c.id, EVENT.c.department_id, EVENT.c.half, EVENT.c.title, EVENT.c.facts)
    .where(
        and_(
            EVENT.c.removed_at.is_(None),
            EVENT.c.status == EventStatus.DONE,
            EVENT.c.event_kind.in_(kinds_with(Tile.RUNS)),
        )
    )
    .order_by(EVENT.c.created_at, EVENT.c.id)
)


async def of_halves(
    session: AsyncSession, halves: Sequence[HalfYear]
) -> list[tuple[int, Standing]]:
    """Every run that took place in these halves, with its department, as entered."""
    rows = await _rows(session, halves)
    runs = [
        Run(
            (RecordKind.EVENT, row.id),
            row.half,
            from_json(EventFacts, row.facts),
        )
        for row in rows
    ]
    return list(zip((row.department_id for row in rows), standings(runs), strict=True))


async def _rows(session: AsyncSession, halves: Sequence[HalfYear]) -> Sequence[Any]:
    return (
        await (await session.connection()).execute(_RUNS.where(EVENT.c.half.in_(halves)))
    ).all()


@dataclass(frozen=True)
class Neighbours:
    """Records that a run stands beside without anybody having said how.

    `around` are totals that cover its time; without any, `inside` is what lies in its own.
    """

    around: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """What they are called in lists."""
        return self.around or self.inside

    @property
    def field(self) -> str:
        """The fact that the answer fills."""
        return "within" if self.around else "holding"


async def beside(
    session: AsyncSession, facts: EventFacts, number: int | None
) -> Neighbours | None:
    """What the officer is to be asked about this run; None when nothing is open.

    `number` is that of the record being changed: what was said of it once holds.
    """
    half = half_of(facts, None)
    if not is_bus(facts) or facts.status is not EventStatus.DONE or half is None:
        return None
    new = number is None
    run = Run((RecordKind.EVENT, number or 0), half, facts)
    around: list[str] = []
    inside: list[str] = []
    for row in await _rows(session, (half,)):
        if row.id == number:
            continue
        other = Run((RecordKind.EVENT, row.id), half, from_json(EventFacts, row.facts))
        later = new or row.id < (number or 0)
        if facts.within is None and open_between(other, run, later=later, new=new):
            around.append(row.title)
        if facts.holding is None and open_between(run, other, later=not later, new=new):
            inside.append(row.title)
    return Neighbours(tuple(around), tuple(inside)) if around or inside else None
