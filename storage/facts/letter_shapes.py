"""A letter of the office (공문) as frozen shapes: what it says, without any form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.rules.adapter import adapter


@dataclass(frozen=True)
class LetterItem:
    """One numbered thought of a letter, with those below it."""

    text: str
    below: tuple["LetterItem", ...] = ()


@dataclass(frozen=True)
class Letter:
    """A draft for 온나라: it has no number and no day, which the signed document gets there."""

    office: str  # 기관명
    addressee: str  # 수신
    title: str
    items: tuple[LetterItem, ...]
    sender: str  # 발신명의
    made_at: datetime
    recipients: tuple[str, ...] = ()  # 수신자, where the addressee only points there
    attachments: tuple[str, ...] = ()  # 붙임


def to_json(letter: Letter) -> dict[str, Any]:
    """The letter as plain JSON values."""
    dumped: dict[str, Any] = adapter(Letter).dump_python(letter, mode="json")
    return dumped


def from_json(data: dict[str, Any]) -> Letter:
    """The letter from JSON values; pydantic.ValidationError when something is missing."""
    return adapter(Letter).validate_python(data)
