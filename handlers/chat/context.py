"""What a handler has in hand: the transaction of this update, the officer, and a voice.

A handler never calls the Bot API. It says things into the outbox, in the same transaction as
its records; they are sent after the commit.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot, Update
from telegram.ext import CallbackContext

from storage.act import Act
from storage.models.office import Officer
from storage.rules.clock import kst_date
from storage.traffic import outbox, telling
from storage.traffic.messages import (
    Card,
    Document,
    Errand,
    Message,
    Outgoing,
    Picture,
    Row,
    Strip,
    TapAnswer,
)
from storage.traffic.prompts import Asked


@dataclass
class Work:
    """The transaction and the time of the update being worked on."""

    session: AsyncSession
    now: datetime
    received_at: datetime
    officer: Officer | None = None
    locked_since: datetime | None = None  # the office is locked: see queries/lockdowns.py
    private: str = ""  # the kind of personal data in the words of this update: see access.Guarded
    suspected: bool = False  # a forged tap of this update stands in the audit trail
    rest: bool = False  # an app cut it off the message before: it is no message of its own
    taken_up: int = 0  # the message whose words a tap took up again
    heard: Asked | None = None  # the question outside a form that this message answers


current: ContextVar[Work] = ContextVar("work")


class OfficeContext(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of every handler; `officer` is set by the gate before any other runs."""

    @property
    def work(self) -> Work:
        """The work in hand, set by the worker for each update."""
        return current.get()

    @property
    def session(self) -> AsyncSession:
        """The transaction of this update; it is committed by the worker, never here."""
        return self.work.session

    @property
    def act(self) -> Act:
        """The officer's act in this update: what every query takes first that writes for them."""
        return Act(self.session, self.officer, self.now)

    @property
    def now(self) -> datetime:
        """The time at which this update is worked on, in UTC."""
        return self.work.now

    @property
    def today(self) -> date:
        """The office's day (Korea)."""
        return kst_date(self.work.now)

    @property
    def officer(self) -> Officer:
        """The registered person who acts; only after the gate."""
        officer = self.work.officer
        if officer is None:
            raise LookupError("no officer: the gate did not run")
        return officer

    async def say(
        self, chat_id: int, text: str, rows: Sequence[Row] = (), *, secret: bool = False
    ) -> None:
        """Sends a new message of HTML with buttons; `secret`: see the outbox."""
        await self.put(chat_id, Message(text, rows), secret=secret)

    async def tell(
        self,
        people: Iterable[Officer | None],
        text: str,
        rows: Sequence[Row] = (),
        *,
        but: Officer | None = None,
    ) -> bool:
        """Says the same to each who can be written to, but not to who acts (`but`, if said)."""
        work, said = self.work, Message(text, rows)
        return await telling.tell(work.session, people, said, work.now, but=but or work.officer)

    async def show(
        self, chat_id: int, card: str, text: str, rows: Sequence[Row] = (), *, fresh: bool = False
    ) -> None:
        """Draws a card: edits its message in place, or with `fresh` sends it anew below."""
        await self.put(chat_id, Card(card, text, rows, fresh=fresh))

    async def redraw(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        rows: Sequence[Row] = (),
        *,
        secret: bool = False,
    ) -> None:
        """Edits the very message that was tapped (a view that belongs to no draft)."""
        card = Card(f"m{chat_id}:{message_id}", text, rows, message_id)
        await self.put(chat_id, card, secret=secret)

    async def answer(self, update: Update, text: str = "", *, alert: bool = False) -> None:
        """Ends the spinner of a tapped button; the words also stand in the card."""
        query = update.callback_query
        if query is None:
            return
        chat_id = query.message.chat.id if query.message else query.from_user.id
        await self.put(chat_id, TapAnswer(query.id, text, alert))

    async def strip(self, chat_id: int, message_id: int) -> None:
        """Takes the buttons off a message that no longer acts."""
        await self.put(chat_id, Strip(message_id))

    async def picture(
        self,
        chat_id: int,
        name: str,
        given: Mapping[str, Any],
        *,
        caption: str = "",
        secret: bool = False,
    ) -> None:
        """Sends a picture that delivery renders by `name` from `given`."""
        key = _file_key(chat_id, name, given)
        await self.put(chat_id, Picture(name, given, caption, key), secret=secret)

    async def document(
        self, chat_id: int, name: str, given: Mapping[str, Any], *, caption: str = ""
    ) -> None:
        """Sends a file that delivery renders by `name` from `given`."""
        await self.put(chat_id, Document(name, given, caption, _file_key(chat_id, name, given)))

    async def errand(self, chat_id: int, name: str, given: Mapping[str, Any]) -> None:
        """Has delivery do `name`: something that takes longer than a handler may."""
        await self.put(chat_id, Errand(name, given))

    async def put(self, chat_id: int, what: Outgoing, *, secret: bool = False) -> None:
        """Writes anything else that is to be said or done in a chat."""
        work = self.work
        await outbox.put(work.session, chat_id, what, now=work.now, secret=secret)


def _file_key(chat_id: int, name: str, given: Mapping[str, Any]) -> str:
    """Asked for again while it still waits, a file is made once, as of the last time."""
    asked = {one: value for one, value in given.items() if one != "at"}
    same = orjson.dumps([name, asked], option=orjson.OPT_SORT_KEYS)
    return f"file:{chat_id}:{hashlib.sha256(same).hexdigest()[:32]}"
