"""State of the little world: one bot, people, chats and their messages, all in memory.

Messages are plain Bot API dictionaries. An edit puts a new dictionary in the place of the old
one, so updates and events may keep references without copying.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from bot.simulator.world.clock import Clock
from bot.simulator.world.events import Mailbox
from bot.simulator.world.faults import Faults
from bot.simulator.world.limits import Flood
from bot.simulator.world.shelf import Shelf
from bot.simulator.world.updates import UpdateQueue

Json = dict[str, Any]

TOKEN = "1:simulator"
SUPERGROUP_BASE = -1_000_000_000_000


class Chat:
    """A private chat, a group or a supergroup with everything that happened in it."""

    def __init__(self, face: Json, numbers: Iterator[int]):
        self.id: int = face["id"]
        self.kind: str = face["type"]
        self.face = face
        self.numbers = numbers
        self.messages: dict[int, Json] = {}
        self.keyboards: dict[int, Json] = {}
        self.pinned: list[int] = []
        self.reactions: dict[int, list[Json]] = {}
        self.topics: dict[int, str] = {}
        self.members: dict[int, str] = {}
        self.bot_status = "member"
        self.started = False
        self.migrated_to = 0
        self.instance = str(0x5EED_0000_0000 + abs(self.id))

    @property
    def private(self) -> bool:
        """True for the chat of one person with the bot."""
        return self.kind == "private"

    def present(self) -> list[int]:
        """Ids of the people who see what happens here now."""
        return [who for who, status in self.members.items() if status not in {"left", "kicked"}]


class World:
    """Everything the server knows; the methods here keep the parts consistent."""

    def __init__(self, *, token: str = TOKEN, strict: bool = True, flood: bool = False):
        self.token = token
        self.strict = strict
        self.clock = Clock()
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Quota Bot",
            "username": "quota_simulator_bot",
        }
        self.people: dict[int, Json] = {}
        self.notes: dict[int, str] = {}
        self.aside: set[int] = set()  # people with a phone that the page does not show
        self.story: Json | None = None  # what the page may play on the phones, step by step
        self.chats: dict[int, Chat] = {}
        self.mail: dict[int, Mailbox] = {}
        self.updates = UpdateQueue(self.clock)
        self.faults = Faults()
        self.flood = Flood(self.clock, active=flood)
        self.shelf = Shelf(self.clock)
        self.taps: dict[str, Json] = {}
        self.commands: dict[tuple[Any, ...], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.seq = 0
        self._numbers = itertools.count(1)
        self._serials = itertools.count(7_000_000_000_000_001)
        self._group_ids = itertools.count(4_000_000_001)

    def serial(self) -> str:
        """A fresh identifier for taps, albums and polls."""
        return str(next(self._serials))

    # People and chats ------------------------------------------------------------------

    def add_person(self, first_name: str, *, user_id: int = 0, **more: str) -> Json:
        """Add a person and the private chat with the bot; an existing id is updated."""
        if not user_id:
            user_id = max([*self.people, 100_000_000]) + 1
        person: Json = {"id": user_id, "is_bot": False, "first_name": first_name}
        for name in ("last_name", "username", "language_code"):
            if value := more.get(name, "ko" if name == "language_code" else ""):
                person[name] = value
        face = {k: v for k, v in person.items() if k not in {"is_bot", "language_code"}}
        face["type"] = "private"
        chat = self.chats.get(user_id)
        if chat is None:
            chat = self.chats[user_id] = Chat(face, self._numbers)
            chat.members[user_id] = "member"
            self.mail[user_id] = Mailbox()
        chat.face = face
        self.people[user_id] = person
        self.notes[user_id] = more.get("note", "")
        return person

    def add_group(self, title: str, members: list[int], *, kind: str, forum: bool = False) -> Chat:
        """Found a group; its first member is the owner."""
        serial = next(self._group_ids)
        supergroup = kind == "supergroup"
        face: Json = {
            "id": SUPERGROUP_BASE - serial if supergroup else -serial,
            "title": title,
            "type": kind,
        }
        if forum:
            face["is_forum"] = True
        # Private chats and basic groups share the account's numbering; supergroups own theirs.
        chat = Chat(face, itertools.count(1) if supergroup else self._numbers)
        chat.members = dict.fromkeys(members, "member")
        if members:
            chat.members[members[0]] = "creator"
        chat.bot_status = "left"
        self.chats[chat.id] = chat
        return chat

    # What everybody sees ---------------------------------------------------------------

    def tell(self, chat: Chat, kind: str, only: int = 0, **content: Any) -> None:
        """Put an event into the mailbox of everybody present in `chat` (or of one person)."""
        self.seq += 1
        event = {"seq": self.seq, "type": kind, "chat": chat.id, **content}
        if only:
            self.mail[only].put(event)
        elif chat.private:
            self.mail[chat.id].put(event)
        else:
            for who in chat.present():
                self.mail[who].put(event)

    def view(self, chat: Chat, message: Json) -> Json:
        """A message as the phone page gets it: Bot API JSON plus underscored marks."""
        number = message["message_id"]
        sender = message.get("from")
        seen = dict(message)
        seen["_from_bot"] = sender is not None and sender["id"] == self.bot["id"]
        seen["_pinned"] = number in chat.pinned
        if number in chat.reactions:
            seen["_reactions"] = chat.reactions[number]
        markup = chat.keyboards.get(number)
        if markup is not None:
            if "keyboard" in markup:
                seen["_keyboard"] = markup
            elif "force_reply" in markup:
                seen["_force_reply"] = markup
            else:
                seen["_removed_keyboard"] = True
        return seen

    def store(self, chat: Chat, message: Json, markup: Json | None = None) -> Json:
        """Number and keep a new message, tell the people; `markup` is a non-inline one."""
        chat.messages[message["message_id"]] = message
        if markup is not None:
            chat.keyboards[message["message_id"]] = markup
        self.tell(chat, "message", message=message)
        if markup is not None:
            self.tell(chat, "keyboard", keyboard=markup if "keyboard" in markup else None)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Put an edited message in the place of the old one and tell the people."""
        chat.messages[message["message_id"]] = message
        self.tell(chat, "edited", message=message)
        return message

    def remove(self, chat: Chat, number: int) -> None:
        """Delete a message for everybody."""
        del chat.messages[number]
        chat.keyboards.pop(number, None)
        if number in chat.pinned:
            chat.pinned.remove(number)
        self.tell(chat, "deleted", message_id=number)
