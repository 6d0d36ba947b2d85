"""Inline buttons and the codes behind them, at most 64 bytes and never trusted.

`f1:<draft>:<revision>:<op>[:arg]` belongs to a form (see forms/door.py); `v1:<view>[:arg…]` to a
view. Codes carry ids only; who may use them is asked again at each tap.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.chat import texts

MOST_BYTES = 64
MOST_BUTTONS = 100
MOST_IN_ROW = 8
MOST_LABEL = 32  # letters that a phone shows of a button as wide as the chat
IN_A_ROW_OF_NUMBERS = 5


@dataclass(frozen=True)
class Button:
    """A button: words first; `style` is success, danger or primary where clients show colour."""

    label: str
    code: str = ""
    style: str = ""
    url: str = ""
    copy: str = ""

    def __post_init__(self) -> None:
        if self.code and len(self.code.encode()) > MOST_BYTES:
            raise ValueError(f"callback data over {MOST_BYTES} bytes: {self.code}")


Row = Sequence[Button]


def view(name: str, *args: int | str) -> str:
    """The code of a view's button."""
    return ":".join(("v1", name, *map(str, args)))


def in_rows(buttons: Sequence[Button], width: int = 2) -> list[list[Button]]:
    """Buttons in rows of `width`."""
    return [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]


def record_code(kind: str, number: int, *way_back: int | str) -> str:
    """Opens a record; `way_back` is the view and arguments of the list it is opened from."""
    code = view("rec", kind, number)
    whole = ":".join((code, *map(str, way_back)))
    return whole if len(whole.encode()) <= MOST_BYTES else code


def clipped(label: str, most: int = MOST_LABEL) -> str:
    """A label that fits its button, cut between words; one that fits stays whole."""
    if len(label) <= most:
        return label
    kept = label[:most]
    return (kept.rpartition(" ")[0] or kept[:-1]).rstrip(" ,·") + "…"


def numbered(
    codes: Sequence[str], first: int = 1, chosen: Collection[int] = ()
) -> list[list[Button]]:
    """Small buttons 1번 2번 … for a list whose lines bear the numbers: no title stands twice.

    Those whose numbers are `chosen` say so, as the lines do, which may have scrolled away.
    """
    buttons = [
        Button((texts.CHOSEN if at in chosen else texts.NUMBER).format(at=at), code)
        for at, code in enumerate(codes, first)
    ]
    rows = -(-len(buttons) // IN_A_ROW_OF_NUMBERS)
    return in_rows(buttons, -(-len(buttons) // rows)) if rows else []


def markup(rows: Sequence[Row]) -> dict[str, Any] | None:
    """The keyboard as Telegram's JSON; None without buttons."""
    drawn = [[_drawn(button) for button in row] for row in rows if row]
    if sum(map(len, drawn)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in drawn):
        raise ValueError("a keyboard of more buttons than Telegram takes")
    return {"inline_keyboard": drawn} if drawn else None


def _drawn(button: Button) -> dict[str, Any]:
    drawn: dict[str, Any] = {"text": button.label}
    if button.style:
        drawn["style"] = button.style
    if button.url:
        drawn["url"] = button.url
    elif button.copy:
        drawn["copy_text"] = {"text": button.copy}
    else:
        drawn["callback_data"] = button.code
    return drawn
