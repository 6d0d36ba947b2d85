"""Which half-year's papers are due on a day."""

from datetime import date

from storage.rules.half_year import HalfYear

PLANS_AHEAD_MONTHS = 2
"""In the last months of a half the next half's plans are collected (seed: 2022 H1 in 2021 H2)."""


def plans_due_for(day: date) -> HalfYear:
    """The half-year whose plans the departments hand in at this time."""
    now = HalfYear.of(day)
    return now.next() if now.end.month - day.month < PLANS_AHEAD_MONTHS else now
