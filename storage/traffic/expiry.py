"""What nobody returns to is ended, but not before a notice of it has gone out.

A notice has gone out when its row of the outbox was sent, not when it was written: the bot may
have been off, Telegram away, or the clock wrong meanwhile. `warned_at` is when that was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute, touch
from storage.models.traffic import DUE, OPEN, PARKED, SUPERSEDED, Draft, Outbox
from storage.models.upload import READ, Upload
from storage.traffic.drafts import TOLD

DRAFTS = Draft.__table__
UPLOADS = Upload.__table__
OUTBOX = Outbox.__table__


@dataclass(frozen=True)
class Ending:
    """Something unfinished that nobody has touched for long."""

    kind: str  # draft | upload
    id: int
    chat_id: int
    person: int  # a draft: the Telegram number; an upload: the number of the officer
    mark: int  # what is new whenever somebody goes on with it
    since: datetime
    warned_at: datetime | None
    name: str = ""

    @property
    def occasion(self) -> str:
        """What its notice is said once by."""
        return f"{self.kind}-ends:{self.id}:{self.mark}"

    def given(self, now: datetime) -> datetime | None:
        """When its notice was seen to have gone out; None for one from before, or from ahead."""
        known = self.warned_at is not None and self.since <= self.warned_at <= now
        return self.warned_at if known else None


async def drafts(session: AsyncSession, before: datetime) -> list[Ending]:
    """Unfinished drafts that nobody has touched since `before`."""
    wanted = ("id", "chat_id", "user_id", "revision", "changed_at", "warned_at", "sitting")
    rows = await execute(
        session,
        select(*(DRAFTS.c[name] for name in wanted))
        .where(DRAFTS.c.state.in_((OPEN, PARKED)), DRAFTS.c.changed_at <= before)
        .order_by(DRAFTS.c.id),
    )
    return [
        Ending("draft", *whose, name=sitting.get(TOLD, ""))  # type: ignore[misc]  # six of them
        for *whose, sitting in rows
    ]


async def uploads(session: AsyncSession, before: datetime) -> list[Ending]:
    """Files sent before `before` that were read, and what was read of them still waits."""
    wanted = ("id", "chat_id", "officer_id", "id", "created_at", "warned_at", "file_name")
    rows = await execute(
        session,
        select(*(UPLOADS.c[name] for name in wanted))
        .where(UPLOADS.c.state == READ, UPLOADS.c.created_at <= before)
        .order_by(UPLOADS.c.id),
    )
    return [Ending("upload", *row) for row in rows]


async def gone_out(session: AsyncSession, ending: Ending, now: datetime) -> None:
    """Notes that its notice has gone out."""
    table: Any = DRAFTS if ending.kind == "draft" else UPLOADS
    await execute(session, update(table).where(table.c.id == ending.id).values(warned_at=now))


async def states(session: AsyncSession, keys: Sequence[str]) -> dict[str, str]:
    """What became of the rows of the outbox with these keys."""
    found = await execute(
        session,
        select(OUTBOX.c.dedupe_key, OUTBOX.c.state).where(OUTBOX.c.dedupe_key.in_(keys)),
    )
    return {key: state for key, state in found}


async def say_again(session: AsyncSession, keys: Sequence[str], now: datetime) -> None:
    """What was withdrawn before it was sent is to be sent after all."""
    withdrawn = OUTBOX.c.dedupe_key.in_(keys) & (OUTBOX.c.state == SUPERSEDED)
    again = {"state": DUE, "due_at": now, "created_at": now, "attempts": 0, "error": ""}
    await execute(session, update(OUTBOX).where(withdrawn).values(again))
    touch(session, "outbox")
