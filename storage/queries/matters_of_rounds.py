"""Matters of the open rounds: plans to hand in, old items without an outcome, the days."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound, PlanOutcome
from storage.queries import plan_days, plan_outcomes, plan_steps, plans, texts
from storage.queries.matters import Matter, Scene
from storage.queries.round_board import TO_WRITE
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.ladder import MILESTONE, ONCE, Ladder, plan_ladder
from storage.rules.terms import PlanState, ReminderKind, Role, RoundState


async def of_rounds(session: AsyncSession, scene: Scene) -> list[Matter]:
    """The matters of every open round, up to its final day."""
    found = await session.exec(
        select(CollectionRound).where(
            col(CollectionRound.state) == RoundState.OPEN.value,
            col(CollectionRound.final_on) >= scene.today,
        )
    )
    made: list[Matter] = []
    for row in found.all():
        made += await _plans(session, scene, row)
        made += await _outcomes(session, scene, row)
        made += _opening(scene, row)
        made += _milestones(scene, row)
    return made


async def plans_exist(session: AsyncSession, today: date) -> None:
    """Gives every department its empty plan of each round that `of_rounds` looks at, so that
    buttons can name it."""
    opened = await session.exec(
        select(CollectionRound.half).where(
            col(CollectionRound.state) == RoundState.OPEN.value,
            col(CollectionRound.final_on) >= today,
        )
    )
    for code in opened.all():
        begun = select(Plan.department_id).where(col(Plan.half) == code)
        lacking = await session.exec(
            select(col(Department.id))
            .where(col(Department.active), col(Department.id).not_in(begun))
            .order_by(col(Department.position), col(Department.id))
        )
        for number in lacking.all():
            await plans.of(session, number or 0, HalfYear.parse(code))


async def _plans(session: AsyncSession, scene: Scene, row: CollectionRound) -> list[Matter]:
    touched = await _plan_touches(session, row.half)
    asked = await plan_days.of_round(session, row.id or 0, row.request_on, row.due_on)
    again = await plan_days.of_reopened(session, row.half)
    made = []
    for one in await plans.states(session, HalfYear.parse(row.half)):
        who = scene.answers(one.department_id)
        if one.state is PlanState.CHECKING:
            made += _checks(scene, row, one, touched.get(one.plan_id or 0, row.request_on))
        if one.state not in TO_WRITE or one.plan_id is None or who is None:
            continue
        days = again.get(one.plan_id, asked)
        made.append(
            Matter(
                kind=ReminderKind.PLAN_DUE,
                subject="plan",
                subject_id=one.plan_id,
                officer_id=who.id or 0,
                due_on=days.due_on,
                ladder=plan_ladder(row.ladder),
                opened_on=days.opened_on,
                title=HalfYear.parse(row.half).label,
                department_id=one.department_id,
                department=one.department,
                touched_on=touched.get(one.plan_id, row.request_on),
                plan_state=one.state,
                has_items=one.items > 0,
                half=row.half,
            )
        )
    return made


def _checks(
    scene: Scene, row: CollectionRound, one: plans.DepartmentPlan, came: date
) -> list[Matter]:
    """The 내부확인 that a plan waits for, for each who holds it.

    They got it as a card on the day it came, so the rungs of that day are not told.
    """
    department = scene.staffed.get(one.department_id, [])
    held = plan_steps.holders(Role(one.step or Role.HEAD), department, scene.office)
    return [
        Matter(
            kind=ReminderKind.PLAN_CHECK,
            subject="plan",
            subject_id=one.plan_id or 0,
            officer_id=who.id or 0,
            due_on=row.due_on,
            ladder=Ladder(plan_ladder(row.ladder).offsets, daily=True),
            opened_on=came + timedelta(days=1),
            title=HalfYear.parse(row.half).label,
            department_id=one.department_id,
            department=one.department,
            touched_on=came,
            half=row.half,
        )
        for who in held
    ]


async def _plan_touches(session: AsyncSession, half: str) -> dict[int, date]:
    """The day on which somebody last worked on each plan of a half: on itself or on an item."""
    items = await session.exec(
        select(col(PlanItem.parent_id), func.max(col(PlanItem.changed_at)))
        .where(col(PlanItem.half) == half)
        .group_by(col(PlanItem.parent_id))
    )
    acts = await session.exec(
        select(col(AuditEntry.subject_id), func.max(col(AuditEntry.at)))
        .where(
            col(AuditEntry.subject) == plans.SUBJECT,
            col(AuditEntry.subject_id).in_(select(Plan.id).where(col(Plan.half) == half)),
        )
        .group_by(col(AuditEntry.subject_id))
    )
    moments: dict[int, list[datetime]] = defaultdict(list)
    for number, moment in (*items.all(), *acts.all()):
        moments[number].append(moment)
    return {number: kst_date(max(some)) for number, some in moments.items()}


async def _outcomes(session: AsyncSession, scene: Scene, row: CollectionRound) -> list[Matter]:
    half = HalfYear.parse(row.results_half)
    by_plan: dict[int, list[plan_outcomes.OpenItem]] = defaultdict(list)
    for item in await plan_outcomes.open_items(session, half):
        by_plan[item.plan_id].append(item)
    touched = await _outcome_touches(session, half.code) if by_plan else {}
    asked = await plan_days.of_round(session, row.id or 0, row.request_on, row.due_on)
    made = []
    for plan_id, some in by_plan.items():
        who = scene.answers(some[0].department_id)
        if who is None:
            continue
        made.append(
            Matter(
                kind=ReminderKind.OUTCOME_DUE,
                subject="plan",
                subject_id=plan_id,
                officer_id=who.id or 0,
                due_on=row.due_on,
                ladder=plan_ladder(row.ladder),
                opened_on=asked.opened_on,
                title=half.label,
                department_id=some[0].department_id,
                department=some[0].department,
                touched_on=touched.get(plan_id, row.request_on),
                count=len(some),
                half=half.code,
            )
        )
    return made


async def _outcome_touches(session: AsyncSession, half: str) -> dict[int, date]:
    asked: Any = (
        select(col(PlanItem.parent_id), func.max(col(PlanOutcome.at)))
        .join(PlanItem, col(PlanItem.id) == col(PlanOutcome.plan_item_id))
        .where(col(PlanItem.half) == half)
        .group_by(col(PlanItem.parent_id))
    )
    found = await session.exec(asked)
    return {number: kst_date(moment) for number, moment in found.all()}


def _opening(scene: Scene, row: CollectionRound) -> list[Matter]:
    if row.opened_at is None or scene.today > row.due_on:
        return []
    opened = kst_date(row.opened_at)
    return [
        Matter(
            kind=ReminderKind.ROUND_OPEN,
            subject="round",
            subject_id=row.id or 0,
            officer_id=one.id or 0,
            due_on=opened,
            ladder=ONCE,
            opened_on=opened,
            title=HalfYear.parse(row.half).label,
            department_id=None,
            each=True,
        )
        for one in scene.office
    ]


def _milestones(scene: Scene, row: CollectionRound) -> list[Matter]:
    """The days behind the due day, each for the office until the next one comes.

    What falls on a day off is told on the working day before it.
    """
    if row.opened_at is None:
        return []
    half = HalfYear.parse(row.half).label
    names: dict[date, list[str]] = defaultdict(list)
    for field, name in texts.MILESTONES.items():
        names[getattr(row, field)].append(name)
    days = sorted(names)
    ends = [*days[1:], row.final_on]
    return [
        Matter(
            kind=ReminderKind.ROUND_MILESTONE,
            subject="round",
            subject_id=row.id or 0,
            officer_id=one.id or 0,
            due_on=day,
            ladder=MILESTONE,
            opened_on=kst_date(row.opened_at),
            title=texts.MILESTONE.format(half=half, names=", ".join(names[day])),
            department_id=None,
            each=True,
        )
        for day, end in zip(days, ends, strict=True)
        if scene.today <= end
        for one in scene.office
    ]
