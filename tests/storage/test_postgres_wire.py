"""Statements that travel together to PostgreSQL keep their order and fail as all others do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Abandoned, Database, execute, is_lost, savepoint
from storage.models.office import Department
from storage.prepared import Prepared

pytestmark = pytest.mark.postgres

TABLE = Department.__table__
ADD = Prepared(insert(TABLE), ("name", "position", "active"))
NAMES = Prepared(select(TABLE.c.name).order_by(TABLE.c.name))


def named(name: str) -> dict[str, object]:
    """A department."""
    return {"name": name, "position": 1, "active": True}


@pytest.fixture
async def db(postgres_url: str) -> AsyncIterator[Database]:
    db = Database(postgres_url)
    yield db
    await db.close()


async def step(session: AsyncSession, name: str, more: Callable[[], Awaitable[None]]) -> None:
    """Adds a department, and does more, in a savepoint of its own."""
    async with savepoint(session):
        await ADD.rows(session, named(name))
        await more()


async def nothing() -> None:
    """Does no more."""


async def fail() -> None:
    """Raises."""
    raise LookupError


async def names(db: Database) -> list[str]:
    """All departments that stand."""
    async with db.read() as session:
        return [name for (name,) in await NAMES.rows(session, {})]


async def test_what_waits_goes_before_whatever_is_asked_by_any_way(db: Database) -> None:
    async with db.begin() as session:
        await ADD.rows(session, named("가"))
        assert (await execute(session, select(TABLE.c.name))).scalars().all() == ["가"]
        await ADD.rows(session, named("나"))
        session.add(Department(name="다", position=2))
        await session.flush()
        assert await NAMES.rows(session, {}) == [("가",), ("나",), ("다",)]
        await ADD.rows(session, named("라"))
    assert await names(db) == ["가", "나", "다", "라"]


async def test_a_session_that_commits_by_itself_leaves_nothing_behind(db: Database) -> None:
    async with db.begin() as session:
        await ADD.rows(session, named("가"))
        await session.flush()
        await session.commit()
        assert await names(db) == ["가"]


async def test_an_error_is_told_where_its_own_savepoint_ends(db: Database) -> None:
    async with db.begin() as session:
        await ADD.rows(session, named("가"))
        async with savepoint(session):
            await ADD.rows(session, named("나"))
            with pytest.raises(IntegrityError):
                await step(session, "가", nothing)
            await ADD.rows(session, named("다"))
        async with savepoint(session):  # nothing happens inside
            pass
    assert await names(db) == ["가", "나", "다"]


async def test_an_error_before_an_inner_savepoint_takes_back_the_outer_one(db: Database) -> None:
    async with db.begin() as session:
        await ADD.rows(session, named("가"))
        with pytest.raises(DBAPIError):
            await step(session, "가", lambda: step(session, "나", nothing))
        await ADD.rows(session, named("다"))
    assert await names(db) == ["가", "다"]


async def test_what_was_never_sent_is_taken_back_without_a_trip(db: Database) -> None:
    async with db.begin() as session:
        with pytest.raises(LookupError):
            await step(session, "가", fail)
        await ADD.rows(session, named("나"))
    assert await names(db) == ["나"]


async def test_a_commit_that_the_database_turns_into_a_rollback_is_told(db: Database) -> None:
    """Whoever swallows an error would else take for kept what is gone."""

    async def swallowed() -> None:
        async with db.begin() as session:
            await ADD.rows(session, named("가"))
            with pytest.raises(DBAPIError):
                await execute(session, text("SELECT 1 / 0"))

    with pytest.raises(Abandoned):
        await swallowed()
    assert await names(db) == []


async def test_a_statement_that_takes_too_long_is_given_up_and_its_step_taken_back(
    db: Database,
) -> None:
    sleeping = Prepared(select(func.pg_sleep(30)))
    async with db.begin() as session:

        async def sleep() -> None:
            async with asyncio.timeout(0.05):
                await sleeping.rows(session, {})

        with pytest.raises(TimeoutError):
            await step(session, "가", sleep)
        await ADD.rows(session, named("나"))
    assert await names(db) == ["나"]


async def test_a_reader_sees_one_moment_from_its_first_statement_on(db: Database) -> None:
    async with db.read() as reader:
        assert await NAMES.rows(reader, {}) == []
        async with db.begin() as session:
            await ADD.rows(session, named("가"))
        assert await NAMES.rows(reader, {}) == []
    assert await names(db) == ["가"]


async def test_a_server_that_ended_all_connections_is_noticed_before_the_next_statement(
    db: Database, postgres_url: str
) -> None:
    """Also by one that was used a moment ago."""
    async with db.begin() as session:
        await ADD.rows(session, named("가"))
    other = Database(postgres_url)
    ended = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with other.begin() as session:
        await execute(session, ended)
    await other.close()
    async with db.begin() as session:
        await ADD.rows(session, named("나"))
    assert await names(db) == ["가", "나"]


async def test_a_broken_rule_is_told_by_its_kind_and_takes_back_its_step_only(
    postgres_url: str,
) -> None:
    db = Database(postgres_url)
    async with db.begin() as session:
        await ADD.rows(session, named("가"))
        with pytest.raises(IntegrityError):
            async with savepoint(session):
                await ADD.each(session, [named("나"), named("가")])
        await ADD.rows(session, named("다"))
    async with db.read() as session:
        assert await NAMES.rows(session, {}) == [("가",), ("다",)]
    await db.close()


async def test_a_connection_that_was_ended_is_told_as_lost_and_the_next_one_works(
    postgres_url: str,
) -> None:
    db = Database(postgres_url)
    ended = Prepared(select(func.pg_terminate_backend(func.pg_backend_pid())))

    async def cut_off() -> None:
        async with db.begin() as session:
            await ADD.rows(session, named("가"))
            await ended.rows(session, {})

    with pytest.raises(DBAPIError) as told:
        await cut_off()
    assert is_lost(told.value)
    async with db.begin() as session:
        await ADD.rows(session, named("나"))
        assert await NAMES.rows(session, {}) == [("나",)]
    await db.close()
