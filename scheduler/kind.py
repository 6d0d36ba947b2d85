"""What is known of a kind of reminder, whatever kind it is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from string import Formatter
from typing import NamedTuple

from storage.rules.ladder import Ladder

SAID = {"title", "due", "left", "passed", "weeks", "count", "department", "paper"}
"""What a line of a digest gives to its words."""
LISTED = {"title", "due", "count", "department", "standing"}
"""What a line of /todo gives to its words."""


class Whom(Enum):
    """Whom a kind of reminder goes to."""

    KEEPER = auto()  # who keeps the record while they are there, else WRITER, else one of OFFICE
    WRITER = auto()  # who hands in the department's plan; nobody where it has no people
    SETTLER = (
        auto()
    )  # as WRITER; else the first of OFFICE finds it in /todo and is not told of each
    HOLDERS = auto()  # everybody in whose hands the department's plan is
    OWN = auto()  # as WRITER, each for themselves: who comes later is told too
    OFFICE = auto()  # 총괄, without one the administrators: each is told for themselves
    BESIDE = auto()  # as OFFICE, beside who answers for the record and is told as KEEPER
    ABOVE = auto()  # the line above somebody who is silent, one after the other


class Offer(Enum):
    """What a kind offers that is no single button."""

    PLAN_ROWS = auto()  # 바로 입력, 해당없음, 담당자 변경
    WITH_THEM = auto()  # see what lies there, ask its people along
    NOTHING = auto()  # told for knowledge


class Words(NamedTuple):
    """What is said before the day, on it and after it, and of what is left lying for weeks."""

    before: str
    on: str
    after: str
    weekly: str = ""  # without these it never goes on weekly, whatever an office sets


@dataclass(frozen=True)
class Tap:
    """A button: its label, the code behind it, and whether the label names the matter."""

    label: str
    code: str  # with {id} or {half} where the matter's own stands
    titled: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of reminder. ValueError when it lacks words or its words cannot be filled."""

    name: str
    """As stored with each reminder: it never changes."""
    label: str
    words: Words
    whom: Whom
    offers: Tap | Offer
    ladder: Ladder  # the usual one; a round may have its own
    day_itself: bool = False
    """Told with the very day, worked or not, and not with the working day that it counts to."""
    carded: bool = False
    """Whether each who gets it had a card or a request when it came: it waits from then on."""
    heading: str = ""
    """Over its lines in /todo, where that is not the label."""
    listed: str = "{title}"
    """A line of /todo."""
    waits: bool = True
    """Whether it waits for somebody until it is done, in /todo as well, and may be put off; what
    is told once for knowledge does not."""
    news: bool = False
    """A change that the office hears of once: those of a kind are one line, behind the work."""
    apart: bool = False
    """A message of its own, and not a line of a digest."""
    other_ways: tuple[Tap, ...] = ()
    """Buttons below the first, where there is more than one way on."""

    def __post_init__(self) -> None:
        """Refuse a row that would raise, or be silent, when it is told."""
        if not (self.name.isidentifier() and self.label.strip()):
            raise ValueError(f"{self.name}: no name or no label")
        told = self.words if self.ladder.weekly or self.words.weekly else self.words[:3]
        for said, given in [*((one, SAID) for one in told), (self.listed, LISTED)]:
            named = {name for _, name, _, _ in Formatter().parse(said) if name is not None}
            if not said.strip() or not named <= given:
                raise ValueError(f"{self.name}: no words, or words that ask for {named}")
        for one in self.taps:
            code = one.code.format(id=1, half="2022-1")
            if not one.label.strip() or ":" not in code:
                raise ValueError(f"{self.name}: a button that says or does nothing")

    @property
    def taps(self) -> tuple[Tap, ...]:
        """Its buttons, the usual way first."""
        return (self.offers, *self.other_ways) if isinstance(self.offers, Tap) else ()


class Kinds:
    """The rows in the order of a digest."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._rows: list[Kind] = []

    def add(self, row: Kind) -> Kind:
        """Puts a row behind the others and returns it. ValueError when its name is taken."""
        if row.name in self._places:
            raise ValueError(f"{row.name}: two kinds of reminder of one name")
        self._places[row.name] = len(self._rows)
        self._rows.append(row)
        return row

    def __iter__(self) -> Iterator[Kind]:
        """In the order of a digest."""
        return iter(self._rows)

    def named(self, name: str) -> Kind | None:
        """The kind that is stored by this name; None for one that a release no longer has."""
        place = self._places.get(name)
        return None if place is None else self._rows[place]

    def place(self, kind: Kind) -> int:
        """Where its lines stand in a digest."""
        return self._places[kind.name]
