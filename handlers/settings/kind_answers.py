"""What is typed about a kind of event, read; and its sentence as a sample. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.settings import texts
from storage.facts import wording
from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.shapes import EventFacts, Line
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text, clipped
from storage.rules.period import DateStyle, Period, Precision, Span
from storage.rules.terms import EventKind, HostRole, Measure
from storage.settings.event_kinds import OwnKind

LEAST_LETTERS = 3
SAMPLES = {Measure.RUNS: 3}
MANY = 20


def figures_of(base: EventKind) -> tuple[Measure, ...]:
    """What may be counted at events of a kind."""
    row = EVENT_ROWS[base]
    return tuple(dict.fromkeys((*row.figures_asked, *row.figures)))


def a_kind(base: EventKind, words: str) -> OwnKind:
    """Name / heading / target / words / figures; all but the name may be left out."""
    name, heading, target, known, asked = _parts(words)
    if not name:
        raise Unreadable(words, texts.WANTED_KIND, texts.NEW_HINT)
    also = tuple(dict.fromkeys(one for one in _listed(known) if one != name))
    if any(len(one) < LEAST_LETTERS for one in also):
        raise Unreadable(words, texts.WANTED_KIND, texts.NEW_HINT, texts.TOO_SHORT)
    return OwnKind(
        clipped(name, texts.MOST_NAME),
        base,
        clipped(heading, texts.MOST_HEADING),
        clipped(target, texts.MOST_NAME),
        also,
        _figures(base, asked, words) if asked else None,
    )


def _parts(words: str) -> list[str]:
    parts = [clean_text(one) for one in re.split(r"\s*[/／]\s*", clean_text(words))]
    return [*parts, "", "", "", ""][:5]


def _listed(words: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,，]", words) if one.strip()]


def _figures(base: EventKind, asked: str, words: str) -> tuple[Measure, ...]:
    known = {one.label.replace(" ", ""): one for one in figures_of(base)}
    found = []
    for said in _listed(asked):
        one = known.get(said.replace(" ", ""))
        if one is None:
            reason = texts.NO_SUCH_FIGURE.format(name=said)
            raise Unreadable(words, figure_names(figures_of(base)), texts.NEW_HINT, reason)
        found.append(one)
    return tuple(dict.fromkeys(found))


def figure_names(measures: Sequence[Measure]) -> str:
    """What is counted, by its labels."""
    return ", ".join(one.label for one in measures)


def sample(kind: OwnKind, today: date) -> tuple[Line, ...]:
    """The lines of the report that an event of the kind becomes, with invented figures."""
    day = Span(today, today, Precision.DAY)
    row = EVENT_ROWS[kind.base]
    asks = row.figures_asked if kind.asks is None else kind.asks
    facts = EventFacts(
        kind.base,
        Period((day,), DateStyle.REPORT),
        companies=(texts.SAMPLE_FIRM,) if "companies" in row.asks else (),
        role=HostRole.HOST if "role" in row.asks else None,
        counts={one: SAMPLES.get(one, MANY) for one in asks[:2]},
        own=replace(kind).as_fact,
    )
    return wording.lines(facts)
