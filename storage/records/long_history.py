"""What is read where the question is asked, and beside the event loop once the history is long.

A sum over a half, or a page of a list, looks at as many rows as there are. In an office of some
years that is a matter of milliseconds; where it is not, nobody else waits for it.
"""

from collections.abc import Hashable
from typing import TypeVar

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.long_reading import Work, lent
from storage.models.figure import Figure
from storage.prepared import Prepared
from storage.rules.trail import Subject

T = TypeVar("T")
LONG = 10_000
"""Figures in the ledger: of about five thousand records."""
_EVERY = tuple(Subject)
_SIZE = Prepared(select(func.max(Figure.__table__.c.id)))


async def read(session: AsyncSession, key: Hashable, work: Work[T]) -> T:
    """What `work` finds; of a long history as it was a moment ago.

    What the update itself has done it sees, and then it is read at once. Raises NotRead, as
    `lent` does, whose `key` it is.
    """
    if audit.has_written(session, _EVERY) or not await is_long(session):
        return await work(session)
    return await lent(session, key, work)


async def is_long(session: AsyncSession) -> bool:
    """Whether so much is kept that a look at a part of it takes its time."""
    ((size,),) = await _SIZE.rows(session, {})
    return (size or 0) > LONG
