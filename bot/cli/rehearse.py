"""The calendar of `/rehearse` for the command line: everything that will be sent."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.reminder import rehearsal as screen
from scheduler.reminders import rehearsal
from scheduler.reminders.rehearsal import Foreseen
from storage.database import opened
from storage.models.round import CollectionRound
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear


async def calendar(url: str, half: HalfYear | None, now: datetime) -> str:
    """Who will get what of the round that collects the plans of `half`, else of the present one.

    Raises Gone when there is no such round.
    """
    async with opened(url) as db, db.read() as session:
        row = await _round(session, half, kst_date(now))
        return _text(row.half, await rehearsal.rehearse(session, row, now))


async def _round(session: AsyncSession, half: HalfYear | None, today: date) -> CollectionRound:
    """The round that is there, else one that the calendar asks for and nobody has made."""
    row = await (rounds.of_half(session, half) if half else rounds.current(session, today))
    ahead = [] if row else await rounds.foreseen(session, today, today)
    asked = [one for one in ahead if half is None or one.half == half]
    if row is None and not asked:
        raise Gone
    return row or asked[0]


def _text(half: HalfYear, told: Sequence[Foreseen]) -> str:
    lines = screen.head(half)
    for _, some in groupby(told, key=lambda one: kst_date(one.when)):
        messages = list(some)
        lines += ["", screen.day_line(messages), *screen.whole_lines(messages)]
    return "\n".join(lines if told else [*lines, *screen.nothing()])
