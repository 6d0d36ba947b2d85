"""When the records of somebody are next due, for who hands their work over or takes it on."""

from collections.abc import Mapping
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due import waiting
from scheduler.reminders import rows


async def of(
    session: AsyncSession, today: date, officer_id: int
) -> Mapping[tuple[str, int], date]:
    """By kind of record and number: the days of their digests and of /todo."""
    return waiting.days_of(await rows.today(session, today), officer_id)
