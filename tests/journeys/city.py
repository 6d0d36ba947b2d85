"""A city of 44 departments on a fake clock, and the writing down of what its people go through.

What each of the cast does and reads is written as it happens: `이름 ▶ words`, `이름 ▷ [button]`,
and below it what the bot answers. Hours are left out: the clock runs on while a test works.
"""

import io
import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from python_calamine import CalamineWorkbook

from bot.simulator.people.phone import Json
from bot.simulator.people.transcript import card
from storage.act import Act
from storage.database import Database
from storage.office import department_table, departments, officers
from storage.rules.clock import KST
from storage.rules.dates import show_day
from storage.rules.terms import Role
from tests.helpers.waiting import until
from tests.journeys.town import Hand, Town

HOUR = re.compile(r"\b\d{1,2}:\d{2}\b")
TRAIL = re.compile(r"내역 [\d,]+줄")
REST = re.compile(r"(?<=견준 자료 )[\d,]+|(?<=머리 )\d+:[0-9a-f]{64}")
BOARD = re.compile(r"추진계획 취합 · \S+\n제출 기한")
"""The board, which redraws itself at moments of its own: told when it is asked for."""
UNDER_WAY = re.compile(r"만들고 있습니다|읽고 있습니다")
"""What is said only where the machine is slow, and taken away again."""
TEN, HALF_PAST_NINE = time(10), time(9, 31)
CHIEF, ADMIN, HEAD, AUDITOR = 9001, 9002, 9003, 9004
OFFICE = "일자리정책과"
POSTS = (
    (CHIEF, "이○○", Role.OFFICE),
    (ADMIN, "관○○", Role.ADMIN),
    (HEAD, "박○○", Role.HEAD),
)
SURNAMES, SYLLABLES = "김이박최정강조윤장임한", "가나다라"
NEWCOMERS = 7000
PATIENCE = 90.0
AGAIN = "(위와 같은 화면)"
ECHOES = 4
"""Screens back: one that was shown so short a while ago is not written down once more."""


def masked(shown: str) -> str:
    """Without what is another in each run: hours, and how long the trail is by now."""
    return REST.sub("○", TRAIL.sub("내역 ○줄", HOUR.sub("○○:○○", shown)))


def utc(day: date, clock: time = TEN) -> datetime:
    """That time in Korea."""
    return datetime.combine(day, clock, KST).astimezone(UTC)


def names(count: int) -> list[str]:
    """So many invented names, no two alike."""
    return [f"{first}{second}○" for second in SYLLABLES for first in SURNAMES][:count]


async def settled(path: Path, day: date) -> None:
    """The departments of a city and the few who begin: 총괄, an administrator, their 과장."""
    db = Database(f"sqlite:///{path}")
    async with db.begin() as session:
        act = Act(session, None, utc(day))
        await department_table.load_csv(act, department_table.STARTING_LIST.read_text("utf-8"))
        home = await departments.find_by_name(session, OFFICE)
        assert home is not None
        for number, name, role in POSTS:
            await officers.add(
                act, telegram_id=number, name=name, role=role, department_id=home.id
            )
    await db.close()


def places() -> list[str]:
    """The departments in their order."""
    rows, _faults = department_table.parse(department_table.STARTING_LIST.read_text("utf-8"))
    return [row.name for row in rows]


