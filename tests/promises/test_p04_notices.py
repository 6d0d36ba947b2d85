"""P4: a crash in the middle of the morning's notices repeats one of them at most.

A real process tells a whole office, and is killed again and again; the next one goes on.
"""

import asyncio
import signal
from random import Random

from bot.simulator.server import Simulator
from storage.database import opened
from storage.rules.clock import system_clock
from storage.traffic import outbox_batches
from storage.traffic.messages import Message
from tests.helpers.nursery import Child, Nursery
from tests.helpers.waiting import until
from tests.promises.promise import Trial, tries

FIRST_PERSON, FEWEST, A_LIFE = 9001, 30, 15  # people: of these so many a life at most are told
LIFE_SECONDS = 0.3
WORDS = "마감이 사흘 남았습니다."
SHORT_LEASES, CROWDED = (f"tests.promises.spoiled.{one}" for one in ("short_leases", "crowded"))


class Morning:
    """An office that is told one thing by a process that is killed."""

    def __init__(self, trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str) -> None:
        self.people = range(FIRST_PERSON, FIRST_PERSON + FEWEST + A_LIFE * trial.size)
        self._trial, self._simulator, self._nursery = trial, simulator, nursery
        self._spoil = spoil
        self._chance = Random(3)

    @property
    def heard(self) -> list[int]:
        """How often each person was told."""
        chats = self._simulator.world.chats
        return [len(chats[person].messages) for person in self.people]

    @property
    def repeats(self) -> int:
        """What was said to somebody who had heard it."""
        return sum(self.heard) - sum(1 for times in self.heard if times)

    async def write(self) -> None:
        """Writes all of it, as a tick does: in one transaction."""
        for person in self.people:
            self._simulator.world.add_person("홍○○", user_id=person)
            self._simulator.world.chats[person].started = True
        self._simulator.world.faults.latency = 0.01
        told = [(person, Message(WORDS), f"notice:{person}") for person in self.people]
        async with opened(self._trial.url) as db, db.begin() as session:
            await outbox_batches.put_each(session, told, now=system_clock())

    async def siege(self) -> None:
        """Kills it as often as the trial is large, each time in the middle of telling."""
        for _ in range(self._trial.size):
            child = await self._start()
            await asyncio.sleep(self._chance.uniform(0, LIFE_SECONDS))
            await child.end(signal.SIGKILL)
        untold = self.heard.count(0)
        child = await self._start()
        await until(self._everybody, "everybody has been told", 60)
        assert await child.end() == 0
        self._trial.count(
            **{"people": len(self.people), "not told yet at the last kill": untold},
            **{"told twice": self.repeats, "most often told": max(self.heard)},
        )
        assert untold, "all were told before the last kill: it proves nothing"

    async def _start(self) -> Child:
        """A process that has told somebody."""
        environment = self._trial.environment(self._simulator, ROLES="delivery")
        before = sum(self.heard)

        async def more() -> bool:
            return sum(self.heard) > before

        child = await self._nursery.start(environment, self._spoil)
        await until(more, "it tells somebody", 30)
        return child

    async def _everybody(self) -> bool:
        return all(self.heard)


@tries("P4", of="kills in the morning's notices", sqlite=(4, 60), postgres=(2, 30))
async def test_each_crash_repeats_one_notice_at_most(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    """On PostgreSQL the next process waits for no lease: how long that takes is asked in P14."""
    morning = Morning(trial, simulator, nursery, "" if trial.sqlite else SHORT_LEASES)
    await morning.write()
    await morning.siege()
    assert morning.repeats <= trial.size
    assert max(morning.heard) <= 2


@tries(
    "P4",
    of="kills in the morning's notices",
    sqlite=(2, 20),
    postgres=(0, 10),
    mutant="has eight under way, and writes down what was sent once a second",
)
async def test_a_bot_with_many_under_way_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    morning = Morning(trial, simulator, nursery, CROWDED)
    await morning.write()
    await morning.siege()
    assert morning.repeats > trial.size
