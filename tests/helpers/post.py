"""A post office: the real sending pump between an outbox and a simulator, and a clock to push."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import Image
from sqlalchemy import event, text

from bot.api.calls import Caller
from bot.api.transport import AiohttpRequest
from bot.pumps.delivery import Delivery
from bot.renders.rendered import Rendered, Withheld
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import Database
from storage.rules.clock import system_clock
from storage.rules.errors import Gone
from storage.traffic import messages, outbox, urgencies
from tests.helpers.backstage import Backstage
from tests.helpers.waiting import until

SIDE = 120
ONE, OTHER = 7001, 7002


@dataclass(frozen=True)
class Row:
    """A row of the outbox as it stands."""

    chat_id: int
    state: str
    attempts: int
    message_id: int | None
    error: str


class Post:
    """One sending process; several may share a database."""

    def __init__(self, simulator: Simulator, url: str) -> None:
        self.simulator = simulator
        self.backstage = Backstage(simulator.url)
        self.shift = timedelta()
        self.asked = True  # somebody waits for what is put; else nobody has asked for it
        self.db = Database(url)
        if self.db.is_sqlite:
            event.listen(self.db.engine.sync_engine, "connect", _hurry)
        self.request = AiohttpRequest()
        caller = Caller(f"{simulator.base_url}{simulator.token}", self.request)
        renders = {
            "square": _square,
            "broken": _broken,
            "withheld": _withheld,
            "report": _square,
            "letter": _withheld,
            "gone": _gone,
            "lacking": _lacking,
        }
        self.delivery = Delivery(caller, self.db, self.clock, renders)
        self.pump: asyncio.Task[None] | None = None

    def clock(self) -> datetime:
        """The time of this post office."""
        return system_clock() + self.shift

    def advance(self, seconds: float) -> None:
        """Pushes its clock on."""
        self.shift += timedelta(seconds=seconds)

    async def open(self) -> None:
        """Starts sending."""
        await self.request.initialize()
        self.pump = asyncio.create_task(self.delivery.run())

    async def stop(self) -> None:
        """Ends the sending as the office does: by cancelling it."""
        if self.pump is not None:
            self.pump.cancel()
            await asyncio.gather(self.pump, return_exceptions=True)
            self.pump = None

    async def close(self) -> None:
        """Ends everything."""
        await self.stop()
        await self.request.shutdown()
        await self.db.close()

    def person(self, number: int) -> int:
        """Somebody who has pressed START; returns the number."""
        self.simulator.world.add_person("홍○○", user_id=number)
        self.simulator.world.chats[number].started = True
        return number

    async def phone(self, number: int) -> Phone:
        """That person's phone."""
        return await Phone.connect(self.simulator.url, self.person(number))

    async def put(
        self, chat: int, words: str, kind: str = "message", card: str | None = None, **more: Any
    ) -> None:
        """Writes one thing to say, in a transaction of its own."""
        name = "caption" if kind in ("picture", "document") else "text"
        given = {name: words, **more} if words else more
        if card or kind == "card":
            given["key"] = card or f"card:{chat}"
        what = messages.read(kind, given)
        async with self.db.begin() as session:
            if self.asked:
                urgencies.answering(session, {chat})
            await outbox.put(session, chat, what, now=self.clock())

    async def draw(self, chat: int, words: str, **more: Any) -> None:
        """Draws the chat's card anew."""
        await self.put(chat, words, "card", f"card:{chat}", **more)

    async def rows(self) -> list[Row]:
        """The outbox, oldest first."""
        sql = "SELECT chat_id, state, attempts, message_id, error FROM outbox ORDER BY id"
        async with self.db.read() as session:
            connection = await session.connection()
            return [Row(*row) for row in await connection.execute(text(sql))]

    async def put_back(self) -> list[str]:
        """When each row that was put back was so."""
        sql = "SELECT put_back_at FROM outbox WHERE put_back_at IS NOT NULL"
        async with self.db.read() as session:
            connection = await session.connection()
            return [str(row[0]) for row in await connection.execute(text(sql))]

    async def states(self) -> list[str]:
        """The states of all rows, oldest first."""
        return [row.state for row in await self.rows()]

    async def settled(self, seconds: float = 5.0, *, pushing: float = 0.0) -> None:
        """Waits until nothing is due or on its way; `pushing` the clock at each look."""

        async def look() -> bool:
            self.advance(pushing)
            return not {"due", "leased"} & set(await self.states())

        await until(look, f"everything sent or given up: {await self.rows()}", seconds)

    def texts(self, chat: int) -> list[str]:
        """What the bot's messages in a chat say now, oldest first."""
        world = self.simulator.world
        return [
            str(message.get("text", message.get("caption", "")))
            for message in world.chats[chat].messages.values()
            if message["from"] is world.bot
        ]

    def accepted(self, *methods: str) -> int:
        """How many calls of these methods the simulator has accepted."""
        wanted = [method.lower() for method in methods]
        log = self.simulator.gateway.log
        return sum(entry["result_ok"] for entry in log if entry["method"] in wanted)

    def calls(self, *methods: str) -> int:
        """How many calls of these methods have come in, accepted or not."""
        wanted = [method.lower() for method in methods]
        return sum(entry["method"] in wanted for entry in self.simulator.gateway.log)

    async def waits(self, chat: int) -> bool:
        """Whether a chat was told to wait."""
        return any(row.chat_id == chat and "Flood" in row.error for row in await self.rows())

    async def shows(self, chat: int, count: int) -> bool:
        """Whether a chat shows so many messages of the bot."""
        return len(self.texts(chat)) == count

    async def calling(self, method: str, times: int) -> bool:
        """Whether something is on its way, and the method has come in so often."""
        return "leased" in await self.states() and self.calls(method) >= times

    def fault(self, kind: str, **more: Any) -> None:
        """Orders a fault of the Bot API."""
        self.simulator.world.faults.order({"kind": kind, **more})


async def _square(_db: Database, given: Mapping[str, Any]) -> Rendered:
    drawn = io.BytesIO()
    side = given.get("side", SIDE)
    Image.new("RGB", (side, side), "white").save(drawn, "PNG", compress_level=0)
    return Rendered("현황.png", drawn.getvalue())


async def _broken(_db: Database, _given: Mapping[str, Any]) -> Rendered:
    raise OSError("no such font")


async def _withheld(_db: Database, _given: Mapping[str, Any]) -> Rendered:
    raise Withheld("the receiver may not have it any more")


async def _gone(_db: Database, _given: Mapping[str, Any]) -> Rendered:
    raise Gone


async def _lacking(db: Database, given: Mapping[str, Any]) -> Rendered:
    made = await _square(db, given)
    return Rendered(made.name, made.body, "사진 <2>장이 빠졌습니다.", "PhotosLost")


def _hurry(connection: Any, _record: Any) -> None:
    """No waiting for the disk: what survives a crash is asked elsewhere."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()
