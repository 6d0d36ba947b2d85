"""The head of a pledge, as it stands on the report and in letters; and who answers since when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Signer:
    """A person of the head: 과장, 팀장 or 담당자."""

    position: str
    name: str
    phone: str


@dataclass(frozen=True)
class Head:
    """The head of the report: pledge, department, people."""

    code: str
    title: str
    department: str
    people: tuple[Signer, ...] = ()


@dataclass(frozen=True)
class Desk:
    """Who answers for the pledge from a day on, until the next one begins.

    `begins` is None where nobody knows since when.
    """

    begins: date | None
    department: str
    people: tuple[Signer, ...]

    @property
    def told(self) -> tuple[str, tuple[Signer, ...]]:
        """What stands in the head of it."""
        return self.department, self.people


Desks = tuple[Desk, ...]
"""In the order of their days; at any day one of them is in charge."""


def on(desks: Desks, day: date) -> Desk | None:
    """The one in charge on that day; before the first, the first. None while there is none."""
    begun = [one for one in desks if one.begins is None or one.begins <= day]
    return begun[-1] if begun else next(iter(desks), None)


def until(desks: Desks, desk: Desk) -> date | None:
    """The last day of a desk; None while no other one follows."""
    after = desks[desks.index(desk) + 1 :]
    following = after[0].begins if after else None
    return following - timedelta(days=1) if following else None


def put(desks: Desks, desk: Desk) -> Desks:
    """With this one from its day on, in place of one that begins on the same day."""
    others = [one for one in desks if one.begins != desk.begins]
    return in_order([*others, desk])


def in_order(desks: Iterable[Desk]) -> Desks:
    """By their days."""
    return tuple(sorted(desks, key=lambda one: one.begins or date.min))


def changed(desks: Desks, day: date, change: Callable[[Desk], Desk]) -> Desks:
    """A change from that day on: what was entered ahead for later days is changed with it.

    A day before the first that is known means that one.
    """
    before = [one for one in desks if one.begins is None or one.begins < day]
    later = [change(one) for one in desks if one.begins is not None and one.begins >= day]
    if before and all(one.begins != day for one in later):
        later.append(replace(change(before[-1]), begins=day))
    return in_order([*before, *later])


def succeeded(desk: Desk, old: Signer, new: Signer) -> Desk:
    """Another person at the place of one who is there."""
    return replace(desk, people=tuple(new if one == old else one for one in desk.people))


def without(desk: Desk, gone: Signer) -> Desk:
    """The others."""
    return replace(desk, people=tuple(one for one in desk.people if one != gone))


def joined(desk: Desk, new: Signer) -> Desk:
    """One more, below the others."""
    return replace(desk, people=(*desk.people, new))
