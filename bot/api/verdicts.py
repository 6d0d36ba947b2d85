"""What an error of the Bot API means for the row that caused it.

`BadRequest` and `TimedOut` are kinds of `NetworkError` in python-telegram-bot, so the order of
the questions matters: asking for the parent first would repeat a permanent refusal for ever.
"""

from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.api.transport import NotSent, Pause

NOT_MODIFIED = "message is not modified"
NO_CARD = ("message to edit not found", "message can't be edited", "message to delete not found")
TOO_OLD = ("query is too old", "query id is invalid", "message can't be deleted")
NOT_PINNED = ("message to unpin not found",)
NO_CHAT = ("chat not found", "user is deactivated", "peer_id_invalid")
UNPARSED = "can't parse entities"


@dataclass(frozen=True)
class Fine:
    """Nothing to do: the effect is already there, or too late to matter."""


@dataclass(frozen=True)
class Gone:
    """The person cannot be reached: stop, and tell the office."""


@dataclass(frozen=True)
class Moved:
    """The group has another id now."""

    chat_id: int


@dataclass(frozen=True)
class Wait:
    """The chat must be left alone for so long."""

    seconds: float


@dataclass(frozen=True)
class Retry:
    """It never left: again, however often."""


@dataclass(frozen=True)
class Ill:
    """Telegram is in trouble (5xx): again for an hour or so."""


@dataclass(frozen=True)
class Ambiguous:
    """It may have arrived: again once the pause is over."""


@dataclass(frozen=True)
class Refused:
    """It will never be accepted as it is: a fault of ours."""


@dataclass(frozen=True)
class Broken:
    """Our own making of it failed before anything was sent: a few more tries."""


Verdict = Fine | Gone | Moved | Wait | Retry | Ill | Ambiguous | Refused | Broken


def sort(error: TelegramError) -> Verdict:
    """The verdict on an error of a send."""
    words = error.message.lower()
    if isinstance(error, Pause):
        return Wait(error.seconds)
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, Forbidden):
        return Gone()
    if isinstance(error, InvalidToken):
        return Wait(30.0)
    if isinstance(error, BadRequest):
        if NOT_MODIFIED in words or any(
            mark in words for mark in (*TOO_OLD, *NO_CARD, *NOT_PINNED)
        ):
            return Fine()
        return Gone() if any(mark in words for mark in NO_CHAT) else Refused()
    if isinstance(error, NotSent):
        return Retry()
    if isinstance(error, NetworkError) and not isinstance(error, TimedOut):
        return Ill()
    return Ambiguous()


def card_is_lost(error: BadRequest) -> bool:
    """Whether the message of a card is gone or can no longer be edited."""
    return any(mark in error.message.lower() for mark in NO_CARD)


def markup_is_broken(error: BadRequest) -> bool:
    """Whether the HTML of a text was refused."""
    return UNPARSED in error.message.lower()
