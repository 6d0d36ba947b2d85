"""Several processes on one PostgreSQL: one that freezes or is killed holds up nobody for long.

Real processes, stopped and killed by signals; the real database decides whose a row is.
"""

import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.simulator.server import Simulator, serve
from storage.database import Database
from storage.rules.clock import system_clock
from storage.traffic import outbox, urgencies
from storage.traffic.messages import Message
from tests.helpers.nursery import Child, Nursery
from tests.helpers.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(120)]

PEOPLE = range(9001, 9011)
BAR = 15.0  # seconds for which a frozen or killed process may hold somebody up


@dataclass
class House:
    """A database, a simulator, and senders that are started and stopped."""

    simulator: Simulator
    nursery: Nursery
    folder: Path
    url: str
    db: Database

    async def sender(self, spoil: str = "", roles: str = "delivery") -> Child:
        """Starts one more process and waits until it is at work."""
        home = self.folder / f"home-{self.nursery._made}"
        home.mkdir(mode=0o700)
        environment = {
            "BOT_TOKEN": self.simulator.token,
            "BOT_API_URL": self.simulator.url,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(home),
            "ROLES": roles,
        }
        child = await self.nursery.start(environment, spoil)

        async def started() -> bool:
            return "started" in child.log()

        await until(started, "it has started", 30)
        return child

    async def say(self, words: str) -> None:
        """Something for everybody, who wait for it."""
        async with self.db.begin() as session:
            urgencies.answering(session, PEOPLE)
            for person in PEOPLE:
                await outbox.put(session, person, Message(words), now=system_clock())

    def heard(self, words: str) -> list[int]:
        """How often each person was told these words."""
        chats = self.simulator.world.chats
        return [
            sum(one.get("text") == words for one in chats[person].messages.values())
            for person in PEOPLE
        ]

    async def all_hear(self, words: str, seconds: float) -> float:
        """Waits until everybody has been told; returns after how long."""
        since = time.monotonic()

        async def everybody() -> bool:
            return all(self.heard(words))

        await until(everybody, f"all hear {words}: {self.heard(words)}", seconds)
        return time.monotonic() - since

    async def unsettled(self) -> int:
        """How many rows are neither sent nor given up."""
        asked = text("SELECT count(*) FROM outbox WHERE state IN ('due', 'leased')")
        async with self.db.read() as session:
            connection = await session.connection()
            return int((await connection.execute(asked)).scalar() or 0)


@pytest.fixture
async def house(tmp_path: Path, postgres_url: str) -> AsyncIterator[House]:
    logs = tmp_path / "logs"
    logs.mkdir()
    db = Database(postgres_url)
    async with Nursery.opened(logs) as nursery, await serve() as simulator:
        for person in PEOPLE:
            simulator.world.add_person("홍○○", user_id=person)
            simulator.world.chats[person].started = True
        yield House(simulator, nursery, tmp_path, postgres_url, db)
    await db.close()


def _stat(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text("utf-8")


async def frozen(child: Child) -> bool:
    """Whether the process stands still."""
    told = _stat(child.pid)
    return told.rpartition(")")[2].split()[0] == "T"


async def test_a_process_frozen_in_its_transaction_holds_up_nobody_for_long(house: House) -> None:
    """Mutant: a lock that is waited for, and no limit to an idle transaction."""
    spoilt = await house.sender("tests.helpers.freezing_claim")
    await house.say("하나")
    await until(lambda: frozen(spoilt), "it has frozen", 10)
    await house.sender()
    await house.say("둘")
    assert await house.all_hear("둘", BAR) < BAR
    assert house.heard("하나") == [1] * len(PEOPLE)
    spoilt.send(signal.SIGCONT)
    await house.say("셋")
    await house.all_hear("셋", BAR)
    assert [house.heard(words) for words in ("하나", "둘")] == [[1] * len(PEOPLE)] * 2


async def test_what_a_frozen_process_had_in_hand_is_sent_by_another_in_time(house: House) -> None:
    spoilt = await house.sender("tests.helpers.freezing_call")
    await house.say("하나")
    await until(lambda: frozen(spoilt), "it has frozen", 10)
    await house.sender()
    assert await house.all_hear("하나", BAR) < BAR
    await until(lambda: nothing_left(house), "all settled", BAR)
    before = await marks(house)
    spoilt.send(signal.SIGCONT)
    await until(lambda: twice(house), "what it had in hand goes out a second time", 10)
    await house.say("둘")
    await house.all_hear("둘", BAR)
    assert (await marks(house))[: len(before)] == before
    assert sum(house.heard("하나")) == len(PEOPLE) + 1  # what it had not begun to send it drops


async def test_a_killed_process_mutes_its_chats_for_no_longer(house: House) -> None:
    spoilt = await house.sender("tests.helpers.freezing_call")
    await house.say("하나")
    await until(lambda: frozen(spoilt), "it has frozen", 10)
    os.kill(spoilt.pid, signal.SIGKILL)
    await house.say("둘")
    await house.sender()
    assert await house.all_hear("둘", BAR) < BAR
    assert house.heard("하나") == [1] * len(PEOPLE)


async def twice(house: House) -> bool:
    return max(house.heard("하나")) > 1


async def nothing_left(house: House) -> bool:
    return await house.unsettled() == 0


async def marks(house: House) -> list[tuple[int, str, int | None]]:
    """Who marked each row, and as which message."""
    asked = text("SELECT id, owner, message_id FROM outbox ORDER BY id")
    async with house.db.read() as session:
        connection = await session.connection()
        return [(row[0], row[1], row[2]) for row in await connection.execute(asked)]
