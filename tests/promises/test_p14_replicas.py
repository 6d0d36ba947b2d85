"""P14: several processes on one PostgreSQL; who is killed or freezes holds up nobody for long.

Three real processes, stopped and killed by signals; the real database decides whose a row is.
Each kind of fault is tried in a house of its own, all of them at once.
"""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import text

from bot.simulator.server import Simulator, serve
from storage.database import Database, opened
from storage.rules.clock import system_clock
from storage.traffic import outbox, outbox_batches, urgencies
from storage.traffic.messages import Message
from tests.helpers.databases import Server
from tests.helpers.nursery import Child, Nursery
from tests.helpers.waiting import until
from tests.promises.promise import Trial, tries

PEOPLE = range(9001, 9021)
BAR = 10.0  # seconds for which a frozen or killed process may hold somebody up
SLACK = 5.0  # seconds more on a machine that is busy with other tests
PATIENCE = 40.0
SPOILED = "tests.promises.spoiled."
IN_ITS_TRANSACTION, IN_A_CALL = f"{SPOILED}freezing_claim", f"{SPOILED}freezing_call"
SHORT_LEASES = f"{SPOILED}short_leases"
UNFENCED, WAITING = f"{SPOILED}unfenced_call", f"{SPOILED}waiting_claim"
STEPS = count()


@dataclass
class House:
    """A database, a simulator, and senders that are started and stopped."""

    simulator: Simulator
    nursery: Nursery
    folder: Path
    url: str
    db: Database
    said: list[str] = field(default_factory=list)

    async def sender(self, spoil: str = "") -> Child:
        """Starts one more process and waits until it is at work."""
        home = self.folder / f"home-{next(STEPS)}"
        home.mkdir(mode=0o700)
        environment = {
            "BOT_TOKEN": self.simulator.token,
            "BOT_API_URL": self.simulator.url,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(home),
            "ROLES": "delivery",
        }
        child = await self.nursery.start(environment, spoil)

        async def started() -> bool:
            return "started" in child.log()

        await until(started, "it has started", PATIENCE)
        return child

    async def say(self, words: str) -> None:
        """Something for everybody, who wait for it."""
        self.said.append(words)
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

    async def all_hear(self, words: str) -> float:
        """Waits until everybody has been told; returns after how long."""
        since = time.monotonic()

        async def everybody() -> bool:
            return all(self.heard(words))

        await until(everybody, f"all hear {words}: {self.heard(words)}", PATIENCE)
        return time.monotonic() - since

    async def marks(self) -> list[tuple[int, str, int | None]]:
        """Who marked each row, and as which message."""
        asked = text("SELECT id, owner, message_id FROM outbox ORDER BY id")
        async with self.db.read() as session:
            connection = await session.connection()
            return [(row[0], row[1], row[2]) for row in await connection.execute(asked)]

    async def settled(self) -> None:
        """Waits until nothing is due or on its way."""
        asked = text("SELECT count(*) FROM outbox WHERE state IN ('due', 'leased')")

        async def nothing() -> bool:
            async with self.db.read() as session:
                connection = await session.connection()
                return not (await connection.execute(asked)).scalar()

        await until(nothing, "all settled", PATIENCE)

    def twice(self) -> int:
        """What was said to somebody who had heard it."""
        return sum(max(times - 1, 0) for words in self.said for times in self.heard(words))


@asynccontextmanager
async def built(trial: Trial, nursery: Nursery, server: Server) -> AsyncIterator[House]:
    url = server.migrated()
    async with opened(url) as db, await serve() as simulator:
        for person in PEOPLE:
            simulator.world.add_person("홍○○", user_id=person)
            simulator.world.chats[person].started = True
        yield House(simulator, nursery, trial.folder, url, db)
    server.drop(url)


