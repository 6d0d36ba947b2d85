"""The usual dates of a round, and which plans are due."""

from dataclasses import replace
from datetime import date

import pytest

from storage.rules.deadline import default_dates, plans_due_for
from storage.rules.half_year import HalfYear


def test_the_first_half_closes_in_june_and_july() -> None:
    dates = default_dates(HalfYear(2026, 1))
    assert (dates.request_on, dates.due_on) == (date(2026, 6, 1), date(2026, 6, 20))
    assert (dates.draft_on, dates.panel_on) == (date(2026, 6, 30), date(2026, 7, 5))
    assert dates.final_on == date(2026, 7, 31)


def test_the_second_half_closes_before_it_is_over_and_is_final_in_january() -> None:
    dates = default_dates(HalfYear(2026, 2))
    assert (dates.request_on, dates.due_on) == (date(2026, 11, 15), date(2026, 12, 5))
    assert (dates.draft_on, dates.panel_on) == (date(2026, 12, 10), date(2026, 12, 15))
    assert dates.final_on == date(2027, 1, 10)


@pytest.mark.parametrize("half", [1, 2])
def test_the_usual_dates_are_in_order_and_turned_round_they_are_not(half: int) -> None:
    dates = default_dates(HalfYear(2026, half))
    assert dates.out_of_order is None
    turned = replace(dates, due_on=dates.final_on, final_on=dates.due_on)
    assert turned.out_of_order == (("due_on", dates.final_on), ("draft_on", dates.draft_on))


def test_the_plans_asked_for_in_a_round_are_those_of_the_next_half() -> None:
    for half in (HalfYear(2026, 1), HalfYear(2026, 2)):
        dates = default_dates(half)
        assert plans_due_for(dates.request_on) == plans_due_for(dates.due_on) == half.next()
