"""접수 근거 asked in chat: the ways that need no number are a tap, all else is typed."""

from datetime import date

from storage.rules.wording_receipt import Receipt, Way, read_receipt
from storage.traffic.messages import Button, Row, view

BY = {"call": Way.CALL, "mail": Way.MAIL, "visit": Way.VISIT}
"""The ways in codes; a letter has a number, which is typed."""


def ways(name: str, act: str, *args: int | str) -> Row:
    """A button for each way; `args` stand before the way in its code."""
    return [Button(way, view(name, act, *args, code)) for code, way in BY.items()]


def tapped(code: str, today: date) -> Receipt:
    """What a tapped way says: it came so, today."""
    return Receipt(BY[code], on=today)


def read(words: str, today: date) -> Receipt:
    """What was typed; raises Unreadable."""
    return read_receipt(words, today)