def _stat(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text("utf-8")


async def frozen(child: Child) -> bool:
    """Whether the process stands still."""
    told = _stat(child.pid)
    return told.rpartition(")")[2].split()[0] == "T"


@dataclass
class Found:
    """What a fault did: seconds that people waited, what was said twice, what was overwritten."""

    waited: float
    twice: int
    overwritten: bool = False


async def fault(house: House, spoil: str, beside: str = "", *, killed: bool) -> Found:
    """One of three freezes with something in hand; what is heard, and what it does once thawed."""
    spoilt = await house.sender(spoil)
    await house.say("하나")
    await until(lambda: frozen(spoilt), "it has frozen", PATIENCE)
    if killed:
        os.kill(spoilt.pid, signal.SIGKILL)
    since = time.monotonic()
    await asyncio.gather(house.sender(beside), house.sender(beside))
    await house.say("둘")
    await house.all_hear("하나")
    await house.all_hear("둘")
    waited = time.monotonic() - since
    await house.settled()
    before = await house.marks()
    if not killed:
        spoilt.send(signal.SIGCONT)
        await house.say("셋")
        await house.all_hear("셋")
        await house.settled()
    after = await house.marks()
    return Found(waited, house.twice(), overwritten=after[: len(before)] != before)


async def faults(
    trial: Trial, nursery: Nursery, server: Server, *kinds: str, beside: str = ""
) -> list[Found]:
    """As often as the trial is large: each kind of fault in a house of its own, at once."""

    async def one(kind: str) -> Found:
        async with built(trial, nursery, server) as house:
            return await fault(house, kind.removesuffix("!"), beside, killed=kind.endswith("!"))

    found = []
    for _ in range(trial.size):
        found += await asyncio.gather(*map(one, kinds))
    trial.count(
        **{
            "faults": len(found),
            "longest wait in seconds": round(max(f.waited for f in found), 1),
        },
        **{"said twice": sum(one.twice for one in found)},
        **{"marks overwritten by one that was thawed": sum(one.overwritten for one in found)},
    )
    return found


@tries("P14", of="times each fault", postgres=(1, 10))
async def test_one_of_three_that_is_killed_or_frozen_holds_up_nobody_for_long(
    trial: Trial, nursery: Nursery, postgres: Server
) -> None:
    """Frozen in its transaction; frozen, and killed, with a message in hand."""
    kinds = (IN_ITS_TRANSACTION, IN_A_CALL, f"{IN_A_CALL}!")
    found = await faults(trial, nursery, postgres, *kinds)
    assert max(one.waited for one in found) < BAR + SLACK
    assert max(one.twice for one in found) <= 1
    assert not any(one.overwritten for one in found)


@tries(
    "P14",
    of="times each fault",
    postgres=(1, 5),
    mutant="writes down what it had in hand, whoever has sent it meanwhile",
)
async def test_a_bot_whose_leases_name_no_owner_is_found_out(
    trial: Trial, nursery: Nursery, postgres: Server
) -> None:
    found = await faults(trial, nursery, postgres, UNFENCED, beside=SHORT_LEASES)
    assert any(one.overwritten for one in found)


@tries(
    "P14",
    of="times each fault",
    postgres=(1, 5),
    mutant="waits for a lock however long another process has it",
)
async def test_a_bot_that_waits_for_locks_is_found_out(
    trial: Trial, nursery: Nursery, postgres: Server
) -> None:
    async with built(trial, nursery, postgres) as house:
        await house.sender(f"{SPOILED}patient_claim")
        await house.settled()
        spoilt = await house.sender(WAITING)
        while not await frozen(spoilt):  # whichever comes first takes them
            await house.say("하나")
            await asyncio.sleep(0.5)
        await house.say("둘")
        await asyncio.sleep(BAR)
        trial.count(**{"people told in time": sum(house.heard("둘"))})
        assert not any(house.heard("둘"))


@tries("P14", of="kills under 500 notices", postgres=(1, 10))
async def test_three_that_tell_five_hundred_say_nothing_twice_but_for_kills(
    trial: Trial, nursery: Nursery, postgres: Server
) -> None:
    """Whoever is killed is followed by another; a fault repeats one notice at most."""
    people = range(10_001, 10_101 if not trial.full else 10_501)
    async with built(trial, nursery, postgres) as house:
        for person in people:
            house.simulator.world.add_person("홍○○", user_id=person)
            house.simulator.world.chats[person].started = True
        house.simulator.world.faults.latency = 0.02
        lease = "" if trial.full else SHORT_LEASES  # how long one lasts is asked above
        at_work = [await house.sender(lease) for _ in range(3)]
        told = [(person, Message("마감"), f"notice:{person}") for person in people]
        async with house.db.begin() as session:
            await outbox_batches.put_each(session, told, now=system_clock())
        chats = house.simulator.world.chats

        def heard() -> list[int]:
            return [len(chats[person].messages) for person in people]

        for kill in range(trial.size):
            enough = (kill + 1) * len(people) // (trial.size + 2)

            async def told_some(enough: int = enough) -> bool:
                return sum(map(bool, heard())) >= enough

            await until(told_some, "some are told", PATIENCE)
            await at_work.pop(0).end(signal.SIGKILL)
            at_work.append(await house.sender(lease))
        await house.settled()
        found = heard()
        trial.count(
            people=len(people),
            **{"not told": found.count(0), "told twice": sum(found) - len(people)},
        )
        assert min(found) == 1
        assert sum(found) - len(people) <= trial.size
