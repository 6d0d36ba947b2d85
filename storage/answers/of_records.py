"""Answers that list records: agreements that sleep, contracts under the rate, what one kept."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, Table, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.answers import figures, slices
from storage.answers import wording_offices as wording
from storage.answers.shapes import Answer
from storage.database import execute
from storage.facts.question.asked import Question, Slice, Topic, When
from storage.figures import local_shares, shares
from storage.figures.shares import Share
from storage.figures.sums import Sum, total
from storage.models.office import Officer
from storage.models.record_tables import TABLES
from storage.records import agreement_states, long_history, readable, record_union
from storage.records.record_union import Hits
from storage.report.half_written import half_written
from storage.report.status import LISTED, works_rate
from storage.rules.half_year import HalfYear
from storage.rules.quota import RuleKey
from storage.rules.terms import RecordKind
from storage.settings import rule_book

FIRST = 3


@dataclass(frozen=True)
class SharedOut:
    """A share, and the sum over all that was hired."""

    share: Share
    all_hired: Sum


async def share(session: AsyncSession, one: Slice, when: When | None) -> SharedOut:
    """Residents among the hired at events."""
    asked = slices.asked_of(Topic.HIRED, one, when)
    return SharedOut(await shares.of(session, asked), await total(session, asked))


async def agreements(act: Act, when: When) -> Answer:
    """How the agreements stand today, and what the half brought."""
    stand = await agreement_states.standing(act.session, act.today)
    signed = await figures.figure(act.session, Topic.AGREEMENTS, Slice(), when)
    ones = await agreement_states.sleeping(act.session, act.today, FIRST)
    text = wording.agreements(stand.kept, stand.asleep, stand.ended, signed)
    opened = (signed,) if signed.found.value else ()
    return Answer(text, opened, agreements=tuple((one.id, one.title) for one in ones))


async def asleep(act: Act) -> Answer:
    """The agreements that sleep today."""
    stand = await agreement_states.standing(act.session, act.today)
    ones = await agreement_states.sleeping(act.session, act.today, FIRST)
    text = wording.asleep([one.title for one in ones], stand.asleep)
    return Answer(text, agreements=tuple((one.id, one.title) for one in ones))


async def rate(act: Act, asked: Question) -> Answer:
    """The local share of the subcontracts of 대규모공사 up to a half."""
    half = (
        asked.when.halves[1]
        if asked.when and asked.when.halves
        else await half_written(act.session, act.today)
    )
    goal = await rule_book.in_force(act.session, RuleKey.LOCAL_SUBCONTRACT, half.end)
    wanted = goal.value if goal else 0
    ones = await local_shares.under(act.session, half, await rule_book.book(act.session))
    _big, found = await works_rate(act.session, half)
    text = wording.local_rate(half, found, wanted, len(ones))
    return Answer(text, contracts=tuple((one.id, one.title) for one in ones[:FIRST]), half=half)


async def person(act: Act, asked: Question) -> Answer:
    """What somebody has recorded in a half."""
    session = act.session
    officer = await session.get(Officer, asked.officer)
    half = asked.when.halves[1] if asked.when and asked.when.halves else HalfYear.of(act.today)
    name = officer.name if officer else ""
    counts = await _kept(session, asked.officer or 0, half, act.officer)
    parts = [(kind.label, counts[kind]) for kind in LISTED if counts[kind]]
    text = wording.person(name, half.label, parts, counts.total())
    return Answer(text, half=half, officer=asked.officer if counts.total() else None)


async def kept_by(
    session: AsyncSession, officer: int, half: HalfYear, limit: int, offset: int, viewer: Officer
) -> Hits:
    """A page of the living records of a half that somebody keeps."""

    def where(_kind: RecordKind, table: Table) -> list[ColumnElement[bool]]:
        return [table.c.officer_id == officer, table.c.half == half.code]

    key = ("kept by", officer, half.code, limit, offset, viewer.id)
    work = partial(
        record_union.page, kinds=LISTED, where=where, limit=limit, offset=offset, viewer=viewer
    )
    return await long_history.read(session, key, work)


async def _kept(
    session: AsyncSession, officer: int, half: HalfYear, viewer: Officer
) -> Counter[RecordKind]:
    counts: Counter[RecordKind] = Counter()
    sight = readable.sight_of(viewer)
    for kind in LISTED:
        table: Table = TABLES[kind].__table__
        counted = select(func.count()).where(
            table.c.officer_id == officer,
            table.c.half == half.code,
            table.c.removed_at.is_(None),
            *readable.within(sight, kind, table),
        )
        counts[kind] = (await execute(session, counted)).scalar_one()
    return counts
