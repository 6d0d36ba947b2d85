"""What a handler has in hand: the transaction of this update, the officer, and a voice.

A handler never calls the Bot API. It says things into the outbox, in the same transaction as
its records; they are sent after the commit.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot, Update
from telegram.ext import CallbackContext

from handlers.chat.buttons import Row, markup
from storage.models.office import Officer
from storage.rules.clock import kst_date
from storage.traffic import outbox
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
        self,
        chat_id: int,
        text: str,
        rows: Sequence[Row] = (),
        *,
        reply_markup: Mapping[str, Any] | None = None,
        secret: bool = False,
    ) -> None:
        """Sends a new message of Telegram HTML with inline buttons; `secret`: see the outbox."""
        work = self.work
        payload = message(text, rows, reply_markup)
        await outbox.put(work.session, chat_id, "message", payload, now=work.now, secret=secret)

    async def show(
        self, chat_id: int, card: str, text: str, rows: Sequence[Row] = (), *, fresh: bool = False
    ) -> None:
        """Draws a card: edits its message in place, or with `fresh` sends it anew below."""
        work = self.work
        payload = message(text, rows) | {"fresh": fresh}
        await outbox.put(work.session, chat_id, "card", payload, now=work.now, card=card)

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
        payload = message(text, rows) | {"message_id": message_id}
        card = f"m{chat_id}:{message_id}"
        await outbox.put(
            self.session, chat_id, "card", payload, now=self.now, card=card, secret=secret
        )

    async def answer(self, update: Update, text: str = "", *, alert: bool = False) -> None:
        """Ends the spinner of a tapped button; the words also stand in the card."""
        query = update.callback_query
        if query is None:
            return
        payload: dict[str, Any] = {"callback_query_id": query.id}
        if text:
            payload |= {"text": text[:200], "show_alert": alert}
        chat_id = query.message.chat.id if query.message else query.from_user.id
        await outbox.put(self.session, chat_id, "answer", payload, now=self.now)

    async def strip(self, chat_id: int, message_id: int) -> None:
        """Takes the buttons off a message that no longer acts."""
        payload = {"message_id": message_id}
        await outbox.put(self.session, chat_id, "strip", payload, now=self.now)

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
        await self._file(chat_id, "picture", name, given, caption, secret=secret)

    async def document(
        self, chat_id: int, name: str, given: Mapping[str, Any], *, caption: str = ""
    ) -> None:
        """Sends a file that delivery renders by `name` from `given`."""
        await self._file(chat_id, "document", name, given, caption)

    async def _file(
        self,
        chat_id: int,
        kind: str,
        name: str,
        given: Mapping[str, Any],
        caption: str,
        *,
        secret: bool = False,
    ) -> None:
        """Asked for again while it still waits, it is made once, as of the last time."""
        asked = {one: value for one, value in given.items() if one != "at"}
        same = orjson.dumps([name, asked], option=orjson.OPT_SORT_KEYS)
        key = f"file:{chat_id}:{hashlib.sha256(same).hexdigest()[:32]}"
        payload = {"render": name, "given": dict(given), "caption": caption}
        session, now = self.session, self.now
        await outbox.put(session, chat_id, kind, payload, now=now, card=key, secret=secret)

    async def errand(self, chat_id: int, name: str, given: Mapping[str, Any]) -> None:
        """Has delivery do `name`: something that takes longer than a handler may."""
        payload = {"errand": name, "given": dict(given)}
        await outbox.put(self.session, chat_id, "errand", payload, now=self.now)


def message(
    text: str, rows: Sequence[Row] = (), reply_markup: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A message as the outbox holds it."""
    payload: dict[str, Any] = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    chosen = reply_markup if reply_markup is not None else markup(rows)
    if chosen is not None:
        payload["reply_markup"] = chosen
    return payload
