"""All about one company on one page: what it is called, what it did, what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from sqlalchemy import ColumnElement, Table, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.answers import figures
from storage.answers.shapes import Figure
from storage.facts.kinds import KINDS
from storage.facts.question.asked import Slice, Topic, When
from storage.models.company import Company, RecordCompany
from storage.models.event import Event
from storage.models.mou import FollowUp, Mou, MouPromise
from storage.models.office import Officer
from storage.records import companies, company_union, long_history
from storage.records.deliveries import UNKEPT
from storage.records.record_union import Hits, page
from storage.rules.agreements import has_ended, is_asleep
from storage.rules.terms import EventStatus, PromiseStatus, RecordKind

LINKS = RecordCompany.__table__
LISTED = (*(kind for kind, row in KINDS.items() if row.of_company), RecordKind.SUBCONTRACT)
TOLD = (
    *(Topic.EVENTS, Topic.INTERVIEWED, Topic.HIRED, Topic.RESIDENTS),
    *(Topic.AGREEMENTS, Topic.CONTACTS, Topic.WORKS, Topic.AMOUNT),
)


class Next(StrEnum):
    """What is to be done next about a company."""

    RESULT = "result"  # an event is over and says nothing of what came of it
    CONTACT = "contact"  # an agreement sleeps
    DELIVERY = "delivery"  # a promise is due
    WAIT = "wait"  # a contact is agreed for a later day
    KEEP = "keep"  # an agreement wants a contact by a later day


@dataclass(frozen=True)
class Step:
    """The next step: on which record, and by when."""

    what: Next
    kind: RecordKind
    number: int
    title: str
    department_id: int
    day: date | None = None


@dataclass(frozen=True)
class Promises:
    """How many promises its agreements hold, and how many of them were kept."""

    made: int = 0
    kept: int = 0
    late: int = 0


@dataclass(frozen=True)
class CompanyCard:
    """What the page of a company tells."""

    id: int
    name: str
    spellings: tuple[str, ...]
    figures: tuple[Figure, ...]
    promises: Promises
    last_contact: date | None
    step: Step | None


async def of(
    session: AsyncSession, company_id: int, when: When | None, today: date
) -> CompanyCard:
    """The page of a company; Gone when there is none."""
    key = ("company", company_id, when, today)
    return await long_history.read(session, key, partial(_of, company_id, when, today))


async def _of(
    company_id: int, when: When | None, today: date, session: AsyncSession
) -> CompanyCard:
    row: Company = await company_union.existing(session, company_id)
    one = Slice(company=company_id)
    found = [await figures.figure(session, topic, one, when) for topic in TOLD]
    spellings = await companies.names_of(session, company_id)
    agreements = await _agreements(session, company_id)
    promises = await _promises(session, [each.id for each in agreements])
    return CompanyCard(
        id=company_id,
        name=row.name,
        spellings=tuple(name for name in spellings if name != row.name),
        figures=tuple(each for each in found if each.found.value),
        promises=_counted(promises, today),
        last_contact=await _last_contact(session, [each.id for each in agreements]),
        step=await _step(session, company_id, agreements, promises, today),
    )


async def records(
    session: AsyncSession,
    company_id: int,
    when: When | None,
    limit: int,
    offset: int,
    *,
    viewer: Officer,
) -> Hits:
    """The records that name it, or hang on one that does, newest first."""

    def where(kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        above = KINDS[kind].under if not _names_itself(kind) else None
        number = table.c.id if above is None else table.c.parent_id
        named = select(LINKS.c.record_id).where(
            LINKS.c.company_id == company_id, LINKS.c.record_kind == (above or kind)
        )
        yield number.in_(named)
        day = KINDS[kind].day
        if when is not None and day:
            half = table.c.half.between(*_codes(when)) if when.halves else None
            within = table.c[day].between(when.since, when.until)
            yield within if half is None else or_(half, within)

    key = ("records of a company", company_id, when, limit, offset, viewer.id)
    work = partial(page, kinds=LISTED, where=where, limit=limit, offset=offset, viewer=viewer)
    return await long_history.read(session, key, work)


def _codes(when: When) -> tuple[str, str]:
    assert when.halves is not None
    return when.halves[0].code, when.halves[1].code


def _names_itself(kind: RecordKind) -> bool:
    return kind is RecordKind.SUBCONTRACT or KINDS[kind].under is None


async def _agreements(session: AsyncSession, company_id: int) -> list[Mou]:
    named = select(col(RecordCompany.record_id)).where(
        col(RecordCompany.record_kind) == RecordKind.MOU,
        col(RecordCompany.company_id) == company_id,
    )
    found = await session.exec(
        select(Mou)
        .where(col(Mou.removed_at).is_(None), col(Mou.id).in_(named))
        .order_by(col(Mou.id))
    )
    return list(found.all())


async def _promises(session: AsyncSession, agreements: list[int]) -> list[MouPromise]:
    found = await session.exec(
        select(MouPromise)
        .where(col(MouPromise.removed_at).is_(None), col(MouPromise.parent_id).in_(agreements))
        .order_by(col(MouPromise.due_on).nulls_last(), col(MouPromise.id))
    )
    return list(found.all())


def _counted(promises: list[MouPromise], today: date) -> Promises:
    late = [one for one in promises if one.status in UNKEPT and one.due_on and one.due_on < today]
    kept = [one for one in promises if one.status is PromiseStatus.KEPT]
    return Promises(len(promises), len(kept), len(late))


async def _last_contact(session: AsyncSession, agreements: list[int]) -> date | None:
    found = await session.exec(
        select(col(FollowUp.happened_on))
        .where(
            col(FollowUp.removed_at).is_(None),
            col(FollowUp.parent_id).in_(agreements),
            col(FollowUp.happened_on).is_not(None),
        )
        .order_by(col(FollowUp.happened_on).desc())
        .limit(1)
    )
    return found.first()


async def _step(
    session: AsyncSession,
    company_id: int,
    agreements: list[Mou],
    promises: list[MouPromise],
    today: date,
) -> Step | None:
    """What waits: a result, an agreement that sleeps, a promise that is due, an agreed contact."""
    over = await _without_result(session, company_id, today)
    if over is not None:
        return Step(
            Next.RESULT, RecordKind.EVENT, over.id, over.title, over.department_id, over.ends_on
        )
    living = [one for one in agreements if not has_ended(one.expires_on, today)]
    for one in living:
        if is_asleep(one.sleeps_on, one.next_contact_on, today):
            return Step(Next.CONTACT, RecordKind.MOU, one.id, one.title, one.department_id)
    for promise in promises:
        if promise.status in UNKEPT and promise.due_on is not None:
            return Step(
                *(Next.DELIVERY, RecordKind.PROMISE, promise.id, promise.title),
                *(promise.department_id, promise.due_on),
            )
    agreed = [one for one in living if one.next_contact_on and one.next_contact_on >= today]
    if not agreed:
        return _by_rhythm(living)
    one = min(agreed, key=lambda each: each.next_contact_on or today)
    return Step(
        Next.WAIT, RecordKind.MOU, one.id, one.title, one.department_id, one.next_contact_on
    )


def _by_rhythm(living: list[Mou]) -> Step | None:
    """The agreement that is the first to fall asleep."""
    dated = [(one.sleeps_on, one.id, one) for one in living if one.sleeps_on is not None]
    if not dated:
        return None
    day, number, one = min(dated)
    return Step(Next.KEEP, RecordKind.MOU, number, one.title, one.department_id, day)


async def _without_result(session: AsyncSession, company_id: int, today: date) -> Event | None:
    named = select(col(RecordCompany.record_id)).where(
        col(RecordCompany.record_kind) == RecordKind.EVENT,
        col(RecordCompany.company_id) == company_id,
    )
    found = await session.exec(
        select(Event)
        .where(
            col(Event.id).in_(named),
            col(Event.removed_at).is_(None),
            col(Event.status) == EventStatus.PLANNED,
            col(Event.ends_on) < today,
        )
        .order_by(col(Event.ends_on))
        .limit(1)
    )
    return found.first()
