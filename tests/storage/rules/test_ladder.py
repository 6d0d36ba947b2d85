"""When to remind: rungs, days off, quiet hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler import kinds
from storage.rules.clock import KST, kst
from storage.rules.ladder import (
    LATE_NOTICES,
    WEEKLY,
    Ladder,
    Rung,
    plan_ladder,
    sends_at,
    tomorrow_at,
)
from storage.rules.workday import Calendar

CALENDAR = Calendar()
DUE = date(2026, 6, 20)  # a Saturday: counts to Monday, 6.22.
OPENED = date(2026, 6, 1)
PLAN, EXPIRY = kinds.PLAN_DUE.ladder, kinds.MOU_EXPIRY.ladder


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), KST).astimezone(UTC)


@pytest.mark.parametrize(
    ("rung", "day"),
    [
        *((-14, "2026-06-01"), (-7, "2026-06-11"), (-3, "2026-06-17"), (-1, "2026-06-19")),
        *((0, "2026-06-22"), (1, "2026-06-23"), (5, "2026-06-29")),
    ],
)
def test_rungs_are_counted_in_working_days_from_the_moved_due_day(rung: int, day: str) -> None:
    """R03; mutant: counting calendar days."""
    assert PLAN.day_of(rung, DUE, CALENDAR) == date.fromisoformat(day)


def test_a_due_day_inside_a_holiday_block_moves_behind_it_with_its_substitute() -> None:
    """R03, R05: 설날 2027 is 2.6.-2.8., its substitute 2.9."""
    assert PLAN.day_of(0, date(2027, 2, 7), CALENDAR) == date(2027, 2, 10)
    assert PLAN.day_of(-1, date(2027, 2, 7), CALENDAR) == date(2027, 2, 5)


def test_an_expiry_on_a_day_off_is_told_on_the_working_day_before_it() -> None:
    assert EXPIRY.day_of(0, date(2026, 5, 3), CALENDAR) == date(2026, 4, 30)
    assert EXPIRY.day_of(-30, date(2026, 5, 31), CALENDAR) == date(2026, 4, 30)


def test_only_the_newest_rung_counts_and_a_missed_day_makes_it_late() -> None:
    """P5; mutant: sending the whole chain after an outage."""
    newest = PLAN.newest(OPENED, DUE, date(2026, 6, 19), CALENDAR, after=-14)
    assert newest == Rung(-1, date(2026, 6, 19), late=True)
    onward = PLAN.newest(OPENED, DUE, date(2026, 6, 19), CALENDAR, after=-3)
    assert onward == Rung(-1, date(2026, 6, 19), late=False)
    assert PLAN.newest(OPENED, DUE, date(2026, 6, 19), CALENDAR, after=-1) is None


def test_rungs_from_before_the_matter_was_known_never_come() -> None:
    """An agreement written down a week before its end is not told late about its thirty days."""
    found = EXPIRY.newest(date(2026, 6, 10), DUE, date(2026, 6, 11), CALENDAR)
    assert found is None
    found = EXPIRY.newest(date(2026, 6, 10), DUE, date(2026, 6, 15), CALENDAR)
    assert found == Rung(-7, date(2026, 6, 12), late=True)


def test_after_three_late_notices_each_week_has_one_with_its_first_working_day() -> None:
    """The due day is Monday, 6.22.; 7.17. is a holiday and 8.17. the day behind one.

    Mutants: daily without end; the week counted from the due day; a Monday that is a day off.
    """
    days = [DUE + timedelta(days=number) for number in range(2, 60)]
    rungs = [PLAN.newest(OPENED, DUE, day, CALENDAR, after=0) for day in days]
    told = [one for one, day in zip(rungs, days, strict=True) if one and one.day == day]
    assert [one.day for one in told] == [
        *(date(2026, 6, 23), date(2026, 6, 24), date(2026, 6, 25)),
        *(date(2026, 7, 6), date(2026, 7, 13), date(2026, 7, 20), date(2026, 7, 27)),
        *(date(2026, 8, 3), date(2026, 8, 10), date(2026, 8, 18)),
    ]
    assert [PLAN.goes_weekly(one.number) for one in told[:4]] == [False, False, True, False]
    assert [one.number for one in told[3:]] == [WEEKLY + week for week in range(2, 9)]


def test_a_ladder_without_late_days_of_its_own_has_the_usual_three() -> None:
    assert plan_ladder([-3, 0]) == Ladder((-3, 0, 1, 2, 3), weekly=True)
    assert plan_ladder([0, 5]) == Ladder((0, 5), weekly=True)


@pytest.mark.parametrize("offsets", [(), (0, -1), (1, 1), (-61, 0), (0, 61), (1, 2, 3, 4)])
def test_ladders_that_cannot_be_climbed_are_refused(offsets: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="offsets"):
        Ladder(offsets)


@pytest.mark.parametrize(
    ("clock", "sends"),
    [
        *(("09:29", False), ("09:30", True), ("11:59", True), ("12:00", False)),
        *(("12:59", False), ("13:00", True), ("17:59", True), ("18:00", False)),
    ],
)
def test_noon_and_night_are_quiet(clock: str, sends: bool) -> None:
    assert sends_at(at(date(2026, 6, 22), clock), CALENDAR) is sends


@pytest.mark.parametrize("day", ["2026-05-01", "2026-07-17", "2027-02-09", "2026-06-20"])
def test_nothing_is_sent_on_a_day_off(day: str) -> None:
    """R04, R05; mutant: the day read in UTC, in which the Korean morning is still yesterday."""
    assert not any(
        sends_at(at(date.fromisoformat(day), f"{hour:02}:45"), CALENDAR) for hour in range(24)
    )


def test_a_temporary_holiday_is_quiet_from_the_moment_it_is_known() -> None:
    """R06."""
    day = date(2026, 6, 22)
    assert not sends_at(at(day, "10:00"), Calendar({day: False}))


@given(st.dates(date(2025, 1, 1), date(2029, 12, 31)))
def test_tomorrow_is_that_hour_on_a_later_working_day(day: date) -> None:
    moment = kst(tomorrow_at(time(9), day, CALENDAR))
    assert moment.time() == time(9)
    assert moment.date() > day
    assert CALENDAR.workdays_between(day, moment.date()) == 1


LADDERS = (
    *(one.ladder for one in kinds.KINDS),
    *(Ladder((-2, 0), weekly=True), Ladder((-1, 0, 1, 2), working=False)),
    *(Ladder((1, 15, 60), weekly=True), Ladder((-5,), weekly=True)),
)


def _by_looking_at_each(one: Ladder, opened: date, due: date, today: date, after: int) -> object:
    """The words of `Ladder`, taken one rung after the other."""
    come = [(number, one.day_of(number, due, CALENDAR)) for number in one.offsets]
    if one.weekly:
        counted = CALENDAR.next_workday(due)
        last = one.day_of(max(one.offsets[-1], 0), due, CALENDAR)
        for week in range(1, 40):
            monday = counted - timedelta(days=counted.weekday()) + timedelta(weeks=week)
            if monday >= last + timedelta(days=7):
                come.append((WEEKLY + week, CALENDAR.next_workday(monday)))
    come = [(number, day) for number, day in come if opened <= day <= today]
    waiting = [(number, day) for number, day in come if number > after]
    late = any(day < today for _, day in waiting)
    return Rung(*waiting[-1], late=late) if waiting else None


@given(
    st.sampled_from(LADDERS),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    *(st.integers(-90, 90), st.integers(-90, 90), st.integers(-70, 60)),
)
def test_the_newest_rung_is_the_one_that_looking_at_each_would_find(
    one: Ladder, due: date, opened: int, today: int, after: int
) -> None:
    """Mutants: the first rung that waits instead of the newest; late read from the newest."""
    days = (due + timedelta(days=opened), due, due + timedelta(days=today))
    expected = _by_looking_at_each(one, *days, after)
    assert one.newest(*days, CALENDAR, after=after) == expected
    if after < -60:
        assert one.newest(*days, CALENDAR) == expected


OFFSETS = st.sets(st.integers(-60, 60), min_size=1, max_size=8).filter(
    lambda some: sum(one > 0 for one in some) <= LATE_NOTICES
)


@given(OFFSETS, st.booleans(), st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_no_ladder_tells_more_than_three_times_late_and_then_once_a_week(
    offsets: set[int], weekly: bool, due: date
) -> None:
    """Whatever an office sets, and however long nobody does anything."""
    one = Ladder(tuple(sorted(offsets)), weekly=weekly)
    told: list[Rung] = []
    for number in range(-100, 300):
        day = due + timedelta(days=number)
        after = told[-1].number if told else None
        rung = one.newest(due - timedelta(days=100), due, day, CALENDAR, after)
        told += [rung] if rung and rung.day == day else []
    assert all(CALENDAR.is_workday(rung.day) for rung in told)
    early = [rung for rung in told if rung.number <= WEEKLY]
    later = [rung for rung in told if rung.number > WEEKLY]
    assert [rung.number for rung in early] == sorted(offsets)
    assert bool(later) is weekly
    weeks = [rung.day - timedelta(days=rung.day.weekday()) for rung in later]
    assert len(set(weeks)) == len(weeks)
    assert all(rung.day >= early[-1].day + timedelta(days=7) for rung in later)
    assert sum(one.goes_weekly(rung.number) for rung in told) == (weekly and max(offsets) > 0)
