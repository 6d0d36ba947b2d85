"""What a restore may not bring back is taken out again, and the trail and its heads say so.

A start asks this too, where rows came from elsewhere by hand; it needs neither the tools of
PostgreSQL nor Alembic, which a start does not load (`storage/schema.py`).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import opened
from storage.office import restored
from storage.rules.standing import Returned
from storage.safekeeping import heads
from storage.safekeeping.heads import Head
from storage.safekeeping.reasons import Standing


@dataclass(frozen=True)
class Before:
    """What was there before a restore: of the trail's end the file of heads knows, too."""

    folder: Path
    present: Standing | None = None

    @property
    def locked_since(self) -> datetime | None:
        return self.present.locked_since if self.present else None

    def left(self) -> tuple[int, str] | None:
        """The end of the trail until now, as near as anybody knows it."""
        if self.present is not None:
            return self.present.end
        known = heads.read(heads.place(self.folder)).heads
        return (known[-1].seq, known[-1].hash) if known else None

    async def note(self, session: AsyncSession, now: datetime) -> None:
        """Tells the file of heads that the trail went back; before the commit, so that no restore
        is ever unknown to it. A line too many for one that failed is harmless."""
        left = self.left()
        if left is not None:
            head = Head(*await audit.head(session))
            heads.append(self.folder, heads.RESTORED, head, now, Head(*left))


async def settled(url: str, now: datetime, before: Before, back: Returned | None = None) -> int:
    """Withdraws, lowers and locks by the models of this release; returns what was withdrawn."""
    async with opened(url) as db, db.begin() as session:
        withdrawn = await restored.settle(
            session, now, back, locked_since=before.locked_since, left=before.left()
        )
        await before.note(session, now)
    return withdrawn


async def settle_if_moved(url: str, folder: Path, now: datetime) -> int | None:
    """Settles what stands there where rows came from elsewhere; None where they are at home."""
    before = Before(folder)
    async with opened(url) as db, db.begin() as session:
        withdrawn = await restored.settle_if_moved(session, now, before.left())
        if withdrawn is not None:
            await before.note(session, now)
    return withdrawn
