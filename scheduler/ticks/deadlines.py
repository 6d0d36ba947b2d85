"""What the calendar does by itself: rounds open, reopened plans are locked, requests run out."""

from scheduler.looking import look
from storage.database import Database
from storage.office import holidays, role_grants
from storage.plans import plan_reopenings
from storage.rounds import rounds
from storage.rules.clock import Clock, kst_date
from storage.rules.ladder import SEND_FROM, sends_at


async def keep_rounds(db: Database, clock: Clock) -> None:
    """Makes and opens the rounds whose time has come; ends reopenings whose last day is over."""
    now = clock()
    today = kst_date(now)
    async with look(db, "rounds", now) as (session, aside):
        await rounds.ensure_rounds(session, today, now, aside)
        await plan_reopenings.expire(session, today, now, aside)


async def settle_grants(db: Database, clock: Clock) -> None:
    """Ends the requests for a powerful role that nobody has answered, when people may be told."""
    now = clock()
    async with look(db, "grants", now) as (session, aside):
        if sends_at(now, await holidays.calendar(session), SEND_FROM):
            await role_grants.settle(session, now, aside)
