"""인사이동 by the clock: told on the last working day before, carried out at 0시 of the day."""

from scheduler.looking import look
from scheduler.reminders import dues
from storage.act import Act
from storage.database import Database
from storage.office import holidays
from storage.rules.clock import Clock
from storage.rules.ladder import sends_at
from storage.transfers import carrying_out, notices, orders


async def move_people(db: Database, clock: Clock) -> None:
    """What is due today comes true at any hour; people hear of it in the office's hours."""
    now = clock()
    async with look(db, "transfers", now) as (session, aside):
        act = Act(session, None, now)
        await carrying_out.run_due(act, dues.of, aside)
        ended = await notices.ended(session)
        if not (ended or await orders.planned(session)):
            return
        calendar = await holidays.calendar(session)
        if not sends_at(now, calendar):
            return
        for order in await notices.coming(session, calendar, act.today):
            async with aside.step(session, "transfer_order", order.id):
                due = await dues.of(session, act.today, order.officer_id)
                await notices.tell_coming(act, order, due)
        for order in ended:
            async with aside.step(session, "transfer_order", order.id):
                await notices.tell_ended(act, order)
