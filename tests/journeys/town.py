"""A running office over real HTTP: the simulator, the bot as its client, and people with phones.

Time is the demo's morning and runs at the usual speed; `advance` pushes it on for the bot and
for Telegram together. `restart` ends the bot and starts a new one on the same database. The
clock ticks when `ticks` is called and at no other time: nothing is said by chance in between.
"""

import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from bot.app import Office
from bot.config import load
from bot.demo.running import MORNING
from bot.demo.texts import OFFICE, PEOPLE, STRANGER
from bot.simulator.people.phone import Phone
from bot.simulator.people.transcript import labels, words
from bot.simulator.server import Simulator, serve
from scheduler.timetable import TICKS
from storage.act import Act
from storage.facts.shapes import Facts
from storage.office import departments, officers
from storage.records import record_lookup, record_projection
from storage.rules import pacing
from storage.rules.clock import steady_of, system_clock
from storage.rules.terms import RecordKind, Role
from storage.tracing import verifying, wording_trace
from tests.helpers.backstage import Backstage

FIRST_NEWCOMER = 2001


class Hand:
    """A person at a phone who counts what they had to do; every act waits for the bot."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.user = phone.user
        self.acts = 0
        self.typed: list[str] = []
        self.tapped: list[str] = []
        self.done: list[str] = []  # both, in order: “words”, [button]
        self.seen = ""

    def begins(self) -> None:
        """From here on acts are counted."""
        self.acts = 0
        for told in (self.typed, self.tapped, self.done):
            told.clear()

    def _act(self, told: list[str], said: str, shown: str) -> None:
        self.acts += 1
        told.append(said)
        self.done.append(shown)

    async def says(self, words_typed: str, wait: str = "") -> str:
        """Types a message; returns what the bot writes next (that holds `wait`)."""
        self._act(self.typed, words_typed, f"“{words_typed}”")
        await self.phone.say(words_typed)
        return await self.reads(wait)

    async def taps(self, label: str, wait: str = "") -> str:
        """Taps the newest button of that label; returns what the bot writes next."""
        self._act(self.tapped, label, f"[{label}]")
        await self.phone.tap(label)
        return await self.reads(wait)

    async def opens(self, place: int) -> str:
        """Taps the button of the n-th entry of a list; returns the record."""
        named = re.compile(rf"{place}(번|\. .*)")
        for row in self.labels():
            for label in row:
                if named.fullmatch(label):
                    return await self.taps(label)
        raise AssertionError(f"no button for entry {place} among {self.labels()}")

    async def toast(self, label: str) -> str:
        """Taps a button that is answered by a word over the screen only."""
        self._act(self.tapped, label, f"[{label}]")
        return await self.phone.tap(label)

    async def does(self, *acts: str) -> str:
        """Says each word, or taps it where a button of the last screen bears it."""
        for act in acts:
            shown = [label for row in self.labels() for label in row]
            await (self.taps(act) if act in shown else self.says(act))
        return self.seen

    async def reads(self, wait: str = "") -> str:
        """What the bot has written since the last act."""
        self.seen = await self.phone.reads(wait)
        return self.seen

    def marks(self) -> set[int]:
        """The messages that stand in the chat now; some may go while others come."""
        return {one["message_id"] for one in self.phone.messages()}

    def since(self, marks: set[int], part: str) -> list[Any]:
        """What has come since with such a part, a photo say, in its order."""
        new = (one for one in self.phone.messages() if one["message_id"] not in marks)
        return [one[part] for one in new if part in one]

    def labels(self) -> list[list[str]]:
        """The buttons of the message read last."""
        for message in reversed(self.phone.messages()):
            if message["_from_bot"] and words(message) == self.seen:
                return labels(message)
        return self.phone.buttons()

    def code(self, label: str) -> tuple[int, str]:
        """Message and callback data of a button, to press it later or elsewhere."""
        for message in reversed(self.phone.messages()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r}\n{self.phone.transcript()}")


class Town:
    """The simulator, the bot, and the way to its people and its rows."""

    def __init__(self, simulator: Simulator, folder: Path, morning: datetime = MORNING) -> None:
        self.simulator = simulator
        self.backstage = Backstage(simulator.url)
        self.shift = morning - system_clock()
        self.numbers = count(FIRST_NEWCOMER)
        self._folder = folder
        self.whole = True  # False once a test itself has laid hands on what is kept
        self._hands: list[Hand] = []
        simulator.world.clock.advance(self.shift.total_seconds())
        self.office = self._built()

    def clock(self) -> datetime:
        """The town's time."""
        return system_clock() + self.shift

    def advance(self, **duration: float) -> None:
        """Pushes the clocks of the bot and of Telegram forward."""
        more = timedelta(**duration)
        self.shift += more
        self.simulator.world.clock.advance(more.total_seconds())

    def goes_to(self, moment: datetime) -> None:
        """Pushes the clocks on to a moment that is to come."""
        self.advance(seconds=(moment - self.clock()).total_seconds())

    async def ticks(self) -> None:
        """One round of the clock: every tick of the timetable, in its order."""
        for tick in TICKS:
            await self.office.clockwork.do(tick)
            assert tick.name in self.office.clockwork.last, tick.name

    def _built(self) -> Office:
        settings = load(
            _env_file=None,
            bot_token=self.simulator.token,
            bot_api_url=self.simulator.url,
            data_dir=self._folder,
            database_url="",
            webhook_url="",
            roles="intake,worker,delivery",
        )
        made = Office(settings, self.clock, passed=steady_of(self.clock))
        event.listen(made.db.engine.sync_engine, "connect", _hurry)
        return made

    async def restart(self) -> None:
        """The bot ends and comes back on the same database."""
        await self.office.stop()
        await self.begin_again()

    async def begin_again(self) -> None:
        """A new bot on the same database, after the old one was stopped."""
        self.office = self._built()
        await self.office.start()

    async def hand(self, telegram_id: int) -> Hand:
        """The phone of somebody whom the office or the simulator knows; a second one is fine."""
        made = Hand(await Phone.connect(self.simulator.url, telegram_id))
        self._hands.append(made)
        return made

    async def newcomer(
        self,
        role: Role = Role.STAFF,
        department: str = OFFICE,
        name: str = "정○○",
        number: int = 0,
    ) -> Hand:
        """A registered person whom no other test knows; with `number`, one the world has."""
        if not number:
            number = next(self.numbers)
            self.simulator.world.add_person(name, user_id=number)
        async with self.office.db.begin() as session:
            found = await departments.find_by_name(session, department)
            assert found is not None, department
            await officers.add(
                Act(session, None, self.clock()),
                telegram_id=number,
                name=name,
                role=role,
                department_id=found.id,
            )
        return await self.hand(number)

    async def rows(self, kind: RecordKind, hand: Hand | None = None) -> list[Any]:
        """Living records of a kind, of one person or of all."""
        async with self.office.db.read() as session:
            found = await record_lookup.all_living(session, kind)
            if hand is None:
                return found
            officer = await officers.by_telegram(session, hand.user)
            return [row for row in found if officer and row.officer_id == officer.id]

    async def facts(self, kind: RecordKind, hand: Hand) -> list[Facts]:
        """The facts of a person's living records of a kind."""
        return [record_projection.facts_of(row) for row in await self.rows(kind, hand)]

    async def ask(self, sql: str) -> Sequence[Any]:
        """Rows of any table, for what no screen shows."""
        async with self.office.db.read() as session:
            connection = await session.connection()
            return (await connection.execute(text(sql))).all()

    async def proves(self) -> None:
        """Whatever was done in it, nothing is held for tampering: the trail tells of all of it."""
        if not self.whole:
            return
        async with self.office.db.read() as session:
            found = await verifying.verify(session, self._folder)
        assert not found.breaches, [wording_trace.told(one) for one in found.breaches]

    async def put_away(self) -> None:
        """Closes every phone and ends the bot."""
        for hand in self._hands:
            await hand.phone.close()
        await self.office.stop()
        await self.simulator.close()


def _hurry(connection: Any, _record: Any) -> None:
    """No waiting for the disk: what survives a crash is asked elsewhere."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


@asynccontextmanager
async def opened(folder: Path, template: Path, morning: datetime = MORNING) -> AsyncIterator[Town]:
    """A town whose office begins with the rows of `template`, on a morning."""
    shutil.copyfile(template, folder / "office.db")
    town = Town(await serve(0), folder, morning)
    for number, name, role, department in PEOPLE:
        town.simulator.world.add_person(name, user_id=number, note=f"{role.label} {department}")
    town.simulator.world.add_person(STRANGER[1], user_id=STRANGER[0])
    with pacing.no_shares():
        await town.office.start()
        try:
            yield town
            await town.proves()
        finally:
            await town.put_away()
