"""The pledge's figures by the day they took force, and whether a contract meets them.

All of them are recommendations or agreed terms (권장, 특수조건, 협약). Nothing here judges a
company: a figure is met or not yet met.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from storage.rules import errors
from storage.rules.terms import Term

WHOLE = 10_000
"""Basis points in 100 %."""


class RuleUnit(Term):
    """In what the value of a rule is counted; the label is what stands behind it."""

    WON = "won", "원"
    RATE = "rate", "%"  # kept in basis points
    AREA = "area", "㎡"


class RuleKey(Term):
    """What a figure is about, `.unit` what its value counts."""

    unit: RuleUnit

    def __new__(cls, value: str, label: str = "", unit: RuleUnit = RuleUnit.RATE) -> Self:
        """Make the member compare as its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.unit = label, unit
        return member

    LARGE_WORKS = "large_works", "대규모공사 기준금액", RuleUnit.WON
    LOCAL_SUBCONTRACT = "local_subcontract", "관내 하도급 비율"  # of the subcontracts
    LARGE_GENERAL_WORKS = "large_general_works", "종합공사 기준금액", RuleUnit.WON
    LARGE_SPECIAL_WORKS = "large_special_works", "전문공사 기준금액", RuleUnit.WON
    RESIDENTS = "residents", "시민 고용 비율"  # of the workers
    ORDINANCE_SUBCONTRACT = "ordinance_subcontract", "조례 하도급 비율"  # of the subcontracts
    ORDINANCE_JOINT_SHARE = "ordinance_joint_share", "조례 공동도급 비율"  # of a joint contract
    ORDINANCE_LABOURERS = "ordinance_labourers", "조례 보통인부 비율"
    PRIVATE_SITE_AREA = "private_site_area", "민간현장 연면적", RuleUnit.AREA  # from which asked
    PRIVATE_SITE_RESIDENTS = "private_site_residents", "민간현장 시민 비율"  # of its workers
    BUILDER_MOU_WORKS = "builder_mou_works", "건설사 협약 공사 비율"  # agreed with builders


JUDGING = (RuleKey.LARGE_WORKS, RuleKey.LOCAL_SUBCONTRACT)
"""The rules by which contracts are judged; the others are kept to be known."""


class Force(Term):
    """How a rule binds; nothing here is ever an order."""

    RECOMMENDED = "권장", "권장"
    TERMS = "특수조건", "특수조건"
    AGREED = "협약", "협약"
    ORDINANCE = "조례", "조례"


@dataclass(frozen=True)
class Rule:
    """One figure. `effective` None: in force since an unknown day, until a dated one follows.

    With `ends` there is no rule of its key from that day on.
    """

    key: RuleKey
    value: int
    effective: date | None
    basis: str
    force: str
    ends: bool = False


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
the office adds dated rules of its own (`storage/settings/rule_book.py`)."""


def in_force(rules: Iterable[Rule], key: RuleKey, day: date) -> Rule | None:
    """The rule for this key on this day: the latest one begun, an undated one last. None if none.

    Of two begun on one day the one that stands later wins.
    """
    chosen: Rule | None = None
    for rule in rules:
        begun = rule.effective is None or rule.effective <= day
        if rule.key is key and begun and (chosen is None or _begin(rule) >= _begin(chosen)):
            chosen = rule
    return None if chosen is None or chosen.ends else chosen


@dataclass(frozen=True)
class Judged:
    """By what a contract is judged: the rules of its day of notice; None where there is none."""

    large_from: int | None  # won
    local: int | None  # basis points of its subcontracts
    force: str = ""  # of the latter

    def is_large(self, amount: int) -> bool:
        """Whether works of this sum, in won, are 대규모공사; the threshold itself counts."""
        return self.large_from is not None and amount >= self.large_from


def judged(rules: Iterable[Rule], notice_day: date) -> Judged:
    """By what a contract of this day of notice is judged."""
    book = tuple(rules)
    large = in_force(book, RuleKey.LARGE_WORKS, notice_day)
    local = in_force(book, RuleKey.LOCAL_SUBCONTRACT, notice_day)
    return Judged(
        large.value if large else None,
        local.value if local else None,
        local.force if local else "",
    )


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
