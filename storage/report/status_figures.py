"""The figures of /status that are sums over the ledger, each with what it asks.

What a screen shows and the rows to which it is opened are the same question, so they agree.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from storage.facts.event_kinds import Tile, kinds_with
from storage.figures.asking import PEOPLE, Asked, of_half
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind, of_each

BUS = kinds_with(Tile.RUNS)


class Shown(StrEnum):
    """A figure, in the order of the list; the value stands in codes of buttons."""

    EVENTS = "events"
    PLANNED = "planned"
    PEOPLE = "people"
    RUNS = "runs"
    INTERVIEWED = "interviewed"
    HIRED = "hired"
    CONTACTS = "contacts"
    LARGE = "large"
    SUBCONTRACTED = "sub"
    LOCAL = "local"
    RESIDENTS = "residents"
    WORKERS = "workers"


def _of_events(measure: Counted) -> Callable[..., Asked]:
    return lambda half, **more: of_half(half, measure, records=(RecordKind.EVENT,), **more)


def _of_large_works(measure: Counted) -> Callable[..., Asked]:
    return lambda half, **more: Asked(
        measures=(measure,), last=half, below=Counted.LARGE_WORKS, **more
    )


_ASKED: Mapping[Shown, Callable[..., Asked]] = of_each(
    Shown,
    {
        Shown.EVENTS: _of_events(Counted.EVENTS),
        Shown.PLANNED: lambda half, **more: of_half(half, Counted.EVENTS, aim=Aim.PLANNED, **more),
        Shown.PEOPLE: lambda half, **more: of_half(half, *PEOPLE, **more),
        Shown.RUNS: lambda half, **more: of_half(half, Counted.RUNS, kinds=BUS, **more),
        Shown.INTERVIEWED: _of_events(Counted.INTERVIEWED),
        Shown.HIRED: _of_events(Counted.HIRED),
        Shown.CONTACTS: lambda half, **more: of_half(half, Counted.CONTACTS, **more),
        Shown.LARGE: lambda half, **more: Asked(
            measures=(Counted.LARGE_WORKS,), last=half, **more
        ),
        Shown.SUBCONTRACTED: _of_large_works(Counted.SUBCONTRACTED),
        Shown.LOCAL: _of_large_works(Counted.LOCAL_SUBCONTRACTED),
        Shown.RESIDENTS: lambda half, **more: of_half(
            half, Counted.WORKERS, residents=True, **more
        ),
        Shown.WORKERS: lambda half, **more: of_half(half, Counted.WORKERS, **more),
    },
)


def asked_of(shown: Shown, half: HalfYear, **more: Any) -> Asked:
    """What the figure asks of a half; `more` narrows it, as `Asked` takes it: a department."""
    return _ASKED[shown](half, **more)
