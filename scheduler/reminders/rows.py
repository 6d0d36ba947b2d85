"""Reads the office as `scheduler/due` needs it: a few statements, however large it is.

What SQLite keeps and nobody can read is set aside row by row, and what raises step by step.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, func, or_, union_all
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due.matters import STALE_DAYS, Scene
from scheduler.due.rows import (
    Absence,
    Office,
    OutcomeRow,
    PlanRow,
    QuestionRow,
    RoundRow,
    UnrecordedRow,
)
from scheduler.reminders import record_rows, results_rows
from storage.database import execute
from storage.facts.wording_letter import quoted
from storage.models.audit import AuditEntry
from storage.models.contract import ListedContract
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound, Deputy, PlanOutcome, PlanReopening
from storage.office import holidays, posts
from storage.office.setting_aside import STRICT, Aside
from storage.plans import plan_days, plan_duties, plan_outcomes, plans
from storage.prepared import Prepared
from storage.registers import contract_lists
from storage.report import claim_questions
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.ladder import plan_ladder
from storage.rules.listed_kinds import ListedState
from storage.rules.terms import RecordKind, RoundState
from storage.rules.trail import Subject
from storage.rules.wording_receipt import Receipt
from storage.rules.workday import Calendar
from storage.settings import ladders


async def today(session: AsyncSession, day: date) -> Scene:
    """The office on one day, for one who looks: whatever cannot be read is left out."""
    aside = Aside("reminders")
    return Scene((await office(session, day, aside=aside)).begun(), day, aside)


async def office(
    session: AsyncSession,
    first: date,
    until: date | None = None,
    *,
    aside: Aside = STRICT,
    calendar: Calendar | None = None,
) -> Office:
    """Everything that decides what waits for whom on `first`.

    With `until` for all days up to then, as far as nobody does anything: rounds that are planned,
    or that the calendar will ask for, open on their day.
    """
    await session.flush()
    people = await posts.persons(session)
    bounds = record_rows.given(first, until or first)
    records: dict[RecordKind, list[Any]] = {}
    running = await _rounds(session, first, until, aside)
    for subject, read in record_rows.READ.items():
        async with aside.step(session, subject):
            records[subject] = await read(session, bounds, aside)
    days = {"first": first, "last": until or first}
    names = (await execute(session, _NAMES)).all()
    return Office(
        calendar=calendar or await holidays.calendar(session),
        people=people,
        named=await plan_duties.named(session),
        absences=[Absence(*row) for row in await execute(session, _ABSENCES, days)],
        departments={number: name for number, name, _listed in names},
        rounds=running,
        records=records,
        questions=await _questions(session),
        unrecorded=await _unrecorded(session) if any(listed for *_, listed in names) else [],
        ladders=await ladders.of_office(session),
    )


async def _questions(session: AsyncSession) -> list[QuestionRow]:
    """What the office asked about records and nobody has answered."""
    return [
        QuestionRow(one.id, one.department_id, one.asked_of, one.text, kst_date(one.asked_at))
        for one in await claim_questions.waiting(session)
    ]


async def _unrecorded(session: AsyncSession) -> list[UnrecordedRow]:
    """The departments that have contracts to record or to give a reason for."""
    found: dict[int, UnrecordedRow] = {}
    for one in await contract_lists.open_ones(session, None):
        day = kst_date(one.listed_at)
        row = found.get(one.department_id, UnrecordedRow(one.department_id, 0, day))
        found[row.department_id] = row._replace(
            contracts=row.contracts + 1, since=min(row.since, day)
        )
    return list(found.values())


_ABSENCES = (
    columns(*(col(getattr(Deputy, name)) for name in Absence._fields))
    .where(
        col(Deputy.starts_on) <= bindparam("last", type_=Date),
        col(Deputy.ends_on) >= bindparam("first", type_=Date),
    )
    .order_by(col(Deputy.id))
)
_LISTED = columns(col(ListedContract.id)).where(
    col(ListedContract.department_id) == col(Department.id),
    col(ListedContract.state) == ListedState.OPEN,
)
_NAMES = columns(col(Department.id), col(Department.name), _LISTED.exists())


class _Round(NamedTuple):
    """The columns of a round."""

    id: int
    half: HalfYear
    results_half: HalfYear
    request_on: date
    due_on: date
    draft_on: date
    panel_on: date
    final_on: date
    ladder: list[int]
    state: RoundState
    opened_at: datetime | None
    results_asked: bool
    letter: Receipt | None


_REOPENED = (
    columns(col(Plan.half))
    .join(PlanReopening, col(PlanReopening.plan_id) == col(Plan.id))
    .where(col(PlanReopening.ended_at).is_(None))
)
_ROUNDS = Prepared(
    columns(*(col(getattr(CollectionRound, name)) for name in _Round._fields))
    .where(
        or_(
            col(CollectionRound.state) == RoundState.OPEN,
            (col(CollectionRound.state) == RoundState.PLANNED)
            & (col(CollectionRound.request_on) <= bindparam("ahead", type_=Date)),
            (col(CollectionRound.state) == RoundState.CLOSED)
            & (
                col(CollectionRound.half).in_(_REOPENED)
                | col(CollectionRound.results_half).in_(results_rows.REOPENED)
            ),
        ),
        col(CollectionRound.final_on) >= bindparam("oldest", type_=Date),
    )
    .order_by(col(CollectionRound.id))
)


async def _rounds(
    session: AsyncSession, first: date, until: date | None, aside: Aside
) -> list[RoundRow]:
    """The rounds that run, or will; of a closed one what was opened again."""
    bounds = {"oldest": first - timedelta(days=STALE_DAYS), "ahead": until or date.min}
    found = [_Round(*row) for row in await _ROUNDS.rows(session, bounds, aside.spoiled("round"))]
    if until is not None:
        found += [
            _Round(*(getattr(one, name) for name in _Round._fields))
            for one in await rounds.foreseen(session, first, until)
        ]
    made = []
    for row in found:
        async with aside.step(session, "round", row.id):
            made.append(await _round(session, row, first, aside))
    return made


async def _round(session: AsyncSession, row: _Round, first: date, aside: Aside) -> RoundRow:
    closed = row.state == RoundState.CLOSED
    opened = kst_date(row.opened_at) if row.opened_at and not closed else None
    if row.state == RoundState.PLANNED:
        opened = max(row.request_on, first)
    asked = await plan_days.of_round(session, row.id, row.request_on, row.due_on)
    listed = await plan_rows(session, row.half, aside)
    return RoundRow(
        id=row.id,
        half=HalfYear.parse(str(row.half)),  # raises where a wrong hand wrote what is none
        results_half=row.results_half,
        request_on=row.request_on,
        due_on=row.due_on,
        draft_on=row.draft_on,
        panel_on=row.panel_on,
        final_on=row.final_on,
        ladder=plan_ladder(row.ladder),
        opened_on=opened,
        asked_on=asked.opened_on,
        letter=quoted(row.letter) if row.letter else "",
        plans=[one for one in listed if one.until_on] if closed else listed,
        outcomes=() if closed else await _outcomes(session, row.results_half),
        results=await results_rows.read(session, row.results_half, aside, closed=closed)
        if row.results_asked
        else (),
    )


async def plan_rows(session: AsyncSession, half: HalfYear, aside: Aside) -> list[PlanRow]:
    """Each department's plan of a half, with the last work on it."""
    touched = await _plan_touches(session, half)
    again = await plan_days.of_reopened(session, half)
    made = []
    for one in await plans.states(session, half, aside):
        number = one.plan_id or 0
        days = again.get(number)
        made.append(
            PlanRow(
                plan_id=one.plan_id,
                department_id=one.department_id,
                department=one.department,
                state=one.state,
                step=one.step,
                items=one.items,
                touched_on=touched.get(number),
                opened_on=days.opened_on if days else None,
                until_on=days.due_on if days else None,
                came_on=kst_date(one.submitted_at)
                if one.submitted_at and not one.receipt
                else None,
            )
        )
    return made


