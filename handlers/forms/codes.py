"""The code behind a form's button: `f1:<draft>:<revision>:<op>[:arg]`, at most 64 bytes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.chat.codes import LARGEST, a_day, whole
from handlers.forms.keys import OPEN, Key
from handlers.forms.session import (
    ANSWERS,
    DayPicked,
    Edit,
    Given,
    Joined,
    Picked,
    Press,
    Settled,
    Turned,
)
from storage.traffic.messages import MOST_CODE_BYTES, Button, view

SHORT = re.compile(r"[0-9a-z]{1,13}", re.ASCII)
MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII)
WITH_ARGUMENT = ("c", "o", "f", "d", "m", "j")
PLACE = whole(0, 999)
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

    def code(key: Key) -> str:
        if key.op == OPEN:
            return view(OPEN, *key.arg.split(":"), "go", draft)
        return f"{head}:{key.op}:{key.arg}" if key.arg else f"{head}:{key.op}"

    return [[Button(key.label, code(key), style=key.style) for key in row] for row in rows]


def read(code: str, today: date) -> Tap:
    """What a tapped code asks for; raises ValueError for a code that no form made."""
    mark, draft, revision, op, *rest = (
        code.split(":") if len(code) <= MOST_CODE_BYTES else [""] * 4
    )
    if mark != "f1" or len(rest) > 1:
        raise ValueError("not a form code")
    return Tap(_long(draft), _long(revision), _given(op, rest, today))


def _long(word: str) -> int:
    """A number in base 36 that a column holds."""
    if SHORT.fullmatch(word) is None or int(word, 36) > LARGEST:
        raise ValueError("not a number of a draft")
    return int(word, 36)


def _given(op: str, rest: Sequence[str], today: date) -> Given:
    if op not in WITH_ARGUMENT:
        if rest:
            raise ValueError("a button that takes no argument")
        return Press(op)
    if not rest:
        raise ValueError("a button without its argument")
    if op == "d":
        return DayPicked(a_day(rest[0], today))
    if op == "m":
        return Turned(_month(rest[0]))
    at = PLACE(rest[0], today)
    if op == "c":
        return Picked(at)
    if op == "j":
        record, answer = divmod(at, len(ANSWERS))
        return Joined(record, ANSWERS[answer])
    return Settled(at) if op == "o" else Edit(at)


def _month(arg: str) -> str:
    """A month within the century that the calendar shows; "0" closes it."""
    if arg == "0":
        return ""
    if MONTH.fullmatch(arg) is None:
        raise ValueError("no such month")
    return arg
