"""The pledge's figures by the day they took force, and whether a contract meets them.

All of them are recommendations or agreed terms (권장, 특수조건, 협약). Nothing here judges a
company: a figure is met or not yet met.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.rules import errors

WHOLE = 10_000
"""Basis points in 100 %."""


class RuleKey(StrEnum):
    """What a figure is about; the unit of its value stands behind."""

    LARGE_WORKS = "large_works"
    """Won from which works count as 대규모공사."""
    LARGE_GENERAL_WORKS = "large_general_works"
    """Won, 종합공사, the older threshold."""
    LARGE_SPECIAL_WORKS = "large_special_works"
    """Won, 전문공사, the older threshold."""
    RESIDENTS = "residents"
    """Basis points of the workers."""
    LOCAL_SUBCONTRACT = "local_subcontract"
    """Basis points of the subcontracts, by the contract's special terms."""
    ORDINANCE_SUBCONTRACT = "ordinance_subcontract"
    """Basis points of the subcontracts, by the ordinance."""
    ORDINANCE_JOINT_SHARE = "ordinance_joint_share"
    """Basis points of a joint contract."""
    ORDINANCE_LABOURERS = "ordinance_labourers"
    """Basis points of the 보통인부."""
    PRIVATE_SITE_AREA = "private_site_area"
    """Square metres from which a private site is asked for a 고용계획서."""
    PRIVATE_SITE_RESIDENTS = "private_site_residents"
    """Basis points of the workers on such a site."""
    BUILDER_MOU_WORKS = "builder_mou_works"
    """Basis points of the works, agreed with builders."""


@dataclass(frozen=True)
class Rule:
    """One figure. `effective` None: in force since an unknown day, until a dated one follows."""

    key: RuleKey
    value: int
    effective: date | None
    basis: str
    force: str


RULE_BOOK: tuple[Rule, ...] = (
    Rule(RuleKey.LARGE_WORKS, 100_000_000, None, "대규모공사 기준금액 조정", "권장"),
    Rule(RuleKey.LOCAL_SUBCONTRACT, 5_000, None, "공사계약 특수조건 개정", "권장"),
    Rule(RuleKey.LARGE_GENERAL_WORKS, 200_000_000, None, "2011년 종합공사", "특수조건"),
    Rule(RuleKey.LARGE_SPECIAL_WORKS, 100_000_000, None, "2011년 전문공사", "특수조건"),
    Rule(RuleKey.RESIDENTS, 5_000, None, "2011년 시민 우선고용", "특수조건"),
    Rule(RuleKey.PRIVATE_SITE_AREA, 10_000, None, "2013년경 민간 건축현장", "권장"),
    Rule(RuleKey.PRIVATE_SITE_RESIDENTS, 2_000, None, "2013년경 민간 건축현장", "권장"),
    Rule(RuleKey.ORDINANCE_JOINT_SHARE, 4_900, None, "2019년 지역건설산업 조례", "권장"),
    Rule(RuleKey.ORDINANCE_SUBCONTRACT, 6_000, None, "2019년 지역건설산업 조례", "권장"),
    Rule(RuleKey.ORDINANCE_LABOURERS, 5_000, None, "2019년 지역건설산업 조례", "권장"),
    Rule(RuleKey.BUILDER_MOU_WORKS, 3_000, None, "2024년경 건설사 업무협약", "협약"),
)
"""What is known to have been announced. The days they took force are not known and not made up;
the office adds dated rules of its own."""


def in_force(rules: Iterable[Rule], key: RuleKey, day: date) -> Rule | None:
    """The rule for this key on this day: the latest one begun, an undated one last. None if none.

    Of two begun on one day the one that stands later wins.
    """
    chosen: Rule | None = None
    for rule in rules:
        begun = rule.effective is None or rule.effective <= day
        if rule.key is key and begun and (chosen is None or _begin(rule) >= _begin(chosen)):
            chosen = rule
    return chosen


def is_large(rules: Iterable[Rule], amount: int, notice_day: date) -> bool:
    """Whether works of this sum, in won, are 대규모공사 by the rule of the day of notice.

    The threshold itself counts: 1억원 is large. Without any rule nothing is.
    """
    rule = in_force(rules, RuleKey.LARGE_WORKS, notice_day)
    return rule is not None and amount >= rule.value


def local_rate(local: int, total: int) -> int:
    """The local share in basis points, rounded down so that 49.999 % is not 50 %.

    Impossible when the part is larger than the whole, or when there is nothing to divide.
    """
    if total <= 0:
        raise errors.nothing_to_divide()
    if not 0 <= local <= total:
        raise errors.local_over_total()
    return local * WHOLE // total


def meets(rate: int, goal: int) -> bool:
    """Whether a rate reaches its goal, both in basis points; the border counts as met."""
    return rate >= goal


def show_rate(rate: int) -> str:
    """Basis points as printed: 50%, 49.99%."""
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%" if rest else f"{whole}%"


def _begin(rule: Rule) -> date:
    """The day a rule took force, undated ones before all others."""
    return rule.effective or date.min
