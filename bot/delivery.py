"""Out: sends what the outbox holds, one at a time to a chat, many chats side by side.

Woken by the commit. Answers are sorted by name: gone (never again), moved (new chat id), wait
(the chat is parked), retry (never left), ambiguous (may have arrived: once more, silently).
Exactly-once holds for the database; a message may repeat after a crash, a card never shows it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot import answers
from bot.calls import Caller
from storage.database import Database
from storage.queries import officers, outbox
from storage.rules.clock import Clock

AT_ONCE = 64
MOST_ATTEMPTS = 8
ANSWER_LIFE = timedelta(seconds=10)
PAUSE_SECONDS = 1.0

log = structlog.get_logger("delivery")


@dataclass(frozen=True)
class Rendered:
    """Bytes to send, with the name the receiver sees."""

    name: str
    body: bytes


Render = Callable[[Database, Mapping[str, Any]], Awaitable[Rendered]]


class Settle(Protocol):
    """What became of a parcel, to be written in the next batch."""

    async def __call__(self, session: Any) -> None: ...


class Delivery:
    """The sending pump."""

    def __init__(
        self, caller: Caller, db: Database, clock: Clock, renders: Mapping[str, Render]
    ) -> None:
        self._caller = caller
        self._db = db
        self._clock = clock
        self._renders = renders
        self._woken = asyncio.Event()
        self._busy: set[int] = set()
        self._parked: dict[int, datetime] = {}
        self._sent: list[tuple[int, int | None]] = []
        self._settled: list[Settle] = []
        self._tasks: set[asyncio.Task[None]] = set()
        db.on_commit("outbox", self._woken.set)

    async def run(self) -> None:
        """Sends until cancelled, then lets what is in flight finish."""
        try:
            while True:
                self._woken.clear()
                try:
                    moved = await self._round()
                except (SQLAlchemyError, OSError) as error:
                    log.error("database out of reach", reason=type(error).__name__)
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                if not moved:
                    await self._wait()
        finally:
            await self.drain()

    async def drain(self) -> None:
        """Waits for sends in flight and writes down what became of them."""
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._sent or self._settled:
            async with self._db.begin() as session:
                await self._write(session)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(PAUSE_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _round(self) -> bool:
        """Writes what was settled and leases what is due, in one transaction."""
        now = self._clock()
        self._parked = {chat: until for chat, until in self._parked.items() if until > now}
        room = AT_ONCE - len(self._tasks)
        async with self._db.begin() as session:
            wrote = await self._write(session)
            busy = [*self._busy, *self._parked]
            parcels = await outbox.claim(session, now, most=room, busy=busy) if room > 0 else []
        by_chat: dict[int, list[outbox.Parcel]] = {}
        for parcel in parcels:
            by_chat.setdefault(parcel.chat_id, []).append(parcel)
        for chat, rows in by_chat.items():
            self._start(chat, rows)
        return wrote or bool(parcels)

    async def _write(self, session: Any) -> bool:
        sent, self._sent = self._sent, []
        settled, self._settled = self._settled, []
        await outbox.sent(session, sent)
        for settle in settled:
            await settle(session)
        return bool(sent or settled)

    def _start(self, chat: int, parcels: list[outbox.Parcel]) -> None:
        self._busy.add(chat)
        task = asyncio.create_task(self._chat(chat, parcels))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _chat(self, chat: int, parcels: list[outbox.Parcel]) -> None:
        """Sends one chat's parcels in order; the spinner's end goes beside them."""
        quick = [self._send(one) for one in parcels if one.kind == "answer"]
        ordered = self._in_order([one for one in parcels if one.kind != "answer"])
        try:
            await asyncio.gather(*quick, ordered)
        finally:
            self._busy.discard(chat)
            self._woken.set()

    async def _in_order(self, parcels: list[outbox.Parcel]) -> None:
        places: dict[str, int] = {}
        for at, parcel in enumerate(parcels):
            message = places.get(parcel.card or "", parcel.card_message)
            verdict = await self._send(parcel, message)
            if isinstance(verdict, int) and parcel.card:
                places[parcel.card] = verdict
            if isinstance(verdict, answers.Wait):
                self._put_back(parcels[at + 1 :], verdict)
                return

    def _put_back(self, parcels: list[outbox.Parcel], wait: answers.Wait) -> None:
        for parcel in parcels:
            self._later(parcel, wait.seconds, "the chat waits")

    async def _send(
        self, parcel: outbox.Parcel, card_message: int | None = None
    ) -> int | answers.Verdict | None:
        if parcel.kind == "answer" and self._clock() - parcel.created_at > ANSWER_LIFE:
            self._sent.append((parcel.id, None))
            return None
        try:
            return await self._sent_as(parcel, card_message)
        except TelegramError as error:
            verdict = answers.sort(error)
            self._judge(parcel, verdict, error)
            return verdict
        except Exception as error:  # a broken picture must not stop the other chats
            log.error("parcel failed", row=parcel.id, kind=parcel.kind, exc_info=error)
            self._judge(parcel, answers.Retry(), error)
            return answers.Retry()

    async def _sent_as(self, parcel: outbox.Parcel, card_message: int | None) -> int | None:
        rendered: Rendered | None = None
        if parcel.kind in ("picture", "document"):
            render = self._renders[parcel.payload["render"]]
            rendered = await render(self._db, parcel.payload["given"])
        file = (rendered.name, rendered.body) if rendered else None
        message = await self._caller.send(
            parcel.kind, parcel.chat_id, parcel.payload, card_message, file
        )
        self._sent.append((parcel.id, message))
        if parcel.card and message is not None and message != card_message:
            self._settled.append(_Placed(parcel.card, parcel.chat_id, message))
        return message

    def _judge(self, parcel: outbox.Parcel, verdict: answers.Verdict, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        if isinstance(verdict, answers.Fine):
            self._sent.append((parcel.id, parcel.card_message))
        elif isinstance(verdict, answers.Moved):
            self._settled.append(_Moved(parcel.chat_id, verdict.chat_id))
            self._later(parcel, 0, reason)
        elif isinstance(verdict, answers.Wait):
            self._parked[parcel.chat_id] = self._clock() + timedelta(seconds=verdict.seconds)
            self._later(parcel, verdict.seconds, reason)
        elif isinstance(verdict, answers.Gone):
            log.warning("chat out of reach", row=parcel.id, reason=reason)
            self._settled.append(_GaveUp(parcel.id, reason))
            self._settled.append(_Unreachable(parcel.chat_id))
        elif isinstance(verdict, answers.Refused) or parcel.attempts >= MOST_ATTEMPTS:
            log.error("telegram refused", row=parcel.id, kind=parcel.kind, reason=reason)
            self._settled.append(_GaveUp(parcel.id, reason))
        else:
            self._later(parcel, min(2.0 ** min(parcel.attempts, 6), 60.0) / 2, reason)

    def _later(self, parcel: outbox.Parcel, seconds: float, reason: str) -> None:
        due = self._clock() + timedelta(seconds=seconds)
        self._settled.append(_Later(parcel.id, due, reason))


@dataclass(frozen=True)
class _Placed:
    card: str
    chat_id: int
    message: int

    async def __call__(self, session: Any) -> None:
        await outbox.place_card(session, self.card, self.chat_id, self.message)


@dataclass(frozen=True)
class _Moved:
    old: int
    new: int

    async def __call__(self, session: Any) -> None:
        await outbox.move_chat(session, self.old, self.new)


@dataclass(frozen=True)
class _Later:
    row: int
    due: datetime
    reason: str

    async def __call__(self, session: Any) -> None:
        await outbox.again(session, self.row, self.due, self.reason)


@dataclass(frozen=True)
class _GaveUp:
    row: int
    reason: str

    async def __call__(self, session: Any) -> None:
        await outbox.gave_up(session, self.row, self.reason)


@dataclass(frozen=True)
class _Unreachable:
    chat_id: int

    async def __call__(self, session: Any) -> None:
        await officers.set_reachable(session, self.chat_id, reachable=False)
