"""What stands in the head of the report."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.pledge import Head, Signer
from storage.models.report import Pledge
from storage.report import wording_report
from storage.report.report_blocks import refuse_others
from storage.rules.trail import Subject, Verb

USUAL = Head(*wording_report.PLEDGE, tuple(Signer(*one) for one in wording_report.PEOPLE))


async def head(session: AsyncSession) -> Head:
    """The head as the office set it; before that the usual one, its people blotted out."""
    row = await _row(session)
    if row is None:
        return USUAL
    return Head(
        row.code, row.title, row.department, tuple(Signer(**person) for person in row.people)
    )


async def set_head(act: Act, told: Head) -> Head:
    """Puts another head in place. NotAllowed for whoever does not make the report."""
    session = act.session
    refuse_others(act.officer)
    await act.hold()
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
    await act.log(
        Subject.PLEDGE,
        row.id,
        Verb.CHANGE if before else Verb.CREATE,
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
