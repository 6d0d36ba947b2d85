"""Whether a typed line tells of an event, or of papers, people or wishes about one. Pure."""

import re
from collections.abc import Sequence

from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.loose.wording_words import FIRMS, PEOPLE, TIMES
from storage.facts.spoken import wording_deeds as deeds
from storage.facts.spoken.wording_counts import corrected_alone
from storage.facts.spoken.wording_figures import of_others

_DIARY = re.compile(r"일정\s?:")


def of_the_last(slate: Slate) -> bool:
    """Whether a line without a date puts right or takes off what was saved last."""
    if deeds.ORDERED.search(slate.plain):
        return True
    return bool(deeds.EARLIER.search(slate.plain)) and corrected_alone(slate) is not None


def about_it(slate: Slate, end: int, counted: Sequence[Counted]) -> bool:
    """Whether a line tells of papers, people or things of an event and not of the event."""
    figures = any(
        one.measure or (one.unit in (PEOPLE, FIRMS, TIMES) and not of_others(slate, one))
        for one in counted
    )
    other = deeds.ABOUT.search(slate.left, end) or deeds.WISHED.search(slate.plain)
    if deeds.ORDERED.search(slate.plain) and not figures:
        return True
    ways = (deeds.CANCELLED, deeds.PUT_OFF, deeds.FELL_OUT, deeds.PLANNED)
    fell_out = any(way.search(slate.plain) for way in ways[:3]) or bool(_DIARY.search(slate.plain))
    return bool(other) and not figures and not fell_out


def more_said(slate: Slate) -> bool:
    """Whether words beside the kind's own tell more: who, or that it was done."""
    return bool(
        deeds.HELD.search(slate.plain)
        or deeds.DONE.search(slate.plain)
        or deeds.PLANNED.search(slate.plain)
    )