@dataclass
class Story:
    """The town, its cast, and what has been written down."""

    town: Town
    written: list[str] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    _seen: dict[tuple[int, int], str] = field(default_factory=dict)
    _told: dict[int, deque[str]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=ECHOES))
    )

    async def enters(self, number: int, name: str, shown: str = "") -> Hand:
        """Somebody whose phone is written down from now on."""
        self.town.simulator.world.add_person(shown or name, user_id=number)
        self.town.simulator.world.chats[number].started = True
        self.names[number] = name
        return await self.town.hand(number)

    async def hired(self, department: str, name: str, role: Role = Role.STAFF) -> Hand:
        """Somebody who is of the office already, and whose phone is written down."""
        hand = await self.town.newcomer(role, department, name)
        self.town.simulator.world.chats[hand.user].started = True
        self.names[hand.user] = name
        return hand

    def chapter(self, title: str) -> None:
        """What this part is about."""
        self.written += ["", "", f"━━ {title} ━━"]

    def tells(self, words: str) -> None:
        """What happens beside the phones, for the reader."""
        self.written += ["", f"※ {words}"]

    async def day(self, day: date, clock: time = TEN) -> None:
        """The clock goes on to this day."""
        self.town.goes_to(utc(day, clock))
        self.written += ["", f"── {show_day(day)} ──"]

    async def morning(self, day: date, *cast: Hand) -> None:
        """Half past nine: what the clock says is written down of each of these phones."""
        await self.day(day, HALF_PAST_NINE)
        await self.town.ticks()
        await self.quiet()
        for hand in cast:
            await self.news(hand)

    async def quiet(self) -> None:
        """Until nothing waits to be sent or worked on."""
        await until_quiet(self.town)

    async def says(self, hand: Hand, words: str, wait: str = "") -> str:
        """A message, and what is answered."""
        self.written += ["", f"{self.names[hand.user]} ▶ " + words.replace("\n", "\n    ")]
        said = await hand.says(words, wait)
        await self._answered(hand)
        return said

    async def taps(self, hand: Hand, label: str, wait: str = "") -> str:
        """A button, and what is answered."""
        self.written += ["", f"{self.names[hand.user]} ▷ [{label}]"]
        said = await hand.taps(label, wait)
        await self._answered(hand)
        return said

    async def _answered(self, hand: Hand) -> None:
        await self.quiet()
        await hand.phone.look()
        self.written += self._new(hand) or ["", f"봇 → {self.names[hand.user]}: {AGAIN}"]

    async def news(self, hand: Hand) -> None:
        """What has come to a phone since it was last looked at."""
        await hand.phone.look()
        self.written += self._new(hand)

    async def skips(self, hand: Hand) -> None:
        """What has come is left out of the story."""
        await hand.phone.look()
        self._new(hand)

    def _new(self, hand: Hand) -> list[str]:
        lines: list[str] = []
        for message in hand.phone.messages():
            if not message["_from_bot"] or UNDER_WAY.search(card(message)):
                continue
            key, shown = (hand.user, message["message_id"]), masked(card(message))
            same = shown in self._told[hand.user]
            redrawn = key in self._seen and BOARD.search(shown)
            if self._seen.get(key) != shown and not same and not redrawn:
                self._told[hand.user].append(shown)
                again = " (고침)" if key in self._seen else ""
                told = shown.replace("\n", "\n    ").replace("\n    \n", "\n\n")
                lines += ["", f"봇 → {self.names[hand.user]}{again}: {told}"]
            self._seen[key] = shown
        return lines

    @property
    def text(self) -> str:
        """All of it."""
        lines = "\n".join(self.written).strip() + "\n"
        return re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{4,}", "\n\n\n", lines))


async def sheet_of(hand: Hand, ending: str) -> bytes:
    """The newest file with such an ending in a chat."""
    found = [
        one["document"]
        for one in hand.phone.messages()
        if one.get("document", {}).get("file_name", "").endswith(ending)
    ]
    return await hand.phone.file(found[-1]["file_id"])


def links_in(workbook: bytes) -> list[tuple[str, str, str]]:
    """Department, name and token of each row of a sheet of invitations."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    _head, *rows = book.get_sheet_by_index(0).to_python()
    return [(str(row[1]), str(row[2]), str(row[5]).partition("start=")[2]) for row in rows]


def buttons(messages: Sequence[Json]) -> list[str]:
    """The labels of the newest message that has any."""
    for message in reversed(messages):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if rows:
            return [button["text"] for row in rows for button in row]
    return []


async def until_quiet(town: Town) -> None:
    """Nothing waits to be worked on or to be sent."""

    async def settled() -> bool:
        rows = await town.ask(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
            " + (SELECT count(*) FROM outbox WHERE state IN ('due', 'leased'))"
        )
        return not rows[0][0]

    await until(settled, "the bot still has something to do or to say", PATIENCE)
