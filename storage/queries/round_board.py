"""The board of a round: every department in 직제순, on time or late, and who cannot be reached."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry
from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.queries import holidays, officers, plan_duties, plans
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState

MISSING = frozenset({PlanState.NOT_SUBMITTED, PlanState.DRAFTING, PlanState.RETURNED})
"""The department has not handed in, or has to hand in again."""
HANDING_IN = ("submit", "declare_none")


@dataclass(frozen=True)
class BoardRow:
    """One department of a round.

    `first_at` is when it first handed in or said 해당없음, even if it was sent back since;
    `late` compares that day (today, while there is none) with the due day. `unreachable` names
    the people of the department whom the bot cannot write to, the responsible one among them.
    """

    department_id: int
    department: str
    state: PlanState
    items: int
    plan_id: int | None
    submitted_at: datetime | None
    first_at: datetime | None
    late: bool
    responsible: str
    unreachable: tuple[str, ...]

    @property
    def missing(self) -> bool:
        """Whether the department still has to hand in."""
        return self.state in MISSING


def reachable(officer: Officer) -> bool:
    """Whether the bot can write to this person."""
    active = officer.state == officers.ACTIVE
    return active and officer.reachable and officer.telegram_id is not None


async def board(session: AsyncSession, row: CollectionRound, today: date) -> list[BoardRow]:
    """Every active department in 직제순 with its plan in this round; reads, writes nothing."""
    due = (await holidays.calendar(session)).next_workday(row.due_on)
    people = await officers.people(session)
    named = await plan_duties.named(session)
    first = await _first_handed_in(session)
    made = []
    for one in await plans.states(session, HalfYear.parse(row.half)):
        who = plan_duties.responsible(one.department_id, named, people)
        at = first.get(one.plan_id or 0)
        cut_off = [
            person.name
            for person in people
            if person.department_id == one.department_id and not reachable(person)
        ]
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
            )
        )
    return made


async def _first_handed_in(session: AsyncSession) -> dict[int, datetime]:
    """When each plan was handed in for the first time: the trail keeps what a return clears."""
    found = await session.exec(
        select(col(AuditEntry.subject_id), func.min(col(AuditEntry.at)))
        .where(col(AuditEntry.subject) == plans.SUBJECT, col(AuditEntry.action).in_(HANDING_IN))
        .group_by(col(AuditEntry.subject_id))
    )
    return dict(found.all())
