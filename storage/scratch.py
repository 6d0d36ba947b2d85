"""A copy of the office to try things on: what is written there is gone when it is closed.

So the very code that acts can be run ahead of its time (see queries/collecting/rehearsal.py)
without the lock of the real database, and without a row of it at stake.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import DIRECT, Database, execute, only_reads, opened
from storage.models.all_tables import METADATA

TRAFFIC = ("inbox", "audit", "draft")
"""Tables that stay empty in a copy made row by row: long, and nothing that is tried reads them."""
SLICE = 1_000


@asynccontextmanager
async def copied(session: AsyncSession) -> AsyncIterator[Database]:
    """A database in memory with all that this session, a reading one, sees; gone afterwards.

    In memory, since a file would be left behind by a process that is killed.

    Takes about 30 ms for 10,000 events on SQLite, which copies its pages, and a second on
    PostgreSQL, whose rows are copied one by one: to be called beside the loop (storage/beside.py).
    """
    async with opened("sqlite:///:memory:", kept=False) as db:
        await _fill(session, db)
        yield db


async def _fill(session: AsyncSession, db: Database) -> None:
    if not only_reads(session):  # SQLite would wait for its end
        raise ValueError("a copy is made of what is committed: by Database.read")
    direct: Connection | None = session.info.get(DIRECT)
    if direct is not None:
        async with db.read() as other:
            target = other.info[DIRECT].connection.driver_connection
            target.rollback()
            driver: Any = direct.connection.driver_connection
            driver.backup(target)
        return
    async with db.begin() as other:
        for table in METADATA.sorted_tables:
            await execute(other, CreateTable(table))
            for index in table.indexes:
                if index.unique and "where" not in index.info:
                    await execute(other, CreateIndex(index))
        for table in METADATA.sorted_tables:
            if table.name in TRAFFIC:
                continue
            found = await execute(session, select(table))
            while rows := found.mappings().fetchmany(SLICE):
                await execute(other, insert(table), [dict(row) for row in rows])
