"""An update as python-telegram-bot's types, without what nobody asks of it.

Its own reading looks for every kind of body that Telegram knows, in each message anew: that costs
as much as to answer a tap. Plain words and taps, nearly all that comes, are put together here.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    Update,
    User,
)

Told = Mapping[str, Any]
WORDS = frozenset(("message_id", "date", "chat", "from", "text", "entities"))
"""What a message of nothing but words tells."""
KEPT = 256  # people and chats that were met lately


class Tapped(Update):
    """A tap. What its message says is ours anyway: nobody asks for its words, only its place."""

    @property
    def effective_message(self) -> None:
        return None


class Reader:
    """Reads updates for one bot. Raises as the library does for what is no update."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

        @lru_cache(KEPT)
        def user(told: tuple[tuple[str, Any], ...]) -> User:
            return User.de_json(dict(told), bot)

        @lru_cache(KEPT)
        def chat(told: tuple[tuple[str, Any], ...]) -> Chat:
            return Chat.de_json(dict(told), bot)

        self._user, self._chat = user, chat

    def update(self, raw: dict[str, Any]) -> Update:
        """The update; of a message that was tapped only its place."""
        tap, message = raw.get("callback_query"), raw.get("message")
        try:
            if tap and tap.get("message"):
                return Tapped(raw["update_id"], callback_query=self._tap(tap))
            if message and message.keys() <= WORDS:
                return Update(raw["update_id"], message=self._words(message))
        except TypeError:  # a chat that tells more than plain values
            pass
        return Update.de_json(raw, self._bot)

    def _tap(self, tap: Told) -> CallbackQuery:
        message = tap["message"]
        return CallbackQuery(
            id=tap["id"],
            from_user=self._user(tuple(tap["from"].items())),
            chat_instance=tap["chat_instance"],
            message=MaybeInaccessibleMessage(
                message_id=message["message_id"],
                date=datetime.fromtimestamp(message["date"], UTC),
                chat=self._chat(tuple(message["chat"].items())),
            ),
            data=tap.get("data"),
        )

    def _words(self, told: Told) -> Message:
        message = Message(
            message_id=told["message_id"],
            date=datetime.fromtimestamp(told["date"], UTC),
            chat=self._chat(tuple(told["chat"].items())),
            from_user=self._user(tuple(told["from"].items())) if told.get("from") else None,
            text=told.get("text"),
            entities=MessageEntity.de_list(told.get("entities") or [], self._bot),
        )
        message.set_bot(self._bot)  # what was said to /name@bot is compared with it
        return message
