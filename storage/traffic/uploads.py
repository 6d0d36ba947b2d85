"""Files that officers send to be read: offered, chosen for a purpose, read, settled.

Nothing read from a file is saved as a record here; that is done by who asked, after a yes.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.upload import CHOSEN, CLOSED, READ, Upload
from storage.rules.errors import Gone


async def add(
    session: AsyncSession,
    file: Mapping[str, Any],
    *,
    officer: Officer,
    chat_id: int,
    now: datetime,
) -> Upload:
    """Notes a file; `file` holds `file_id`, `file_unique_id`, and `file_name`, `size` if known."""
    row = Upload(
        officer_id=officer.id,
        chat_id=chat_id,
        file_id=file["file_id"],
        file_unique_id=file["file_unique_id"],
        file_name=file.get("file_name") or "",
        size=file.get("size"),
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def by_id(session: AsyncSession, number: int) -> Upload | None:
    """The row as it stands now."""
    return await session.get(Upload, number, populate_existing=True)


def card_of(row: Upload) -> str:
    """The card that says that it is being read, and then what was read."""
    return f"upload:{row.id}"


async def own(session: AsyncSession, number: int, officer: Officer, *states: str) -> Upload:
    """The officer's own file in one of these states; raises Gone for any other."""
    row = await by_id(session, number)
    if row is None or row.officer_id != officer.id or row.state not in states:
        raise Gone
    return row


async def choose(session: AsyncSession, row: Upload, purpose: str) -> None:
    """Names what the file is for; from now on it is being fetched."""
    row.purpose, row.state = purpose, CHOSEN
    session.add(row)
    await session.flush()


async def keep_found(
    session: AsyncSession, number: int, found: Mapping[str, Any], sha256: str
) -> Upload | None:
    """Keeps what was read and returns the row; None when it was read or settled before."""
    row = await _chosen(session, number)
    if row is not None:
        row.state, row.found, row.sha256 = READ, dict(found), sha256
        session.add(row)
        await session.flush()
    return row


async def rewrite(session: AsyncSession, row: Upload, found: Mapping[str, Any]) -> None:
    """Keeps what was decided meanwhile about what was read."""
    row.found = dict(found)
    session.add(row)
    await session.flush()


async def give_up(session: AsyncSession, number: int) -> bool:
    """The file could not be fetched or read; returns False when that was settled before."""
    row = await _chosen(session, number)
    if row is not None:
        await close(session, row)
    return row is not None


async def _chosen(session: AsyncSession, number: int) -> Upload | None:
    row = await session.get(Upload, number, populate_existing=True, with_for_update=True)
    return row if row is not None and row.state == CHOSEN else None


async def close(session: AsyncSession, row: Upload) -> None:
    """Settles a file: what was read from it is forgotten."""
    row.state, row.found = CLOSED, {}
    session.add(row)
    await session.flush()


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops the rows older than `before`; what was read and waits ends by its own notice."""
    old = (col(Upload.created_at) < before, col(Upload.state) != READ)
    gone = await session.exec(delete(Upload).where(*old))
    return gone.rowcount


async def expire(session: AsyncSession, number: int) -> None:
    """Drops one row with what was read and never settled."""
    await session.exec(delete(Upload).where(col(Upload.id) == number))
