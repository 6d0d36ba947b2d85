"""What companies did in some half-years, under all their spellings, and what that weighs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, case, distinct, func, select
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.kinds import KINDS
from storage.facts.shapes import HireFacts
from storage.facts.tally import head_count
from storage.incentive.wording_incentive import POINTS_EXAMPLE, POINTS_WANTED
from storage.models.company import Company, RecordCompany
from storage.models.contract import Contract, HireReport
from storage.models.event import Event
from storage.models.incentive import Incentive, IncentivePoint
from storage.models.mou import FollowUp, MouPromise
from storage.models.office import Officer
from storage.records.record_projection import PARENTS, facts_of
from storage.records.record_union import Hits, page
from storage.rules import errors, quota
from storage.rules.half_year import HalfYear
from storage.rules.incentive import MOST_POINTS, USUAL, Deeds, Merit
from storage.rules.permission import Action, may
from storage.rules.terms import EventStatus, PromiseStatus, RecordKind
from storage.rules.trail import Subject, Verb

LINKS = RecordCompany.__table__
COUNTED = tuple(kind for kind, row in KINDS.items() if row.of_company)
"""The records that a company's page lists."""

Counts = dict[int, dict[Merit, int]]


def refuse_others(officer: Officer) -> None:
    """NotAllowed for whoever does not choose the companies."""
    if officer.state != "active" or not may(officer.role, Action.GIVE_INCENTIVE):
        raise errors.NotAllowed


async def points(session: AsyncSession) -> dict[Merit, int]:
    """What each deed weighs now."""
    rows = await session.exec(select_rows(IncentivePoint))
    own = {row.merit: row.points for row in rows}
    return {merit: own.get(merit, usual) for merit, usual in USUAL.items()}


async def set_points(act: Act, merit: Merit, value: int) -> None:
    """Another weight for one deed. NotAllowed, and Unreadable above MOST_POINTS."""
    session = act.session
    refuse_others(act.officer)
    if not 0 <= value <= MOST_POINTS:
        raise errors.Unreadable(f"{value:,}", POINTS_WANTED, POINTS_EXAMPLE)
    await act.hold()
    before = (await points(session))[merit]
    row = await session.get(IncentivePoint, merit, populate_existing=True)
    if row is None:
        row = IncentivePoint(merit=merit, points=value, version=0)
    row.points, row.version = value, row.version + 1
    session.add(row)
    await session.flush()
    await act.log(
        Subject.INCENTIVE_POINT,
        list(Merit).index(merit) + 1,
        Verb.CHANGE,
        before={"merit": merit, "points": before},
        after={"merit": merit, "points": value},
    )


async def deeds(session: AsyncSession, halves: Sequence[HalfYear]) -> list[Deeds]:
    """Every company that did anything countable in these half-years; the city itself is none."""
    counts: Counts = defaultdict(dict)
    out_of: Counts = defaultdict(dict)
    events = _linked(RecordKind.EVENT, Event.id, Event.id).where(
        col(Event.half).in_(halves),
        col(Event.removed_at).is_(None),
        col(Event.status) == EventStatus.DONE,
    )
    contacts = _linked(RecordKind.MOU, FollowUp.parent_id, FollowUp.id).where(
        col(FollowUp.half).in_(halves), col(FollowUp.removed_at).is_(None)
    )
    for merit, asked in ((Merit.EVENT, events), (Merit.CONTACT, contacts)):
        for company, count in await _rows(session, asked):
            counts[company][merit] = count
    for company, made, kept in await _rows(session, _promises(halves)):
        counts[company][Merit.PROMISE], out_of[company][Merit.PROMISE] = kept, made
    await _count_contracts(session, halves, counts, out_of)
    await _count_residents(session, halves, counts)
    named = await session.exec(
        select_rows(Company).where(col(Company.id).in_(counts), ~col(Company.is_city))
    )
    return [Deeds(one.id, one.name, counts[one.id], out_of[one.id]) for one in named]


async def asked(session: AsyncSession, halves: Sequence[HalfYear]) -> dict[int, date]:
    """Companies for which a request was written in these half-years, with its last day."""
    found = (
        select(LINKS.c.company_id, func.max(col(Incentive.asked_on)))
        .join(Incentive, col(Incentive.id) == LINKS.c.record_id)
        .where(
            LINKS.c.record_kind == RecordKind.INCENTIVE,
            col(Incentive.removed_at).is_(None),
            col(Incentive.half).in_(halves),
        )
        .group_by(LINKS.c.company_id)
    )
    return {company: day for company, day in await _rows(session, found)}


