"""인사이동 by the clock: told on the last working day before, carried out at 0시 of the day."""

from collections.abc import Mapping
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due import waiting
from scheduler.looking import look
from scheduler.reminders import rows
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

        async def dues(of: AsyncSession, officer_id: int) -> Mapping[tuple[str, int], date]:
            return waiting.days_of(await rows.today(of, act.today), officer_id)

        await carrying_out.run_due(act, dues, aside)
        ended = await notices.ended(session)
        if not (ended or await orders.planned(session)):
            return
        calendar = await holidays.calendar(session)
        if not sends_at(now, calendar):
            return
        for order in await notices.coming(session, calendar, act.today):
            async with aside.step(session, "transfer_order", order.id):
                await notices.tell_coming(act, order, await dues(session, order.officer_id))
        for order in ended:
            async with aside.step(session, "transfer_order", order.id):
                await notices.tell_ended(act, order)
