"""The public holidays of Korea as the `holidays` package knows them; its one reader.

Loaded only when such a year is asked for: the package and its tables take 12 MB.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays


@cache
def _package() -> holidays.HolidayBase:
    """One for all: it fills itself year by year and is never changed otherwise."""
    return holidays.country_holidays("KR", language="ko")


@cache
def public_days(year: int) -> Mapping[date, str]:
    """The days of a year with their names; ValueError for a year that the package does not know.

    It answers those with silence.
    """
    known = _package()
    if not known.start_year <= year <= known.end_year:
        raise ValueError(f"the holidays of {year} are not known")
    known.get(date(year, 1, 1))
    days = {day: name for day, name in sorted(known.items()) if day.year == year}
    if not days:
        raise ValueError(f"the holiday table of {year} is empty")
    return days
