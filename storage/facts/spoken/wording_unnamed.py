"""Figures in a typed line that names no event: which kinds they may be of, the likeliest first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.loose.wording_head import figures_of
from storage.facts.loose.wording_words import FIRMS, GENERAL, PEOPLE
from storage.facts.spoken.wording_head import people_of
from storage.rules.terms import EventKind, Measure

_MOST = 3


@dataclass(frozen=True)
class Unnamed:
    """The kinds that a line may tell of, and its figures; `plain` where the first is likely."""

    likely: tuple[EventKind, ...]
    counts: dict[Measure, int]
    plain: bool = False


def unnamed(
    slate: Slate,
    counted: Sequence[Counted],
    places: Sequence[str],
    firms: Sequence[str],
    *,
    dated: bool,
) -> Unnamed | None:
    """What such a line may be; None where it is no record at all."""
    told = [one for one in counted if one.unit in (PEOPLE, FIRMS) or one.measure]
    others = re.findall("[가-힣A-Za-z]{2,}", _bare(slate, counted))
    meant = {one.measure for one in told if one.measure and one.measure not in GENERAL}
    named = bool(places or firms)
    if not told or not (dated or named) or len(others) > (2 if named else 0):
        return None
    if not (named or meant or not others):
        return None
    hired = {Measure.INTERVIEWED, Measure.HIRED} & meant
    if firms and hired:
        return Unnamed((EventKind.HIRING_EVENT, EventKind.JOB_FAIR, EventKind.OUTREACH), {}, True)
    only = [*_with(meant)] if meant else []
    if len(only) == 1:
        return Unnamed((only[0],), {}, True)
    fair = any(one.unit == FIRMS for one in told)
    counts = {}
    for one in told:
        plain = Measure.COMPANIES if one.unit == FIRMS else Measure.VISITORS
        measure = one.measure or (plain if fair else None)
        if measure and not one.why:
            counts[measure] = one.value
            slate.take(f"counts.{measure.value}", one.start, one.end, sure=False)
    return Unnamed(_likely(meant, places, firms, fair), counts)


def _likely(
    meant: set[Measure], places: Sequence[str], firms: Sequence[str], fair: bool
) -> tuple[EventKind, ...]:
    if fair:
        return EventKind.JOB_FAIR, EventKind.OUTREACH, EventKind.HIRING_EVENT
    if meant:
        return tuple(_with(meant))[:_MOST]
    if places and not firms:
        return EventKind.JOB_BUS, EventKind.OUTREACH, EventKind.HIRING_EVENT
    return EventKind.HIRING_EVENT, EventKind.JOB_TOUR, EventKind.MEETING


def _with(meant: set[Measure]) -> Iterable[EventKind]:
    """The kinds that count all of it, those first whose own figure it is or that ask for it."""

    def rank(kind: EventKind) -> int:
        row = EVENT_ROWS[kind]
        return -2 * (people_of(kind) in meant) - len(meant & set(row.figures_asked))

    return sorted((kind for kind in EventKind if meant <= figures_of(kind)), key=rank)


def _bare(slate: Slate, counted: Sequence[Counted]) -> str:
    text = slate.left
    for one in counted:
        text = text[: one.start] + GONE * (one.end - one.start) + text[one.end :]
    return text
