"""What can be said, as values: words and buttons of ours, kept as they are until they are sent.

How Telegram wants each of them stands in `bot/api` alone. A value is kept as its own JSON; a field
that is added later has a default, so that rows of an earlier release are still read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

MOST_CODE_BYTES = 64
MOST_BUTTONS = 100
MOST_IN_ROW = 8
MOST_IN_ALBUM = 10


@dataclass(frozen=True, slots=True)
class Button:
    """A button: words first; `style` is success, danger or primary where clients show colour.

    It does what its `code` says (at most 64 bytes, never trusted), or opens `url`, or puts `copy`
    where it can be pasted from.
    """

    label: str
    code: str = ""
    style: str = ""
    url: str = ""
    copy: str = ""

    def __post_init__(self) -> None:
        if self.code and len(self.code.encode()) > MOST_CODE_BYTES:
            raise ValueError(f"a button's code over {MOST_CODE_BYTES} bytes: {self.code}")


Row = Sequence[Button]


class Screen(NamedTuple):
    """What a view shows: words in HTML, and rows of buttons."""

    text: str
    rows: Sequence[Row] = ()

    def under(self, notice: str) -> "Screen":
        """The same below a notice, if there is one."""
        return self._replace(text=f"{notice}\n\n{self.text}") if notice else self

    def also(self, more: str) -> "Screen":
        """The same with a line below, if there is one."""
        return self._replace(text=f"{self.text}\n{more}") if more else self


def view(name: str, *args: int | str) -> str:
    """The code of a view's button."""
    return ":".join(("v1", name, *map(str, args)))


@dataclass(frozen=True, slots=True)
class Message:
    """Words in HTML and buttons, below what was said before; `quiet`: no phone rings for it."""

    kind: ClassVar = "message"
    text: str
    rows: Sequence[Row] = ()
    quiet: bool = False

    def __post_init__(self) -> None:
        _fit(self.rows)


@dataclass(frozen=True, slots=True)
class Card:
    """A message that is redrawn in place, in the message of `message_id` where that is known.

    `fresh`: sent anew below, the old one is taken away. `hint`: it asks, and the reply opens with
    this in its field. Of the same key only the newest that waits is sent.
    """

    kind: ClassVar = "card"
    key: str
    text: str
    rows: Sequence[Row] = ()
    message_id: int | None = None
    fresh: bool = False
    hint: str = ""

    def __post_init__(self) -> None:
        _fit(self.rows)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that delivery renders by name, under the same key once."""

    kind: ClassVar = "picture"
    render: str
    given: Mapping[str, Any]
    caption: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that delivery renders by name, under the same key once."""

    kind: ClassVar = "document"
    render: str
    given: Mapping[str, Any]
    caption: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Album:
    """Photos, or documents, shown again as they were sent: together, up to ten.

    Each names its `media` (photo or document), `file_id`, `mark` (what tells it from others)
    and `caption`.
    """

    kind: ClassVar = "album"
    files: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that delivery does, since it takes longer than a handler may."""

    kind: ClassVar = "errand"
    errand: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """The end of a tapped button's spinner, with words over the screen or without."""

    kind: ClassVar = "answer"
    tap: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Takes the buttons off a message that no longer acts."""

    kind: ClassVar = "strip"
    message_id: int


class Order(StrEnum):
    """What a call does, with what it is given."""

    PIN = "pin"  # message_id; without a sound
    UNPIN = "unpin"  # message_id
    ERASE = "erase"  # message_id
    LEAVE = "leave"  # the group
    SHOW = "show"  # a file that Telegram keeps: media (photo or document), file_id, caption
    COMMANDS = "commands"  # the menu: lines (name and words), language, of one person or of all
    ABOUT = "about"  # what stands in an empty chat: text, language
    SHORT_ABOUT = "short_about"  # what stands in the profile: text
    MENU_BUTTON = "menu_button"  # opens the commands


@dataclass(frozen=True, slots=True)
class Call:
    """Something done in a chat, or to the bot itself, that is no words."""

    kind: ClassVar = "call"
    act: Order
    given: Mapping[str, Any] = field(default_factory=dict)


Outgoing = Message | Card | Picture | Document | Album | Errand | TapAnswer | Strip | Call

KINDS: Mapping[str, type[Any]] = {
    one.kind: one
    for one in (Message, Card, Picture, Document, Album, Errand, TapAnswer, Strip, Call)
}


def read(kind: str, stored: Mapping[str, Any]) -> Outgoing:
    """The value that was kept; raises KeyError, TypeError or ValueError for what is none."""
    given = dict(stored)
    if "rows" in given:
        given["rows"] = [[Button(**button) for button in row] for row in given["rows"]]
    if "act" in given:
        given["act"] = Order(given["act"])
    made: Outgoing = KINDS[kind](**given)
    return made


def _fit(rows: Sequence[Row]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise ValueError("more buttons than Telegram takes")
