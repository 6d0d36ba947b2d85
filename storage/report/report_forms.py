"""The office's own form of the report: one in use, or none."""

from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Officer
from storage.models.report import ReportForm
from storage.report import report_blocks

SUBJECT = "report_form"


async def in_use(session: AsyncSession) -> ReportForm | None:
    """The form that an HWPX fills now; None while it is the built-in one."""
    found = await session.exec(
        select(ReportForm)
        .where(col(ReportForm.removed_at).is_(None))
        .order_by(col(ReportForm.id).desc())
        .limit(1)
    )
    return found.first()


async def take(
    session: AsyncSession,
    officer: Officer,
    file_name: str,
    body: bytes,
    sha256: str,
    now: datetime,
) -> ReportForm:
    """A checked form is used from now on, in place of the one before. NotAllowed out of reach."""
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    await _put_away(session, officer, now)
    row = ReportForm(file_name=file_name, body=body, sha256=sha256, officer_id=officer.id, at=now)
    session.add(row)
    await session.flush()
    await _log(session, audit.CREATE, row, officer, now)
    return row


async def put_away(session: AsyncSession, officer: Officer, now: datetime) -> None:
    """Back to the built-in form. NotAllowed out of reach."""
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    await _put_away(session, officer, now)


async def _put_away(session: AsyncSession, officer: Officer, now: datetime) -> None:
    row = await in_use(session)
    if row is not None:
        row.removed_at, row.body = now, b""
        session.add(row)
        await session.flush()
        await _log(session, audit.REMOVE, row, officer, now)


async def _log(
    session: AsyncSession, action: str, row: ReportForm, officer: Officer, now: datetime
) -> None:
    told: dict[str, Any] = {"file_name": row.file_name, "sha256": row.sha256}
    before, after = (None, told) if action == audit.CREATE else (told, None)
    await audit.write(
        session,
        at=now,
        officer_id=officer.id,
        action=action,
        subject=SUBJECT,
        subject_id=row.id,
        before=before,
        after=after,
    )
