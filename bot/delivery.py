"""Out: sends what the outbox holds, one at a time to a chat, many chats side by side.

Woken by the commit. Answers are sorted by name: gone (never again), moved (new chat id), wait
(the chat is parked), retry (never left), ill (Telegram's own trouble), ambiguous (may have
arrived: once more). Whatever must be sent again parks its chat, so nothing overtakes it there.
Exactly-once holds for the database; a message may repeat after a crash, a card's edit never shows
it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot import answers, settling
from bot.calls import Caller
from bot.logs import reason
from storage.database import OUT_OF_REACH, Database
from storage.queries.traffic import outbox
from storage.rules.clock import Clock

AT_ONCE = 128  # a tap takes two, its spinner and its card; as many as the transport has ways
MOST_ATTEMPTS: dict[type[answers.Verdict], int] = {
    answers.Broken: 3,  # the same bytes would fail the same way
    answers.Ambiguous: 8,  # each may be a repeat on somebody's screen
    answers.Ill: 60,  # an hour, at one a minute
}
ANSWER_LIFE = timedelta(seconds=10)
PAUSE_SECONDS = 1.0
GATHER_SECONDS = 0.005  # a commit of its own for each message sent would cost more than sending
PAUSE_MOST = 60.0
DRAIN_SECONDS = 5.0

HOLDS = (answers.Wait, answers.Retry, answers.Ill, answers.Ambiguous, answers.Moved)
"""Verdicts after which nothing else may be said in the chat before this one is."""

log = structlog.get_logger("delivery")


@dataclass(frozen=True)
class Rendered:
    """Bytes to send, with the name the receiver sees."""

    name: str
    body: bytes


class Withheld(Exception):
    """The receiver may no longer have what was asked for; it is not sent, now or later."""


Render = Callable[[Database, Mapping[str, Any]], Awaitable[Rendered]]
Errand = Callable[[Database, Mapping[str, Any]], Awaitable[None]]
"""What takes longer than a handler may, and says its outcome in a transaction of its own."""


class Delivery:
    """The sending pump."""

    def __init__(
        self,
        caller: Caller,
        db: Database,
        clock: Clock,
        renders: Mapping[str, Render],
        errands: Mapping[str, Errand] | None = None,
    ) -> None:
        self._caller = caller
        self._db = db
        self._clock = clock
        self._renders = renders
        self._errands = errands or {}
        self._woken = asyncio.Event()
        self._busy: set[int] = set()
        self._parked: dict[int, datetime] = {}
        self._failures: dict[int, int] = {}
        self._stopping = False
        self._sent: list[tuple[int, int | None]] = []
        self._settled: list[settling.Settle] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._waking: asyncio.TimerHandle | None = None
        db.on_commit("outbox", self._woken.set)

    async def run(self) -> None:
        """Sends until cancelled, then lets what is in flight finish."""
        self._stopping = False
        try:
            while True:
                self._woken.clear()
                try:
                    await self._round()
                except OUT_OF_REACH as error:
                    log.error("database out of reach", reason=type(error).__name__)
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                await self._wait()
        finally:
            await self.drain()

    async def drain(self) -> None:
        """Lets sends in flight finish, ends late ones, and writes down what became of them."""
        self._stopping = True
        try:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
        finally:
            late = list(self._tasks)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        async with self._db.begin() as session:
            await self._write(session, len(self._sent), len(self._settled))

    def _wake_soon(self) -> None:
        """Something was sent: it is written down together with what ends in the next moment."""
        if self._waking is None:
            self._waking = asyncio.get_running_loop().call_later(GATHER_SECONDS, self._wake)

    def _wake(self) -> None:
        self._waking = None
        self._woken.set()

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
        sent, settled = len(self._sent), len(self._settled)
        async with self._db.begin() as session:
            await self._write(session, sent, settled)
            busy = [*self._busy, *self._parked]
            parcels = await outbox.claim(session, now, most=room, busy=busy) if room > 0 else []
        del self._sent[:sent], self._settled[:settled]  # only now is it written for good
        by_chat: dict[int, list[outbox.Parcel]] = {}
        for parcel in parcels:
            if parcel.kind == outbox.ASIDE:
                self._start(self._quick(parcel))
            else:
                by_chat.setdefault(parcel.chat_id, []).append(parcel)
        for chat, rows in by_chat.items():
            self._busy.add(chat)
            self._start(self._chat(chat, rows))
        return bool(sent or settled or parcels)

    async def _write(self, session: Any, sent: int, settled: int) -> None:
        await outbox.sent(session, self._sent[:sent])
        for settle in self._settled[:settled]:
            await settle(session)

    def _start(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quick(self, parcel: outbox.Parcel) -> None:
        """Ends a spinner, in nobody's way."""
        await self._send(parcel)
        self._wake_soon()

    async def _chat(self, chat: int, parcels: list[outbox.Parcel]) -> None:
        """Sends one chat's parcels in order."""
        try:
            await self._in_order(parcels)
        finally:
            self._busy.discard(chat)
            self._wake_soon()

    async def _in_order(self, parcels: list[outbox.Parcel]) -> None:
        places: dict[str, int] = {}
        for at, parcel in enumerate(parcels):
            if self._stopping:
                self._put_back(parcels[at:])
                return
            message = places.get(parcel.card or "", parcel.card_message)
            verdict = await self._send(parcel, message)
            if isinstance(verdict, int) and parcel.card:
                places[parcel.card] = verdict
            if isinstance(verdict, HOLDS):
                self._put_back(parcels[at + 1 :])
                return

    def _put_back(self, parcels: list[outbox.Parcel]) -> None:
        for parcel in parcels:
            self._settled.append(settling.Later(parcel.id, self._clock(), "", tried=False))

    async def _send(
        self, parcel: outbox.Parcel, card_message: int | None = None
    ) -> int | answers.Verdict | None:
        if parcel.kind == "answer" and self._clock() - parcel.created_at > ANSWER_LIFE:
            self._sent.append((parcel.id, None))
            return None
        verdict: answers.Verdict
        began = self._clock()
        try:
            message = await self._sent_as(parcel, card_message)
        except TelegramError as error:
            verdict = answers.sort(error)
            self._judge(parcel, verdict, error, began)
            return verdict
        except Withheld as error:
            verdict = answers.Refused()
            self._settled.append(settling.Handed(parcel, settling.WITHHOLD, self._clock()))
            self._judge(parcel, verdict, error, began)
            return verdict
        except Exception as error:  # a broken picture must not stop the others
            log.error("parcel failed", row=parcel.id, kind=parcel.kind, exc_info=error)
            verdict = answers.Broken()
            self._judge(parcel, verdict, error, began)
            return verdict
        self._failures.pop(parcel.chat_id, None)
        self._wake_soon()  # not at the end of the chat: a crash would repeat all of it
        return message

    async def _sent_as(self, parcel: outbox.Parcel, card_message: int | None) -> int | None:
        rendered: Rendered | None = None
        if parcel.kind == "errand":
            await self._errands[parcel.payload["errand"]](self._db, parcel.payload["given"])
            self._sent.append((parcel.id, None))
            return None
        if parcel.kind in ("picture", "document"):
            render = self._renders[parcel.payload["render"]]
            rendered = await render(self._db, parcel.payload["given"])
        file = (rendered.name, rendered.body) if rendered else None
        message = await self._caller.send(
            parcel.kind, parcel.chat_id, parcel.payload, card_message, file
        )
        self._sent.append((parcel.id, message))
        if rendered is not None:
            self._settled.append(settling.Handed(parcel, settling.HAND_OUT, self._clock()))
        if parcel.card and message is not None and message != card_message:
            self._settled.append(
                settling.Placed(parcel.card, parcel.chat_id, message, card_message)
            )
        return message

    def _judge(
        self, parcel: outbox.Parcel, verdict: answers.Verdict, error: Exception, began: datetime
    ) -> None:
        why = reason(error)
        if isinstance(verdict, answers.Fine):
            self._sent.append((parcel.id, parcel.card_message))
        elif isinstance(verdict, answers.Moved):
            self._settled.append(settling.Moved(parcel.chat_id, verdict.chat_id))
            self._settled.append(settling.Later(parcel.id, self._clock(), why, tried=False))
        elif isinstance(verdict, answers.Gone):
            log.warning("chat out of reach", row=parcel.id, reason=why)
            self._settled.append(settling.GaveUp(parcel.id, why))
            self._settled.append(settling.Unreachable(parcel.chat_id, began))
        elif isinstance(verdict, answers.Refused) or self._often_enough(parcel, verdict):
            log.error("given up", row=parcel.id, kind=parcel.kind, reason=why)
            self._settled.append(settling.GaveUp(parcel.id, why))
        else:
            tried = type(verdict) in MOST_ATTEMPTS
            due = self._clock() + timedelta(seconds=self._pause(parcel, verdict))
            self._settled.append(settling.Later(parcel.id, due, why, tried=tried))
            if isinstance(verdict, HOLDS) and parcel.kind != outbox.ASIDE:
                self._parked[parcel.chat_id] = due

    def _often_enough(self, parcel: outbox.Parcel, verdict: answers.Verdict) -> bool:
        """Whether to give up; a lost answer counts only where it was lost.

        A process that dies leaves the attempts of rows that it never came to.
        """
        most = MOST_ATTEMPTS.get(type(verdict))
        lost = self._failures.get(parcel.chat_id, 0) + 1
        tries = lost if isinstance(verdict, answers.Ambiguous) else parcel.attempts
        return most is not None and min(tries, parcel.attempts) >= most

    def _pause(self, parcel: outbox.Parcel, verdict: answers.Verdict) -> float:
        """Seconds until the next try: as long as Telegram asks, else twice the last, to 60."""
        if isinstance(verdict, answers.Wait):
            return verdict.seconds
        failures = self._failures.get(parcel.chat_id, 0)
        self._failures[parcel.chat_id] = failures + 1
        return min(2.0 ** min(failures, 6), PAUSE_MOST)
