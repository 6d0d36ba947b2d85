"""Dates with something beside them: told, asked back, or refused by what was read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.date_grammar import read_day, read_period
from storage.rules.date_heard import hear_date
from storage.rules.date_words import WEEKDAYS
from storage.rules.dates import show_day, write_period
from storage.rules.errors import Unreadable
from storage.rules.heard import Heard
from storage.rules.period import Period

TODAY = date(2021, 12, 20)
"""A Monday."""


def day(text: str) -> Heard[date]:
    """What a question for one day hears."""
    return hear_date(text, TODAY, read_day, show_day)


def period(text: str) -> Heard[Period]:
    """What a question for a time hears."""
    return hear_date(text, TODAY, read_period, write_period)


@pytest.mark.parametrize(
    "typed",
    [
        "2021. 12. 17.(금) 14:00",
        "12/17 14시",
        "12.17.(금) 14:00~16:00",
        "12월 17일 오후 2시 30분",
        "12.17.(금) 오후",
        "2021-12-17 10:00 ~ 12:00",
    ],
)
def test_the_time_of_day_is_dropped_and_told(typed: str) -> None:
    heard = day(typed)
    assert (heard.value, heard.asked) == (date(2021, 12, 17), "")
    assert heard.told.endswith("2021. 12. 17.(금)으로 읽었습니다. 시각은 적지 않습니다.")


def test_times_inside_a_period_are_dropped_too() -> None:
    heard = period("12.17. 14:00~12.18. 16:00")
    assert write_period(heard.value) == "2021.12.17.~18."
    assert "시각은 적지 않습니다." in heard.told


@pytest.mark.parametrize("typed", ["2021.12.17.(목)", "12월 17일 목요일", "12/17 목", "12.17.목"])
def test_a_wrong_weekday_is_asked_back(typed: str) -> None:
    heard = day(typed)
    assert heard.value == date(2021, 12, 17)
    assert heard.asked == "2021.12.17.은 금요일입니다. 2021. 12. 17.(금)이 맞습니까?"


@pytest.mark.parametrize("typed", ["26.7.3.금", "26.7.3.(금)", "2026/7/3 금", "2026년 7월 3일 금"])
def test_a_weekday_may_stand_behind_the_date_in_any_way(typed: str) -> None:
    assert day(typed) == Heard(date(2026, 7, 3))


def test_a_day_without_its_month_is_asked_for_with_the_nearest() -> None:
    heard = day("17일")
    assert (heard.value, heard.asked) == (date(2021, 12, 17), "‘17일’은 어느 날입니까?")
    assert set(heard.others) == {date(2021, 11, 17), date(2022, 1, 17)}
    assert date(2021, 11, 30) not in (day("31일").value, *day("31일").others)


def test_a_few_days_ago_is_asked_which() -> None:
    heard = period("엊그제")
    days = [heard.value, *heard.others]
    assert [write_period(one) for one in days] == ["2021.12.18.", "2021.12.17."]
    assert heard.asked == "‘엊그제’는 어느 날입니까?"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("7/3-7/5", "2021.7.3.~5."),
        ("7/3 - 7/5", "2021.7.3.~5."),
        ("7/3(토)-7/5(월)", "2021.7.3.~5."),
        ("12/30-1/2", "2021.12.30.~2022.1.2."),
        ("2021/12/17-2021/12/19", "2021.12.17.~19."),
        ("2021-07-03/2021-07-05", "2021.7.3./2021.7.5."),
    ],
)
def test_a_hyphen_between_slashed_dates_is_a_period(typed: str, printed: str) -> None:
    heard = period(typed)
    assert (write_period(heard.value), heard.told, heard.asked) == (printed, "", "")


@pytest.mark.parametrize("typed", ["14:00", "오후 2시", "32일", "2021.13.1. 10:00", "약 12월"])
def test_what_is_no_date_without_it_is_refused_as_before(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        day(typed)
    assert typed in refusal.value.sentence


CLOCKS = st.sampled_from(["", " 14:00", " 오전 10시", " 14:00~16:00", " 9시 30분"])
SHAPES = st.sampled_from(
    ["{0.year}. {0.month}. {0.day}.", "{0.year}-{0:%m-%d}", "{0.month}/{0.day}"]
)
NAMES = st.sampled_from(["", "({})", " {}요일"])


@given(st.integers(-150, 150), SHAPES, NAMES, st.integers(0, 6), CLOCKS)
def test_no_decoration_makes_another_day_of_it_in_silence(
    away: int, shape: str, name: str, weekday: int, clock: str
) -> None:
    meant = TODAY + timedelta(days=away)
    typed = shape.format(meant) + name.format(WEEKDAYS[weekday]) + clock
    heard = day(typed)
    assert heard.value == meant, typed
    assert bool(heard.told) is bool(clock)
    assert bool(heard.asked) is bool(name and weekday != meant.weekday())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3~5일", ["2022.1.3.~5.", "2021.12.3.~5.", "2021.11.3.~5."]),
        ("3일~5일", ["2022.1.3.~5.", "2021.12.3.~5.", "2021.11.3.~5."]),
        ("29-31일.", ["2021.12.29.~31.", "2022.1.29.~31."]),
    ],
)
def test_days_without_their_month_are_asked_with_all_that_they_may_mean(
    typed: str, meant: list[str]
) -> None:
    heard = period(typed)
    assert heard.asked == f"‘{typed}’은 어느 날입니까?"
    assert sorted(map(write_period, (heard.value, *heard.others))) == sorted(meant)
    with pytest.raises(Unreadable):
        day(typed)


def test_a_weekday_alone_is_asked_with_the_last_and_the_next_one() -> None:
    assert (day("금요일").value, day("금요일").others) == (
        date(2021, 12, 17),
        (date(2021, 12, 24),),
    )
    assert (day("월요일").value, day("월요일").others) == (TODAY, (date(2021, 12, 13),))


def test_two_days_that_run_backwards_are_no_days() -> None:
    for typed in ("5~3일", "0~4일", "31~32일"):
        with pytest.raises(Unreadable):
            period(typed)
