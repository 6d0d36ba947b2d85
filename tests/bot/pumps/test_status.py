"""A guard asks at a place of its own, where nothing can be posted."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.pumps.health import Health
from bot.pumps.hooks import PATH
from bot.pumps.metrics import Metrics
from bot.pumps.serving import listener, serving
from bot.pumps.status import pages
from bot.pumps.tally import Tally
from scheduler.clockwork import Clockwork
from storage.database import Database
from storage.rules.clock import system_clock

FIGURES = (
    "quota_ready 1.0",
    "quota_database_up 1.0",
    "quota_inbox_waiting 0.0",
    "quota_inbox_lag_seconds 0.0",
    "quota_inbox_set_aside 0.0",
    'quota_outbox_waiting{urgency="answer"} 0.0',
    "quota_outbox_lag_seconds 0.0",
    "quota_outbox_given_up 0.0",
    "quota_drafts_open 0.0",
    "quota_update_seconds_count 0.0",
    "quota_update_wait_seconds_sum 0.0",
    "quota_send_seconds_count 0.0",
    "quota_database_wait_seconds_count",
    "quota_database_lost_total 0.0",
)


@pytest.fixture
async def guard(sqlite_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    db = Database(sqlite_url)
    place = listener("127.0.0.1:0")
    address = f"http://127.0.0.1:{place.getsockname()[1]}"
    shown = Metrics(Health(db, system_clock), Tally(), Clockwork(db, system_clock))
    served = serving(pages(shown), place)
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
        told = await answer.text()
    assert "python_info" in told
    for figure in FIGURES:
        assert f"\n{figure}" in told


async def test_nothing_can_be_posted_there(guard: aiohttp.ClientSession) -> None:
    async with guard.post(PATH, json={"update_id": 1}) as answer:
        assert answer.status == 404
