"""Of what kind an event is, in a typed line: its kind's own words, short ones among them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose.slate import GONE
from storage.facts.wording_event_signs import SIGNS
from storage.rules.terms import EventKind, Measure

_WAYS = tuple(
    (-order, kind, re.compile(pattern))
    for order, (kind, signs) in enumerate(SIGNS.items())
    for pattern in (signs.words, signs.spoken)
    if pattern
)


_BEHIND = re.compile(
    r"(?=$|[^가-힣]|(?:에서|에는|에|은|는|이|가|을|를|의|와|과|도|로|으로|때|및|건|입|이었|였"
    r"|하|했|한|함|된|됐|열|연"
    r"|개최|운영|운행|실시|진행|추진|지원|완료|참가|참여|참석|실적|결과|현황|수료|취소|예정"
    r"|성료|현장|상담|방문)"
    r"(?!장|실|생|표|터))"
)
"""What may follow the word of a kind at once: 박람회장 and 회의실 are none."""


_COHORT = re.compile(r"\d\s?기(?![가-힣])")


@dataclass(frozen=True)
class Head:
    """The word that tells the kind, and where it stands; `name` is one that the office knows."""

    kind: EventKind
    start: int
    end: int
    name: str = ""


def head_of(
    text: str, titles: Mapping[str, EventKind], told: EventKind | None = None
) -> Head | None:
    """The first phrase that names a kind; of several words in it the last.

    `told` is the kind that the line is of, whatever else its words say.
    """
    here = [name for name in titles if len(name) > 2 and name in text]
    if here and told in (None, titles[name := max(here, key=len)]):
        at = text.index(name)
        return Head(titles[name], at, at + len(name), name)
    tight = " " not in text.strip()
    found = [
        (one.start(), one.end(), order, kind)
        for order, kind, way in _WAYS
        if told in (None, kind)
        for one in way.finditer(text)
        if one.end() > one.start() and (tight or _BEHIND.match(text, one.end()))
    ]
    if not found:
        return None
    first = min(found, key=lambda one: (one[0], -one[1]))
    marks = (text.find(mark, first[1]) for mark in (GONE, *",/(:'\"", ". "))
    cohort = _COHORT.search(text, first[1])
    ends = [at for at in marks if at >= 0] + ([cohort.start()] if cohort else [])
    edge = min(ends, default=len(text))
    near = [one for one in found if one[0] < edge]
    best = max(near, key=lambda one: (one[1], one[1] - one[0], one[2]))
    return Head(best[3], best[0], best[1])


def people_of(kind: EventKind) -> Measure | None:
    """What people are of whom nothing else is said, as the forms ask first for it."""
    if (own := SIGNS[kind].people) is not None:
        return own
    row = EVENT_ROWS[kind]
    unit = Measure.VISITORS.unit
    counted = [one for one in (*row.figures_asked, *row.figures) if one.unit == unit]
    return counted[0] if counted and counted[0] is not Measure.INTERVIEWED else None
