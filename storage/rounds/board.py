"""The board of a round: every department in 직제순, on time or late, and who cannot be reached."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry
from storage.models.round import CollectionRound
from storage.models.traffic import Urgency
from storage.office import holidays, officers
from storage.office.setting_aside import STRICT, Aside
from storage.plans import plan_duties, plans
from storage.rounds.board_shapes import Board, BoardRow
from storage.rules import steps
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role, RoundState
from storage.traffic import outbox

ERRAND = "board"
"""What delivery does for `changed`: it draws the boards as they are then."""

HANDING_IN = ("submit", "declare_none")
"""What the trail says when a plan reaches the office, after the department's last step."""


async def changed(session: AsyncSession, half: str | None, now: datetime, because: str) -> None:
    """Has the boards of `half` (of every open round without one) drawn anew on the way out.

    For what changes without anybody's tap; `because` names the occasion, and asks once.
    """
    office = [one for one in await officers.with_role(session, [Role.OFFICE]) if one.telegram_id]
    if office:
        errand = {"errand": ERRAND, "given": {"half": half}}
        chat = office[0].telegram_id or 0
        key = f"board:{because}"
        await outbox.put(
            session, chat, "errand", errand, now=now, dedupe_key=key, urgency=Urgency.LATER
        )


async def whole(
    session: AsyncSession, row: CollectionRound, today: date, aside: Aside = STRICT
) -> Board:
    """All that the board of a round says on `today`, in words or as a picture."""
    return Board(
        number=row.id or 0,
        half=HalfYear.parse(row.half),
        state=RoundState(row.state),
        last_on=(await holidays.calendar(session)).next_workday(row.due_on),
        nudged_on=row.last_nudge_on,
        rows=tuple(await board(session, row, today, aside)),
    )


async def board(
    session: AsyncSession, row: CollectionRound, today: date, aside: Aside = STRICT
) -> list[BoardRow]:
    """Every active department in 직제순 with its plan in this round; reads, writes nothing.

    A plan in a state that nobody knows raises ValueError, or is set aside.
    """
    due = (await holidays.calendar(session)).next_workday(row.due_on)
    people = await officers.people(session)
    named = await plan_duties.named(session)
    first = await _first_handed_in(session)
    made = []
    for one in await plans.states(session, HalfYear.parse(row.half), aside):
        who = plan_duties.responsible(one.department_id, named, people)
        at = first.get(one.plan_id or 0)
        cut_off = [
            person.name
            for person in people
            if person.department_id == one.department_id and not officers.reachable(person)
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
                standing=steps.standing(one.state, one.step),
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
