"""Reading what another department wrote: whether one may, and the line it leaves in the trail."""

from datetime import datetime, time
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.audit import AuditEntry
from storage.models.base import Record
from storage.models.plan import Plan, PlanItem
from storage.plans import plan_steps
from storage.records import readable
from storage.rules import errors
from storage.rules.clock import KST, kst_date
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter
from storage.rules.trail import Subject, Verb

PLAN = "plan"
PAPERS = "papers"
"""What is read when a paper about all departments is handed out."""


def subject_of(kind: str) -> Subject:
    """The trail's subject of readings: never that of acts, whose last line `undo` looks at."""
    return Subject(f"reading_{kind}")


async def open_record(act: Act, row: Record, matter: Matter | None = None) -> None:
    """This person opens a record, or with `matter` its history or evidence.

    Raises Gone for a removed record of others, and NotForOthers for what its department keeps to
    itself. Reading across departments leaves one line a day.
    """
    state = await readable.matter_of(act.session, row)
    plan = await act.session.get(Plan, row.parent_id) if isinstance(row, PlanItem) else None
    await _refuse(act, row.department_id, state, plan)
    if matter is not None and not readable.may_read(act.officer, row.department_id, matter):
        raise errors.NotForOthers(matter)
    what = (matter or state).value
    await note(act, row.kind, row.id, row.department_id, what)


async def open_plan(act: Act, plan: Plan) -> None:
    """As `open_record`, for a whole plan."""
    matter = readable.matter_of_plan(plan)
    await _refuse(act, plan.department_id, matter, plan)
    await note(act, PLAN, plan.id, plan.department_id, matter)


async def open_papers(act: Act, half: HalfYear, matter: Matter) -> None:
    """This person is handed a paper with what the departments keep to themselves.

    Raises NotForOthers unless that may be read of every department.
    """
    if not readable.may_read(act.officer, None, matter):
        raise errors.NotForOthers(matter)
    await note(act, PAPERS, number_of(half), None, matter)


def number_of(half: HalfYear) -> int:
    """2022-1 stands as 20221 in the trail: a half-year has no row."""
    return int(half.code.replace("-", ""))


async def taken_out(
    act: Act, half: HalfYear, matter: Matter, name: str, department_id: int | None = None
) -> None:
    """The server hands out a paper of this name, or shows a line: each time its own line."""
    told = {"what": matter, "department": department_id, "file": name}
    await act.log(subject_of(PAPERS), number_of(half), Verb.READ, after=told)


async def _refuse(act: Act, department_id: int, matter: Matter, plan: Plan | None) -> None:
    if readable.may_read(act.officer, department_id, matter):
        return
    if matter is Matter.REMOVED:
        raise errors.Gone  # that it was ever there is the department's own business
    held = plan is not None and await plan_steps.holds(
        act.session, plan, act.officer, kst_date(act.now)
    )
    if not held:  # whoever stands in for a 내부확인 reads what is to be confirmed
        raise errors.NotForOthers(matter)


async def latest(session: AsyncSession, most: int, after: int = 0) -> list[AuditEntry]:
    """What was opened last, of whatever department; the newest first."""
    asked = select(AuditEntry).where(col(AuditEntry.action) == Verb.READ)
    found = await session.exec(
        asked.order_by(col(AuditEntry.seq).desc()).limit(most).offset(after)
    )
    return list(found.all())


async def note(act: Act, kind: str, number: int, department_id: int | None, what: str) -> None:
    """One line a person, subject and day, for what is not of the reader's own department."""
    if department_id is not None and department_id == act.officer.department_id:
        return
    told: dict[str, Any] = {"what": what, "department": department_id}
    day = datetime.combine(kst_date(act.now), time(), KST)
    known = await act.session.exec(
        select(AuditEntry.after).where(
            col(AuditEntry.subject) == subject_of(kind),
            col(AuditEntry.subject_id) == number,
            col(AuditEntry.officer_id) == act.officer.id,
            col(AuditEntry.at) >= day,
        )
    )
    if told in known.all():
        return
    await act.log(subject_of(kind), number, Verb.READ, after=told)
