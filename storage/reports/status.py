"""The figures of /status and of the lists below it, each by a few sums in the database."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.base import RecordKind
from storage.models.contract import Contract, HireReport
from storage.models.event import Event, EventCount
from storage.models.mou import Mou
from storage.models.office import Department
from storage.models.plan import Plan
from storage.queries.planning import plans
from storage.queries.recording.plan_states import HANDED_IN
from storage.queries.recording.record_projection import TABLES
from storage.queries.recording.record_union import Hits, page
from storage.reports.status_shapes import ControlSums, DepartmentStatus, StatusFacts
from storage.rules import quota
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.quota import RuleKey
from storage.rules.steps import STEPS
from storage.rules.terms import EventKind, EventStatus, Measure, PlanState, Role

NOT_EVENTS = (EventKind.JOB_BUS.value, EventKind.REGULATION.value)
LISTED = tuple(kind for kind in TABLES if kind is not RecordKind.BUDGET)

EVENT: Table = Event.__table__  # type: ignore[attr-defined]  # SQLModel gives each class one
COUNT: Table = EventCount.__table__  # type: ignore[attr-defined]  # the same
MOU: Table = Mou.__table__  # type: ignore[attr-defined]  # the same
CONTRACT: Table = Contract.__table__  # type: ignore[attr-defined]  # the same
HIRE: Table = HireReport.__table__  # type: ignore[attr-defined]  # the same
PLAN: Table = Plan.__table__  # type: ignore[attr-defined]  # the same
DEPARTMENT: Table = Department.__table__  # type: ignore[attr-defined]  # the same

_DONE = and_(EVENT.c.removed_at.is_(None), EVENT.c.status == EventStatus.DONE.value)
_COUNTED = case((EVENT.c.event_kind.in_(NOT_EVENTS), 0), else_=1)


@dataclass(frozen=True)
class EventSums:
    """The events of one half-year."""

    done: int = 0
    planned: int = 0
    people: int | None = None
    runs: int | None = None


async def half_status(
    session: AsyncSession, half: HalfYear, now: datetime, plans_half: HalfYear | None = None
) -> StatusFacts:
    """The half-year at a glance, as its records stand; what each figure means: StatusFacts.

    `plans_half` is the half whose plans are counted: while one closes, the next one's come in.
    """
    before = half.previous()
    plans_half = plans_half or half
    states, waiting = await _plan_states(session, plans_half)
    sums = await _event_sums(session, half, before)
    now_held, before_held = sums[half.code], sums[before.code]
    awake, asleep = await _mous(session, now)
    big, local_rate = await _works(session, half)
    residents, workers = await _hires(session, half)
    goal = quota.in_force(quota.RULE_BOOK, RuleKey.LOCAL_SUBCONTRACT, half.end)
    return StatusFacts(
        half=half,
        as_of=now,
        plans_half=plans_half,
        plans_due=states.total(),
        plans_in=sum(states[state] for state in HANDED_IN),
        plans_not_applicable=states[PlanState.NOT_APPLICABLE],
        plans_drafting=states[PlanState.DRAFTING],
        plans_missing=states[PlanState.NOT_SUBMITTED],
        plans_returned=states[PlanState.RETURNED],
        plans_checking=tuple((role, waiting[role]) for role in STEPS if waiting[role]),
        events=now_held.done,
        events_before=before_held.done or None,
        events_planned=now_held.planned,
        people_met=now_held.people,
        people_met_before=before_held.people,
        bus_runs=now_held.runs,
        bus_runs_before=before_held.runs,
        mous_kept=awake,
        mous_sleeping=asleep,
        big_works=big,
        local_rate=local_rate,
        local_rate_recommended=goal.value if goal else 0,
        residents=residents,
        workers=workers,
    )


async def departments_status(
    session: AsyncSession, half: HalfYear, plans_half: HalfYear | None = None
) -> list[DepartmentStatus]:
    """Every active department in 직제순: its plan, its events and the people they met."""
    connection = await session.connection()
    found = await connection.execute(
        select(EVENT.c.department_id, func.sum(_COUNTED), func.sum(EVENT.c.people))
        .where(_DONE, EVENT.c.half == half.code)
        .group_by(EVENT.c.department_id)
    )
    sums = {number: (events, people) for number, events, people in found}
    nothing = (0, None)
    return [
        DepartmentStatus(
            one.department_id,
            one.department,
            one.state,
            one.items,
            *sums.get(one.department_id, nothing),
            step=one.step,
        )
        for one in await plans.states(session, plans_half or half)
    ]


async def department_records(
    session: AsyncSession, department_id: int, half: HalfYear, limit: int = 20, offset: int = 0
) -> Hits:
    """A department's living records of a half-year, newest first."""

    def where(_kind: RecordKind, table: Table) -> list[ColumnElement[bool]]:
        return [table.c.department_id == department_id, table.c.half == half.code]

    return await page(session, LISTED, where, limit, offset)


