"""The figures of /status and of the lists below it, each by a few sums in the database.

Runs of the bus and head-counts are no sums of rows: their rules stand in `bus_totals` and `tally`,
which the report asks too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.event_kinds import Tile, kinds_with, people
from storage.facts.kind import Section
from storage.facts.kinds import KINDS
from storage.facts.shapes import HireFacts, from_json
from storage.facts.tally import added_up, head_count
from storage.figures.bus_totals import RUN, Standing, counts_of
from storage.models.contract import Contract, HireReport
from storage.models.event import Event
from storage.models.office import Department, Officer
from storage.models.plan import Plan
from storage.plans import plans
from storage.records import agreement_states, late_results
from storage.records.agreement_states import Agreements
from storage.records.bus_records import of_halves
from storage.records.plan_states import HANDED_IN
from storage.records.record_union import Hits, page
from storage.report.status_shapes import DepartmentStatus, Gap, StatusFacts
from storage.rules import quota
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.quota import RuleKey
from storage.rules.steps import STEPS
from storage.rules.terms import EventStatus, Measure, PlanState, RecordKind, Role

LISTED = tuple(kind for kind, row in KINDS.items() if row.section is not Section.MONEY)

EVENT = Event.__table__
CONTRACT = Contract.__table__
HIRE = HireReport.__table__
PLAN = Plan.__table__
DEPARTMENT = Department.__table__

_DONE = and_(EVENT.c.removed_at.is_(None), EVENT.c.status == EventStatus.DONE)
_NO_BUS = EVENT.c.event_kind.not_in(kinds_with(Tile.RUNS))
_COUNTED = case((EVENT.c.event_kind.in_(kinds_with(Tile.EVENTS)), 1), else_=0)


@dataclass(frozen=True)
class EventSums:
    """The events of one half-year; each gap is of how many records a figure was counted."""

    done: int = 0
    planned: int = 0
    people: int | None = None
    runs: int | None = None
    people_gap: Gap = None
    runs_gap: Gap = None


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
    now_held, before_held = sums[half], sums[before]
    agreements = await _agreements(session, half, kst_date(now))
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
        people_gap=now_held.people_gap,
        bus_runs=now_held.runs,
        runs_gap=now_held.runs_gap,
        bus_runs_before=before_held.runs,
        mous_kept=agreements.kept,
        mous_sleeping=agreements.asleep,
        mous_ended=agreements.ended,
        big_works=big,
        local_rate=local_rate,
        local_rate_recommended=goal.value if goal else 0,
        residents=residents,
        workers=workers,
        late=await late_results.besides_the_paper(session, half),
    )


async def departments_status(
    session: AsyncSession, half: HalfYear, plans_half: HalfYear | None = None
) -> list[DepartmentStatus]:
    """Every active department in 직제순: its plan, its events and the people they met."""
    connection = await session.connection()
    found = await connection.execute(
        select(EVENT.c.department_id, func.sum(_COUNTED), func.sum(EVENT.c.people))
        .where(_DONE, _NO_BUS, EVENT.c.half == half.code)
        .group_by(EVENT.c.department_id)
    )
    sums = {number: (events, met) for number, events, met in found}
    nothing = (0, None)
    for department, standing in (await _by_department(session, half)).items():
        events, met = sums.get(department, nothing)
        sums[department] = (events, _plus(met, _met(standing)))
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
    session: AsyncSession,
    department_id: int,
    half: HalfYear,
    limit: int = 20,
    offset: int = 0,
    *,
    viewer: Officer,
) -> Hits:
    """A department's living records of a half-year that the viewer may read, newest first."""

    def where(_kind: RecordKind, table: Table) -> list[ColumnElement[bool]]:
        return [table.c.department_id == department_id, table.c.half == half.code]

    return await page(session, LISTED, where, limit, offset, viewer=viewer)


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
        if state == PlanState.CHECKING:
            waiting[Role(step)] += count
    return counted, waiting


async def _event_sums(
    session: AsyncSession, half: HalfYear, before: HalfYear
) -> dict[HalfYear, EventSums]:
    """The sums of two half-years, by half; one without any event has its own row of nothing."""
    took_place = and_(EVENT.c.status == EventStatus.DONE, _NO_BUS)
    planned = EVENT.c.status == EventStatus.PLANNED
    halves = (half, before)
    connection = await session.connection()
    found = await connection.execute(
        select(
            EVENT.c.half,
            func.sum(case((took_place, _COUNTED), else_=0)),
            func.sum(case((planned, _COUNTED), else_=0)),
            func.sum(case((took_place, EVENT.c.people))),
            func.sum(case((and_(took_place, EVENT.c.people.is_not(None)), _COUNTED), else_=0)),
        )
        .where(EVENT.c.removed_at.is_(None), EVENT.c.half.in_(halves))
        .group_by(EVENT.c.half)
    )
    sums = {one: (done, ahead, met, known) for one, done, ahead, met, known in found}
    buses: dict[HalfYear | None, list[Standing]] = defaultdict(list)
    for _department, one in await of_halves(session, halves):
        buses[one.run.half].append(one)
    nothing = (0, 0, None, 0)
    return {one: _of_half(sums.get(one, nothing), buses[one]) for one in halves}


def _of_half(others: tuple[int, int, int | None, int], buses: Sequence[Standing]) -> EventSums:
    """The events of a half with its runs of the bus; what is part of a total is no record."""
    done, planned, met, counted = others
    lines = [one for one in buses if one.host is None]
    told = [counts_of(one.run.facts) for one in lines]
    known = counted + sum(people(one.run.facts) is not None for one in lines)
    with_runs = sum(RUN in one for one in told)
    sums = _sum(buses)
    return EventSums(
        done,
        planned,
        _plus(met, _met(buses)),
        sums.get(RUN),
        _gap(known, done + len(lines)),
        _gap(with_runs, len(lines)),
    )


def _gap(known: int, records: int) -> Gap:
    return (known, records) if known < records else None


def _plus(one: int | None, other: int | None) -> int | None:
    """The sum of what was counted; None when neither was."""
    counted = [value for value in (one, other) if value is not None]
    return sum(counted) if counted else None


def _met(standing: Iterable[Standing]) -> int | None:
    counted = [people(replace(one.run.facts, counts=one.counts)) for one in standing]
    known = [value for value in counted if value is not None]
    return sum(known) if known else None


def _sum(standing: Iterable[Standing]) -> dict[Measure, int]:
    return added_up(one.counts for one in standing)


async def _by_department(session: AsyncSession, half: HalfYear) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = defaultdict(list)
    for department, one in await of_halves(session, (half,)):
        found[department].append(one)
    return found


async def _agreements(session: AsyncSession, half: HalfYear, today: date) -> Agreements:
    """How the agreements stand today, or stood on the last day of a half that is over."""
    if half.end < today:
        return await agreement_states.stood(session, half.end)
    return await agreement_states.standing(session, today)


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
    """Residents and all: of each contract the last head-count of the half."""
    connection = await session.connection()
    found = await connection.execute(
        select(HIRE.c.parent_id, HIRE.c.id, HIRE.c.facts).where(
            HIRE.c.removed_at.is_(None), HIRE.c.half == half.code
        )
    )
    states: dict[int, list[tuple[HireFacts, int]]] = defaultdict(list)
    for contract, number, told in found:
        states[contract].append((from_json(HireFacts, told), number))
    last = [one for of_one in states.values() if (one := head_count(of_one))]
    if not last:
        return None, None
    return sum(one.residents for one in last), sum(one.workers for one in last)
