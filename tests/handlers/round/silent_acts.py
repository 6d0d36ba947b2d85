"""What changes a board without any word to it: the office, its people, the calendar, the clock."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.pumps import outcomes
from storage.act import Act
from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.office import department_changes, holidays, officers, posts
from storage.plans import plan_duties, plan_reopenings, results_answers
from storage.records import record_lookup, records
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.terms import RecordKind, Role
from storage.rules.wording_owed import ResultsState
from storage.rules.wording_receipt import Receipt, Way
from tests.handlers.round_office import HALF
from tests.helpers.facts import fair

Silent = Callable[[AsyncSession, Officer, datetime, random.Random], Awaitable[object]]

CALL = Receipt(Way.CALL)
FEW = range(20, 23)
"""Of the quiet ones, those that log and answer."""
QUIET = range(20, 40)
"""Departments in which nobody writes: the first of them has this number and two."""


async def _people(session: AsyncSession, rng: random.Random) -> Officer:
    everyone = await posts.people(session)
    return rng.choice([one for one in everyone if (one.department_id or 0) - 2 in QUIET])


async def _round(session: AsyncSession) -> CollectionRound:
    row = await rounds.of_half(session, HALF)
    assert row is not None
    return row


async def renamed(
    session: AsyncSession, actor: Officer, now: datetime, rng: random.Random
) -> None:
    """A department has another name, and another one its old place."""
    number, word = rng.choice(QUIET) + 2, rng.randrange(100, 1000)
    taken = await department_changes.existing(session, number)
    if taken.name != f"부서{word}":
        await department_changes.rename(Act(session, actor, now), number, f"부서{word}")


async def moved(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """The order of the departments is another."""
    by = rng.choice((-1, 1))
    await department_changes.move(Act(session, actor, now), rng.choice(QUIET) + 2, by)


async def switched(
    session: AsyncSession, actor: Officer, now: datetime, rng: random.Random
) -> None:
    """A department is in use no more, or again."""
    number = rng.choice(QUIET) + 2
    one = await department_changes.existing(session, number)
    await department_changes.set_active(Act(session, actor, now), number, not one.active)


async def rested(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """The due day becomes a holiday, or is one no more."""
    day = (await _round(session)).due_on
    if day in {one.day for one in await holidays.all_of(session, day)}:
        await holidays.remove(Act(session, actor, now), day)
    else:
        await holidays.put(Act(session, actor, now), day, "임시공휴일", works=False)


async def put_off(
    session: AsyncSession, actor: Officer, now: datetime, rng: random.Random
) -> None:
    """The due day is another."""
    row = await _round(session)
    days = rounds.dates_of(row)
    days = replace(days, due_on=days.due_on + timedelta(days=1 if days.due_on.day < 8 else -2))
    version = row.version
    await rounds.change_dates(
        Act(session, actor, now), row.id or 0, days, expected_version=version
    )


async def closed(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """마감, taken back at once."""
    row = await _round(session)
    row = await rounds.close(Act(session, actor, now), row.id or 0, reason="시험 마감")
    await rounds.take_back_close(Act(session, actor, now), row.id or 0, row.version)


async def lost(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """Delivery finds that somebody has stopped the bot."""
    one = await _people(session, rng)
    await outcomes.Unreachable(one.telegram_id or 0, now)(session, outcomes.Now("", now))


async def left(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """Somebody is taken out from the server."""
    one = await _people(session, rng)
    if await posts.in_department(session, one.department_id or 0) != [one]:
        await officers.revoke(session, one.telegram_id or 0, now)


async def came(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """Somebody new is of a department, and out of reach from the first."""
    made = await officers.add(
        Act(session, None, now),
        telegram_id=rng.randrange(10_000, 10_000_000),
        name="새○○",
        role=Role.STAFF,
        department_id=rng.choice(QUIET) + 2,
    )
    made.reachable = False


async def named(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """Somebody else answers for a plan."""
    one = await _people(session, rng)
    number = one.department_id or 0
    await plan_duties.assign(Act(session, actor, now), number, one.id or 0)


async def expired(
    session: AsyncSession, actor: Officer, now: datetime, rng: random.Random
) -> None:
    """The clock ends what was opened again."""
    later = kst_date(now) + timedelta(days=14)
    await plan_reopenings.expire(session, later, now)


async def logged(session: AsyncSession, actor: Officer, now: datetime, rng: random.Random) -> None:
    """A department has one record more, another one, or one less."""
    act, number = Act(session, actor, now), rng.choice(FEW) + 2
    every = await record_lookup.all_living(session, RecordKind.EVENT)
    own = [one for one in every if one.department_id == number]
    if own and rng.random() < 0.5:
        await records.remove(act, RecordKind.EVENT, own[-1].id)
    elif own and rng.random() < 0.5:
        facts = fair(title=f"행사{rng.randrange(10**6)}")
        version = own[-1].version
        await records.change(act, RecordKind.EVENT, own[-1].id, facts, expected_version=version)
    else:
        await records.add(act, fair(title=f"{rng.randrange(10**6)}"), department_id=number)


async def answered(
    session: AsyncSession, actor: Officer, now: datetime, rng: random.Random
) -> None:
    """총괄 heard that a department's results are all there, or takes that back."""
    act, number, half = Act(session, actor, now), rng.choice(FEW) + 2, HALF.previous()
    stands = await results_answers.standing(session, number, half)
    if stands.said is not ResultsState.WAITING and rng.random() < 0.3:
        await results_answers.take_back(act, stands.answer_id or 0)
    elif stands.records:
        await results_answers.confirm(act, number, half, receipt=CALL)
    else:
        await results_answers.declare_none(act, number, half, receipt=CALL)


SILENT: dict[str, Silent] = {
    "logged": logged,
    "logged again": logged,
    "answered": answered,
    "answered again": answered,
    "renamed": renamed,
    "moved": moved,
    "switched": switched,
    "rested": rested,
    "put off": put_off,
    "closed": closed,
    "lost": lost,
    "left": left,
    "came": came,
    "named": named,
    "expired": expired,
}
