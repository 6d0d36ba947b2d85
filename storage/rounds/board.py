"""The board of a round: every department in 직제순, on time or late, and who cannot be reached."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import execute
from storage.models.audit import AuditEntry
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound
from storage.office import holidays, posts
from storage.office.setting_aside import STRICT, Aside
from storage.plans import plan_duties, plans, results_answers
from storage.rounds.board_shapes import Board, BoardRow
from storage.rules import steps
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.people import Person, reachable, responsible
from storage.rules.terms import RoundState
from storage.rules.trail import Subject, Verb

OF_ALL = frozenset({Subject.DEPARTMENT, Subject.HOLIDAY, Subject.OFFICER})
"""What every board is made of: when one of these changes, each open round's is another."""
OF_ONE = frozenset({Subject.PLAN, Subject.PLAN_ITEM, Subject.ROUND, Subject.RESULTS})
"""What the board of one half is made of."""

HANDING_IN = (Verb.SUBMIT, Verb.DECLARE_NONE)
"""What the trail says when a plan reaches the office, after the department's last step."""


async def concerned(
    session: AsyncSession, changed: Mapping[Subject, Collection[int]]
) -> list[CollectionRound]:
    """The rounds whose board says something else now that this was changed; see `audit.changed`.

    Plans move after the 마감 too, when one is opened again: of the rounds that are over, those
    whose own plans were changed.
    """
    answered = await results_answers.touched(session, changed)
    if (OF_ALL | OF_ONE).isdisjoint(changed) and not answered:
        return []
    every, rounds = not OF_ALL.isdisjoint(changed), changed.get(Subject.ROUND, ())
    halves = await _halves(session, changed) | {half.next() for half in answered}
    is_open = col(CollectionRound.state) == RoundState.OPEN
    is_over = col(CollectionRound.state) == RoundState.CLOSED
    own = col(CollectionRound.half).in_(halves) | col(CollectionRound.id).in_(rounds)
    moved = is_open | (is_over & own) if every else (is_open | is_over) & own
    asked = select(CollectionRound).where(moved).order_by(col(CollectionRound.half))
    found = await session.exec(asked)
    return list(found.all())


async def _halves(
    session: AsyncSession, changed: Mapping[Subject, Collection[int]]
) -> set[HalfYear]:
    """The halves whose plans were changed, or items of them."""
    plans, items = changed.get(Subject.PLAN, ()), changed.get(Subject.PLAN_ITEM, ())
    of_plans = columns(col(Plan.half)).where(col(Plan.id).in_(plans))
    of_items = columns(col(PlanItem.half)).where(col(PlanItem.id).in_(items))
    return {half for (half,) in await execute(session, of_plans.union(of_items))}


async def whole(
    session: AsyncSession, row: CollectionRound, today: date, aside: Aside = STRICT
) -> Board:
    """All that the board of a round says on `today`, in words or as a picture."""
    return Board(
        number=row.id,
        half=row.half,
        state=row.state,
        last_on=(await holidays.calendar(session)).next_workday(row.due_on),
        nudged_on=row.last_nudge_on,
        rows=tuple(await board(session, row, today, aside)),
        results_half=row.results_half if row.results_asked and row.opened_at else None,
    )


async def board(
    session: AsyncSession, row: CollectionRound, today: date, aside: Aside = STRICT
) -> list[BoardRow]:
    """Every active department in 직제순 with its plan in this round; reads, writes nothing.

    A plan in a state that nobody knows raises ValueError, or is set aside.
    """
    due = (await holidays.calendar(session)).next_workday(row.due_on)
    people: dict[int | None, list[Person]] = defaultdict(list)
    for person in await posts.persons(session):
        people[person.department_id].append(person)
    named = await plan_duties.named(session)
    first = await _first_handed_in(session, row.half)
    said = await results_answers.asked_states(session, row, aside)
    made = []
    for one in await plans.states(session, row.half, aside):
        results = said.get(one.department_id)
        came = results.first_at if results else None
        own = people[one.department_id]
        who = responsible(one.department_id, named, own)
        at = first.get(one.plan_id or 0)
        cut_off = [person.name for person in own if not reachable(person)]
        made.append(
            BoardRow(
                department_id=one.department_id,
                department=one.department,
                state=one.state,
                items=one.items,
                plan_id=one.plan_id,
                submitted_at=one.submitted_at,
                first_at=at,
                late=(kst_date(at) if at else today) > due,
                responsible=who.name if who else "",
                unreachable=tuple(cut_off),
                standing=steps.standing(one.state, one.step),
                receipt=one.receipt,
                on_behalf=one.on_behalf,
                results=results.state if results else None,
                results_first_at=came,
                results_late=results is not None and (kst_date(came) if came else today) > due,
                results_receipt=results.receipt if results else None,
                records=results.records if results else 0,
            )
        )
    return made


async def _first_handed_in(session: AsyncSession, half: HalfYear) -> dict[int, datetime]:
    """When each plan of a half was handed in for the first time; a return clears it elsewhere.

    What 총괄 took in for a department and took back again never was.
    """
    those = select(col(Plan.id)).where(col(Plan.half) == half)
    of_half = (col(AuditEntry.subject) == Subject.PLAN) & col(AuditEntry.subject_id).in_(those)
    found = await session.exec(
        select(col(AuditEntry.subject_id), func.min(col(AuditEntry.at)))
        .where(of_half, col(AuditEntry.action).in_(HANDING_IN))
        .group_by(col(AuditEntry.subject_id))
    )
    first = dict(found.all())
    taken_back = await session.exec(
        select(col(AuditEntry.subject_id))
        .where(of_half, col(AuditEntry.action) == Verb.TAKE_BACK)
        .distinct()
    )
    for number in taken_back.all():
        came: list[datetime] = []
        for one in await audit.of_subject(session, Subject.PLAN, number):
            if one.action in HANDING_IN:
                came.append(one.at)
            elif one.action == Verb.TAKE_BACK and came:
                came.pop()
        first.pop(number, None)
        first |= {number: came[0]} if came else {}
    return first
