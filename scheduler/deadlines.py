"""What the calendar does by itself: rounds open on their day, reopened plans are locked again."""

from storage.database import Database
from storage.queries import plan_reopenings, round_board, rounds
from storage.rules.clock import Clock, kst_date


async def keep_rounds(db: Database, clock: Clock) -> None:
    """Makes and opens the rounds whose time has come; ends reopenings whose last day is over."""
    now = clock()
    today = kst_date(now)
    async with db.begin() as session:
        await rounds.ensure_rounds(session, today, now)
        for plan in await plan_reopenings.expire(session, today, now):
            occasion = f"locked:{plan.id}:{plan.version}"
            await round_board.changed(session, plan.half, now, occasion)
