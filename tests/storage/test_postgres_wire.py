"""Statements that go to PostgreSQL's driver without a detour fail as all others do."""

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database, is_lost, savepoint
from storage.models.office import Department
from storage.prepared import Prepared

pytestmark = pytest.mark.postgres

TABLE = Department.__table__
ADD = Prepared(insert(TABLE), ("name", "position", "active"))
NAMES = Prepared(select(TABLE.c.name).order_by(TABLE.c.name))


def named(name: str) -> dict[str, object]:
    """A department."""
    return {"name": name, "position": 1, "active": True}


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
