"""The half-year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear

HALVES = st.builds(HalfYear, st.integers(1990, 2098), st.integers(1, 2))


def test_it_names_itself_as_the_office_does() -> None:
    half = HalfYear(2021, 2)
    assert (half.label, half.short, half.code) == ("2021년 하반기", "2021 하반기", "2021-2")
    assert (half.start, half.end) == (date(2021, 7, 1), date(2021, 12, 31))
    assert str(half) == "2021년 하반기"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021-2", "2021-2"),
        ("2021 하반기", "2021-2"),
        ("21년 하반기", "2021-2"),
        ("'21 상반기", "2021-1"),
        ("2021년도 상반기", "2021-1"),
        ("２０２１년　상반기", "2021-1"),
        ("2021.1", "2021-1"),
        ("2021 하", "2021-2"),
        ("2021h1", "2021-1"),
        ("2021년 2반기", "2021-2"),
        ("2021년 하반기", "2021-2"),
    ],
)
def test_it_is_read_in_any_usual_spelling(text: str, code: str) -> None:
    assert HalfYear.parse(text).code == code


@pytest.mark.parametrize(
    "text", ["", "하반기", "2021-3", "2021", "1850-1", "212-1", "나중", "٢٠٢١-1"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        HalfYear.parse(text)
    assert refusal.value.sentence.endswith("예: 2021 하반기")


@given(HALVES)
def test_reading_what_it_shows_gives_it_back(half: HalfYear) -> None:
    shown = (half.label, half.short, half.code)
    assert [HalfYear.parse(text) for text in shown] == [half] * 3


@given(HALVES)
def test_halves_follow_each_other_without_gap(half: HalfYear) -> None:
    assert (half.next().start - half.end).days == 1
    assert half.next().previous() == half
    assert half < half.next()


@given(st.dates(date(1990, 1, 1), date(2098, 12, 31)))
def test_every_day_lies_in_exactly_its_half(day: date) -> None:
    half = HalfYear.of(day)
    assert day in half
    assert day not in half.next()
    assert half.start <= day <= half.end


def test_no_other_halves_exist() -> None:
    with pytest.raises(ValueError, match="halves"):
        HalfYear(2021, 3)
    with pytest.raises(ValueError, match="calendar"):
        HalfYear(0, 1)
    assert "2021-07-01" not in HalfYear(2021, 2)
