"""Transactions: what is kept, what is taken back, and who is woken."""

import asyncio

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database, ahead, savepoint
from storage.models.office import Department


class Wrong(Exception):
    """What a step fails with."""


async def _fail(session: AsyncSession, name: str) -> None:
    """A step that writes a department and then fails."""
    async with savepoint(session):
        session.add(Department(name=name, position=9))
        await session.flush()
        raise Wrong


async def _fail_whole(db: Database) -> None:
    """A transaction that writes a department and then fails."""
    async with db.begin() as session:
        session.add(Department(name="가", position=1))
        await session.flush()
        raise Wrong


async def _names(db: Database) -> list[str]:
    async with db.read() as session:
        return list((await session.exec(select(Department.name).order_by(Department.name))).all())


async def test_a_failed_step_takes_back_only_its_own_rows(db: Database) -> None:
    async with db.begin() as session:
        session.add(Department(name="가", position=1))
        with pytest.raises(Wrong):
            await _fail(session, "나")
        async with savepoint(session):
            session.add(Department(name="다", position=3))
    assert await _names(db) == ["가", "다"]


async def test_a_step_inside_a_step_fails_alone(db: Database) -> None:
    async with db.begin() as session, savepoint(session):
        session.add(Department(name="가", position=1))
        with pytest.raises(Wrong):
            await _fail(session, "나")
    assert await _names(db) == ["가"]


async def test_what_was_read_ahead_is_forgotten_with_a_failed_step(db: Database) -> None:
    async with db.begin() as session:
        ahead(session)["someone"] = "read"
        with pytest.raises(Wrong):
            await _fail(session, "나")
        assert ahead(session) == {}


async def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    with pytest.raises(Wrong):
        await _fail_whole(db)
    assert await _names(db) == []


async def test_a_reading_sees_one_moment_whatever_is_committed_meanwhile(db: Database) -> None:
    async with db.read() as session:
        seen = [(await session.exec(select(Department.name))).all()]
        async with db.begin() as writing:
            writing.add(Department(name="가", position=1))
        seen.append((await session.exec(select(Department.name))).all())
    assert seen == [[], []]
    assert await _names(db) == ["가"]


async def test_many_at_once_are_all_written(db: Database) -> None:
    async def add(number: int) -> None:
        async with db.begin() as session:
            session.add(Department(name=f"{number:02}", position=number))

    await asyncio.gather(*(add(number) for number in range(20)))
    assert await _names(db) == [f"{number:02}" for number in range(20)]


async def test_only_a_transaction_that_wrote_lets_others_go_on_while_the_disk_works(
    sqlite_url: str,
) -> None:
    """Mutant: a thread for each commit, though a tick that finds nothing has none to wait for."""
    db = Database(sqlite_url)
    went_on: list[str] = []
    for name in ("가", "", "나", ""):
        asyncio.get_running_loop().call_soon(went_on.append, name)
        async with db.begin() as session:
            if name:
                session.add(Department(name=name, position=1))
        assert (name in went_on) is bool(name)
        await asyncio.sleep(0)
        went_on.clear()
    assert sorted(await _names(db)) == ["가", "나"]
    await db.close()


async def test_who_is_cancelled_in_a_commit_leaves_it_whole_or_undone(sqlite_url: str) -> None:
    db = Database(sqlite_url)

    async def add(number: int) -> None:
        async with db.begin() as session:
            session.add(Department(name=f"{number:02}", position=number))

    for number in range(10):
        task = asyncio.create_task(add(number))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await add(99)
    assert (await _names(db))[-1] == "99"
    await db.close()
