"""Working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.workday import Calendar

CALENDAR = Calendar()
DAYS = st.dates(date(2015, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        *("2026-05-01", "2026-07-17", "2027-02-09", "2027-05-03", "2027-07-19", "2028-10-05"),
        *("2029-09-24", "2026-06-03", "2025-01-27", "2021-07-03", "2021-07-04"),
    ],
)
def test_the_office_is_closed_and_says_why(day: str) -> None:
    assert not CALENDAR.is_workday(date.fromisoformat(day))
    assert CALENDAR.name(date.fromisoformat(day))


def test_no_substitute_follows_memorial_day() -> None:
    assert CALENDAR.is_workday(date(2027, 6, 7))
    assert CALENDAR.name(date(2027, 6, 7)) is None


def test_names_are_korean() -> None:
    assert CALENDAR.name(date(2026, 7, 17)) == "제헌절"
    assert CALENDAR.name(date(2021, 7, 3)) == "토요일"


def test_a_deadline_on_a_holiday_moves_to_the_next_working_day() -> None:
    assert CALENDAR.next_workday(date(2026, 6, 20)) == date(2026, 6, 22)
    assert CALENDAR.next_workday(date(2027, 2, 6)) == date(2027, 2, 10)
    assert CALENDAR.previous_workday(date(2027, 2, 9)) == date(2027, 2, 5)


def test_a_deadline_on_a_working_day_stays() -> None:
    assert CALENDAR.next_workday(date(2026, 6, 22)) == date(2026, 6, 22)
    assert CALENDAR.previous_workday(date(2026, 6, 22)) == date(2026, 6, 22)


def test_the_office_may_close_or_open_a_day_of_its_own() -> None:
    founded, taken_back = date(2026, 2, 3), date(2026, 7, 17)
    calendar = Calendar({founded: False, taken_back: True})
    assert (calendar.is_workday(founded), calendar.name(founded)) == (False, "휴무일")
    assert (calendar.is_workday(taken_back), calendar.name(taken_back)) == (True, None)


def test_days_left_are_counted_in_working_days() -> None:
    friday, monday = date(2026, 6, 19), date(2026, 6, 22)
    assert CALENDAR.workdays_between(friday, monday) == 1
    assert CALENDAR.workdays_between(monday, friday) == -1
    assert CALENDAR.workdays_between(monday, monday) == 0
    assert CALENDAR.add_workdays(monday, -1) == friday
    assert CALENDAR.add_workdays(date(2026, 6, 20), 0) == date(2026, 6, 20)


@given(DAYS, st.integers(-40, 40))
def test_counting_and_adding_agree(day: date, count: int) -> None:
    start = CALENDAR.next_workday(day)
    assert CALENDAR.workdays_between(start, CALENDAR.add_workdays(start, count)) == count


@pytest.mark.parametrize("year", [1900, 2101])
def test_years_without_a_holiday_table_are_refused(year: int) -> None:
    with pytest.raises(ValueError, match="not known"):
        CALENDAR.is_workday(date(year, 3, 4))


def test_an_accepted_year_needs_no_table_of_the_package() -> None:
    new_year = date(2150, 1, 1)  # a Thursday, beyond what the package knows
    calendar = Calendar(accepted={2150: {new_year: "신정"}})
    assert (calendar.is_workday(new_year), calendar.name(new_year)) == (False, "신정")
    assert calendar.add_workdays(new_year, 1) == date(2150, 1, 2)
