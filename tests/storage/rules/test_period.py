"""Spans and periods."""

from datetime import date

import pytest

from storage.rules.half_year import HalfYear
from storage.rules.period import Period, Precision, Span, add_months

MONTH = Span(date(2021, 2, 1), date(2021, 2, 28), Precision.MONTH)
DAY = Span(date(2021, 8, 4), date(2021, 8, 4), Precision.DAY)


def test_a_period_reaches_from_its_earliest_to_its_latest_day() -> None:
    period = Period((DAY, MONTH))
    assert (period.start, period.end) == (date(2021, 2, 1), date(2021, 8, 4))
    assert period.precision is Precision.MONTH
    assert period.half == HalfYear(2021, 2)
    assert period.known


def test_an_unknown_period_has_no_dates_at_all() -> None:
    period = Period(())
    assert (period.start, period.end, period.half) == (None, None, None)
    assert period.precision is Precision.UNKNOWN
    assert not period.known


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (date(2021, 8, 4), date(2021, 8, 3), Precision.DAY),
        (date(2021, 8, 4), date(2021, 8, 31), Precision.MONTH),
        (date(2021, 8, 1), date(2021, 8, 30), Precision.MONTH),
        (date(2021, 6, 1), date(2021, 12, 31), Precision.HALF),
        (date(2021, 7, 1), date(2021, 12, 31), Precision.YEAR),
        (date(2021, 7, 1), date(2021, 7, 1), Precision.UNKNOWN),
    ],
)
def test_a_span_that_is_not_whole_cannot_be_made(
    start: date, end: date, precision: Precision
) -> None:
    with pytest.raises(ValueError, match=r"span|whole"):
        Span(start, end, precision)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2021, 7, 3), 6, date(2022, 1, 3)),
        (date(2021, 7, 31), -1, date(2021, 6, 30)),
        (date(2021, 1, 15), -1, date(2020, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later
