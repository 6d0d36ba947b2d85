"""Counted results."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.counts import read_count, read_number_list, with_unit
from storage.rules.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("29회", 29),
        ("２９", 29),
        ("1,234", 1234),
        ("１，２３４명", 1234),
        ("35명", 35),
        ("총 29회", 29),
        ("9개 업체", 9),
        ("29 개사", 29),
        (" 7 ", 7),
        ("0", 0),
        ("0명", 0),
        ("265명", 265),
    ],
)
def test_a_count_is_read_with_or_without_its_unit(text: str, count: int) -> None:
    assert read_count(text) == count


NO_COUNT = [
    *("약 30", "30여 명", "30명 정도", "30명 이상", "30+", "20~30"),
    *("-1", "−1", "△3", "1e5", "٣", "1_000", "nan", "inf", "없음", "명", "", "  "),
    *("1.5", "²", "Ⅳ", "1,23", "1 2", "3/4", "9" * 5000),
]


@pytest.mark.parametrize("text", NO_COUNT)
def test_what_is_not_an_exact_count_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_count(text)
    assert refusal.value.sentence.endswith("수를 적어 주십시오. 예: 29")


def test_the_reason_is_named() -> None:
    with pytest.raises(Unreadable, match="어림수"):
        read_count("약 30")
    with pytest.raises(Unreadable, match="0보다 작은"):
        read_count("-1")


@given(st.integers(0, 999_999_999), st.sampled_from(["회", "명", "개사", "개 업체", "개소", ""]))
def test_reading_what_is_printed_gives_it_back(count: int, unit: str) -> None:
    assert read_count(with_unit(count, unit)) == count


@given(st.text())
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    with suppress(Unreadable):
        assert read_count(text) >= 0
    with suppress(Unreadable):
        assert read_number_list(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3,4,5기", (3, 4, 5)),
        ("3~5기", (3, 4, 5)),
        ("3-5기", (3, 4, 5)),
        ("3기~5기", (3, 4, 5)),
        ("2, 3, 4", (2, 3, 4)),
        ("1기", (1,)),
        ("제3기", (3,)),
        ("3기, 4기", (3, 4)),
        ("３，４기", (3, 4)),
        ("3 4 5기", (3, 4, 5)),
    ],
)
def test_cohort_numbers_are_read_in_order(text: str, numbers: tuple[int, ...]) -> None:
    assert read_number_list(text) == numbers


@pytest.mark.parametrize(
    "text", ["", "총2기", "5~3기", "3,3기", "0기", "1~99기", "기", "3,,4", "-3기"]
)
def test_other_lists_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_number_list(text)


def test_counts_are_printed_with_commas() -> None:
    assert with_unit(1234, "명") == "1,234명"


def test_a_long_run_of_spaces_is_refused_as_fast_as_any_text() -> None:
    begun = time.perf_counter()
    with pytest.raises(Unreadable):
        read_number_list(f"1{' ' * 100_000}x")
    assert time.perf_counter() - begun < 1
