"""The rehearsal of a round: the very planner and claimer, run day by day on a copy of the office.

Whatever the real run will tell people who do nothing, this tells first. It writes into the copy
alone, so it needs no lock of the real tables and leaves nothing behind.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.reminders import planner
from storage import scratch
from storage.models.round import CollectionRound
from storage.office import holidays, officers
from storage.rounds import rounds
from storage.rules.clock import KST
from storage.rules.ladder import SEND_FROM

PAST_DUE_DAYS = 14
"""Days behind the due day that a rehearsal shows: silence goes on in the same way."""


@dataclass(frozen=True)
class Foreseen:
    """A message that will go out if nobody does anything until then."""

    when: datetime
    officer_id: int
    whom: str
    what: str


async def rehearse(
    session: AsyncSession, round_: CollectionRound, now: datetime, *, until: date | None = None
) -> list[Foreseen]:
    """Who gets what, from the later of `now` and the request day to `until`.

    `until` is two weeks behind the due day if it is not given, and behind today when the due day
    has passed. For a round that is still planned as well as for one that runs. Only reads.
    """
    dates = {"request_on": round_.request_on, "due_on": round_.due_on}
    return await foresee(session, **dates, now=now, until=until)


async def foresee(
    session: AsyncSession,
    *,
    request_on: date,
    due_on: date,
    now: datetime,
    until: date | None = None,
) -> list[Foreseen]:
    """The same for the dates of a round."""
    first = max(request_on, now.astimezone(KST).date())
    last = until or max(due_on, first) + timedelta(days=PAST_DUE_DAYS)
    async with scratch.copied(session) as copy, copy.begin() as trial:
        return await _run(trial, first, last, now)


async def _run(session: AsyncSession, first: date, last: date, now: datetime) -> list[Foreseen]:
    names = await officers.names(session)
    calendar = await holidays.calendar(session)
    told = []
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        moment = datetime.combine(day, SEND_FROM, KST).astimezone(UTC)
        if moment < now or not calendar.is_workday(day):
            continue
        await rounds.ensure_rounds(session, day, moment)
        told += [
            Foreseen(one.at, one.officer_id, names.get(one.officer_id, ""), one.text)
            for one in await planner.remind(session, moment)
        ]
    return told
