"""Whether a photo was taken on a day of the record that it proves."""

from datetime import date
from typing import Any

from storage.records.record_projection import facts_of


def another_day(row: Any, taken_on: date | None) -> bool:
    """A day outside of those that the record names; without either nothing is said."""
    period = getattr(facts_of(row), "period", None)
    if taken_on is None or period is None or period.start is None or period.end is None:
        return False
    return not period.start <= taken_on <= period.end
