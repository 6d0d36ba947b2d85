"""P4: kill -9 and lost answers in the middle of sending; every reminder arrives all the same.

The digests are made by the planner itself, a wave for each kill, and sent by a real process. Each
ambiguous failure is counted for the message that it met: a row that the process held when it died
(sent, and the result not written; or not sent yet), and an answer that was lost. A message stands
there at most once more for each of its failures; one that met none stands there once.
"""

import asyncio
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from html import unescape
from random import Random

import pytest

from bot.simulator.server import Simulator
from scheduler.reminders import run
from storage.models.traffic import LEASED, Urgency
from storage.rounds import rounds
from storage.rules.workday import Calendar
from storage.traffic import leases
from tests.helpers.nursery import Child, Nursery
from tests.helpers.waiting import until
from tests.promises.promise import Trial, tries
from tests.scheduler.town import Town, at, build

DEPARTMENTS = 12
FIRST = date(2021, 6, 21)  # the due day: from here on each working day brings everybody a line
AT_ONCE = 3  # days of an office whose post did not go out: each chat has so many to send, in order
TAGS = re.compile("<[^>]+>")
CUT = "cut_after_accept"
HASTY, FORGETFUL, STUTTERING = (
    f"tests.promises.spoiled.{name}_delivery" for name in ("hasty", "forgetful", "stuttering")
)
Told = tuple[int, str]  # who, and the words


def plain(html: str) -> str:
    """The words as they stand on a phone."""
    return unescape(TAGS.sub("", html))


@dataclass
class Count:
    """What was to be said, how many failures each message may have met, and what was said."""

    kills: int = 0
    working: int = 0
    wanted: Counter[Told] = field(default_factory=Counter)  # a line may come again years later
    held: Counter[Told] = field(default_factory=Counter)  # by a process when it was killed
    cuts: Counter[Told] = field(default_factory=Counter)  # answers lost
    seen: Counter[Told] = field(default_factory=Counter)

    @property
    def lost(self) -> list[Told]:
        return [one for one, times in self.wanted.items() if self.seen[one] < times]

    @property
    def repeats(self) -> Counter[Told]:
        once = Counter(dict.fromkeys(self.seen, 1))
        return self.seen - (self.wanted | once)

    @property
    def unexplained(self) -> Counter[Told]:
        """Repeats for which no ambiguous failure of that very message answers."""
        return self.repeats - self.held - self.cuts

    def counts(self) -> dict[str, int]:
        """What was found, in numbers."""
        return {
            "reminders": self.wanted.total(),
            "rows held at a kill": self.held.total(),
            "answers lost": self.cuts.total(),
            "reminders lost": len(self.lost),
            "said twice": self.repeats.total(),
            "of these without a failure": self.unexplained.total(),
        }


