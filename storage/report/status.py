"""The figures of /status and of the lists below it: sums over the ledger."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import ColumnElement, Table, and_, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import KINDS
from storage.figures.sums import NOTHING, By, Sum, by, total
from storage.figures.wording_quota import coverage
from storage.models.office import Department, Officer
from storage.models.plan import Plan
from storage.plans import plan_quota, plans, results_answers, results_lock
from storage.records import agreement_states, late_results, long_history, plan_states
from storage.records.agreement_states import Agreements
from storage.records.record_union import Hits, page
from storage.report.comparisons import earlier
from storage.report.status_figures import Shown, asked_of
from storage.report.status_shapes import DepartmentStatus, StatusFacts
from storage.rules import quota
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.plan_counts import PlanCounts
from storage.rules.quota import RuleKey
from storage.rules.steps import STEPS
from storage.rules.terms import PlanState, RecordKind, Role
from storage.rules.wording_owed import ResultsCounts
from storage.settings import rule_book

LISTED = tuple(kind for kind, row in KINDS.items() if row.section is not Section.MONEY)

PLAN = Plan.__table__
DEPARTMENT = Department.__table__


@dataclass(frozen=True)
class EventSums:
    """The events of one half-year."""

    done: int = 0
    people: Sum = NOTHING
    runs: Sum = NOTHING


async def half_status(
    session: AsyncSession, half: HalfYear, now: datetime, plans_half: HalfYear | None = None
) -> StatusFacts:
    """The half-year at a glance, as its records stand; what each figure means: StatusFacts.

    `plans_half` is the half whose plans are counted: while one closes, the next one's come in.
    """
    plans_half = plans_half or half
    key = ("status", half.code, plans_half.code, kst_date(now))
    work = partial(_half_status, half, plans_half, now)
    return await long_history.read(session, key, work)


async def _half_status(
    half: HalfYear, plans_half: HalfYear, now: datetime, session: AsyncSession
) -> StatusFacts:
    today = kst_date(now)
    states, waiting = await _plan_states(session, plans_half)
    held = await _held(session, half)
    planned = await total(session, asked_of(Shown.PLANNED, half))
    agreements = await _agreements(session, half, today)
    big, local_rate = await works_rate(session, half)
    hires = await plan_quota.totals(session, half)
    goal = await rule_book.in_force(session, RuleKey.LOCAL_SUBCONTRACT, half.end)
    return StatusFacts(
        half=half,
        as_of=now,
        plans_half=plans_half,
        plans_collected=await plan_states.were_collected(session, plans_half),
        plans=PlanCounts(dict(states)),
        results=await _results(session, plans_half),
        plans_checking=tuple((role, waiting[role]) for role in STEPS if waiting[role]),
        events=held.done,
        events_earlier=await earlier(session, Shown.EVENTS, half, today, held.done),
        events_planned=planned.value or 0,
        people_met=held.people.value,
        people_earlier=await earlier(session, Shown.PEOPLE, half, today, held.people.value),
        people_gap=held.people.gap,
        bus_runs=held.runs.value,
        runs_earlier=await earlier(session, Shown.RUNS, half, today, held.runs.value),
        runs_gap=held.runs.gap,
        mous_kept=agreements.kept,
        mous_sleeping=agreements.asleep,
        mous_ended=agreements.ended,
        big_works=big,
        local_rate=local_rate,
        local_rate_recommended=goal.value if goal else 0,
        residents=hires.residents.value,
        workers=hires.workers.value,
        residents_planned=hires.planned_residents.value,
        workers_planned=hires.planned_workers.value,
        hires_partly=coverage(hires.residents, hires.workers),
        late=await late_results.besides_the_paper(session, half),
    )


async def _results(session: AsyncSession, plans_half: HalfYear) -> ResultsCounts:
    row = await results_lock.asking(session, plans_half.previous())
    said = await results_answers.asked_states(session, row) if row else {}
    return ResultsCounts(tuple(one.state for one in said.values()))


async def departments_status(
    session: AsyncSession, half: HalfYear, plans_half: HalfYear | None = None
) -> list[DepartmentStatus]:
    """Every active department in 직제순: its plan, its events and the people they met."""
    plans_half = plans_half or half
    key = ("departments", half.code, plans_half.code)
    return await long_history.read(session, key, partial(_departments, half, plans_half))


async def _departments(
    half: HalfYear, plans_half: HalfYear, session: AsyncSession
) -> list[DepartmentStatus]:
    events = await by(session, asked_of(Shown.EVENTS, half), By.DEPARTMENT)
    people = await by(session, asked_of(Shown.PEOPLE, half), By.DEPARTMENT)
    collected = await plan_states.were_collected(session, plans_half)
    return [
        DepartmentStatus(
            one.department_id,
            one.department,
            one.state if collected else None,
            one.items,
            events.get(one.department_id, NOTHING).value or 0,
            people.get(one.department_id, NOTHING).value,
            step=one.step,
        )
        for one in await plans.states(session, plans_half)
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

    key = ("department", department_id, half.code, limit, offset, viewer.id)
    work = partial(page, kinds=LISTED, where=where, limit=limit, offset=offset, viewer=viewer)
    return await long_history.read(session, key, work)


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


async def _held(session: AsyncSession, half: HalfYear) -> EventSums:
    return EventSums(
        (await total(session, asked_of(Shown.EVENTS, half))).value or 0,
        await total(session, asked_of(Shown.PEOPLE, half)),
        await total(session, asked_of(Shown.RUNS, half)),
    )


async def _agreements(session: AsyncSession, half: HalfYear, today: date) -> Agreements:
    """How the agreements stand today, or stood on the last day of a half that is over."""
    if half.end < today:
        return await agreement_states.stood(session, half.end)
    return await agreement_states.standing(session, today)


async def works_rate(session: AsyncSession, half: HalfYear) -> tuple[int, int | None]:
    """대규모공사 up to the end of the half, and the local share of their subcontracts."""
    large, local, every = [
        await total(session, asked_of(one, half))
        for one in (Shown.LARGE, Shown.LOCAL, Shown.SUBCONTRACTED)
    ]
    rate = quota.local_rate(local.value or 0, every.value) if every.value else None
    return large.value or 0, rate
