"""The rehearsal of a round: the very planner, run day by day over rows that were read once.

Whatever the real run will tell people who do nothing, this tells first. It only reads, so it
needs no lock and leaves nothing behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due import waiting
from scheduler.due.matters import Matter, Scene
from scheduler.due.rows import Office
from scheduler.reminders import planner, rows, run
from storage.models.round import CollectionRound
from storage.office.setting_aside import Aside
from storage.rules.clock import KST, kst_date
from storage.rules.ladder import ASKED_FROM, Ladder

PAST_DUE_DAYS = 14
"""Days behind the due day that a rehearsal shows: silence goes on in the same way."""


@dataclass(frozen=True)
class Foreseen:
    """A message that will go out if nobody does anything until then."""

    when: datetime
    officer_id: int
    whom: str
    what: str


@dataclass(frozen=True)
class Day:
    """A day on which something may be told, and what waits on it."""

    moment: datetime
    scene: Scene
    found: list[Matter]


async def rehearse(
    session: AsyncSession, round_: CollectionRound, now: datetime, *, until: date | None = None
) -> list[Foreseen]:
    """Who gets what, from the later of `now` and the request day to `until`.

    `until` is two weeks behind the due day if it is not given, and behind today when the due day
    has passed. For a round that is still planned as well as for one that runs. Only reads.
    """
    return await foresee(
        session, request_on=round_.request_on, due_on=round_.due_on, now=now, until=until
    )


async def foresee(
    session: AsyncSession,
    *,
    request_on: date,
    due_on: date,
    now: datetime,
    until: date | None = None,
    ladders: Mapping[str, Ladder] | None = None,
) -> list[Foreseen]:
    """The same for the dates of a round; with other `ladders` than the office's, as if they were
    set."""
    today = kst_date(now)
    first = max(request_on, today)
    last = until or max(due_on, first) + timedelta(days=PAST_DUE_DAYS)
    aside = Aside("rehearsal")
    office = (await rows.office(session, today, last, aside=aside)).begun()
    if ladders is not None:
        office = replace(office, ladders=ladders)
    ahead = _days(office, first, last, now, aside)
    asked = {day for one in ahead for day in planner.days(one.scene, one.found)}
    memory = await run.remembered(session, asked)
    memory.had = await run.had_today(session, office.people, today)
    told = []
    for one in ahead:
        done = planner.look(one.scene, one.found, memory, one.moment, whole_day=True)
        names = one.scene.by_id
        told += [
            Foreseen(each.at, each.officer_id, names[each.officer_id].name, each.text)
            for each in sorted(done.digests, key=attrgetter("at"))
        ]
        memory.next_day(done)
    return told


def _days(office: Office, first: date, last: date, now: datetime, aside: Aside) -> list[Day]:
    """Every working day, the rest of today included."""
    made = []
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        moment = max(now, datetime.combine(day, ASKED_FROM, KST).astimezone(UTC))
        if kst_date(moment) == day and office.calendar.is_workday(day):
            scene = Scene(office, day, aside)
            made.append(Day(moment, scene, waiting.matters(scene)))
    return made
