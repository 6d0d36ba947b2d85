"""A move as it is ordered, with the people it concerns as they are now."""

from dataclasses import dataclass
from datetime import date

from storage.models.office import Officer
from storage.rules.leaving_kinds import Leaving


@dataclass(frozen=True)
class Move:
    """Who gives up a post, to whom, where they go, and on which day."""

    leaver: Officer
    successor: Officer | None
    leaving: Leaving
    place: int | None
    """The department in which the leaver answers for it, whatever theirs is by now."""
    into: int | None
    day: date
