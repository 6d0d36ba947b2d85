"""The · lines below an event in reverse: figures, components, places, companies, words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from storage.facts.shapes import EventFacts
from storage.rules.terms import EventFormat, Measure
from storage.rules.wording_figures import RESIDENTS

_BOOTH = re.compile(r"(?P<name>[^()\d]+)\((?P<value>[\d,]+)개사\)")
_FIGURE = re.compile(
    r"(?P<name>\D+?) (?P<value>[\d,]+)(?P<unit>[^\d()]+)"
    rf"(?:\({RESIDENTS} (?P<among>[\d,]+){Measure.RESIDENTS.unit}\))?"
)
COMPANIES, PLACES, JOB = "참여기업", "장소", "모집직종"


def with_details(facts: EventFacts, details: Sequence[str]) -> EventFacts:
    """The event with what its details say; one that is nothing else is its description."""
    for said in details:
        name, colon, rest = said.partition(" : ")
        form = next((one for one in EventFormat if said == f"{one.label} 진행"), None)
        if counted := figures(said):
            facts = replace(facts, counts={**facts.counts, **counted})
        elif colon and name in (COMPANIES, PLACES, JOB):
            facts = _named(facts, name, rest)
        elif form is not None:
            facts = replace(facts, format=form)
        elif " + " in said and not facts.components:
            facts = replace(facts, components=tuple(said.split(" + ")))
        elif not facts.description:
            facts = replace(facts, description=said)
    return facts


def _named(facts: EventFacts, name: str, rest: str) -> EventFacts:
    if name == JOB:
        return replace(facts, job=rest)
    listed = tuple(rest.split(", "))
    return replace(facts, companies=listed) if name == COMPANIES else replace(facts, places=listed)


def figures(said: str) -> dict[Measure, int]:
    """현장면접(29개사)/채용상담(3개사), or 면접 120명, 채용 35명(고양시민 20명); else nothing."""
    booths = [_BOOTH.fullmatch(part) for part in said.split("/")]
    others = [_FIGURE.fullmatch(part) for part in said.split(", ")]
    for parts in (booths, others):
        found: dict[Measure, int] = {}
        for one in parts:
            measure = _measure(one) if one else None
            if one is None or measure is None:
                found = {}
                break
            found[measure] = _number(one["value"])
            if among := one.groupdict().get("among"):
                found[Measure.RESIDENTS] = _number(among)
        if found:
            return found
    return {}


def _measure(found: re.Match[str]) -> Measure | None:
    named = found.groupdict()
    unit, among = named.get("unit"), named.get("among")
    measure = next(
        (one for one in Measure if one.label == found["name"] and unit in (None, one.unit)), None
    )
    return measure if among is None or measure is Measure.HIRED else None


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))
