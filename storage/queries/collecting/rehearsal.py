"""The rehearsal of a round: the very planner and claimer, run day by day and taken back.

Whatever the real run will tell people who do nothing, this tells first. It writes inside a
savepoint that is rolled back at the end, so nothing of it remains.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import savepoint
from storage.models.round import CollectionRound
from storage.queries.collecting import reminders, rounds
from storage.queries.office import holidays, officers
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


class _TakenBack(Exception):
    """Ends the savepoint of a rehearsal."""


async def rehearse(
    session: AsyncSession, round_: CollectionRound, now: datetime, *, until: date | None = None
) -> list[Foreseen]:
    """Who gets what, from the later of `now` and the request day to `until`.

    `until` is two weeks behind the due day if it is not given, and behind today when the due day
    has passed. For a round that is still planned as well as for one that runs. Needs a writing
    transaction (`Database.begin`), whose rows read before are forgotten by the session
    afterwards: read them again to change them.
    """
    first = max(round_.request_on, now.astimezone(KST).date())
    last = until or max(round_.due_on, first) + timedelta(days=PAST_DUE_DAYS)
    told: list[Foreseen] = []
    try:
        async with savepoint(session):
            told = await _run(session, first, last, now)
            raise _TakenBack
    except _TakenBack:
        pass
    return told


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
            for one in await reminders.remind(session, moment)
        ]
    return told
