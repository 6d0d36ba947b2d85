"""A small town on a fake clock."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from tests.scheduler.town import Town, at, build

SINCE = date(2026, 1, 5)


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    """Three departments with 담당, 팀장 and 과장 each, and 총괄 in the first; since January."""
    made = await build(sqlite_url, 3, at(SINCE))
    yield made
    await made.db.close()


@pytest.fixture
async def either_town(url: str) -> AsyncIterator[Town]:
    """The same town, once on SQLite and once on PostgreSQL."""
    made = await build(url, 3, at(SINCE))
    yield made
    await made.db.close()
