"""What companies did in some half-years, under all their spellings, and what that weighs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.kinds import KINDS
from storage.figures.asking import Asked
from storage.figures.of_companies import by_company
from storage.figures.sums import NOTHING, By, by
from storage.incentive.wording_incentive import POINTS_EXAMPLE, POINTS_WANTED
from storage.models.company import Company, RecordCompany
from storage.models.contract import Contract
from storage.models.incentive import Incentive, IncentivePoint
from storage.models.office import Officer
from storage.records.record_projection import PARENTS
from storage.records.record_union import Hits, page
from storage.rules import errors, quota
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.incentive import MOST_POINTS, USUAL, Deeds, Merit
from storage.rules.permission import Action, may
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb
from storage.settings import rule_book

LINKS = RecordCompany.__table__
COUNTED = tuple(kind for kind, row in KINDS.items() if row.of_company)
"""The records that a company's page lists."""

_ADDED_UP = {
    Merit.EVENT: (RecordKind.EVENT, (Counted.EVENTS, Counted.BUSES), False),
    Merit.CONTACT: (RecordKind.FOLLOW_UP, (Counted.CONTACTS,), False),
    Merit.PROMISE: (RecordKind.PROMISE, (Counted.PROMISES,), False),
    Merit.RESIDENT: (RecordKind.HIRE, (Counted.WORKERS,), True),
}
"""The figures that a deed is the sum of."""

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
    first, last = min(halves), max(halves)
    counts: Counts = defaultdict(dict)
    out_of: Counts = defaultdict(dict)
    for merit, (kind, measures, residents) in _ADDED_UP.items():
        asked = Asked(measures=measures, first=first, last=last, residents=residents)
        for company, value in (await by_company(session, kind, asked)).items():
            counts[company][merit] = value
    promised = Asked(measures=(Counted.PROMISES,), first=first, last=last, aim=Aim.PLANNED)
    for company, made in (await by_company(session, RecordKind.PROMISE, promised)).items():
        out_of[company][Merit.PROMISE] = made
        counts[company].setdefault(Merit.PROMISE, 0)
    await _count_contracts(session, first, last, counts, out_of)
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


async def _count_contracts(
    session: AsyncSession, first: HalfYear, last: HalfYear, counts: Counts, out_of: Counts
) -> None:
    """Contracts against the rule of their day of notice; without subcontracts none is known."""
    local, whole = [
        await by(session, Asked(measures=(one,), first=first, last=last), By.PARENT)
        for one in (Counted.LOCAL_SUBCONTRACTED, Counted.SUBCONTRACTED)
    ]
    found = (
        select(LINKS.c.company_id, col(Contract.id), col(Contract.notice_on))
        .join(Contract, col(Contract.id) == LINKS.c.record_id)
        .where(
            LINKS.c.record_kind == RecordKind.CONTRACT,
            col(Contract.half).between(first, last),
            col(Contract.removed_at).is_(None),
        )
    )
    rules = await rule_book.book(session)
    for company, number, noticed in await _rows(session, found):
        rule = quota.in_force(rules, quota.RuleKey.LOCAL_SUBCONTRACT, noticed)
        every = whole.get(number, NOTHING).value
        if rule is None or not every:
            continue
        ours = local.get(number, NOTHING).value or 0
        met = quota.meets(quota.local_rate(ours, every), rule.value)
        counts[company][Merit.CONTRACT] = counts[company].get(Merit.CONTRACT, 0) + met
        out_of[company][Merit.CONTRACT] = out_of[company].get(Merit.CONTRACT, 0) + 1


async def _rows(session: AsyncSession, asked: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    connection = await session.connection()
    found: Sequence[Any] = (await connection.execute(asked)).all()
    return found