async def control_sums(session: AsyncSession) -> ControlSums:
    """Sums over every half-year that a report or an import can be checked against."""
    buses = dict(
        await _pairs(
            session,
            select(COUNT.c.measure, func.sum(COUNT.c.value))
            .join(EVENT, COUNT.c.event_id == EVENT.c.id)
            .where(_DONE, EVENT.c.event_kind == EventKind.JOB_BUS.value)
            .group_by(COUNT.c.measure),
        )
    )
    connection = await session.connection()
    dated = await connection.execute(
        select(func.count()).where(MOU.c.removed_at.is_(None), MOU.c.signed_on.is_not(None))
    )
    programmes = await connection.execute(
        select(EVENT.c.facts).where(_DONE, EVENT.c.event_kind == EventKind.PROGRAMME.value)
    )
    cohorts: dict[str, int] = defaultdict(int)
    for facts in programmes.scalars():
        cohorts[facts["title"]] += facts.get("cohort_total") or len(facts.get("cohorts") or ())
    return ControlSums(
        bus_runs=buses.get(Measure.RUNS.value, 0),
        bus_consultations=buses.get(Measure.CONSULTATIONS.value, 0),
        dated_mous=dated.scalar_one(),
        cohorts=dict(cohorts),
    )


async def _pairs(session: AsyncSession, asked: Select[Any, Any]) -> list[tuple[Any, int]]:
    """Rows of a key and a sum, the sum as a whole number (PostgreSQL sums to a decimal)."""
    connection = await session.connection()
    return [(key, int(value)) for key, value in await connection.execute(asked)]


async def _plan_states(
    session: AsyncSession, half: HalfYear
) -> tuple[Counter[PlanState], Counter[Role]]:
    """How many departments stand in each state, and whose 내부확인 the 확인중 wait for."""
    asked = (
        select(PLAN.c.state, PLAN.c.step, func.count())
        .select_from(DEPARTMENT)
        .outerjoin(PLAN, and_(PLAN.c.department_id == DEPARTMENT.c.id, PLAN.c.half == half.code))
        .where(DEPARTMENT.c.active)
        .group_by(PLAN.c.state, PLAN.c.step)
    )
    counted: Counter[PlanState] = Counter()
    waiting: Counter[Role] = Counter()
    connection = await session.connection()
    for state, step, count in await connection.execute(asked):
        counted[PlanState(state) if state else PlanState.NOT_SUBMITTED] += count
        if state == PlanState.CHECKING.value:
            waiting[Role(step)] += count
    return counted, waiting


async def _event_sums(
    session: AsyncSession, half: HalfYear, before: HalfYear
) -> dict[str, EventSums]:
    """The sums of two half-years, by code; one without any event has its own row of nothing."""
    done = EVENT.c.status == EventStatus.DONE.value
    planned = EVENT.c.status == EventStatus.PLANNED.value
    connection = await session.connection()
    found = await connection.execute(
        select(
            EVENT.c.half,
            func.sum(case((done, _COUNTED), else_=0)),
            func.sum(case((planned, _COUNTED), else_=0)),
            func.sum(case((done, EVENT.c.people))),
            func.sum(case((done, EVENT.c.runs))),
        )
        .where(EVENT.c.removed_at.is_(None), EVENT.c.half.in_((half.code, before.code)))
        .group_by(EVENT.c.half)
    )
    sums = {code: EventSums(*rest) for code, *rest in found}
    return {one.code: sums.get(one.code, EventSums()) for one in (half, before)}


async def _mous(session: AsyncSession, now: datetime) -> tuple[int, int]:
    """Agreements awake and asleep today; without any known contact one is asleep."""
    asleep = or_(MOU.c.sleeps_on.is_(None), MOU.c.sleeps_on <= kst_date(now))
    found = dict(
        await _pairs(
            session,
            select(asleep.label("asleep"), func.count())
            .where(MOU.c.removed_at.is_(None))
            .group_by("asleep"),
        )
    )
    return found.get(False, 0), found.get(True, 0)


async def _works(session: AsyncSession, half: HalfYear) -> tuple[int, int | None]:
    """대규모공사 up to the end of the half, and the local share of their subcontracts."""
    connection = await session.connection()
    found = await connection.execute(
        select(
            func.count(), func.sum(CONTRACT.c.local_total), func.sum(CONTRACT.c.subcontract_total)
        ).where(
            CONTRACT.c.removed_at.is_(None),
            CONTRACT.c.large,
            CONTRACT.c.notice_on <= half.end,
        )
    )
    count, local, total = found.one()
    return count, quota.local_rate(int(local), int(total)) if total else None


async def _hires(session: AsyncSession, half: HalfYear) -> tuple[int | None, int | None]:
    connection = await session.connection()
    found = await connection.execute(
        select(func.sum(HIRE.c.residents), func.sum(HIRE.c.workers)).where(
            HIRE.c.removed_at.is_(None), HIRE.c.half == half.code
        )
    )
    residents, workers = found.one()
    return (int(residents), int(workers)) if workers is not None else (None, None)
