"""What is typed about a rule is read, or refused with the reason."""

from datetime import date

import pytest

from handlers.settings import answers
from storage.rules.errors import Unreadable
from storage.rules.quota import Force, Rule, RuleKey

TODAY = date(2026, 11, 30)
DAY = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("key", "words", "rule"),
    [
        (
            RuleKey.LOCAL_SUBCONTRACT,
            "60% 2027. 1. 1. 권장 특수조건 개정",
            Rule(RuleKey.LOCAL_SUBCONTRACT, 6_000, DAY, "특수조건 개정", Force.RECOMMENDED),
        ),
        (
            RuleKey.LARGE_WORKS,
            "1억 5천만원, '27.1.1.부터 조례 제5조 (조례)",
            Rule(RuleKey.LARGE_WORKS, 150_000_000, DAY, "조례 제5조", Force.ORDINANCE),
        ),
        (
            RuleKey.PRIVATE_SITE_AREA,
            "5,000㎡ 2027-1-1 협의",
            Rule(RuleKey.PRIVATE_SITE_AREA, 5_000, DAY, "협의", Force.RECOMMENDED),
        ),
    ],
)
def test_a_rule_is_read_with_its_day_force_and_basis(key: RuleKey, words: str, rule: Rule) -> None:
    found = answers.a_rule(key, words, TODAY)
    if key is RuleKey.LARGE_WORKS:
        assert (found.value, found.effective) == (rule.value, rule.effective)
        assert "제5조" in found.basis
        assert found.force == rule.force
    else:
        assert found == rule


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("60% 권장 개정", "시행일이 없습니다."),
        ("2027. 1. 1. 권장 개정", "값이 없습니다."),
        ("60% 2027. 1. 1.", "근거가 없습니다."),
        ("육십 2027. 1. 1. 개정", "‘육십’은 % 값이 아닙니다."),
        ("160% 2027. 1. 1. 개정", "100%가 넘습니다."),
    ],
)
def test_what_lacks_something_is_refused_with_the_reason(words: str, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        answers.a_rule(RuleKey.LOCAL_SUBCONTRACT, words, TODAY)
    assert why in refused.value.sentence


def test_an_end_has_a_day_and_a_basis() -> None:
    found = answers.an_end(RuleKey.RESIDENTS, "2027. 1. 1. 조례 폐지", TODAY)
    assert (found.effective, found.basis, found.ends) == (DAY, "조례 폐지", True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (100_000_000, "1억원"),
        (150_000_000, "1억 5,000만원"),
        (50_000_000, "5,000만원"),
        (7, "7원"),
    ],
)
def test_money_is_shown_as_it_is_said(value: int, shown: str) -> None:
    assert answers.shown(RuleKey.LARGE_WORKS.unit, value) == shown