class Post:
    """The office, the simulator, and a sender that is started and killed."""

    def __init__(self, simulator: Simulator, nursery: Nursery, trial: Trial, town: Town) -> None:
        self.simulator, self.nursery, self.trial, self.town = simulator, nursery, trial, town
        self.count = Count()
        self._known: set[tuple[int, str]] = set()  # rows that somebody died with, and who
        self.chance = Random(20210622)
        self._day = FIRST

    async def wave(self) -> None:
        """The next working day's digests, from the planner itself."""
        while not (told := await self.town.tick(self._day)):
            self._day += timedelta(days=1)
        for one in told:
            self.count.wanted[one.chat_id, plain(one.text)] += 1
        self._day = Calendar().add_workdays(self._day, 1)

    async def life(self, spoil: str, *, cut: bool) -> None:
        """A process that is killed at a random moment of its sending."""
        before = self.simulator.gateway.calls
        child = await self._start(spoil)
        if cut:
            self.simulator.world.faults.order({"kind": CUT, "method": "sendMessage", "times": 1})
        await until(lambda: self._sending(before), "it begins to send", 30)
        await asyncio.sleep(self.chance.uniform(0, 0.1))
        assert await child.end(signal.SIGKILL) == -signal.SIGKILL, child.log()
        self.count.kills += 1
        self.count.working += await self._sending(before)
        self.count.held.update(await self._held())

    async def _held(self) -> list[Told]:
        """What the process had taken to send and not written down."""
        held = [
            row
            for row in await self.town.outbox()
            if (row.kind, row.state) == ("message", LEASED)
            and row.leased_until is not None
            and (row.id, row.owner) not in self._known  # of one that died before
        ]
        self._known |= {(row.id, row.owner) for row in held}
        return [(row.chat_id, plain(row.payload["text"])) for row in held]

    async def _start(self, spoil: str) -> Child:
        environment = self.trial.environment(self.simulator, ROLES="delivery")
        return await self.nursery.start(environment, spoil)

    async def _sending(self, before: int) -> bool:
        log = reversed(self.simulator.gateway.log)
        return any(one["n"] > before and one["method"] == "sendmessage" for one in log)

    async def peace(self, spoil: str = HASTY) -> None:
        """Lets the last process send what is left, and looks at every phone."""
        child = await self._start(spoil)

        async def started() -> bool:
            return "started" in child.log()

        await until(started, "it has started", 30)
        await until(self._empty, "everything sent or given up", 180)
        assert await child.end(signal.SIGTERM) == 0, child.log()
        log = self.simulator.gateway.log
        assert log[0]["n"] == 1  # it holds every call
        self.count.cuts.update(
            (int(one["params"]["chat_id"]), plain(one["params"]["text"]))
            for one in log
            if one["fault"] == CUT
        )
        world = self.simulator.world
        for chat in world.chats.values():
            for message in chat.messages.values():
                self.count.seen[chat.face["id"], message.get("text", "")] += 1

    async def _empty(self) -> bool:
        async with self.town.db.read() as session:
            return await leases.backlog(session, Urgency.ANSWER) == 0


@pytest.fixture
async def post(trial: Trial, simulator: Simulator, nursery: Nursery) -> AsyncIterator[Post]:
    town = await build(trial.url, DEPARTMENTS, at(date(2021, 1, 5)))
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, date(2021, 6, 1), at(date(2021, 6, 1)))
        await run.remind(session, at(date(2021, 6, 1), time(9)))
    for person in (town.office, *town.people.values()):
        number = person.telegram_id or 0
        simulator.world.add_person(person.name, user_id=number)
        simulator.world.chats[number].started = True
    simulator.world.faults.latency = 0.03
    yield Post(simulator, nursery, trial, town)
    await town.db.close()


async def besieged(post: Post, spoil: str = HASTY, *, cuts: bool = True) -> Count:
    """As many lives as the trial is large, each with digests to send, and then one in peace."""
    for _ in range(post.trial.size):
        for _ in range(AT_ONCE):
            await post.wave()
        await post.life(spoil, cut=cuts)
    await post.peace(spoil)  # nobody kills this one: what it alone says twice has no failure
    post.trial.count(**post.count.counts())
    return post.count


@tries("P4", of="kills, most with a lost answer too", sqlite=(5, 300), postgres=(3, 200))
async def test_no_reminder_is_lost_and_none_is_said_twice_without_a_failure(post: Post) -> None:
    count = await besieged(post)
    assert count.lost == []
    assert count.working == post.trial.size
    assert len(count.wanted) > 10 * post.trial.size
    assert count.cuts.total() > post.trial.size // 2
    assert count.unexplained == Counter()


@tries("P4", of="days without a failure", sqlite=(3, 60), postgres=(2, 60))
async def test_without_a_failure_every_reminder_stands_there_once(post: Post) -> None:
    for _ in range(post.trial.size):
        await post.wave()
    await post.peace()
    post.trial.count(**post.count.counts())
    assert (post.count.lost, post.count.repeats) == ([], Counter())
    assert set(post.count.seen) == set(post.count.wanted)


@tries(
    "P4",
    of="kills",
    sqlite=(3, 30),
    postgres=(0, 30),
    mutant="marks a message as sent before it sends it",
)
async def test_a_bot_that_marks_before_it_sends_is_found_out(post: Post) -> None:
    count = await besieged(post, FORGETFUL, cuts=False)
    assert count.lost != []


@tries(
    "P4",
    of="kills",
    sqlite=(2, 30),
    postgres=(0, 30),
    mutant="says one message in three twice",
)
async def test_a_bot_that_says_some_things_twice_is_found_out(post: Post) -> None:
    count = await besieged(post, STUTTERING, cuts=False)
    assert count.lost == []
    assert count.unexplained.total() > 0
