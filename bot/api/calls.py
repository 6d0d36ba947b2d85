"""One parcel of the outbox as calls of the Bot API."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any, Literal

import structlog
from telegram.error import BadRequest, TelegramError

from bot.api import messages, verdicts
from bot.api.transport import AiohttpRequest
from storage.traffic.messages import Album, Card, Document, Errand, Message, Outgoing, Picture

File = tuple[str, bytes]
Action = Literal["typing", "upload_photo", "upload_document"]
TAGS = re.compile(r"<[^>]+>")
WORDED = ("text", "caption")

log = structlog.get_logger("calls")


class Caller:
    """Sends parcels over one transport."""

    def __init__(
        self,
        address: str,
        request: AiohttpRequest,
        said: Callable[[], None] = lambda: None,
    ) -> None:
        """`said` is called whenever Telegram has taken a parcel."""
        self._address = address
        self._request = request
        self._said = said
        self.beside: Callable[[], None] = lambda: None
        """Told of each call more than one that a parcel takes: they count as well."""

    async def call(
        self, method: str, fields: Mapping[str, Any], files: Mapping[str, File] | None = None
    ) -> Any:
        """Calls one method and returns its result; raises telegram.error.TelegramError."""
        return await self._request.call(f"{self._address}/{method}", fields, files)

    async def send(
        self,
        chat_id: int,
        what: Outgoing,
        card_message: int | None = None,
        file: File | None = None,
    ) -> int | None:
        """Sends one thing; returns the id of the message it is now, if it is one."""
        message = await self._send(chat_id, what, card_message, file)
        self._said()
        return message

    async def _send(
        self, chat_id: int, what: Outgoing, card_message: int | None, file: File | None
    ) -> int | None:
        if isinstance(what, Card):
            return await self._card(chat_id, what, card_message)
        if isinstance(what, Message):
            return await self._message(chat_id, messages.worded(what))
        if isinstance(what, Picture | Document):
            return await self._file(chat_id, what, file)
        if isinstance(what, Album | Errand):
            raise TypeError(f"{what.kind} is nothing to send so")
        await self.call(*messages.silent(what, chat_id))
        return None

    async def acting(self, chat_id: int, action: Action) -> None:
        """Shows for five seconds, below the bot's name, what it is at."""
        await self.call("sendChatAction", {"chat_id": chat_id, "action": action})

    async def line(self, chat_id: int, text: str) -> int:
        """Says plain words without a sound; returns their message."""
        fields = {"chat_id": chat_id, "text": text, "disable_notification": True}
        result = await self.call("sendMessage", fields)
        return int(result["message_id"])

    async def album(
        self, chat_id: int, what: Album, kept: Mapping[str, File] | None = None
    ) -> int | None:
        """Shows files that Telegram holds; with `kept`, those of them whose bytes we hold.

        Returns the id of the first message. Raises BadRequest when Telegram lacks one of them.
        """
        files = what.files if kept is None else [one for one in what.files if one["mark"] in kept]
        if not files:
            return None
        for _ in files[1:]:
            self.beside()
        parts: dict[str, File] = {}
        sources = [one["file_id"] for one in files]
        if kept is not None:
            parts = {f"file{at}": kept[one["mark"]] for at, one in enumerate(files)}
            sources = [f"attach://{part}" for part in parts]
        method, fields = messages.album(files, sources)
        sent = await self.call(method, {"chat_id": chat_id, **fields}, parts or None)
        self._said()
        first = sent[0] if isinstance(sent, list) else sent
        return int(first["message_id"])

    async def _message(self, chat_id: int, fields: Mapping[str, Any]) -> int:
        result = await self._worded("sendMessage", {"chat_id": chat_id, **fields})
        return int(result["message_id"])

    async def _worded(
        self, method: str, fields: Mapping[str, Any], files: Mapping[str, File] | None = None
    ) -> Any:
        """Calls a method with HTML in it; what Telegram cannot parse goes out as plain text."""
        try:
            return await self.call(method, fields, files)
        except BadRequest as error:
            if not verdicts.markup_is_broken(error):
                raise
            log.error("html refused, sent as plain text", method=method, reason=error.message)
            self.beside()
            return await self.call(method, _plain(fields), files)

    async def _card(self, chat_id: int, card: Card, card_message: int | None) -> int | None:
        fields = messages.worded(card)
        message = card.message_id or card_message
        if message is not None and not card.fresh:
            try:
                await self._worded(
                    "editMessageText", {"chat_id": chat_id, "message_id": message, **fields}
                )
            except BadRequest as error:
                if not verdicts.card_is_lost(error):
                    raise
                self.beside()
            else:
                return message
        sent = await self._message(chat_id, fields)
        if message is not None:
            await self.take_down(chat_id, message)
        return sent

    async def take_down(self, chat_id: int, message: int) -> None:
        """Removes a card that goes on below; an old one that must stay just stays."""
        self.beside()
        try:
            await self.call("deleteMessage", {"chat_id": chat_id, "message_id": message})
        except TelegramError as error:  # were it raised, the new card would be sent once more
            log.info("old card stays", reason=error.message)

    async def _file(self, chat_id: int, what: Picture | Document, file: File | None) -> int:
        if file is None:
            raise ValueError("a file parcel without its file")
        method, part, fields = messages.captioned(what)
        result = await self._worded(method, {"chat_id": chat_id, **fields}, {part: file})
        return int(result["message_id"])


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in fields.items() if name != "parse_mode"}
    words = {name: unescape(TAGS.sub("", plain[name])) for name in WORDED if plain.get(name)}
    return {**plain, **words}
