"""Since when and by when a plan is asked for: the round's days, or those of a plan opened again.

A due day that was moved is asked for since it was moved, so nothing about it is late on that day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry
from storage.models.plan import Plan
from storage.models.round import PlanReopening
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.trail import Verb

ROUND = "round"


@dataclass(frozen=True)
class Asked:
    """A plan is asked for from one day on, by another."""

    opened_on: date
    due_on: date


async def of_round(session: AsyncSession, round_id: int, request_on: date, due_on: date) -> Asked:
    """The days of a round as its departments have to know them: since the last change."""
    found = await session.exec(
        select(
            col(AuditEntry.at),
            col(AuditEntry.before)["due_on"].as_string(),
            col(AuditEntry.after)["due_on"].as_string(),
        )
        .where(
            col(AuditEntry.subject) == ROUND,
            col(AuditEntry.subject_id) == round_id,
            col(AuditEntry.action) == Verb.CHANGE,
        )
        .order_by(col(AuditEntry.seq))
    )
    moved = [kst_date(at) for at, before, after in found if before != after]
    return Asked(max([request_on, *moved]), due_on)


async def of_reopened(session: AsyncSession, half: HalfYear) -> dict[int, Asked]:
    """The days of the plans of a half that 총괄 opened again, by plan.

    Their people were told on the day it happened, so the reminders begin on the next.
    """
    found = await session.exec(
        select(col(PlanReopening.plan_id), col(PlanReopening.at), col(PlanReopening.until_on))
        .join(Plan, col(Plan.id) == col(PlanReopening.plan_id))
        .where(col(Plan.half) == half, col(PlanReopening.ended_at).is_(None))
        .order_by(col(PlanReopening.id))
    )
    return {plan: Asked(kst_date(at) + timedelta(days=1), until) for plan, at, until in found}
