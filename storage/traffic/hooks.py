"""The addresses that this bot itself has had Telegram post to: what is not here is somebody's."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.watch import OwnHook
from storage.prepared import dialect_of, insert_into

TABLE = OwnHook.__table__


async def remember(session: AsyncSession, address: str, now: datetime) -> None:
    """This address is ours from now on."""
    made = insert_into(TABLE, dialect_of(session)).on_conflict_do_nothing()
    await execute(session, made, {"address_hash": _hash(address), "set_at": now})


async def is_ours(session: AsyncSession, address: str) -> bool:
    """Whether this bot has ever set this address."""
    found = await execute(
        session, select(TABLE.c.set_at).where(TABLE.c.address_hash == _hash(address))
    )
    return found.first() is not None


def _hash(address: str) -> str:
    return sha256(address.encode()).hexdigest()
