"""Which date of a typed line is meant, and which of its numbers are none of a date. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.loose.wording_numbers import set_aside
from storage.facts.loose.wording_words import PEOPLE
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.wording_counts import said_counts
from storage.facts.spoken.wording_dates import When, said_dates
from storage.facts.spoken.wording_years import UNKNOWN
from storage.rules.period import FINEST_FIRST, Period


def one_time(slate: Slate, whens: Sequence[When]) -> When | None:
    """The one date of a line: the finest; of several equally fine ones it is asked."""
    if not whens:
        return None
    known = [one for one in whens if one.period.known]
    if not known:
        return whens[0]
    finest = min(FINEST_FIRST.index(one.period.precision) for one in known)
    best = [one for one in known if FINEST_FIRST.index(one.period.precision) == finest]
    if len(best) == 1 or len({one.period for one in best}) == 1:
        return best[0]
    question = doubts.WHICH_DATE.format(text=slate.text[best[0].start : best[0].end])
    candidates = tuple(one.period for one in best)[:3]
    return replace(best[0], period=UNKNOWN, question=question, candidates=candidates)


def counted_beside(slate: Slate, whens: Sequence[When]) -> list[Counted]:
    """The figures of a line beside its dates, which stay to be read."""
    before = slate.left
    for one in whens:
        slate.cover(one.start, one.end)
    counted = said_counts(slate, set_aside(slate))
    slate.left = before
    return counted


def been(whens: Sequence[When], counted: Sequence[Counted], today: date) -> bool:
    """Whether a line tells what was, though a word of plans stands in it: 2차면접 예정."""
    figures = any(one.unit == PEOPLE or one.measure for one in counted if not one.goal)
    return figures and any(one.period.end and one.period.end <= today for one in whens)


def lately(today: date) -> tuple[Period, ...]:
    return tuple(
        one.period
        for word in ("오늘", "어제")
        for one in said_dates(Slate(0, word), today, ahead=False)
    )
