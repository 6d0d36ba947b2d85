"""Time as the office reads it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from storage.rules.clock import kst, kst_date, system_clock
from storage.rules.half_year import HalfYear


def test_the_system_clock_is_aware_utc() -> None:
    assert system_clock().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day", "half"),
    [
        (datetime(2026, 6, 30, 14, 59, tzinfo=UTC), date(2026, 6, 30), "2026-1"),
        (datetime(2026, 6, 30, 15, 10, tzinfo=UTC), date(2026, 7, 1), "2026-2"),
        (datetime(2026, 12, 31, 14, 59, tzinfo=UTC), date(2026, 12, 31), "2026-2"),
        (datetime(2026, 12, 31, 15, 1, tzinfo=UTC), date(2027, 1, 1), "2027-1"),
    ],
)
def test_the_day_in_korea_decides_the_half_year(moment: datetime, day: date, half: str) -> None:
    assert kst_date(moment) == day
    assert HalfYear.of(kst_date(moment)).code == half


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        kst(datetime(2026, 6, 30, 12))  # noqa: DTZ001 -- the naive time is the point
