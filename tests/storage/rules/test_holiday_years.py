"""The working days of 2025 to 2029 against a table written by hand from the law's own list."""

from datetime import date, timedelta

import pytest

from storage.rules.workday import Calendar
from tests.helpers.holiday_table import CLOSED


@pytest.mark.parametrize("year", CLOSED)
def test_the_calendar_of_a_year_is_the_one_in_the_law(year: int) -> None:
    calendar = Calendar()
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    off = [
        f"{day:%m%d}"
        for day in days
        if day.year == year and day.weekday() < 5 and not calendar.is_workday(day)
    ]
    assert " ".join(off) == CLOSED[year]
