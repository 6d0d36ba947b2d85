"""Work: one lane at a time, oldest first; one transaction holds everything an update causes.

Records, audit line, draft, outbox rows and the inbox row's `done` commit together. Several
lanes share a transaction, a savepoint each, so that one sync of the disk serves them all; a
failure rolls back its own savepoint only. A handler's own error sets its update aside at once, one
of the outside after five tries: its sender gets one sentence, the administrators a notice, and the
next of the lane goes on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePath
from traceback import extract_tb
from typing import Any

import orjson
import structlog
from sqlalchemy.exc import InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel.ext.asyncio.session import AsyncSession
from structlog.contextvars import bound_contextvars
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
)

from bot.api.updates import Reader
from bot.logs import reason
from bot.pumps import texts
from bot.pumps.tally import AGAIN, ASIDE, DONE, READING, Tally
from bot.pumps.underway import Underway
from handlers.chat.context import Work, current
from storage import audit
from storage.database import OUT_OF_REACH, Abandoned, Database, is_lost, savepoint
from storage.long_reading import LOAN, Loan, NotRead
from storage.office import officers
from storage.rules.clock import Clock, steady
from storage.traffic import inbox, urgencies

LANES_AT_ONCE = 16  # a longer round keeps its answers back until its last one is written
SENDERS_TURN = 4  # turns of the loop in which a woken sender comes to the lock before us
STEP_SECONDS = 30.0
PAUSE_SECONDS = 1.0

log = structlog.get_logger("worker")

OUTSIDE = (InterfaceError, PoolTimeout, TimeoutError, ConnectionError)
"""What a database or a network that is away raises in a handler: the same may go well later.

So does a lock, a full disk or a broken connection (`is_lost`). Anything else is a fault of the
handler's own, a statement that does not fit its tables too, and a repetition would only repeat it.
"""
ROOMS = ("handlers", "scheduler", "storage", "bot")

SetAside = Callable[[AsyncSession, inbox.Waiting], Awaitable[None]]


class TxApplication(
    Application[Any, Any, Any, Any, Any, Any]  # the builder fixes the six kinds
):
    """PTB's router, which asks only the handlers that can take such an update.

    Their errors reach the worker instead of vanishing.
    """

    async def process_update(self, update: object) -> None:
        """As the library's own, without side tasks and persistence, which nothing here uses."""
        context: Any = None
        try:
            for handler, check in self._taking(update):
                context = context or self.context_types.context.from_update(update, self)
                await handler.handle_update(update, self, check, context)
        except ApplicationHandlerStop:
            return

    def _taking(self, update: object) -> Iterator[tuple[BaseHandler[Any, Any, Any], object]]:
        """The first handler of each group that takes it, with what it found in it."""
        tapped = isinstance(update, Update) and update.callback_query is not None
        for handlers in self._of_taps if tapped else self._of_others:
            for handler in handlers:
                check = handler.check_update(update)
                if check is not None and check is not False:
                    yield handler, check
                    break

    @cached_property
    def _of_taps(self) -> Sequence[Sequence[BaseHandler[Any, Any, Any]]]:
        words = CommandHandler, MessageHandler
        return [[one for one in each if not isinstance(one, words)] for each in self._groups]

    @cached_property
    def _of_others(self) -> Sequence[Sequence[BaseHandler[Any, Any, Any]]]:
        taps = CallbackQueryHandler
        return [[one for one in each if not isinstance(one, taps)] for each in self._groups]

    @property
    def _groups(self) -> Sequence[Sequence[BaseHandler[Any, Any, Any]]]:
        return [self.handlers[group] for group in sorted(self.handlers)]


@dataclass(frozen=True)
class Settled:
    """What became of an update in this round; seconds."""

    head: inbox.Waiting
    outcome: str
    seconds: float
    waited: float


