"""A log that cannot be written stops nobody's work."""

import pytest

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.helpers.nursery import Nursery


@pytest.mark.long
async def test_a_log_on_a_full_disk_keeps_nobody_from_being_answered(
    simulator: Simulator, nursery: Nursery, sqlite_url: str, tmp_path: object
) -> None:
    """Mutant: an error of the log that goes through to what was logged."""
    environment = {
        "BOT_TOKEN": simulator.token,
        "BOT_API_URL": simulator.url,
        "DATABASE_URL": sqlite_url,
        "DATA_DIR": str(tmp_path),
        "LOG_LEVEL": "debug",
    }
    child = await nursery.start(environment, "tests.promises.spoiled.log_on_a_full_disk")
    async with await Phone.connect(simulator.url, 7001, first_name="홍○○") as phone:
        await phone.say("/start")
        await phone.reads("초대", 20)
    assert child.alive
    assert await child.end() == 0
