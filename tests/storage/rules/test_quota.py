"""The figures of the pledge."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.errors import Impossible
from storage.rules.quota import (
    RULE_BOOK,
    Force,
    Rule,
    RuleKey,
    in_force,
    judged,
    local_rate,
    meets,
    show_rate,
)

DAY = date(2021, 7, 3)


def rule(value: int, effective: date | None) -> Rule:
    return Rule(RuleKey.LARGE_WORKS, value, effective, "시험", "권장")


@pytest.mark.parametrize(
    ("amount", "large"), [(100_000_000, True), (99_999_999, False), (0, False)]
)
def test_works_of_exactly_the_threshold_are_large(amount: int, large: bool) -> None:
    assert judged(RULE_BOOK, DAY).is_large(amount) is large


def test_the_rule_of_the_day_of_notice_counts() -> None:
    rules = [rule(300, date(2022, 1, 1)), rule(100, None), rule(200, date(2021, 1, 1))]
    values = [
        found.value
        for day in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1))
        if (found := in_force(rules, RuleKey.LARGE_WORKS, day))
    ]
    assert values == [100, 200, 200, 300]


def test_before_any_rule_nothing_is_large() -> None:
    rules = [rule(100, date(2022, 1, 1))]
    assert in_force(rules, RuleKey.LARGE_WORKS, DAY) is None
    assert not judged(rules, DAY).is_large(10**12)


def test_of_two_rules_of_one_day_the_later_written_wins() -> None:
    assert in_force([rule(1, DAY), rule(2, DAY)], RuleKey.LARGE_WORKS, DAY) == rule(2, DAY)


def test_from_the_day_on_which_a_rule_ends_there_is_none_until_the_next() -> None:
    gone = Rule(RuleKey.LARGE_WORKS, 0, date(2021, 7, 1), "폐지", "권장", ends=True)
    rules = [rule(100, None), gone, rule(300, date(2022, 1, 1))]
    found = [judged(rules, day).large_from for day in (date(2021, 6, 30), DAY, date(2022, 1, 1))]
    assert found == [100, None, 300]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(0, 9)), max_size=6),
    st.integers(0, 12),
)
def test_a_contract_is_judged_by_what_was_in_force_on_its_day(
    told: list[tuple[int, int | None]], at: int
) -> None:
    """Mutant: a rule of a later day, or one that had been replaced by then."""
    days = [date(2021, 1, 1 + one) for one in range(13)]
    rules = [rule(100 * value, None if day is None else days[day]) for value, day in told]
    begun = [one for one in rules if one.effective is None or one.effective <= days[at]]
    last = max((one.effective or date.min for one in begun), default=None)
    wanted = [one for one in begun if (one.effective or date.min) == last]
    found = judged(rules, days[at])
    assert found.large_from == (wanted[-1].value if wanted else None)
    if wanted:
        assert found.is_large(wanted[-1].value)
        assert not found.is_large(wanted[-1].value - 1)


def test_every_figure_is_known_with_its_ground() -> None:
    assert {rule.key for rule in RULE_BOOK} == set(RuleKey)
    assert all(rule.basis and rule.force in list(Force) for rule in RULE_BOOK)


def test_nothing_is_ever_called_a_breach() -> None:
    assert "위반" not in repr(RULE_BOOK)


@pytest.mark.parametrize(
    ("local", "total", "rate", "met"),
    [
        *((50, 100, 5_000, True), (4_999, 10_000, 4_999, False)),
        *((49_999, 100_000, 4_999, False), (0, 7, 0, False), (7, 7, 10_000, True)),
    ],
)
def test_half_is_met_and_just_under_half_is_not(
    local: int, total: int, rate: int, met: bool
) -> None:
    assert local_rate(local, total) == rate
    assert meets(rate, 5_000) is met


@pytest.mark.parametrize(("local", "total"), [(101, 100), (1, 0), (0, 0), (-1, 100), (1, -5)])
def test_an_impossible_share_is_refused(local: int, total: int) -> None:
    with pytest.raises(Impossible) as refusal:
        local_rate(local, total)
    assert "적어 주십시오. 예: " in refusal.value.sentence


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_rate_never_flatters(local: int, total: int) -> None:
    local = min(local, total)
    assert local_rate(local, total) * total <= local * 10_000
    assert 0 <= local_rate(local, total) <= 10_000


@pytest.mark.parametrize(
    ("rate", "shown"), [(5_000, "50%"), (4_999, "49.99%"), (3_330, "33.3%"), (10_000, "100%")]
)
def test_rates_are_shown_as_percent(rate: int, shown: str) -> None:
    assert show_rate(rate) == shown
