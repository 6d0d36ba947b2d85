"""The only place that asks the machine what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Whoever needs the time is handed a clock; tests hand in one that stands still."""

KST = ZoneInfo("Asia/Seoul")


Steady = Callable[[], float]
"""Seconds that only go forward, however the wall clock is set: for how long, not for when."""

steady = time.monotonic


def system_clock() -> datetime:
    """Now, as an aware UTC time."""
    return datetime.now(UTC)


def steady_of(clock: Clock) -> Steady:
    """Of a clock that is pushed forward by hand: what it says has passed, has passed."""
    return lambda: clock().timestamp()


def kst(moment: datetime) -> datetime:
    """The same moment as read on a clock in Korea. ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be placed")
    return moment.astimezone(KST)


def kst_date(moment: datetime) -> date:
    """The calendar day in Korea at this moment: what decides the half-year of a record."""
    return kst(moment).date()
