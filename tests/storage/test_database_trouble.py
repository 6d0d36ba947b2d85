"""PostgreSQL in trouble: what its server, its connections and its locks may do to us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import database
from storage.database import OUT_OF_REACH, Database, is_lost, opened
from storage.models.office import Department

pytestmark = pytest.mark.postgres

OVER = 10  # connections that SQLAlchemy's pool may make beyond its own


@pytest.fixture
async def db(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    async with opened(postgres_url) as made:
        yield made


async def _run(session: AsyncSession, words: str) -> None:
    await (await session.connection()).execute(text(words))


async def test_who_finds_all_connections_taken_waits_a_while_and_is_told(db: Database) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(5 + OVER):
            session = await stack.enter_async_context(db.read())
            await _run(session, "SELECT 1")
        with pytest.raises(OUT_OF_REACH):
            async with db.read() as late:
                await _run(late, "SELECT 1")
    async with db.read() as session:
        await _run(session, "SELECT 1")


async def test_a_connection_that_was_cut_while_idle_is_noticed_before_it_is_used(
    db: Database,
) -> None:
    async with db.read() as session:
        await _run(session, "SELECT 1")
    async with opened(db.url) as other, other.begin() as session:
        await _run(
            session,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
    async with db.begin() as session:
        session.add(Department(name="가", position=1))


async def test_of_two_that_wait_for_each_other_one_is_told_that_all_of_it_is_lost(
    db: Database,
) -> None:
    """The worker does such a step anew: the database gave up, and not one row of it."""
    async with db.begin() as session:
        session.add(Department(name="가", position=1))
        session.add(Department(name="나", position=2))
    both = asyncio.Barrier(2)

    async def moves(first: str, second: str) -> None:
        async with db.begin() as session:
            await _run(session, f"UPDATE department SET position = 3 WHERE name = '{first}'")
            await both.wait()
            await _run(session, f"UPDATE department SET position = 4 WHERE name = '{second}'")

    ended = await asyncio.gather(moves("가", "나"), moves("나", "가"), return_exceptions=True)
    (error,) = [one for one in ended if one is not None]
    assert isinstance(error, Exception)
    assert is_lost(error)
