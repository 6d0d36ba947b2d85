"""An act: who does something, when, and in which transaction; and its line in the trail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.audit import AuditEntry
from storage.models.office import Officer
from storage.rules.clock import kst_date
from storage.rules.trail import Subject, Verb


@dataclass(frozen=True)
class Act:
    """What every query takes first that writes for somebody.

    `by` is nobody for what the clock, the server or the installation does.
    """

    session: AsyncSession
    by: Officer | None
    now: datetime

    @property
    def officer(self) -> Officer:
        """The person who acts. LookupError for what nobody does."""
        if self.by is None:
            raise LookupError("nobody does this: it is an act of the clock or of the server")
        return self.by

    @property
    def today(self) -> date:
        """The office's day (Korea)."""
        return kst_date(self.now)

    async def hold(self) -> None:
        """Waits until no other act is under way; whoever changes records takes it first."""
        await audit.hold(self.session)

    async def log(
        self,
        subject: Subject,
        number: int,
        verb: Verb,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        reason: str = "",
    ) -> AuditEntry:
        """Writes one line of the trail; the one way into it."""
        return await audit.write(
            self.session,
            at=self.now,
            officer_id=self.by.id if self.by else None,
            action=verb,
            subject=subject,
            subject_id=number,
            before=before,
            after=after,
            reason=reason,
        )
