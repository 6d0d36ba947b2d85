"""One Bot API call: its parameters, leniently read as Telegram reads them."""

from __future__ import annotations

from typing import Any

import orjson

from bot.simulator.wire import markup
from bot.simulator.wire.entities import formatted
from bot.simulator.world.chats import Chat, World
from bot.simulator.world.refusal import Refused, bad

Json = dict[str, Any]
TRUE = frozenset({"true", "yes", "1"})


class Upload:
    """A file part of a multipart body."""

    __slots__ = ("data", "mime", "name")

    def __init__(self, name: str, mime: str, data: bytes):
        self.name = name
        self.mime = mime
        self.data = data


class Call:
    """Parameters of one call with typed readers; values may be JSON or strings of it."""

    __slots__ = ("files", "method", "params", "world")

    def __init__(self, world: World, method: str, params: Json, files: dict[str, Upload]):
        self.world = world
        self.method = method
        self.params = params
        self.files = files

    def text(self, name: str) -> str:
        """The parameter as text; absent means empty."""
        value = self.params.get(name)
        if isinstance(value, str):
            return value
        return "" if value is None else orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a number; what is no number counts as absent, as in Telegram."""
        value = self.params.get(name)
        if isinstance(value, int):
            return int(value)
        try:
            return int(value) if value else default
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """The parameter as a truth value."""
        value = self.params.get(name)
        return value is True or (value is not None and str(value).lower() in TRUE)

    def json(self, name: str, what: str = "") -> Any:
        """The parameter as JSON; absent or empty means None."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise bad(f"can't parse {what or name.replace('_', ' ')} JSON object") from error

    # Chats and messages ----------------------------------------------------------------

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat for reading; raises 400 when there is none."""
        reference = self.text(name)
        if not reference:
            raise bad(f"{name} is empty")
        try:
            found = self.world.chats.get(int(reference))
        except ValueError:
            found = self._public(reference)
        if found is None:
            raise bad("chat not found")
        return found

    def _public(self, reference: str) -> Chat | None:
        for chat in self.world.chats.values():
            username = chat.face.get("username")
            if not chat.private and username and reference == f"@{username}":
                return chat
        return None

    def writable(self) -> Chat:
        """The chat for writing; raises Telegram's 400 or 403 when it is closed to the bot."""
        chat = self.chat()
        if chat.private:
            if chat.bot_status == "kicked":
                raise Refused(403, "Forbidden: bot was blocked by the user")
            if not chat.started:
                raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        elif chat.migrated_to:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        elif chat.bot_status == "kicked":
            raise Refused(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        elif chat.bot_status == "left":
            raise Refused(403, f"Forbidden: bot is not a member of the {chat.kind} chat")
        return chat

    def message(self, chat: Chat, purpose: str, name: str = "message_id") -> Json:
        """The message named by the call; raises 400 "`purpose` not found"."""
        found = chat.messages.get(self.integer(name))
        if found is None:
            raise bad(f"{purpose} not found")
        return found

    # Content ---------------------------------------------------------------------------

    def formatted(self, name: str, entities: str) -> tuple[str, list[Json]]:
        """A text parameter with its entities after parse_mode."""
        given = self.json(entities) if entities in self.params else None
        return formatted(self.text(name), self.text("parse_mode"), given)

    def markup(self, chat: Chat) -> tuple[Json | None, Json | None]:
        """The reply_markup as (inline keyboard, other)."""
        if "reply_markup" not in self.params:
            return None, None
        given = self.json("reply_markup", "reply keyboard markup")
        return markup.read(given, private=chat.private, strict=self.world.strict)

    def inline_markup(self, chat: Chat) -> Json | None:
        """The reply_markup of an edit, where only an inline keyboard is allowed."""
        inline, other = self.markup(chat)
        if other is not None:
            raise bad("inline keyboard expected")
        return inline
