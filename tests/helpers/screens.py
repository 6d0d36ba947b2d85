"""What stands around the desk: a network that refuses, and what a chat shows."""

from dataclasses import dataclass, field
from html import unescape
from re import compile as pattern
from typing import Any

import orjson
from telegram.request import BaseRequest, RequestData

BOT_ID = 7000000000
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "고용할당제", "username": "goyang_quota_bot"}
TAGS = pattern(r"<[^>]+>")


class NoNetwork(BaseRequest):
    """Answers getMe, which PTB asks at its start, and fails on any other call."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        return

    async def shutdown(self) -> None:
        return

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: Any,
        **_more: Any,
    ) -> tuple[int, bytes]:
        if not url.endswith("/getMe"):
            raise AssertionError(f"a handler called the network: {url.rpartition('/')[2]}")
        return 200, orjson.dumps({"ok": True, "result": BOT})


@dataclass
class Key:
    """A button as it stands on a screen."""

    label: str
    code: str = ""
    url: str = ""
    copy: str = ""


@dataclass
class Screen:
    """A message of the bot as its receiver sees it now."""

    chat_id: int
    message_id: int
    html: str
    keys: list[Key] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words without markup."""
        return plain(self.html)


@dataclass
class Said:
    """One thing that the bot said, whether new, edited, an answer to a tap, or a call."""

    chat_id: int
    kind: str
    text: str
    payload: dict[str, Any]
    card: str | None = None

    @property
    def follows(self) -> bool:
        """Whether it is a board, which draws itself: it follows an act and answers nobody."""
        return (self.card or "").startswith("board:")


def person(user: int) -> dict[str, Any]:
    """A Telegram user as the sender of an update."""
    return {"id": user, "is_bot": False, "first_name": f"사람{user}"}


def keys_of(payload: dict[str, Any]) -> list[Key]:
    return [
        Key(key["label"], key["code"], key["url"], key["copy"])
        for row in payload.get("rows", [])
        for key in row
    ]


def plain(html: str) -> str:
    """The words of Telegram HTML."""
    return unescape(TAGS.sub("", html))
