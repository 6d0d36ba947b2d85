"""An agreement and what came of it: its promises, and the events that keep it.

What was said to be delivered and what the events counted are two sources: both are told, and they
are never added up.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import EventFacts, PromiseFacts
from storage.facts.wording_mou import tells_of_hires
from storage.facts.wording_parts import measured
from storage.figures.asking import TABLE, Asked
from storage.figures.sums import Sum, total
from storage.models.company import Company, RecordCompany
from storage.models.event import Event
from storage.models.mou import Mou, MouPromise
from storage.records import record_keeping
from storage.records.record_projection import facts_of
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.period import Period
from storage.rules.terms import EventStatus, Measure, PromiseStatus, RecordKind

SHOWN = (Measure.INTERVIEWED, Measure.HIRED, Measure.RESIDENTS)
"""What an event that keeps an agreement is asked for first."""


@dataclass(frozen=True)
class Promised:
    """A promise: what was aimed at, what was delivered until now, and what is left."""

    id: int
    text: str
    name: str  # of what is counted
    unit: str
    target: int | None
    delivered: int | None
    due: date | None
    status: PromiseStatus

    @property
    def rest(self) -> int | None:
        """What is left of the target; nothing where either is not known."""
        if self.target is None or self.delivered is None:
            return None
        return max(self.target - self.delivered, 0)

    @property
    def of_hires(self) -> bool:
        """Whether events can confirm it."""
        return tells_of_hires(self.name or self.text)


@dataclass(frozen=True)
class Together:
    """Promises that count the same in the same unit; `known` of them say what was delivered."""

    name: str
    unit: str
    promises: int
    known: int
    target: int
    delivered: int | None


@dataclass(frozen=True)
class Held:
    """An event that keeps the agreement, with what it counted."""

    id: int
    title: str
    planned: bool
    counts: dict[Measure, int]


async def promised(session: AsyncSession, agreement_id: int) -> list[Promised]:
    """Its living promises in the order of entry."""
    rows: list[MouPromise] = await record_keeping.children(
        session, RecordKind.PROMISE, agreement_id
    )
    return [promise_of(row) for row in rows]


def promise_of(row: MouPromise) -> Promised:
    """What a promise's row says."""
    facts = facts_of(row)
    assert isinstance(facts, PromiseFacts)
    name, unit = measured(facts.measure, facts.unit)
    return Promised(
        row.id, facts.text, name, unit, facts.target, facts.delivered, facts.due, facts.status
    )


async def together(session: AsyncSession, promises: Iterable[Promised]) -> list[Together]:
    """The sums of promises that count the same; a single one needs none."""
    groups: dict[tuple[str, str], list[Promised]] = {}
    for one in promises:
        if one.target is not None and (one.name or one.unit):
            groups.setdefault(("".join(one.name.split()), one.unit), []).append(one)
    return [
        await _summed(session, some[0].name, unit, [one.id for one in some])
        for (_key, unit), some in groups.items()
        if len(some) > 1
    ]


async def _summed(
    session: AsyncSession, name: str, unit: str, promises: Sequence[int]
) -> Together:
    asked = Asked(
        measures=(Counted.DELIVERY,),
        records=(RecordKind.PROMISE,),
        where=(TABLE.c.record_id.in_(promises),),
    )
    said = await total(session, asked)
    aims = await total(session, replace(asked, aim=Aim.PLANNED))
    return Together(name, unit, len(promises), said.known, aims.value or 0, said.value)


async def hires(session: AsyncSession, agreement_id: int) -> tuple[Sum, Sum]:
    """The hires that the events of an agreement counted, and the city's residents among them."""
    asked = Asked(measures=(Counted.HIRED,), records=(RecordKind.EVENT,), parent=agreement_id)
    return await total(session, asked), await total(session, replace(asked, residents=True))


async def held(session: AsyncSession, agreement_id: int) -> list[Held]:
    """The living events that keep it, in the order of their days."""
    found = await session.exec(
        select(Event)
        .where(
            col(Event.agreement_id) == agreement_id,
            col(Event.removed_at).is_(None),
            col(Event.status).in_((EventStatus.DONE, EventStatus.PLANNED)),
        )
        .order_by(col(Event.starts_on).nulls_last(), col(Event.id))
    )
    return [_held(row) for row in found.all()]


def _held(row: Event) -> Held:
    facts = facts_of(row)
    assert isinstance(facts, EventFacts)
    return Held(row.id, row.title, row.status is EventStatus.PLANNED, dict(facts.counts))


async def count_held(session: AsyncSession, agreement_id: int) -> int:
    """How many living events keep it."""
    found = await session.exec(
        select(func.count()).where(
            col(Event.agreement_id) == agreement_id, col(Event.removed_at).is_(None)
        )
    )
    return found.one()


async def living_with(
    session: AsyncSession, companies: Collection[int], period: Period, today: date
) -> Sequence[Mou]:
    """The agreements with one of these companies, the city apart, that held in this time."""
    if not companies:
        return []
    first, last = period.start or today, period.end or today
    found = await session.exec(
        select(Mou)
        .where(
            col(Mou.removed_at).is_(None),
            or_(col(Mou.signed_on).is_(None), col(Mou.signed_on) <= last),
            or_(col(Mou.expires_on).is_(None), col(Mou.expires_on) >= first),
            col(Mou.id).in_(
                select(col(RecordCompany.record_id))
                .join(Company, _same_company())
                .where(
                    col(RecordCompany.record_kind) == RecordKind.MOU,
                    col(RecordCompany.company_id).in_(companies),
                    col(Company.is_city).is_(False),
                )
            ),
        )
        .order_by(col(Mou.signed_on).desc().nulls_last(), col(Mou.id).desc())
    )
    return found.all()


async def latest(session: AsyncSession, limit: int) -> Sequence[Mou]:
    """The agreements that were entered last."""
    found = await session.exec(
        select(Mou).where(col(Mou.removed_at).is_(None)).order_by(col(Mou.id).desc()).limit(limit)
    )
    return found.all()


def _same_company() -> Any:
    return col(Company.id) == col(RecordCompany.company_id)
