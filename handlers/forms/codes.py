"""The code behind a form's button: `f1:<draft>:<revision>:<op>[:arg]`, at most 64 bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.buttons import Button
from handlers.forms.screens import Key
from handlers.forms.session import DayPicked, Edit, Given, Picked, Press, Settled, Turned

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Tap:
    """What a code says; nothing of it is believed before owner and revision are compared."""

    draft: int
    revision: int
    given: Given


def short(number: int) -> str:
    """`number` in base 36."""
    made = ""
    while True:
        number, digit = divmod(number, 36)
        made = DIGITS[digit] + made
        if not number:
            return made


def buttons(draft: int, revision: int, rows: Sequence[Sequence[Key]]) -> list[list[Button]]:
    """Keys with the codes of this draft at this revision."""
    head = f"f1:{short(draft)}:{short(revision)}"
    return [
        [
            Button(
                key.label,
                f"{head}:{key.op}:{key.arg}" if key.arg else f"{head}:{key.op}",
                style=key.style,
            )
            for key in row
        ]
        for row in rows
    ]


def read(code: str) -> Tap:
    """What a tapped code asks for; raises ValueError for a code that no form made."""
    mark, draft, revision, op, *rest = code.split(":")
    if mark != "f1" or len(rest) > 1:
        raise ValueError(f"not a form code: {code[:64]!r}")
    return Tap(int(draft, 36), int(revision, 36), _given(op, rest[0] if rest else ""))


def _given(op: str, arg: str) -> Given:
    if op == "c":
        return Picked(int(arg))
    if op == "o":
        return Settled(int(arg))
    if op == "f":
        return Edit(int(arg))
    if op == "d":
        return DayPicked(datetime.strptime(arg, "%Y%m%d").date())  # noqa: DTZ007 - a calendar day
    if op == "m":
        return Turned(_month(arg))
    return Press(op)


def _month(arg: str) -> str:
    """A month within the century that the calendar shows; "0" closes it."""
    if arg == "0":
        return ""
    year, month = int(arg[:4]), int(arg[5:])
    if not (2000 <= year <= 2099 and 1 <= month <= 12):
        raise ValueError(f"no such month: {arg!r}")
    return f"{year}-{month:02}"
