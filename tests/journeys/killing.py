"""A bot that is killed again and again under officers who go on writing, and the reckoning."""

import asyncio
import re
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from bot.simulator.world.updates import FIRST_ID
from storage import audit
from storage.database import Database
from tests.helpers.nursery import PATIENCE, Child, Nursery
from tests.helpers.waiting import until

SAVED = "저장했습니다. "
RECORD = re.compile(r"v1:rec:problem:(\d+)")
SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구두루무부수우주추쿠투푸후"
IN_THE_START = 5  # every fifth kill hits the start itself
START_SECONDS, LIFE_SECONDS = 0.6, 1.0


class Clerk:
    """An officer who writes down one line after the other and says nothing twice.

    Each wait is for words that only the next screen of this very line holds: after a crash an
    older screen may be repeated.
    """

    def __init__(self, phone: Phone, patience: float) -> None:
        self.phone = phone
        self.typed: list[str] = []
        self.unanswered = 0
        self.done = False
        self._patience = patience
        self._chance = Random(phone.user)

    async def work(self) -> None:
        """Records until told to stop; with a bot that stays silent, the next one is begun."""
        while not self.done:
            try:
                await self._record()
            except AssertionError:
                self.unanswered += 1

    async def _record(self) -> None:
        words = f"{''.join(self._chance.choices(SYLLABLES, k=12))} {len(self.typed)} 추진"
        if self.phone.user % 2:  # one message, as one types it outside a form
            await self.phone.say(f"문제점: {words}")
            self.typed.append(words)
        else:
            await self.phone.say("/problem 문제점")
            await self.phone.reads("한 줄로", self._patience)
            await self.phone.say(words)
            self.typed.append(words)
        await self.phone.reads(f"{words}\n\n어느 반기", self._patience)
        half = self.phone.buttons()[0][0]
        line = f"[{half}]\n  - {words}"  # as the report will have it
        await self.phone.say(half)
        await self.phone.reads(f"문장\n{line}", self._patience)
        await self.phone.tap("저장", answered=False, timeout=self._patience)
        await self.phone.reads(f" · {words}\n{line}", self._patience)

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


@dataclass
class Reckoning:
    """What was found once everything is quiet; all lists and `lost_updates` should be empty."""

    kills: int
    working: int  # kills that hit a bot which had begun to answer
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
    audit_broken_at: int | None = None
    integrity: str = ""

    def __str__(self) -> str:
        """The counts on one line."""
        return (
            f"{self.kills} kills ({self.working} at work), {self.updates} updates, "
            f"{self.acknowledged} acknowledged, {self.records} records, "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled, "
            f"{len(self.lost_updates)} updates lost, {self.unanswered} unanswered, "
            f"{self.repeats} messages repeated, integrity {self.integrity}"
        )


class Siege:
    """The simulator, the clerks, and a bot that is started and killed."""

    def __init__(self, simulator: Simulator, nursery: Nursery, folder: Path, spoil: str) -> None:
        self._simulator = simulator
        self._nursery = nursery
        self._folder = folder
        self._spoil = spoil
        self._chance = Random(20210804)
        self.clerks: list[Clerk] = []

    async def run(self, people: list[int], kills: int, patience: float) -> Reckoning:
        """Kills the bot so many times under the clerks, lets it finish in peace, and reckons."""
        for person in people:
            phone = await Phone.connect(self._simulator.url, person)
            self.clerks.append(Clerk(phone, patience))
        working = 0
        try:
            async with asyncio.TaskGroup() as group:
                for clerk in self.clerks:
                    group.create_task(clerk.work())
                for number in range(kills):
                    working += await self._one_life(in_the_start=number % IN_THE_START == 0)
                for clerk in self.clerks:
                    clerk.done = True
                last = await self._start()
            await until(self._quiet, "all updates worked on", PATIENCE)
            assert await last.end(signal.SIGTERM) == 0, last.log()
            return await self._reckon(kills, working)
        finally:
            for clerk in self.clerks:
                await clerk.phone.close()

    async def _start(self) -> Child:
        environment = {
            "BOT_TOKEN": self._simulator.token,
            "BOT_API_URL": self._simulator.url,
            "DATA_DIR": str(self._folder),
        }
        return await self._nursery.start(environment, self._spoil)

    async def _one_life(self, *, in_the_start: bool) -> bool:
        """Lets a bot live for a random while; returns whether it had answered anybody."""
        before = self._simulator.gateway.calls
        child = await self._start()
        if not in_the_start:
            await until(lambda: self._called("getupdates", before), "a poll", PATIENCE)
        await asyncio.sleep(
            self._chance.uniform(0, START_SECONDS if in_the_start else LIFE_SECONDS)
        )
        code = await child.end(signal.SIGKILL)
        assert code == -signal.SIGKILL, child.log()
        return await self._called("sendmessage", before)

    async def _called(self, method: str, after: int) -> bool:
        log = reversed(self._simulator.gateway.log)
        recent = takewhile(lambda entry: entry["n"] > after, log)
        return any(entry["method"] == method for entry in recent)

    async def _quiet(self) -> bool:
        with closing(sqlite3.connect(self._folder / "office.db")) as database:
            waiting = database.execute(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
                " + (SELECT count(*) FROM outbox WHERE state IN ('due', 'leased'))"
            ).fetchone()[0]
        return not waiting and not self._simulator.world.updates.pending

    async def _reckon(self, kills: int, working: int) -> Reckoning:
        updates = self._simulator.world.updates
        said = range(FIRST_ID, updates._next)
        found = Reckoning(kills, working, len(said))
        with closing(sqlite3.connect(self._folder / "office.db")) as database:
            done = {n for (n,) in database.execute("SELECT update_id FROM inbox")}
            found.lost_updates = [n for n in said if n not in done and n not in updates.pending]
            rows = database.execute(
                "SELECT problem.id, title, telegram_id FROM problem"
                " JOIN officer ON officer.id = officer_id ORDER BY problem.id"
            ).fetchall()
            found.audit_lines = database.execute(
                "SELECT count(*) FROM audit_entry WHERE action = 'create' AND subject = 'problem'"
            ).fetchone()[0]
            found.integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        for clerk in self.clerks:
            await clerk.phone.look()
            _check(found, clerk, [(n, words) for n, words, who in rows if who == clerk.phone.user])
        found.records = len(rows)
        found.audit_broken_at = await self._broken_audit()
        return found

    async def _broken_audit(self) -> int | None:
        copy = self._folder / "copy.db"
        shutil.copyfile(self._folder / "office.db", copy)
        database = Database(f"sqlite:///{copy}")
        async with database.read() as session:
            broken = await audit.verify(session)
        await database.close()
        return broken


def _check(found: Reckoning, clerk: Clerk, rows: list[tuple[int, str]]) -> None:
    kept = Counter(words for _, words in rows)
    numbers = dict((words, number) for number, words in rows)
    acknowledged = clerk.acknowledged()
    found.acknowledged += len(acknowledged)
    found.unanswered += clerk.unanswered
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
