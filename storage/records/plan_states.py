"""Where a plan stands, as far as its items move it, and when it takes nothing any more."""

from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.plan import Plan
from storage.models.round import CollectionRound, PlanReopening
from storage.records import texts
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.plan_counts import HANDED_IN as HANDED_IN
from storage.rules.terms import PlanState, RoundState

OPEN = frozenset({PlanState.DRAFTING, PlanState.RETURNED})


async def item_touched(session: AsyncSession, plan: Plan, now: datetime) -> None:
    """An item is being added, changed or removed: the plan is now being written.

    A plan declared 해당없음 turns back into one being written. Refusal while it is in somebody's
    hands for 내부확인 and when it is handed in; RoundClosed after the 마감 of its round.
    """
    await refuse_item(session, plan, now)
    if plan.state not in OPEN:
        plan.state = PlanState.DRAFTING
        plan.submitted_at = plan.submitted_by = plan.step = plan.becomes = None
        plan.version += 1
        await session.flush()


async def refuse_item(session: AsyncSession, plan: Plan, now: datetime, item: int = 0) -> None:
    """Whether its items may still be touched: asked where a button is drawn, where a form begins
    and where a row is written.

    Refusal for a plan that is confirmed, RoundClosed after the 마감, HandedIn for one that its
    department can take back.
    """
    if plan.state is PlanState.CONFIRMED:
        raise errors.Refusal(texts.PLAN_CONFIRMED)
    await refuse_after_close(session, plan, now)
    if plan.state is PlanState.CHECKING:
        raise errors.HandedIn(texts.PLAN_CHECKING, plan.id, item)
    if plan.state in HANDED_IN:
        raise errors.HandedIn(texts.PLAN_HANDED_IN, plan.id, item)


async def refuse_after_close(session: AsyncSession, plan: Plan, now: datetime) -> None:
    """RoundClosed once nothing can be handed in any more."""
    if await is_over(session, plan, now):
        raise errors.RoundClosed


async def is_over(session: AsyncSession, plan: Plan, now: datetime) -> bool:
    """A round that is closed takes nothing in, but from a plan opened again for a while."""
    closed = await round_closed(session, plan)
    return closed and await reopened(session, plan, kst_date(now)) is None


async def were_collected(session: AsyncSession, half: HalfYear) -> bool:
    """Whether plans of this half were asked for, or any department gave one unasked."""
    asked = select(CollectionRound.id).where(
        col(CollectionRound.half) == half, col(CollectionRound.opened_at).is_not(None)
    )
    told = select(Plan.id).where(
        col(Plan.half) == half, col(Plan.state) != PlanState.NOT_SUBMITTED
    )
    for one in (asked, told):
        if (await session.exec(one.limit(1))).first() is not None:
            return True
    return False


async def round_closed(session: AsyncSession, plan: Plan) -> bool:
    """Whether the round that collects this plan has been closed."""
    closed = await session.exec(
        select(CollectionRound.id).where(
            col(CollectionRound.half) == plan.half,
            col(CollectionRound.state) == RoundState.CLOSED,
        )
    )
    return closed.first() is not None


async def reopened(session: AsyncSession, plan: Plan, today: date) -> PlanReopening | None:
    """The reopening by which this plan is open today."""
    found = await session.exec(
        select(PlanReopening).where(
            col(PlanReopening.plan_id) == plan.id,
            col(PlanReopening.ended_at).is_(None),
            col(PlanReopening.until_on) >= today,
        )
    )
    return found.first()


async def refuse_vanishing(session: AsyncSession, plan: Plan) -> None:
    """Refusal once the results of the plan's half are collected: an item then ends as 실적, 이월
    or 취소 with a reason, and is not simply taken away."""
    asked = await session.exec(
        select(CollectionRound.id).where(
            col(CollectionRound.results_half) == plan.half,
            col(CollectionRound.state) != RoundState.PLANNED,
        )
    )
    if asked.first() is not None:
        raise errors.Refusal(texts.PLAN_ITEM_KEPT)
