"""What stands in the head of the report."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.facts.pledge import Head, Signer
from storage.models.office import Officer
from storage.models.report import Pledge
from storage.report import wording_report
from storage.report.report_blocks import refuse_others

SUBJECT = "pledge"
USUAL = Head(*wording_report.PLEDGE, tuple(Signer(*one) for one in wording_report.PEOPLE))


async def head(session: AsyncSession) -> Head:
    """The head as the office set it; before that the usual one, its people blotted out."""
    row = await _row(session)
    if row is None:
        return USUAL
    return Head(
        row.code, row.title, row.department, tuple(Signer(**person) for person in row.people)
    )


async def set_head(session: AsyncSession, officer: Officer, told: Head, now: datetime) -> Head:
    """Puts another head in place. NotAllowed for whoever does not make the report."""
    refuse_others(officer)
    await audit.hold(session)
    row = await _row(session)
    before = _told(row) if row else None
    people = [
        {"position": one.position, "name": one.name, "phone": one.phone} for one in told.people
    ]
    if row is None:
        row = Pledge(code="", title="", department="", people=[], version=0)
        session.add(row)
    row.code, row.title, row.department = told.code, told.title, told.department
    row.people, row.version = people, row.version + 1
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=officer.id,
        action=audit.CHANGE if before else audit.CREATE,
        subject=SUBJECT,
        subject_id=row.id,
        before=before,
        after=_told(row),
    )
    return told


async def _row(session: AsyncSession) -> Pledge | None:
    return (await session.exec(select(Pledge).order_by(col(Pledge.id)).limit(1))).first()


def _told(row: Pledge) -> dict[str, object]:
    return {
        "code": row.code,
        "title": row.title,
        "department": row.department,
        "people": row.people,
    }
