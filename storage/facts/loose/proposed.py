"""What the loose grammar reads of printed lines: proposed facts beside words that stay as printed.

A proposal is never saved by itself: somebody confirms it. Nothing is guessed: what is not plain is
a doubt with its candidates, and every letter that no fact took is left over (`rest`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.facts.shapes import (
    ContractFacts,
    EventFacts,
    FollowUpFacts,
    MouFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
)
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind

HEADING, ITEM, FIRST_DETAIL = 0, 1, 2
"""The places of the lines of one item among those that are read: ○, -, and each · after it."""

Proposable = (
    EventFacts
    | MouFacts
    | PromiseFacts
    | FollowUpFacts
    | ContractFacts
    | PlanItemFacts
    | ProblemFacts
)


@dataclass(frozen=True)
class Setting:
    """Where a line stands: the halves that its block covers, and whether the block is a plan.

    A date without a year gets the one year in which it lies in the block, or none at all.
    """

    first: HalfYear
    last: HalfYear
    plan: bool = False


@dataclass(frozen=True, order=True)
class Place:
    """Letters of one line, `end` not among them."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Taken:
    """A fact and the words it was read from. `field` is that of the facts, or counts.visitors.

    `sure` when the words themselves say what it is; else the kind of the record decided, and a
    reader should look at it.
    """

    field: str
    place: Place
    text: str
    sure: bool = True


@dataclass(frozen=True)
class Doubt:
    """Words that may be a fact and were not taken for one: a Korean question, likely answers.

    `candidates` are values of the field, as they stand in the facts; empty where none is likelier.
    The field `counts` stands for any of its figures.
    """

    field: str
    place: Place
    text: str
    question: str
    candidates: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Read:
    """One record that the lines propose; `facts` is None while a needed value is missing.

    `values` holds what was read by the names of the fields. `lines` are the places of the lines
    it was read from; `parent` is the place of its agreement among those of the same reading.
    """

    kind: RecordKind
    facts: Proposable | None
    values: Mapping[str, Any]
    lines: tuple[int, ...]
    taken: tuple[Taken, ...]
    doubts: tuple[Doubt, ...] = ()
    parent: int | None = None

    @property
    def event_kind(self) -> EventKind | None:
        """Which kind of event, where it is one."""
        return self.facts.kind if isinstance(self.facts, EventFacts) else None

    @property
    def sure(self) -> bool:
        """Whether all of it may be confirmed with others by one tap: nothing open, all plain."""
        return self.facts is not None and not self.doubts and all(one.sure for one in self.taken)


@dataclass(frozen=True)
class Reading:
    """All that an item with its details proposes; `lines` are its heading, itself, its details."""

    lines: tuple[str, ...]
    reads: tuple[Read, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())  # of words for which there is no record

    @property
    def rest(self) -> tuple[Taken, ...]:
        """The words that no fact took, in their order; with the others they are all there is."""
        taken = [one.place for read in self.reads for one in read.taken]
        return tuple(
            Taken("", Place(at, start, end), text[start:end])
            for at, text in enumerate(self.lines)
            for start, end in _gaps(len(text), (one for one in taken if one.line == at))
        )

    @property
    def left(self) -> str:
        """The same of the item and its details, to show: signs that say nothing alone left out."""
        said = (one.text.strip() for one in self.rest if one.place.line != HEADING)
        return " ".join(text for text in said if any(letter.isalnum() for letter in text))


def _gaps(length: int, places: Iterable[Place]) -> Iterable[tuple[int, int]]:
    at = 0
    for one in sorted(places):
        if one.start > at:
            yield at, one.start
        at = max(at, one.end)
    if at < length:
        yield at, length
