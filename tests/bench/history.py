"""`python -m tests.bench.history [EVENTS]`: what others feel while one person asks for much.

The product runs as its own process over an office of many events. One person asks for the report
(page 1 and its card), for its mismatches, and for the rehearsal of the round; another asks /help
all the while, every 50 ms, and each of his waits is counted.
"""

import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.cli.new_office import lay_out
from storage.database import Database
from storage.models.office import Officer
from storage.rules.clock import kst_date, system_clock
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role
from tests.bench.load import Crowd
from tests.bench.measure import spawn
from tests.bench.server import TOKEN, Json, Server
from tests.helpers.history import lived
from tests.helpers.offices import seat

EVENTS = 10_000
ASKER, OTHER = 1_000_001, 1_000_002
PAUSE = 0.05
PATIENCE = 120.0
SETTLED = 3.0  # what a start does beside is over
AFTER = 0.3
QUESTIONS = (
    *("/report 2021 하반기", "/report 2021 하반기", ":claims:"),
    *("/report 2021 하반기", ":blocks:", ":lines:", ":line:", ":hide:"),
    *("/rehearse", "/find 쿠팡", "10월 킨텍스 박람회 면접 몇 명", "채용 추세"),
)
"""Commands, and parts of the codes of buttons that the last screens showed."""


async def laid_out(url: str, events: int) -> None:
    """The office with its history, and the two people who ask."""
    db = Database(url)
    async with db.begin() as session:
        office = await seat(session)
        await lived(session, office, events)
        for number, role in ((ASKER, Role.OFFICE), (OTHER, Role.STAFF)):
            session.add(
                Officer(
                    telegram_id=number,
                    name="홍○○",
                    role=role,
                    department_id=office.home,
                    created_at=system_clock(),
                )
            )
    await db.close()


class People:
    """The two of them, over the bench's Bot API server."""

    def __init__(self) -> None:
        self.server = Server(self._shown)
        self.waits: list[float] = []
        self.shown: list[float] = []
        self.markups: list[Json] = []
        self._since = 0.0
        self._number = 0
        self._seen = asyncio.Event()

    def _shown(self, user: int, _message: int, markup: Json) -> None:
        if user == ASKER:
            self.shown.append(time.perf_counter())
            self.markups.append(markup)
        elif self._since:
            self.waits.append(time.perf_counter() - self._since)
            self._since = 0.0
        self._seen.set()

    async def _until(self, come: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not come():
                self._seen.clear()
                await self._seen.wait()

    async def answered(self) -> None:
        """Asks /help once, and waits for the answer."""
        self._since = time.perf_counter()
        self.says(OTHER, "/help")
        await self._until(lambda: not self._since)

    def says(self, user: int, words: str) -> None:
        """A command."""
        self._number += 1
        body = Crowd._message(user, self.server.next_message(), words)
        body["from"] = {"id": user, "is_bot": False, "first_name": "사람"}
        length = len(words.split()[0])
        body["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self.server.push({"update_id": self._number, "message": body})

    def taps(self, user: int, part: str) -> None:
        """The first button of the last screens in whose code this stands."""
        codes = [
            button["callback_data"]
            for markup in reversed(self.markups[-3:])
            for row in markup.get("inline_keyboard", ())
            for button in row
            if part in button.get("callback_data", "")
        ]
        self._number += 1
        message = Crowd._message(user, 1, "이전 화면")
        query = {
            "id": str(self._number),
            "from": {"id": user, "is_bot": False, "first_name": "사람"},
            "chat_instance": "1",
            "data": codes[0],
            "message": message,
        }
        self.server.push({"update_id": self._number, "callback_query": query})

    async def helped(self) -> None:
        """Asks /help again and again until cancelled."""
        while True:
            await self.answered()
            await asyncio.sleep(PAUSE)

    async def asked(self, words: str, screens: int) -> list[float]:
        """Seconds until each of the screens that answer these words."""
        self.shown.clear()
        begun = time.perf_counter()
        if words.startswith("/"):
            self.says(ASKER, words)
        else:
            self.taps(ASKER, words)
        await self._until(lambda: len(self.shown) >= screens)
        return [at - begun for at in self.shown]


@dataclass(frozen=True)
class Answer:
    """A question: seconds to its screens, and what the other person waited meanwhile."""

    words: str
    screens: list[float]
    waits: list[float]

    @property
    def worst(self) -> float:
        """His longest wait in seconds."""
        return max(self.waits)


async def measured(
    events: int, questions: Sequence[str], told: Callable[[Answer], object] = lambda _one: None
) -> list[Answer]:
    """The answers to these questions in an office of so many events, each told as it comes."""
    people, found = People(), []
    address = await people.server.start()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.db"
        await asyncio.to_thread(lay_out, f"sqlite:///{path}")
        await laid_out(f"sqlite:///{path}", events)
        bot = await spawn("tests.bench.ours", address, TOKEN, str(path))
        try:
            await people.answered()
            helping = asyncio.create_task(people.helped())
            await asyncio.sleep(SETTLED)
            for words in questions:
                people.waits.clear()
                screens = await people.asked(words, 2 if words.startswith("/report") else 1)
                await asyncio.sleep(AFTER)
                found.append(Answer(words, screens, list(people.waits)))
                told(found[-1])
            helping.cancel()
        finally:
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
            await people.server.stop()
    return found


def line(one: Answer) -> str:
    """A line of the table."""
    shown = ", ".join(f"{at:.2f}" for at in one.screens)
    usual = median(one.waits)
    return (
        f"| {one.words} | {shown} | {one.worst * 1000:.0f} | {usual * 1000:.0f} "
        f"| {len(one.waits)} |\n"
    )


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    now = HalfYear.of(kst_date(system_clock())).label
    sys.stdout.write(
        f"{wanted:,} events\n"
        "| question | screens after s | other waits at most ms | median ms | answers |\n"
        "| --- | --- | --- | --- | --- |\n"
    )
    asked = ["/status", f"/report {now}", *QUESTIONS]
    asyncio.run(measured(wanted, asked, lambda one: sys.stdout.write(line(one))))
