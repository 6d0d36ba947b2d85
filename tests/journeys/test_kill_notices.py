"""A crash in the middle of the morning's notices repeats one of them at most.

A real process tells a whole office, and is killed again and again; the next one goes on.
"""

import asyncio
import shutil
import signal
from pathlib import Path
from random import Random

import pytest

from bot.simulator.server import serve
from storage.database import Database
from storage.rules.clock import system_clock
from storage.traffic import outbox_batches
from storage.traffic.messages import Message
from tests.helpers.nursery import Nursery
from tests.helpers.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

PEOPLE = range(9001, 9121)
KILLS = 5
WORDS = "마감이 사흘 남았습니다."


async def test_each_crash_repeats_one_notice_at_most(tmp_path: Path, migrated_file: Path) -> None:
    """Mutant: as many under way as there are ways, and their marks gathered."""
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    db = Database(f"sqlite:///{tmp_path / 'office.db'}")
    chance = Random(3)
    async with Nursery.opened(tmp_path) as nursery, await serve() as simulator:
        for person in PEOPLE:
            simulator.world.add_person("홍○○", user_id=person)
            simulator.world.chats[person].started = True
        simulator.world.faults.latency = 0.01
        told = [(person, Message(WORDS), f"notice:{person}") for person in PEOPLE]
        async with db.begin() as session:
            await outbox_batches.put_each(session, told, now=system_clock())

        def heard() -> list[int]:
            chats = simulator.world.chats
            return [len(chats[person].messages) for person in PEOPLE]

        async def more_than(count: int) -> bool:
            return sum(heard()) > count

        environment = {
            "BOT_TOKEN": simulator.token,
            "BOT_API_URL": simulator.url,
            "DATA_DIR": str(tmp_path),
            "ROLES": "delivery",
        }
        for kill in range(KILLS):
            before = sum(heard())
            child = await nursery.start(environment)
            await until(lambda: more_than(before), "it tells somebody", 30)  # noqa: B023  # at once
            await asyncio.sleep(chance.uniform(0, 0.3))
            await child.end(signal.SIGKILL)
            assert sum(heard()) - sum(1 for times in heard() if times) <= kill + 1
        assert not all(heard()), "all were told before the last kill: it proves nothing"
        child = await nursery.start(environment)

        async def everybody() -> bool:
            return all(heard())

        await until(everybody, "everybody has been told", 40)
        assert await child.end() == 0
        assert sum(heard()) - len(PEOPLE) <= KILLS
        assert max(heard()) <= 2
    await db.close()
