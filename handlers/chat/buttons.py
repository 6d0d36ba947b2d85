"""Rows of buttons, and the codes behind them.

`f1:<draft>:<revision>:<op>[:arg]` belongs to a form (see forms/door.py); `v1:<view>[:arg…]` to a
view. Codes carry ids only; who may use them is asked again at each tap.
"""

from collections.abc import Collection, Sequence

from handlers.chat import texts
from storage.traffic.messages import MOST_CODE_BYTES, Button, view

MOST_LABEL = 32  # letters that a phone shows of a button as wide as the chat
IN_A_ROW_OF_NUMBERS = 5


def in_rows(buttons: Sequence[Button], width: int = 2) -> list[list[Button]]:
    """Buttons in rows of `width`."""
    return [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]


def record_code(kind: str, number: int, *way_back: int | str) -> str:
    """Opens a record; `way_back` is the view and arguments of the list it is opened from."""
    code = view("rec", kind, number)
    whole = ":".join((code, *map(str, way_back)))
    return whole if len(whole.encode()) <= MOST_CODE_BYTES else code


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
