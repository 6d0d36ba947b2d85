"""Long work shows that it is under way: a word below the name at once, a line after three seconds.

Neither is a row of the outbox: what says "wait" must not be said when the waiting is over. The
line is one message a chat, whatever works there; it is noted before it is sent, so that after a
crash nobody sends a second one, and goes when the result has come.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import structlog
from telegram.error import TelegramError

from bot.api.calls import Action, Caller
from storage.database import OUT_OF_REACH, Database
from storage.rules.clock import Steady, steady
from storage.traffic import cards

ACTION_SECONDS = 1.0  # what is done sooner needs no word
LINE_SECONDS = 3.0
REPEAT_SECONDS = 4.5  # Telegram shows an action for five
CALLS_A_SECOND = 5  # of these, in this process: results go before

log = structlog.get_logger("underway")


class Underway:
    """Shows in a private chat that something is being made."""

    def __init__(self, caller: Caller, db: Database, ticking: Steady = steady) -> None:
        self._caller = caller
        self._db = db
        self._ticking = ticking
        self._lately: list[float] = []
        self._lines: dict[int, int] = {}  # by chat, the line that stands there; 0: nobody knows
        self.spare: Callable[[], bool] = lambda: True
        """Whether the sender has room for what is no result."""

    @asynccontextmanager
    async def shown(self, chat: int, action: Action, line: str = "") -> AsyncIterator[None]:
        """While what is inside is done. Where the process is ended meanwhile, the line stays:
        whoever does the work again takes it over."""
        if chat <= 0:
            yield
            return
        ended = asyncio.Event()
        showing = asyncio.create_task(self._show(chat, action, line, ended))
        try:
            yield
        except asyncio.CancelledError:
            showing.cancel()
            raise
        except BaseException:
            await self._end(chat, showing, ended)
            raise
        else:
            await self._end(chat, showing, ended)

    async def clear(self) -> None:
        """After a start: lines whose work nobody waits for any more go; the others are known."""
        async with self._db.read() as session:
            standing = await cards.lines(session)
            waiting = await cards.lines_waited_for(session)
        self._lines |= standing
        for chat in standing.keys() - waiting:
            await self._take_down(chat)

    async def _show(self, chat: int, action: Action, line: str, ended: asyncio.Event) -> None:
        began = self._ticking()
        if await _over(ended, ACTION_SECONDS):
            return
        with suppress(TelegramError):
            await self._act(chat, action)
            if line:
                if await _over(ended, LINE_SECONDS - (self._ticking() - began)):
                    return
                await self._say(chat, line)
            while not await _over(ended, REPEAT_SECONDS):
                await self._act(chat, action)

    async def _act(self, chat: int, action: Action) -> None:
        if self._room():
            await self._caller.acting(chat, action)

    async def _say(self, chat: int, line: str) -> None:
        """The line, unless one stands; noted first, since a crash may come in between."""
        if chat in self._lines or not self._room():
            return
        key = cards.line_key(chat)
        self._lines[chat] = 0
        async with self._db.begin() as session:
            known = await cards.message_of(session, key)
            if known is None:
                await cards.place(session, key, chat, 0)
        if known is None:
            self._lines[chat] = await self._caller.line(chat, line)
            async with self._db.begin() as session:
                await cards.place(session, key, chat, self._lines[chat])

    async def _end(self, chat: int, showing: "asyncio.Task[None]", ended: asyncio.Event) -> None:
        ended.set()
        try:
            await showing
        except OUT_OF_REACH as error:
            log.error("no word that work is under way", reason=type(error).__name__)
        await self._take_down(chat)

    async def _take_down(self, chat: int) -> None:
        message = self._lines.pop(chat, None)
        if message is None:
            return
        if message:
            await self._caller.take_down(chat, message)
        try:
            async with self._db.begin() as session:
                await cards.forget_line(session, chat)
        except OUT_OF_REACH as error:  # it is known after the next start, and goes then
            log.error("a line is not forgotten", reason=type(error).__name__)

    def _room(self) -> bool:
        now = self._ticking()
        self._lately = [at for at in self._lately if now - at < 1.0]
        if len(self._lately) >= CALLS_A_SECOND or not self.spare():
            return False
        self._lately.append(now)
        self._caller.beside()
        return True


async def _over(ended: asyncio.Event, seconds: float) -> bool:
    """Whether it ended within so many seconds."""
    try:
        async with asyncio.timeout(max(seconds, 0.0)):
            await ended.wait()
    except TimeoutError:
        return False
    return True
