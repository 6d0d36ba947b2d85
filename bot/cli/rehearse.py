"""The calendar of `/rehearse` for the command line: everything that will be sent, taken back."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from handlers.reminder import rehearsal as screen
from scheduler.reminders import rehearsal
from scheduler.reminders.rehearsal import Foreseen
from storage import scratch
from storage.database import Database, opened
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear


async def calendar(url: str, half: HalfYear | None, now: datetime) -> str:
    """Who will get what of the round that collects the plans of `half`, else of the present one.

    Raises Gone when there is no such round.
    """
    async with opened(url) as db, db.read() as session, scratch.copied(session) as copy:
        return await _calendar(copy, half, now)


async def _calendar(copy: Database, half: HalfYear | None, now: datetime) -> str:
    """On a copy, in which a round may begin that the calendar asks for and nobody has opened."""
    today = kst_date(now)
    async with copy.begin() as session:
        await rounds.ensure_rounds(session, today, now)
    async with copy.read() as session:
        row = await (rounds.of_half(session, half) if half else rounds.current(session, today))
        if row is None:
            raise Gone
        return _text(row.half, await rehearsal.rehearse(session, row, now))


def _text(half: HalfYear, told: Sequence[Foreseen]) -> str:
    lines = screen.head(half)
    for _, some in groupby(told, key=lambda one: kst_date(one.when)):
        messages = list(some)
        lines += ["", screen.day_line(messages), *screen.whole_lines(messages)]
    return "\n".join(lines if told else [*lines, *screen.nothing()])
