"""Whether results are asked for, and until when they may be answered."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.plan import ResultsAnswer
from storage.models.round import CollectionRound
from storage.plans import texts
from storage.records import late_results
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import RoundState


async def asking(session: AsyncSession, half: HalfYear) -> CollectionRound | None:
    """The round that has asked departments for their results of this half."""
    found = await session.exec(
        select(CollectionRound).where(
            col(CollectionRound.results_half) == half,
            col(CollectionRound.opened_at).is_not(None),
            col(CollectionRound.results_asked),
        )
    )
    return found.first()


async def find(session: AsyncSession, department_id: int, half: HalfYear) -> ResultsAnswer | None:
    """What the department said; None when it never said anything."""
    found = await session.exec(
        select(ResultsAnswer).where(
            col(ResultsAnswer.department_id) == department_id, col(ResultsAnswer.half) == half
        )
    )
    return found.one_or_none()


async def refuse(
    session: AsyncSession, row: ResultsAnswer | None, half: HalfYear, now: datetime
) -> None:
    """Whether an answer may still be given or taken back: asked where a button is drawn and where
    the row is written.

    Refusal before the round asks, and once the round is closed or the half's report is 확정,
    but for a department that was asked once more.
    """
    if await asking(session, half) is None:
        raise errors.Refusal(texts.results_not_asked(half.label))
    until = row.reopened_until if row is not None else None
    if (until is None or until < kst_date(now)) and await is_locked(session, half):
        raise errors.Refusal(texts.RESULTS_LOCKED)


async def is_over(
    session: AsyncSession, department_id: int, half: HalfYear, now: datetime
) -> bool:
    """Whether nothing is taken in any more, or not yet."""
    row = await find(session, department_id, half)
    try:
        await refuse(session, row, half, now)
    except errors.Refusal:
        return True
    return False


async def is_locked(session: AsyncSession, half: HalfYear) -> bool:
    """Whether the round is closed or the report of the half is 확정."""
    row = await asking(session, half)
    closed = row is not None and row.state == RoundState.CLOSED
    return closed or await late_results.is_closed(session, half)
