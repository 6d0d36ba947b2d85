"""A guard asks at a place of its own, where nothing can be posted."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.pumps.health import Health
from bot.pumps.hooks import PATH
from bot.pumps.serving import listener, serving
from bot.pumps.status import pages
from storage.database import Database
from storage.rules.clock import system_clock


@pytest.fixture
async def guard(sqlite_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    db = Database(sqlite_url)
    place = listener("127.0.0.1:0")
    address = f"http://127.0.0.1:{place.getsockname()[1]}"
    served = serving(pages(Health(db, system_clock)), place)
    async with served, aiohttp.ClientSession(address) as made:
        yield made
    await db.close()


async def test_a_guard_sees_whether_the_process_lives_and_the_database_answers(
    guard: aiohttp.ClientSession,
) -> None:
    async with guard.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")
    async with guard.get("/readyz") as answer:
        assert (answer.status, (await answer.json())["waiting"]) == (200, 0)
    async with guard.get("/metrics") as answer:
        assert answer.status == 200
        assert "python_info" in await answer.text()


async def test_nothing_can_be_posted_there(guard: aiohttp.ClientSession) -> None:
    async with guard.post(PATH, json={"update_id": 1}) as answer:
        assert answer.status == 404
