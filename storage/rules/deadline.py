"""Which half-year's papers are due on a day, and the usual dates of a round."""

from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise

from storage.rules.half_year import HalfYear

PLANS_AHEAD_MONTHS = 2
"""In the last months of a half the next half's plans are collected (seed: 2022 H1 in 2021 H2)."""


@dataclass(frozen=True)
class RoundDates:
    """The days of one round, in their order; days off are moved when they are used."""

    request_on: date
    due_on: date
    draft_on: date
    panel_on: date
    final_on: date

    @property
    def out_of_order(self) -> tuple[tuple[str, date], tuple[str, date]] | None:
        """The first two days of which the later one comes earlier, by name; None if none does."""
        for one, other in pairwise(asdict(self).items()):
            if one[1] > other[1]:
                return one, other
        return None


def default_dates(closing: HalfYear) -> RoundDates:
    """The usual days of the round at the end of `closing`, for its results and the next plans.

    상반기: asked on 6.1., due 6.20., draft 6.30., panel file 7.5., posted 7.31. 하반기: asked on
    11.15., due 12.5., draft 12.10., panel 12.15. with provisional figures, final ones 1.10. They
    are read from the city's press notices, not from a rule, and the office may change each.
    """
    year = closing.year
    if closing.half == 1:
        return RoundDates(
            date(year, 6, 1),
            date(year, 6, 20),
            date(year, 6, 30),
            date(year, 7, 5),
            date(year, 7, 31),
        )
    return RoundDates(
        date(year, 11, 15),
        date(year, 12, 5),
        date(year, 12, 10),
        date(year, 12, 15),
        date(year + 1, 1, 10),
    )


def plans_due_for(day: date) -> HalfYear:
    """The half-year whose plans the departments hand in at this time."""
    now = HalfYear.of(day)
    return now.next() if now.end.month - day.month < PLANS_AHEAD_MONTHS else now
