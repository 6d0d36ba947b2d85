"""The day on which a person last used the bot; kept by day, so it costs one write a day."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer

SEEN = "seen"


async def note(session: AsyncSession, officer: Officer, today: date) -> None:
    """Notes that the person is here today."""
    if officer.settings.get(SEEN) != today.isoformat():
        officer.settings = {**officer.settings, SEEN: today.isoformat()}
        await session.flush()


def last_seen(officer: Officer) -> date | None:
    """The day of the last use; None for somebody who never came."""
    day = officer.settings.get(SEEN)
    return date.fromisoformat(day) if day else None
