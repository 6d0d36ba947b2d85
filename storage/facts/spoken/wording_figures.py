"""The figures of an event in a typed line, as its kind has them; what is not plain is asked."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_counts import Counted, settle
from storage.facts.loose.wording_doubts import what_counted
from storage.facts.loose.wording_head import figures_of
from storage.facts.loose.wording_words import FIRMS, PEOPLE, TIMES
from storage.facts.spoken.wording_counts import OTHER
from storage.facts.spoken.wording_head import Head, people_of
from storage.facts.spoken.wording_pairs import BARE
from storage.rules.terms import EventKind, Measure

_OTHERS = re.compile(
    r"(?:등록|재상담|서류|접수|신청|첨삭|촬영|검사|코칭|체험|대기|예약|불참|노쇼|인솔|스태프"
    r"|직원|봉사자|관계자|강사"
    r"|내빈|미참석|취소자?|담당자?)"
    r"(?:은|는|이|가|도)?\s?:?\s?$"
)
_BESIDE = re.compile("상담|면접|구직")


def figures(
    slate: Slate, kind: EventKind, counted: Sequence[Counted], head: Head | None, *, ahead: bool
) -> dict[Measure, int]:
    """What its kind counts; what else was counted stays among the words.

    Of an event that lies `ahead` nothing was counted yet but the openings.
    """
    allowed = figures_of(kind)
    counted = [
        _unsaid(one) if one.measure not in allowed and not one.sure else one for one in counted
    ]
    plain = {one.measure for one in counted if one.measure and not one.why}
    told = [_meant(slate, kind, one, plain) for one in counted]
    if ahead:
        told = [one for one in told if one.measure is Measure.OPENINGS]
    runs = next((one.value for one in told if one.measure is Measure.RUNS), 0)
    kept = [one for one in told if one.measure in allowed or _unclear(slate, one, told, head)]
    measures = [one for one in Measure if one in allowed]
    values = settle(
        {slate.line: slate}, [one for one in kept if one.measure and not one.why], measures
    )
    for one in kept:
        if one.why or one.measure is None:
            why = one.why or what_counted(slate.text[one.start : one.end])
            measure = one.measure or (None if one.unit in (FIRMS, PEOPLE) else people_of(kind))
            name = f"counts.{measure.value}" if measure else "counts"
            likely = [one.value * runs] if runs and one.each else []
            likely += [each for each in (one.value, one.most) if each and each not in likely]
            slate.doubt(name, one.start, one.end, why, *likely)
    return values


def _unclear(slate: Slate, one: Counted, told: Sequence[Counted], head: Head | None) -> bool:
    """Whether a number of no known measure has to be asked about: people, and 25건."""
    if one.measure is not None:
        return False
    if one.unit == PEOPLE:
        of_others = _OTHERS.search(slate.plain[: one.start])
        again = any(each.measure and each.value == one.value for each in told)
        return not (again or (of_others and any(each.measure for each in told)))
    if one.unit == OTHER and not _BESIDE.search(slate.plain[max(one.start - 8, 0) : one.end + 5]):
        return False
    others = [each for each in told if each is not one and (each.measure or each.unit)]
    year = one.unit == BARE and 1900 < one.value < 2100
    in_name = head is not None and one.end <= head.start
    return one.unit in (BARE, OTHER) and not (others or year or in_name)


def of_others(slate: Slate, one: Counted) -> bool:
    """Whether the word before a number says that it counts something else: 신청 33명."""
    return bool(_OTHERS.search(slate.plain[: one.start]))


def _unsaid(one: Counted) -> Counted:
    return replace(one, measure=None, sure=True)


def _meant(slate: Slate, kind: EventKind, one: Counted, plain: Set[Measure | None]) -> Counted:
    """A number without a word, as its kind has it; `plain` are figures with words of their own."""
    if one.measure is not None:
        return one
    if one.unit == TIMES:
        return replace(one, measure=Measure.RUNS)
    if one.unit == FIRMS:
        bodies = slate.plain[: one.end].endswith(("소", "관"))
        return one if bodies else replace(one, measure=Measure.COMPANIES)
    if one.unit == PEOPLE and _OTHERS.search(slate.plain[: one.start]):
        return replace(one, why=one.why or what_counted(slate.text[one.start : one.end]))
    if one.unit == PEOPLE:
        people = people_of(kind)
        if people in plain:
            return replace(one, why=one.why or what_counted(slate.text[one.start : one.end]))
        return replace(one, measure=people, sure=False)
    return replace(one, why=one.why or what_counted(slate.text[one.start : one.end]))
