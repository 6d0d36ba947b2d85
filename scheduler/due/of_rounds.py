"""Matters of the open rounds: plans to hand in, old items without an outcome, the days."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Date, bindparam, func, union_all
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler import kinds
from scheduler.due.matters import STALE_DAYS, Matter, Scene
from storage import texts
from storage.models.audit import AuditEntry
from storage.models.base import CodedHalf
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound, PlanOutcome
from storage.office.officers import Person
from storage.office.setting_aside import Aside
from storage.plans import plan_days, plan_outcomes, plan_steps, plans
from storage.prepared import Prepared
from storage.rounds.board_shapes import MISSING, TO_WRITE
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.ladder import Ladder, plan_ladder
from storage.rules.terms import PlanState, Role, RoundState

_HALF = bindparam("half", type_=CodedHalf)


@dataclass(frozen=True)
class _Round:
    """A round that runs, as its matters need it."""

    id: int
    half: HalfYear
    results_half: HalfYear
    request_on: date
    due_on: date
    draft_on: date
    panel_on: date
    final_on: date
    ladder: list[int]
    opened_at: datetime | None

    def __post_init__(self) -> None:
        """Raises Unreadable where a wrong hand has written what is no half-year."""
        HalfYear.parse(str(self.half))

    @cached_property
    def climbed(self) -> Ladder:
        """The ladder of its plans and outcomes."""
        return plan_ladder(self.ladder)

    @cached_property
    def checked(self) -> Ladder:
        """The ladder of a plan that somebody checks, who was asked with a card."""
        return Ladder(self.climbed.offsets, daily=True)

    @cached_property
    def label(self) -> str:
        """The half of its plans, in words."""
        return self.half.label

    def until(self, due_on: date) -> date:
        """The last day for rungs of what is due then; a plan opened again may be due later."""
        return max(self.final_on, due_on)


_RUNNING = Prepared(
    columns(*(col(getattr(CollectionRound, one.name)) for one in fields(_Round)))
    .where(
        col(CollectionRound.state) == RoundState.OPEN,
        col(CollectionRound.final_on) >= bindparam("oldest", type_=Date),
    )
    .order_by(col(CollectionRound.id))
)


async def _running(session: AsyncSession, today: date, aside: Aside) -> list[_Round]:
    """The open rounds; one that nobody closed for more than a year is told of no longer."""
    await session.flush()
    given = {"oldest": today - timedelta(days=STALE_DAYS)}
    found = []
    for row in await _RUNNING.rows(session, given, aside.spoiled("round")):
        with aside.each("round", row[0]):
            found.append(_Round(*row))
    return found


async def of_rounds(session: AsyncSession, scene: Scene) -> list[Matter]:
    """The matters of every open round.

    Behind its final day no new rung comes; one that nobody heard of until then is told late.
    """
    made: list[Matter] = []
    for row in await _running(session, scene.today, scene.aside):
        for of_round in (_plans, _outcomes, _opening, _milestones, _left_open):
            async with scene.aside.step(session, "round", row.id):
                made += await of_round(session, scene, row)
    return made


_BEGUN = columns(col(Plan.department_id)).where(col(Plan.half) == _HALF)
_LACKING = Prepared(
    columns(col(Department.id))
    .where(col(Department.active), col(Department.id).not_in(_BEGUN))
    .order_by(col(Department.position), col(Department.id))
)


async def plans_exist(session: AsyncSession, today: date, aside: Aside | None = None) -> None:
    """Gives every department its empty plan of each round that `of_rounds` looks at, so that
    buttons can name it."""
    aside = aside or Aside("reminders")
    for row in await _running(session, today, aside):
        async with aside.step(session, "round", row.id):
            lacking = await _LACKING.rows(session, {"half": row.half})
            await plans.begin(session, [number for (number,) in lacking], row.half)


async def _plans(session: AsyncSession, scene: Scene, row: _Round) -> list[Matter]:
    touched = await _plan_touches(session, row.half)
    asked = await plan_days.of_round(session, row.id, row.request_on, row.due_on)
    again = await plan_days.of_reopened(session, row.half)
    made = []
    for one in await plans.states(session, row.half, scene.aside):
        number = one.plan_id or 0
        came = touched.get(number, row.request_on)
        with scene.aside.each("plan", number):
            if one.state is PlanState.CHECKING:
                made += _checks(scene, row, one, came)
            who = scene.answers(one.department_id)
            if one.state in TO_WRITE and number and who is not None:
                made.append(_plan_due(scene, row, one, who, again.get(number, asked), came))
    return made


def _plan_due(
    scene: Scene,
    row: _Round,
    one: plans.DepartmentPlan,
    who: Person,
    days: plan_days.Asked,
    touched: date,
) -> Matter:
    until = row.until(days.due_on)
    return Matter(
        kind=kinds.PLAN_DUE,
        subject="plan",
        subject_id=one.plan_id or 0,
        officer_id=who.id,
        due_on=days.due_on,
        ladder=row.climbed,
        opened_on=days.opened_on,
        title=row.label,
        department_id=one.department_id,
        department=one.department,
        touched_on=_touch(scene, until, touched),
        plan_state=one.state,
        has_items=one.items > 0,
        half=row.half.code,
        until=until,
    )


def _touch(scene: Scene, until: date, touched: date) -> date | None:
    """The last work on it as the line above counts it; behind its last day it is told no more."""
    return touched if scene.today <= until else None


def _checks(scene: Scene, row: _Round, one: plans.DepartmentPlan, came: date) -> list[Matter]:
    """The 내부확인 that a plan waits for, for each who holds it.

    They got it as a card on the day it came, so the rungs of that day are not told.
    """
    department = scene.staffed.get(one.department_id, [])
    held = plan_steps.holders(Role(one.step or Role.HEAD), department, scene.office)
    return [
        Matter(
            kind=kinds.PLAN_CHECK,
            subject="plan",
            subject_id=one.plan_id or 0,
            officer_id=who.id,
            due_on=row.due_on,
            ladder=row.checked,
            opened_on=came + timedelta(days=1),
            title=row.label,
            department_id=one.department_id,
            department=one.department,
            touched_on=_touch(scene, row.until(row.due_on), came),
            half=row.half.code,
            until=row.until(row.due_on),
        )
        for who in held
    ]


_TOUCHES = Prepared(
    union_all(
        columns(col(PlanItem.parent_id), func.max(col(PlanItem.changed_at)))
        .where(col(PlanItem.half) == _HALF)
        .group_by(col(PlanItem.parent_id)),
        columns(col(AuditEntry.subject_id), func.max(col(AuditEntry.at)))
        .where(
            col(AuditEntry.subject) == plans.SUBJECT,
            col(AuditEntry.subject_id).in_(columns(col(Plan.id)).where(col(Plan.half) == _HALF)),
        )
        .group_by(col(AuditEntry.subject_id)),
    )
)


async def _plan_touches(session: AsyncSession, half: HalfYear) -> dict[int, date]:
    """The day on which somebody last worked on each plan of a half: on itself or on an item."""
    days: dict[int, date] = {}
    for number, moment in await _TOUCHES.rows(session, {"half": half}):
        day = kst_date(moment)
        days[number] = max(day, days.get(number, day))
    return days


async def _outcomes(session: AsyncSession, scene: Scene, row: _Round) -> list[Matter]:
    half = row.results_half
    title = half.label
    until = row.until(row.due_on)
    by_plan: dict[int, list[plan_outcomes.OpenItem]] = defaultdict(list)
    for item in await plan_outcomes.open_items(session, half):
        by_plan[item.plan_id].append(item)
    touched = await _outcome_touches(session, half) if by_plan else {}
    asked = await plan_days.of_round(session, row.id, row.request_on, row.due_on)
    made = []
    for plan_id, some in by_plan.items():
        with scene.aside.each("plan", plan_id):
            who = scene.answers(some[0].department_id)
            if who is None:
                continue
            made.append(
                Matter(
                    kind=kinds.OUTCOME_DUE,
                    subject="plan",
                    subject_id=plan_id,
                    officer_id=who.id,
                    due_on=row.due_on,
                    ladder=row.climbed,
                    opened_on=asked.opened_on,
                    title=title,
                    department_id=some[0].department_id,
                    department=some[0].department,
                    touched_on=_touch(scene, until, touched.get(plan_id, row.request_on)),
                    count=len(some),
                    half=half.code,
                    until=until,
                )
            )
    return made


_SETTLED = Prepared(
    columns(col(PlanItem.parent_id), func.max(col(PlanOutcome.at)))
    .join(PlanOutcome, col(PlanItem.id) == col(PlanOutcome.plan_item_id))
    .where(col(PlanItem.half) == _HALF)
    .group_by(col(PlanItem.parent_id))
)


async def _outcome_touches(session: AsyncSession, half: HalfYear) -> dict[int, date]:
    found = await _SETTLED.rows(session, {"half": half})
    return {number: kst_date(moment) for number, moment in found}


async def _opening(_session: AsyncSession, scene: Scene, row: _Round) -> list[Matter]:
    if row.opened_at is None or scene.today > row.due_on:
        return []
    opened = kst_date(row.opened_at)
    return [
        Matter(
            kind=kinds.ROUND_OPEN,
            subject="round",
            subject_id=row.id,
            officer_id=one.id,
            due_on=opened,
            ladder=kinds.ROUND_OPEN.ladder,
            opened_on=opened,
            title=row.label,
            department_id=None,
        )
        for one in scene.office
    ]


async def _milestones(_session: AsyncSession, scene: Scene, row: _Round) -> list[Matter]:
    """The days behind the due day, each for the office until the next one comes.

    What falls on a day off is told on the working day before it.
    """
    if row.opened_at is None:
        return []
    names: dict[date, list[str]] = defaultdict(list)
    for field, name in texts.MILESTONES.items():
        names[getattr(row, field)].append(name)
    days = sorted(names)
    ends = [*days[1:], row.final_on]
    return [
        Matter(
            kind=kinds.ROUND_MILESTONE,
            subject="round",
            subject_id=row.id,
            officer_id=one.id,
            due_on=day,
            ladder=kinds.ROUND_MILESTONE.ladder,
            opened_on=kst_date(row.opened_at),
            title=texts.MILESTONE.format(half=row.label, names=", ".join(names[day])),
            department_id=None,
        )
        for day, end in zip(days, ends, strict=True)
        if scene.today <= end
        for one in scene.office
    ]


async def _left_open(session: AsyncSession, scene: Scene, row: _Round) -> list[Matter]:
    """A round that nobody has closed by its final day: the office is told once what is missing."""
    if row.opened_at is None or scene.today <= row.final_on:
        return []
    states = await plans.states(session, row.half, Aside("reminders"))
    missing = sum(one.state in MISSING for one in states)
    return [
        Matter(
            kind=kinds.ROUND_LEFT,
            subject="round",
            subject_id=row.id,
            officer_id=one.id,
            due_on=row.final_on,
            ladder=kinds.ROUND_LEFT.ladder,
            opened_on=kst_date(row.opened_at),
            title=row.label,
            department_id=None,
            count=missing,
        )
        for one in scene.office
    ]
