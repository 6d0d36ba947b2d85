"""The end of the audit trail, as a test looks at it."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry


async def recent(session: AsyncSession, limit: int = 50) -> list[AuditEntry]:
    """The last lines, newest first."""
    found = await session.exec(
        select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(limit)
    )
    return list(found.all())
