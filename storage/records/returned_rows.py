"""Rows of a table that the office handed out and somebody sends back, whatever it lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fault(Exception):
    """A row that cannot be taken: one sentence with the place of the cell that is at fault."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class TableRow:
    """One row of the table as it came: its line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


class Choice(StrEnum):
    """What a new row that resembles a record is to be; the values stand in stored uploads."""

    FIX = "fix"  # the record itself, with these words
    NEW = "new"  # a record of its own
    SKIP = "skip"  # nothing


Cells = tuple[tuple[str, str, str], ...]
"""Column, old and new."""


@dataclass(frozen=True)
class Likely:
    """A new row that resembles what there is, or another new row where `record` is 0."""

    line: int
    department: str
    text: str
    record: int
    like: str
    cells: Cells  # what would change of it
    fixable: bool  # no other row names it, and it may be written
    choice: Choice | None = None


@dataclass(frozen=True)
class Gone:
    """What there is and the table does not name."""

    record: int
    department: str
    text: str
    removed: bool  # it is to be removed