async def _plan_touches(session: AsyncSession, half: HalfYear) -> dict[int, date]:
    """The day on which somebody last worked on each plan of a half: on itself or on an item."""
    of_half = columns(col(Plan.id)).where(col(Plan.half) == half)
    asked = union_all(
        columns(col(PlanItem.parent_id), func.max(col(PlanItem.changed_at)))
        .where(col(PlanItem.half) == half)
        .group_by(col(PlanItem.parent_id)),
        columns(col(AuditEntry.subject_id), func.max(col(AuditEntry.at)))
        .where(col(AuditEntry.subject) == Subject.PLAN, col(AuditEntry.subject_id).in_(of_half))
        .group_by(col(AuditEntry.subject_id)),
    )
    days: dict[int, date] = {}
    for number, moment in await execute(session, asked):
        day = kst_date(moment)
        days[number] = max(day, days.get(number, day))
    return days


async def _outcomes(session: AsyncSession, half: HalfYear) -> list[OutcomeRow]:
    """The plans of a closing half with items that have no outcome, in 직제순."""
    items = await plan_outcomes.open_items(session, half)
    if not items:
        return []
    left = Counter((one.plan_id, one.department_id, one.department) for one in items)
    asked = (
        columns(col(PlanItem.parent_id), func.max(col(PlanOutcome.at)))
        .join(PlanOutcome, col(PlanItem.id) == col(PlanOutcome.plan_item_id))
        .where(col(PlanItem.half) == half)
        .group_by(col(PlanItem.parent_id))
    )
    settled = {number: kst_date(at) for number, at in await execute(session, asked)}
    return [OutcomeRow(*whose, many, settled.get(whose[0])) for whose, many in left.items()]
