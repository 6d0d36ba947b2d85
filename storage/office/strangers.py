"""People whom the office does not know: one sentence a day, and no endless guessing."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Stranger
from storage.rules.clock import kst_date

GUESSES = 5
LOCKED_FOR = timedelta(days=1)


async def may_tell(session: AsyncSession, telegram_id: int, now: datetime) -> bool:
    """Whether the one neutral sentence may be said now: at most once a day, as Korea counts days.

    Counts the message too.
    """
    stranger = await _row(session, telegram_id)
    stranger.times += 1
    told = stranger.told_at is not None and kst_date(stranger.told_at) >= kst_date(now)
    if not told:
        stranger.told_at = now
    await session.flush()
    return not told


async def locked_out(session: AsyncSession, telegram_id: int, now: datetime) -> bool:
    """Whether this person tried five wrong invites within a day."""
    stranger = await session.get(Stranger, telegram_id)
    if stranger is None or stranger.wrong_at is None:
        return False
    return stranger.wrong_invites >= GUESSES and now - stranger.wrong_at < LOCKED_FOR


async def guessed_wrong(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Counts an invite that does not exist; the count begins anew a day after the first."""
    stranger = await _row(session, telegram_id)
    if stranger.wrong_at is None or now - stranger.wrong_at >= LOCKED_FOR:
        stranger.wrong_invites, stranger.wrong_at = 0, now
    stranger.wrong_invites += 1
    await session.flush()


async def _row(session: AsyncSession, telegram_id: int) -> Stranger:
    stranger = await session.get(Stranger, telegram_id)
    if stranger is None:
        stranger = Stranger(telegram_id=telegram_id)
        session.add(stranger)
    return stranger
