"""One parcel of the outbox as calls of the Bot API."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError

from bot.api import verdicts
from bot.api.transport import AiohttpRequest

File = tuple[str, bytes]
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
        kind: str,
        chat_id: int,
        payload: Mapping[str, Any],
        card_message: int | None,
        file: File | None,
    ) -> int | None:
        """Sends one parcel; returns the id of the message it is now, if it is one."""
        message = await self._send(kind, chat_id, payload, card_message, file)
        self._said()
        return message

    async def _send(
        self,
        kind: str,
        chat_id: int,
        payload: Mapping[str, Any],
        card_message: int | None,
        file: File | None,
    ) -> int | None:
        if kind == "card":
            return await self._card(chat_id, payload, card_message)
        if kind == "answer":
            await self.call("answerCallbackQuery", payload)
            return None
        if kind == "strip":
            await self.call("editMessageReplyMarkup", {"chat_id": chat_id, **payload})
            return None
        if kind in ("picture", "document"):
            return await self._file(kind, chat_id, payload, file)
        if kind == "call":
            await self.call(payload["method"], payload["fields"])
            return None
        return await self._message(chat_id, payload)

    async def _message(self, chat_id: int, payload: Mapping[str, Any]) -> int:
        result = await self._worded("sendMessage", {"chat_id": chat_id, **payload})
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

    async def _card(
        self, chat_id: int, payload: Mapping[str, Any], card_message: int | None
    ) -> int | None:
        fields = dict(payload)
        fresh = fields.pop("fresh", False)
        message = fields.pop("message_id", None) or card_message
        if message is not None and not fresh:
            try:
                await self._worded(
                    "editMessageText", {"chat_id": chat_id, "message_id": message, **fields}
                )
            except BadRequest as error:
                if not verdicts.card_is_lost(error):
                    raise
                self.beside()
            else:
                return int(message)
        sent = await self._message(chat_id, fields)
        if message is not None:
            await self._take_down(chat_id, int(message))
        return sent

    async def _take_down(self, chat_id: int, message: int) -> None:
        """Removes a card that goes on below; an old one that must stay just stays."""
        try:
            await self.call("deleteMessage", {"chat_id": chat_id, "message_id": message})
        except TelegramError as error:  # were it raised, the new card would be sent once more
            log.info("old card stays", reason=error.message)

    async def _file(
        self, kind: str, chat_id: int, payload: Mapping[str, Any], file: File | None
    ) -> int:
        if file is None:
            raise ValueError("a file parcel without its file")
        method, part = (
            ("sendPhoto", "photo") if kind == "picture" else ("sendDocument", "document")
        )
        fields = {
            "chat_id": chat_id,
            "caption": payload.get("caption") or None,
            "parse_mode": "HTML",
            "reply_markup": payload.get("reply_markup"),
        }
        result = await self._worded(method, fields, {part: file})
        return int(result["message_id"])


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in fields.items() if name != "parse_mode"}
    words = {name: unescape(TAGS.sub("", plain[name])) for name in WORDED if plain.get(name)}
    return {**plain, **words}