async def records_of(
    session: AsyncSession,
    company_id: int,
    halves: Sequence[HalfYear],
    limit: int,
    offset: int,
    *,
    viewer: Officer,
) -> Hits:
    """The records behind a company's sum, and the requests for it, newest first."""

    def where(kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        above = PARENTS.get(kind)
        named = above.kind if above is not None else kind
        linked = select(LINKS.c.record_id).where(
            LINKS.c.record_kind == named, LINKS.c.company_id == company_id
        )
        yield table.c.half.in_(halves)
        yield (table.c.id if above is None else table.c.parent_id).in_(linked)

    return await page(session, COUNTED, where, limit, offset, viewer=viewer)


def _linked(kind: RecordKind, on: Any, counted: Any) -> Select[Any]:
    """Companies that records of a kind name, with the number of rows found by `on` of these."""
    return (
        select(LINKS.c.company_id, func.count(distinct(counted)))
        .join(on.class_, on == LINKS.c.record_id)
        .where(LINKS.c.record_kind == kind)
        .group_by(LINKS.c.company_id)
    )


def _promises(halves: Sequence[HalfYear]) -> Select[Any]:
    number, status = col(MouPromise.id), col(MouPromise.status)
    kept = case((status == PromiseStatus.KEPT, number))
    return (
        select(LINKS.c.company_id, func.count(distinct(number)), func.count(distinct(kept)))
        .join(MouPromise, col(MouPromise.parent_id) == LINKS.c.record_id)
        .where(
            LINKS.c.record_kind == RecordKind.MOU,
            col(MouPromise.half).in_(halves),
            col(MouPromise.removed_at).is_(None),
        )
        .group_by(LINKS.c.company_id)
    )


async def _count_contracts(
    session: AsyncSession, halves: Sequence[HalfYear], counts: Counts, out_of: Counts
) -> None:
    """Contracts against the rule of their day of notice; without subcontracts none is known."""
    found = (
        select(
            LINKS.c.company_id,
            col(Contract.notice_on),
            col(Contract.local_total),
            col(Contract.subcontract_total),
        )
        .join(Contract, col(Contract.id) == LINKS.c.record_id)
        .where(
            LINKS.c.record_kind == RecordKind.CONTRACT,
            col(Contract.half).in_(halves),
            col(Contract.removed_at).is_(None),
            col(Contract.subcontract_total) > 0,
        )
    )
    for company, noticed, local, whole in await _rows(session, found):
        rule = quota.in_force(quota.RULE_BOOK, quota.RuleKey.LOCAL_SUBCONTRACT, noticed)
        if rule is None:
            continue
        met = quota.meets(quota.local_rate(local, whole), rule.value)
        counts[company][Merit.CONTRACT] = counts[company].get(Merit.CONTRACT, 0) + met
        out_of[company][Merit.CONTRACT] = out_of[company].get(Merit.CONTRACT, 0) + 1


async def _count_residents(
    session: AsyncSession, halves: Sequence[HalfYear], counts: Counts
) -> None:
    """The last head-count of each contract: they are states of one site and are not added up."""
    rows = await session.exec(
        select_rows(HireReport, LINKS.c.company_id)
        .join(LINKS, LINKS.c.record_id == col(HireReport.parent_id))
        .where(
            LINKS.c.record_kind == RecordKind.CONTRACT,
            col(HireReport.half).in_(halves),
            col(HireReport.removed_at).is_(None),
        )
    )
    states: dict[tuple[int, int], list[tuple[HireFacts, int]]] = defaultdict(list)
    for row, company in rows:
        facts = facts_of(row)
        assert isinstance(facts, HireFacts)
        states[company, row.parent_id].append((facts, row.id))
    for (company, _contract), of_one in states.items():
        if last := head_count(of_one):
            ours = counts[company].get(Merit.RESIDENT, 0) + last.residents
            counts[company][Merit.RESIDENT] = ours


async def _rows(session: AsyncSession, asked: Select[Any]) -> Sequence[Any]:
    connection = await session.connection()
    found: Sequence[Any] = (await connection.execute(asked)).all()
    return found
