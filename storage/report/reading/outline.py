"""What a report says that came as a file: plain, as printed, before anything is made of it."""

from dataclasses import dataclass
from typing import Any

from storage.facts.pledge import Head
from storage.facts.shapes import Line
from storage.report.report_shapes import MoneyTable
from storage.rules.adapter import adapter


@dataclass(frozen=True)
class OutlineRow:
    """A row of the progress table: 구분, its lines, 비고."""

    label: str
    lines: tuple[Line, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Outline:
    """A whole report; `losses` says in full sentences what of the file was not read.

    `paged` when the head of the table is printed again on later pages: then a word may have been
    cut where a page ended.
    """

    rows: tuple[OutlineRow, ...]
    head: Head | None = None
    money: tuple[MoneyTable, ...] = ()
    problems: tuple[Line, ...] = ()
    sections: int = 0
    losses: tuple[str, ...] = ()
    paged: bool = False


def to_json(outline: Outline) -> dict[str, Any]:
    """The outline as plain JSON values."""
    dumped: dict[str, Any] = adapter(Outline).dump_python(outline, mode="json")
    return dumped


def from_json(data: dict[str, Any]) -> Outline:
    """The outline from JSON values; pydantic.ValidationError when something is missing."""
    return adapter(Outline).validate_python(data)
