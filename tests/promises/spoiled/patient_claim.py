"""A bot spoiled on purpose: it waits for whoever has the turn, and asks for no limits of time."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import postgres_engine
from storage.database import execute
from storage.rules.pacing import Bucket
from storage.traffic import paces


async def _patient(session: AsyncSession) -> Any:
    row = select(paces.TABLE.c.bucket, func.clock_timestamp()).where(paces.TABLE.c.id == paces.ROW)
    kept, now = (await execute(session, row.with_for_update())).one()
    known = {one: value for one, value in kept.items() if one in paces.KNOWN}
    return Bucket(**known), now.timestamp()


def spoil() -> None:
    """Puts the patient turn in the place of the usual one."""
    paces.turn = _patient
    postgres_engine.SESSION = {"idle_in_transaction_session_timeout": 0, "lock_timeout": 0}
