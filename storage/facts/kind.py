"""What is known of a kind of record, whatever kind it is. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from storage.facts.event_kinds import Check, Tile
from storage.facts.figures import NO_DAYS, Days, Figure
from storage.facts.read_back import Back
from storage.facts.shapes import F, Line
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import RecordKind


class Section(StrEnum):
    """Where the half-year report prints a record."""

    RESULTS = "results"
    PLANS = "plans"
    ABOVE = "above"  # on the line of the record that it hangs on
    MONEY = "money"
    PROBLEMS = "problems"


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[F]):
    """What is known of a kind of record. What has no default nobody may forget."""

    facts: type[F]
    action: Action  # what one has to be allowed to write it
    section: Section
    lines: Callable[..., tuple[Line, ...]]  # told the agreement too where it hangs on one
    back: tuple[Back, ...]
    half: Callable[[F], HalfYear | None]  # which counts it; None: that of what it hangs on
    is_result: Callable[[F], bool]  # whether a report prints it of a half that has gone by
    columns: Callable[[F], dict[str, Any]]  # of its table, but for those that other rows decide
    figures: Callable[[F], tuple[Figure, ...]]  # what the ledger counts of it
    tile: Callable[[F], Tile]
    checks: Callable[[F], frozenset[Check]]
    days: Callable[[F], Days] = lambda _facts: NO_DAYS  # of which its figures tell
    label: Callable[[F], str] | None = None  # in a list; else the last of its lines
    under: RecordKind | None = None  # what it hangs on, goes and comes back with
    headings: tuple[str, ...] = ()  # ○ lines to choose from
    companies: Callable[[F], tuple[str, ...]] = lambda _facts: ()  # that it names, as printed
    below_company: Callable[[F], bool] = lambda _facts: False
    # whether its - line names what others may stand below too
    day: str = ""  # the column that says when it happened
    deed: bool = False  # a photo may prove it, and it may be what came of a plan
    of_company: bool = False  # the page of a company lists it
