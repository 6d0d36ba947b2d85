"""A simulator, and a post office that writes to two people there."""

from collections.abc import AsyncIterator

import pytest

from bot.pumps import delivery
from bot.simulator.server import Simulator, serve
from storage.rules import pacing
from tests.helpers.post import ONE, OTHER, Post


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with await serve() as running:
        yield running


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """What paces the sender is asked in test_pacing.py; the others need not wait for it."""
    monkeypatch.setattr(pacing, "MOST", 10_000)


@pytest.fixture
async def post(
    simulator: Simulator, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Post]:
    """The sending pump at work, looking often at its outbox; two people may be told things."""
    monkeypatch.setattr(delivery, "PAUSE_SECONDS", 0.01)
    made = Post(simulator, sqlite_url)
    made.person(ONE)
    made.person(OTHER)
    await made.open()
    yield made
    assert made.pump is None or not made.pump.done(), "the pump died"
    await made.close()
