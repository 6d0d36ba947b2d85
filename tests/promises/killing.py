"""A bot that is killed again and again under officers who go on writing, and the reckoning."""

import asyncio
import re
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from random import Random
from typing import Any

from sqlalchemy import text

from bot.simulator.people.acts import TAP_LANES
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from bot.simulator.world.limits import TAP_SECONDS
from bot.simulator.world.updates import FIRST_ID, UpdateQueue
from storage import audit
from storage.database import Database, opened
from storage.rules.clock import steady
from tests.helpers.nursery import PATIENCE, Child, Nursery
from tests.helpers.waiting import GLANCE, until
from tests.promises.promise import Trial

PEOPLE = list(range(6001, 6009))
LONG, SHORT = float(TAP_SECONDS), 4.0  # seconds for which a clerk waits for the next screen
SAVED = "저장했습니다. "
RECORD = re.compile(r"v1:rec:problem:(\d+)")
SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구두루무부수우주추쿠투푸후"
WAITING = """SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
 + (SELECT count(*) FROM outbox WHERE state IN ('due', 'leased'))"""
RECORDS = """SELECT problem.id, title, telegram_id FROM problem
 JOIN officer ON officer.id = officer_id ORDER BY problem.id"""
TRAIL = "SELECT count(*) FROM audit_entry WHERE action = 'create' AND subject = 'problem'"
LIVES = 5  # at most so many for each kill that has to hit a bot at work
IN_THE_START = 5  # every fifth kill hits the start itself
START_SECONDS, LIFE_SECONDS, LONGEST_SECONDS = 0.6, 1.0, 10.0
ANSWERS = 4  # a life lasts at most so many times as long as a bot takes to its first answer


class Clerk:
    """An officer who writes down one line after the other and says nothing twice.

    Each wait is for words that only the next screen of this very line holds: after a crash an
    older screen may be repeated. They wait as long as Telegram keeps a tap for a bot that is not
    there. A tap that Telegram has forgotten by then no bot can answer: they tap again, and it is
    counted apart.
    """

    def __init__(self, phone: Phone, patience: float, updates: UpdateQueue | None = None) -> None:
        self.phone = phone
        self.typed: list[str] = []
        self.begun = self.unanswered = self.forgotten = 0
        self.longest = 0.0  # seconds for a screen
        self.done = False
        self._patience = patience
        self._updates = updates
        self._chance = Random(phone.user)

    async def work(self) -> None:
        """Records until told to stop; with a bot that stays silent, the next one is begun."""
        while not self.done:
            try:
                await self.record()
            except AssertionError:
                self.unanswered += 1

    async def record(self) -> None:
        """Types one line and saves it. AssertionError when the bot stays silent."""
        words = f"{''.join(self._chance.choices(SYLLABLES, k=12))} {len(self.typed)} 추진"
        if self.phone.user % 2:  # one message, as one types it outside a form
            await self.phone.say(f"문제점: {words}")
            self.begun += 1
        else:
            await self.phone.say("/problem 문제점")
            self.begun += 1
            await self._reads("한 줄로")
            await self.phone.say(words)
        self.typed.append(words)
        await self._reads(f"{words}\n\n어느 반기")
        half = self.phone.buttons()[0][0]
        line = f"[{half}]\n  - {words}"  # as the report will have it
        await self.phone.say(half)
        await self._reads(f"문장\n{line}")
        await self._saves(f" · {words}\n{line}")

    async def _saves(self, shown: str) -> None:
        forgotten = self._taps_forgotten()
        await self.phone.tap("저장", answered=False, timeout=self._patience)
        try:
            await self._reads(shown)
        except AssertionError:
            if self._taps_forgotten() == forgotten:
                raise
            self.forgotten += 1
            await self._saves(shown)

    async def _reads(self, shown: str) -> None:
        since = steady()
        await self.phone.reads(shown, self._patience)
        self.longest = max(self.longest, steady() - since)

    def _taps_forgotten(self) -> int:
        if self._updates is None:
            return 0
        self._updates.drop_expired()
        lane = self.phone.user + TAP_LANES
        return sum(one.lane == lane for one in self._updates.forgotten)

    def acknowledged(self) -> dict[str, int]:
        """Each line that stands on the phone as saved, with the number it was given."""
        found = {}
        for message in self.phone.messages():
            if message["_from_bot"] and message.get("text", "").startswith(SAVED):
                words = message["text"].rpartition("\n  - ")[2].strip()
                found[words] = _opened(message)
        return found


