"""The calendar of `/rehearse` for the command line: everything that will be sent, taken back."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from handlers.round import rehearsal as screen
from storage.database import Database
from storage.queries.collecting import rehearsal, rounds
from storage.queries.collecting.rehearsal import Foreseen
from storage.rules.clock import kst_date
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear


class _TakenBack(Exception):
    """Ends the transaction: looking ahead changes nothing."""


async def calendar(url: str, half: HalfYear | None, now: datetime) -> str:
    """Who will get what of the round that collects the plans of `half`, else of the present one.

    Raises Gone when there is no such round.
    """
    db = Database(url)
    text = ""
    try:
        async with db.begin() as session:
            today = kst_date(now)
            await rounds.ensure_rounds(session, today, now)
            row = await (rounds.of_half(session, half) if half else rounds.current(session, today))
            if row is None:
                raise Gone
            wanted = HalfYear.parse(row.half)
            text = _text(wanted, await rehearsal.rehearse(session, row, now))
            raise _TakenBack
    except _TakenBack:
        return text
    finally:
        await db.close()


def _text(half: HalfYear, told: Sequence[Foreseen]) -> str:
    lines = screen.head(half)
    for _, some in groupby(told, key=lambda one: kst_date(one.when)):
        messages = list(some)
        lines += ["", screen.day_line(messages), *screen.whole_lines(messages)]
    return "\n".join(lines if told else [*lines, *screen.nothing()])
