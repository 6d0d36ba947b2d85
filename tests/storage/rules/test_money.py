"""Sums of money."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.errors import Unreadable
from storage.rules.money import echo_money, read_money, show_million, show_won


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("1억 2천", 120_000_000),
        ("1억2천만", 120_000_000),
        ("１억 ２천", 120_000_000),
        ("120,000천원", 120_000_000),
        ("1.2억원", 120_000_000),
        ("120백만원", 120_000_000),
        ("120 백만원", 120_000_000),
        ("1억 2,000만원", 120_000_000),
        ("금일억이천만원정", 120_000_000),
        ("₩120,000,000", 120_000_000),
        ("3억 5천만원", 350_000_000),
        ("1억 2천 3백", 123_000_000),
        ("1억 5백", 105_000_000),
        ("5천만", 50_000_000),
        ("천만원", 10_000_000),
        ("5천원", 5_000),
        ("3만5000", 35_000),
        ("150000000", 150_000_000),
        ("1억원", 100_000_000),
        ("99,999,999원", 99_999_999),
        ("1조 2천", 1_200_000_000_000),
        ("0원", 0),
        ("0", 0),
    ],
)
def test_a_sum_is_read_to_the_won(text: str, won: int) -> None:
    assert read_money(text) == won


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0.1", "단위가 없어"),
        ("120", "단위가 없어"),
        ("5천", "단위가 없어"),
        ("-5억", "0보다 작은"),
        ("△5억", "0보다 작은"),
        ("약 3억", "어림수"),
        ("10억 이상", "어림수"),
        ("1억원~2억원", "어림수"),
        ("1억 2천원", "끝수"),
        ("1억 2000", "끝수"),
        ("0.000000001억", "1원보다 작은"),
        ("99999999억", "너무 큰"),
        ("3백2천만", "차례"),
        ("1억 20000만", "차례"),
        ("1.2억 3천만", "차례"),
        ("1억억", "차례"),
    ],
)
def test_what_leaves_a_doubt_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_money(text)


NO_SUM = [
    *("", "원", "억원", "백", "비예산", "$100", "1e5", "1_000원", "٣억"),
    *("1,23원", "12 000원", "1.2.3억", "1" * 39 + "x", "1" * 5000),
]


@pytest.mark.parametrize("text", NO_SUM)
def test_what_is_no_sum_is_refused_at_once(text: str) -> None:
    with pytest.raises(Unreadable):
        read_money(text)


@given(st.integers(0, 10**15))
def test_reading_what_is_shown_gives_it_back(won: int) -> None:
    assert read_money(show_won(won)) == won


@given(st.text(alphabet="0123456789.,천백십만억조원 약-금정일이", max_size=40) | st.text())
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    with suppress(Unreadable):
        assert 0 <= read_money(text) <= 10**15


@pytest.mark.parametrize(
    ("won", "shown"),
    [
        (0, "0"),
        (120_000_000, "120"),
        (1_234_567_000_000, "1,234,567"),
        (1_499_999, "1"),
        (1_500_000, "2"),
        (999_999, "1"),
        (500_000, "0.5"),
        (100_000, "0.1"),
        (5_000, "0.01"),
        (4_000, "0.004"),
        (1, "0.000001"),
        (-120_000_000, "-120"),
    ],
)
def test_millions_are_rounded_half_up_but_never_to_nothing(won: int, shown: str) -> None:
    assert show_million(won) == shown


@given(st.integers(1, 10**15))
def test_something_is_never_printed_as_nothing(won: int) -> None:
    assert any(sign in "123456789" for sign in show_million(won))


def test_a_sum_is_read_back_both_ways() -> None:
    assert echo_money(120_000_000) == "120,000,000원(120백만원)"