def _opened(message: Mapping[str, Any]) -> int:
    """The record that a button below a saved line opens."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    codes = [key.get("callback_data", "") for row in rows for key in row]
    return next(int(found[1]) for one in codes if (found := RECORD.fullmatch(one)))


Nemesis = Callable[["Siege"], Awaitable[Child]]
"""What does harm under the clerks' hands; returns the bot that is left alive."""


@dataclass
class Reckoning:
    """What was found once everything is quiet; all lists and `lost_updates` should be empty."""

    kills: int
    updates: int
    acknowledged: int = 0
    records: int = 0
    unanswered: int = 0
    repeats: int = 0
    lost_updates: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    audit_lines: int = 0
    typed: int = 0
    begun: int = 0
    drafts: int = 0  # forms: one for each that was begun
    forgotten: int = 0  # taps that were Telegram's to keep, and older than it keeps them
    longest: float = 0.0  # seconds that somebody waited for a screen
    audit_broken_at: int | None = None
    integrity: str = "ok"

    def counts(self) -> dict[str, float | str]:
        """What of it is kept."""
        return {
            "updates": self.updates,
            "acknowledged": self.acknowledged,
            "records": self.records,
            "lost": len(self.lost),
            "doubled": len(self.doubled) + max(0, self.drafts - self.begun),
            "updates_lost": len(self.lost_updates),
            "taps_that_telegram_forgot": self.forgotten,
            "unanswered": self.unanswered,
            "longest_wait_seconds": round(self.longest, 1),
            "messages_repeated": max(0, self.repeats),
        }


