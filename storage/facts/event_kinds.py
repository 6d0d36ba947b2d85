"""One row a kind of event: all that the office has to know of a kind besides its words in a line.

Its sentence stands in `wording_event`, its read-back in `wording_event_back`; a kind that lacks
its row or one of these stops the start. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from storage.facts.likeness import Repeats
from storage.facts.shapes import EventFacts
from storage.facts.wording_headings import (
    BUS,
    COOPERATION,
    LARGE_COMPANIES,
    PROGRAMMES,
    REGULATIONS,
    SUPPORT,
    YOUTH_FAIR,
)
from storage.rules.terms import DatePlace, EventKind, Measure, of_each

CAME = (Measure.CONSULTATIONS, Measure.VISITORS, Measure.ENROLLED)
# Who came. 수료, 면접 and 채용 count some of the same people a second time and stay out.
_HIRES = (Measure.INTERVIEWED, Measure.HIRED, Measure.RESIDENTS)
# What the pledge asks of every event at which people are hired.


class Tile(StrEnum):
    """The figure of /status that counts a record."""

    EVENTS = "events"
    RUNS = "runs"  # of the bus, by the rule of its totals
    AGREEMENTS = "agreements"
    WORKS = "works"
    RESIDENTS = "residents"
    PLANS = "plans"
    NONE = "none"


class Together(StrEnum):
    """What makes one line of several records."""

    RUNS = "runs"  # single runs of a month or year, and totals that may hold others
    COHORTS = "cohorts"  # those of one programme
    NEVER = "never"


class Check(StrEnum):
    """What the office is asked about a record before its report is confirmed."""

    DATES = "dates"  # they lie outside of the half it is counted in
    FIGURES = "figures"  # a sum lacks some of them
    PROOF = "proof"  # nothing is attached to it


USUALLY = Repeats(
    by=("companies", "title", "places"), apart=("companies", "round_no", "cohorts", "own")
)
DAILY = Repeats(by=("places",), apart=("places", "companies"), same_time=True)
"""It may go out every day, and to several places of one day."""


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """What is known of a kind of event.

    `asks` and `takes` name the facts that a record of the kind has beside its kind, date, half,
    heading, place of the date, state and note: asked at once, or only given unasked; so do the
    two of its figures.
    """

    headings: tuple[str, ...]  # ○ lines to choose from; the first when nobody chose
    date_place: DatePlace
    asks: tuple[str, ...]
    takes: tuple[str, ...]
    figures_asked: tuple[Measure, ...]  # those that the kind usually has, in one question
    figures: tuple[Measure, ...]
    tile: Tile
    checks: frozenset[Check]
    repeats: Repeats = USUALLY  # what makes two of them look like one
    together: Together = Together.NEVER
    day_is_run: bool = False  # a single day without a number of runs is one run
    below_company: bool = False  # whether others may stand below its company's line too

    @cached_property
    def has(self) -> frozenset[str | Measure]:
        """Every fact and figure that a record of the kind may have of its own."""
        return frozenset((*self.asks, *self.takes, *self.figures_asked, *self.figures))

    def __post_init__(self) -> None:
        known = EventFacts.__dataclass_fields__
        if unknown := [name for name in (*self.asks, *self.takes) if name not in known]:
            raise ValueError(f"no fact of an event: {unknown}")
        if not self.headings:
            raise ValueError("a kind of event needs a heading")
        for counted in (self.figures_asked, (*self.figures_asked, *self.figures)):
            if (Measure.HIRED in counted) is not (Measure.RESIDENTS in counted):
                raise ValueError("who counts the hired counts the city's residents among them")


E, M = EventKind, Measure
_ALL = frozenset(Check)

EVENT_ROWS: Mapping[EventKind, EventRow] = of_each(
    EventKind,
    {
        E.JOB_FAIR: EventRow(
            headings=("채용박람회", YOUTH_FAIR, "중장년일자리박람회"),
            date_place=DatePlace.AFTER,
            asks=("title", "target", "format", "components"),
            takes=("companies", "round_no", "places"),
            figures_asked=(M.VISITORS, *_HIRES, M.INTERVIEW_BOOTHS, M.ADVICE_BOOTHS),
            figures=(M.CONSULTATIONS, M.COMPANIES, M.OPENINGS),
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.HIRING_EVENT: EventRow(
            headings=(SUPPORT, LARGE_COMPANIES),
            date_place=DatePlace.BEFORE,
            asks=("role", "companies", "title", "round_no", "places", "job"),
            takes=("format",),
            figures_asked=(M.VISITORS, *_HIRES),
            figures=(M.OPENINGS,),
            tile=Tile.EVENTS,
            below_company=True,
            checks=_ALL,
        ),
        E.ONLINE_BRIEFING: EventRow(
            headings=(SUPPORT,),
            date_place=DatePlace.AFTER,
            asks=("title",),
            takes=("companies", "places", "format"),
            figures_asked=(M.VISITORS, *_HIRES),
            figures=(M.RUNS, M.COMPANIES),
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.TENANT_HIRING: EventRow(
            headings=(SUPPORT,),
            date_place=DatePlace.AFTER,
            asks=("title", "places"),
            takes=(),
            figures_asked=(*_HIRES,),
            figures=(M.CONSULTATIONS, M.COMPANIES, M.VISITORS),
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.OUTREACH: EventRow(
            headings=("찾아가는 채용행사 개최",),
            date_place=DatePlace.AFTER,
            asks=("title",),
            takes=("places", "target", "format"),
            figures_asked=(M.RUNS, M.VISITORS, *_HIRES),
            figures=(M.CONSULTATIONS, M.COMPANIES),
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.JOB_BUS: EventRow(
            headings=(BUS,),
            date_place=DatePlace.BEFORE,
            asks=("places",),
            takes=("within", "holding"),
            figures_asked=(M.RUNS, M.CONSULTATIONS),
            figures=(M.VISITORS, M.HIRED, M.RESIDENTS),
            day_is_run=True,
            repeats=DAILY,
            tile=Tile.RUNS,
            together=Together.RUNS,
            checks=_ALL,
        ),
        E.JOB_TOUR: EventRow(
            headings=(BUS,),
            date_place=DatePlace.NONE,  # it stands under its bus line, which has the date
            asks=(),
            takes=("companies", "places"),
            figures_asked=(M.RUNS, M.COMPANIES),
            figures=(M.VISITORS,),
            day_is_run=True,
            repeats=DAILY,
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.CONFERENCE: EventRow(
            headings=(PROGRAMMES, YOUTH_FAIR),
            date_place=DatePlace.AFTER,
            asks=("title",),
            takes=("places", "target", "format", "components", "description"),
            figures_asked=(M.VISITORS,),
            figures=(M.INTERVIEWED,),
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.PROGRAMME: EventRow(
            headings=(PROGRAMMES, "청년 취업지원 프로그램 운영", "청년 창의인재 교육 프로젝트"),
            date_place=DatePlace.AFTER,
            asks=("title", "cohorts", "cohort_total"),
            takes=("places", "target", "description", "cohort_style"),
            figures_asked=(M.ENROLLED, M.FINISHED, M.HIRED, M.RESIDENTS),
            figures=(M.VISITORS,),
            tile=Tile.EVENTS,
            together=Together.COHORTS,
            checks=_ALL,
        ),
        E.THEME_LECTURE: EventRow(
            headings=(PROGRAMMES,),
            date_place=DatePlace.AFTER,
            asks=("title",),
            takes=("places", "target"),
            figures_asked=(M.RUNS, M.VISITORS),
            figures=(),
            tile=Tile.EVENTS,
            checks=_ALL,
        ),
        E.MEETING: EventRow(
            headings=(COOPERATION, LARGE_COMPANIES),
            date_place=DatePlace.BEFORE,
            asks=("companies", "title"),
            takes=("places", "description"),
            figures_asked=(),
            figures=(M.VISITORS,),
            tile=Tile.EVENTS,
            below_company=True,
            checks=_ALL,
        ),
        E.REGULATION: EventRow(
            headings=REGULATIONS,
            date_place=DatePlace.AFTER,
            asks=("title",),
            takes=("description",),
            figures_asked=(),
            figures=(),
            tile=Tile.NONE,
            checks=_ALL,
        ),
    },
)


AS_PATTERN: tuple[EventKind, ...] = (
    *(E.OUTREACH, E.HIRING_EVENT, E.JOB_FAIR, E.CONFERENCE, E.PROGRAMME),
    *(E.THEME_LECTURE, E.MEETING, E.ONLINE_BRIEFING, E.TENANT_HIRING),
)
"""Kinds whose sentence, questions and figures a kind of the office's own may have: not those of
the bus, whose runs are added up, nor a rule changed, which is no event."""


def kinds_with(tile: Tile) -> tuple[EventKind, ...]:
    """The kinds of event that this figure of /status counts."""
    return tuple(kind for kind, row in EVENT_ROWS.items() if row.tile is tile)