class Worker:
    """Works off the inbox; `wake` is called by the commit that stored something."""

    def __init__(
        self,
        app: TxApplication,
        db: Database,
        clock: Clock,
        set_aside: SetAside,
        underway: Underway | None = None,
        tally: Tally | None = None,
    ) -> None:
        self._app = app
        self._reader = Reader(app.bot)
        self._tally = tally or Tally()
        self._db = db
        self._clock = clock
        self._set_aside = set_aside
        self._underway = underway
        self._woken = asyncio.Event()
        self._more = False  # whether somebody's next update waited when the last round ended
        self._loans: dict[int, Loan] = {}
        self._readings: dict[int, asyncio.Task[None]] = {}  # by the lane that waits for it
        db.on_commit("inbox", self._woken.set)

    async def run(self) -> None:
        """Works until cancelled; a database out of reach is waited for."""
        try:
            while True:
                await self._turn()
        finally:
            await self._end_readings()

    async def _turn(self) -> None:
        try:
            worked = await self.once()
            self._tally.reach.back()
            for _ in range(SENDERS_TURN if worked else 0):
                await asyncio.sleep(0)
            if self._more:
                return
        except OUT_OF_REACH as error:
            self._tally.reach.away(error)
            await asyncio.sleep(PAUSE_SECONDS)
            return
        try:
            async with asyncio.timeout(PAUSE_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return

    async def once(self) -> int:
        """Works on the head of each waiting lane; returns how many updates were settled."""
        now = self._clock()
        settled: list[Settled] = []
        more: list[inbox.Waiting] = []
        self._more = False
        async with self._db.begin() as session:
            self._woken.clear()  # whatever has woken us is seen from here on
            heads = await inbox.heads(session, now, LANES_AT_ONCE, busy=list(self._readings))
            await officers.meet(session, [head.lane for head in heads])
            for head in heads:
                settled.append(await self._turn_of(session, head, now))
            await inbox.finish(session, [one.head.id for one in settled if one.outcome == DONE])
            if heads:  # a transaction of its own, to find nothing, would cost as much as a step
                more = await inbox.heads(session, self._clock(), 1, busy=list(self._readings))
        self._more = bool(more)
        for one in settled:
            self._tally.update(**vars(one))
        return len(heads)

    async def _turn_of(
        self, session: AsyncSession, head: inbox.Waiting, now: datetime
    ) -> "Settled":
        began, waited = steady(), max((now - head.received_at).total_seconds(), 0.0)
        urgencies.caused_by(session, head.update_id)
        with bound_contextvars(update_id=head.update_id):
            outcome = await self._settle(session, head)
        urgencies.caused_by(session, None)
        return Settled(head, outcome, steady() - began, waited)

    async def _settle(self, session: AsyncSession, head: inbox.Waiting) -> str:
        try:
            async with savepoint(session):
                async with asyncio.timeout(STEP_SECONDS):
                    await self._step(session, head)
        except NotRead as wanted:
            self._read_beside(head, wanted)
            return READING
        except Exception as error:  # a handler may fail in any way; the others go on
            if _lost(error):
                raise
            self._loans.pop(head.id, None)
            return await self._failed(session, head, error)
        self._loans.pop(head.id, None)
        return DONE

    def _read_beside(self, head: inbox.Waiting, wanted: NotRead) -> None:
        """The lane rests while its reading is done; then its update is begun anew."""
        loan = self._loans.setdefault(head.id, Loan())
        reading = asyncio.create_task(self._reading(head, loan, wanted))
        self._readings[head.lane] = reading

        def done(_task: asyncio.Task[None]) -> None:
            self._readings.pop(head.lane, None)
            self._woken.set()

        reading.add_done_callback(done)

    async def _reading(self, head: inbox.Waiting, loan: Loan, wanted: NotRead) -> None:
        """Reads, and shows in the private chat of whoever waits that something is done."""
        chat = _private_chat(head)
        if self._underway is None or chat is None:
            await loan.read(self._db, wanted)
            return
        async with self._underway.shown(chat, "typing", texts.READING):
            await loan.read(self._db, wanted)

    async def read(self) -> int:
        """Returns when the readings under way are done, and how many they were."""
        under_way = list(self._readings.values())
        if under_way:
            await asyncio.wait(under_way)
        return len(under_way)

    async def _end_readings(self) -> None:
        for reading in self._readings.values():
            reading.cancel()
        await self.read()

    async def _step(self, session: AsyncSession, head: inbox.Waiting) -> None:
        urgencies.answering(session, {head.lane})
        update = self._reader.update(orjson.loads(head.raw))
        work = Work(
            session=session,
            now=self._clock(),
            received_at=head.received_at,
        )
        urgencies.answering(session, _chats(head, update))
        token = current.set(work)
        session.info.pop(audit.WRITTEN, None)
        session.info[LOAN] = self._loans.get(head.id) or Loan()
        try:
            await self._app.process_update(update)
        finally:
            session.info.pop(LOAN, None)
            current.reset(token)

    async def _failed(self, session: AsyncSession, head: inbox.Waiting, error: Exception) -> str:
        log.error(
            "update failed",
            attempt=head.attempts + 1,
            exc_info=error,
        )
        own = not (isinstance(error, OUTSIDE) or is_lost(error))
        told = f"{type(error).__name__} {place_of(error)}: {reason(error)}"
        if not await inbox.failed(session, head, told, self._clock(), for_good=own):
            return AGAIN
        await self._give_notice(session, head)
        return ASIDE

    async def _give_notice(self, session: AsyncSession, head: inbox.Waiting) -> None:
        try:
            async with savepoint(session):
                await self._set_aside(session, head)
        except Exception as error:  # without its notice it still stands aside
            if _lost(error):
                raise
            log.error("notice not given", exc_info=error)


def _private_chat(head: inbox.Waiting) -> int | None:
    """Where it came from, if that is the sender's own chat."""
    told = orjson.loads(head.raw)
    message = told.get("message") or (told.get("callback_query") or {}).get("message") or {}
    chat = (message.get("chat") or {}).get("id")
    return chat if chat == head.lane else None


def _chats(head: inbox.Waiting, update: Update) -> set[int]:
    """Where whoever caused the update looks for the answer."""
    return {head.lane, update.effective_chat.id} if update.effective_chat else {head.lane}


def place_of(error: BaseException) -> str:
    """Where in our own code it was raised, as `handlers/plan/commands.py#63`."""
    place = "#"
    for frame in extract_tb(error.__traceback__):
        path = PurePath(frame.filename)
        rooms = [at for at, part in enumerate(path.parts) if part in ROOMS]
        if rooms and "site-packages" not in path.parts:
            place = f"{'/'.join(path.parts[rooms[-1] :])}#{frame.lineno}"
    return place


def _lost(error: Exception) -> bool:
    """Whether the transaction itself is gone, so that all of it must be repeated.

    Other OSErrors are a handler's own: a file that is missing, a step that took too long.
    """
    return isinstance(error, Abandoned) or getattr(error, "connection_invalidated", False) is True