class Siege:
    """The simulator, the clerks, and a bot to which things are done under their hands."""

    def __init__(
        self, trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str = ""
    ) -> None:
        self.trial = trial
        self.simulator = simulator
        self._nursery = nursery
        self._spoil = spoil
        self.chance = Random(20210804)
        self._answers_after = 0.25  # seconds; measured anew in each life
        self.clerks: list[Clerk] = []
        self.lives = self.working = 0

    async def run(self, people: list[int], nemesis: Nemesis, patience: float) -> Reckoning:
        """Lets the nemesis do its harm, then the bot that it leaves finish in peace; reckons."""
        for person in people:
            phone = await Phone.connect(self.simulator.url, person)
            self.clerks.append(Clerk(phone, patience, self.simulator.world.updates))
        try:
            async with asyncio.TaskGroup() as group:
                for clerk in self.clerks:
                    group.create_task(clerk.work())
                last = await nemesis(self)
                for clerk in self.clerks:
                    clerk.done = True
            await until(self._quiet, "all updates worked on", PATIENCE)
            assert await last.end(signal.SIGTERM) == 0, last.log()
            return await self._reckon()
        finally:
            for clerk in self.clerks:
                await clerk.phone.close()

    async def kills(self) -> Child:
        """Kills the bot at work as often as the trial is large; returns one that lives.

        A kill counts that hit a bot which had begun to answer; the others come on top.
        """
        while self.working < self.trial.size:
            told = f"only {self.working} of {self.lives} kills hit it at work"
            assert self.lives < LIVES * (self.trial.size + 2), told
            self.working += await self._one_life(in_the_start=self.lives % IN_THE_START == 0)
            self.lives += 1
        for clerk in self.clerks:
            clerk.done = True
        return await self.start()

    async def until_saved(self, more: int) -> None:
        """Waits until the clerks have so many more lines acknowledged."""
        before = self._acknowledged()

        async def enough() -> bool:
            return self._acknowledged() >= before + more

        await until(enough, f"{more} more lines are saved", LONG)

    def _acknowledged(self) -> int:
        return sum(len(clerk.acknowledged()) for clerk in self.clerks)

    async def start(self) -> Child:
        """Begins a bot."""
        return await self._nursery.start(self.trial.environment(self.simulator), self._spoil)

    async def _one_life(self, *, in_the_start: bool) -> bool:
        """Lets a bot live for a random while; returns whether it had answered anybody.

        How long a while may be follows from how soon a bot answers on this machine today.
        """
        before = self.simulator.gateway.calls
        child = await self.start()
        if in_the_start:
            await asyncio.sleep(self.chance.uniform(0, START_SECONDS))
        else:
            await until(lambda: self._called("getupdates", before), "a poll", PATIENCE)
            await self._live(before, steady())
        code = await child.end(signal.SIGKILL)
        assert code == -signal.SIGKILL, child.log()
        return await self._called("sendmessage", before)

    async def _live(self, before: int, since: float) -> None:
        life = self.chance.uniform(0, max(LIFE_SECONDS, ANSWERS * self._answers_after))
        while steady() - since < life and not await self._called("sendmessage", before):  # noqa: ASYNC110  # nobody announces it
            await asyncio.sleep(GLANCE)
        passed = steady() - since
        if passed < life:
            self._answers_after = 0.8 * self._answers_after + 0.2 * passed
            await asyncio.sleep(life - passed)
        else:
            self._answers_after = min(1.3 * self._answers_after, LONGEST_SECONDS)

    async def _called(self, method: str, after: int) -> bool:
        log = reversed(self.simulator.gateway.log)
        recent = takewhile(lambda entry: entry["n"] > after, log)
        return any(entry["method"] == method for entry in recent)

    async def _quiet(self) -> bool:
        async with opened(self.trial.url) as database:
            waiting = await _rows(database, WAITING)
        return waiting == [(0,)] and not self.simulator.world.updates.pending

    async def _reckon(self) -> Reckoning:
        updates = self.simulator.world.updates
        said = range(FIRST_ID, updates._next)
        found = Reckoning(self.lives, len(said))
        async with opened(self.trial.url) as database:
            done = {n for (n,) in await _rows(database, "SELECT update_id FROM inbox")}
            kept = done | {*updates.pending} | {one.number for one in updates.forgotten}
            found.lost_updates = [n for n in said if n not in kept]
            rows = await _rows(database, RECORDS)
            found.drafts = (await _rows(database, "SELECT count(*) FROM draft"))[0][0]
            found.audit_lines = (await _rows(database, TRAIL))[0][0]
            if database.is_sqlite:
                found.integrity = (await _rows(database, "PRAGMA integrity_check"))[0][0]
            async with database.read() as session:
                found.audit_broken_at = await audit.verify(session)
        for clerk in self.clerks:
            await clerk.phone.look()
            _check(found, clerk, [(n, words) for n, words, who in rows if who == clerk.phone.user])
        found.records = len(rows)
        return found


async def _rows(database: Database, asked: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        connection = await session.connection()
        return [tuple(row) for row in await connection.execute(text(asked))]


def assert_whole(found: Reckoning) -> None:
    """Nothing lost, nothing doubled, nothing out of its order, and everybody was answered."""
    assert found.integrity == "ok"
    assert found.lost_updates == []
    assert found.lost == []
    assert found.doubled == []
    assert found.unsaid == []
    assert found.unsaved == []
    assert found.disordered == []
    assert found.unanswered == 0
    assert found.acknowledged == found.records == found.audit_lines
    assert found.drafts == found.begun
    assert found.audit_broken_at is None


def _check(found: Reckoning, clerk: Clerk, rows: list[tuple[int, str]]) -> None:
    kept = Counter(words for _, words in rows)
    numbers = dict((words, number) for number, words in rows)
    acknowledged = clerk.acknowledged()
    found.acknowledged += len(acknowledged)
    found.unanswered += clerk.unanswered
    found.typed += len(clerk.typed)
    found.begun += clerk.begun
    found.forgotten += clerk.forgotten
    found.longest = max(found.longest, clerk.longest)
    found.lost += [words for words, n in acknowledged.items() if numbers.get(words) != n]
    found.doubled += [words for words, times in kept.items() if times > 1]
    found.unsaid += [words for words in kept if words not in acknowledged]
    found.unsaved += [words for words in clerk.typed if words not in kept]
    order = [clerk.typed.index(words) for _, words in rows]
    found.disordered += [
        words
        for (_, words), at, next_at in zip(rows, order, order[1:], strict=False)
        if at > next_at
    ]
    shown = [m for m in clerk.phone.messages() if m["_from_bot"]]
    found.repeats += len(shown) - len(clerk.typed)
