"""The office's own form of the report: one in use, or none."""

from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.report import ReportForm
from storage.report import report_blocks
from storage.rules.trail import Subject, Verb


async def in_use(session: AsyncSession) -> ReportForm | None:
    """The form that an HWPX fills now; None while it is the built-in one."""
    found = await session.exec(
        select(ReportForm)
        .where(col(ReportForm.removed_at).is_(None))
        .order_by(col(ReportForm.id).desc())
        .limit(1)
    )
    return found.first()


async def take(act: Act, file_name: str, body: bytes, sha256: str) -> ReportForm:
    """A checked form is used from now on, in place of the one before. NotAllowed out of reach."""
    report_blocks.refuse_others(act.officer)
    await act.hold()
    await _put_away(act)
    row = ReportForm(
        file_name=file_name, body=body, sha256=sha256, officer_id=act.officer.id, at=act.now
    )
    act.session.add(row)
    await act.session.flush()
    await act.log(Subject.REPORT_FORM, row.id, Verb.CREATE, after=_told(row))
    return row


async def put_away(act: Act) -> None:
    """Back to the built-in form. NotAllowed out of reach."""
    report_blocks.refuse_others(act.officer)
    await act.hold()
    await _put_away(act)


async def _put_away(act: Act) -> None:
    row = await in_use(act.session)
    if row is not None:
        row.removed_at, row.body = act.now, b""
        act.session.add(row)
        await act.session.flush()
        await act.log(Subject.REPORT_FORM, row.id, Verb.REMOVE, before=_told(row))


def _told(row: ReportForm) -> dict[str, Any]:
    return {"file_name": row.file_name, "sha256": row.sha256}
