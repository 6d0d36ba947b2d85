"""The labels of the progress table in reverse: which halves a row tells of."""

import re
from dataclasses import dataclass

from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind

_HALF = re.compile(r"(?P<year>\d{4})\s*년도?\s*(?P<half>[상하])반기")
_SPAN = re.compile(
    r"\(\s*(?P<from>\d{4})\.?\s*[~∼〜-]\s*(?P<to>\d{4})\.?\s*(?:(?P<month>\d{1,2})\.?)?\s*\)"
)
_PLAN, _PAST, _RESULT = "추진계획", "그동안", "추진실적"

NO_HALF = (
    "어느 반기의 보고서인지 읽지 못했습니다. 구분에 ‘2021년도 하반기 추진실적’처럼 반기가 적힌"
    " 보고서를 보내 주십시오."
)
TWO_HALVES = (
    "추진실적 칸과 추진계획 칸이 이어지는 반기가 아닙니다. 한 반기의 보고서만 보내 주십시오."
)


@dataclass(frozen=True)
class Label:
    """What a label says: what the row holds, and from which half to which."""

    kind: BlockKind
    first: HalfYear | None = None
    last: HalfYear | None = None


def read_label(text: str) -> Label:
    """The label as it is understood; a label that names no half is one of the past."""
    named = _HALF.search(text)
    if named is not None and _PAST not in text:
        half = HalfYear(int(named["year"]), 1 if named["half"] == "상" else 2)
        plan = _PLAN in text and _RESULT not in text
        return Label(BlockKind.PLAN if plan else BlockKind.RESULT, half, half)
    span = _SPAN.search(text)
    if span is None:
        return Label(BlockKind.PAST)
    month = int(span["month"] or 12)
    return Label(
        BlockKind.PAST,
        HalfYear(int(span["from"]), 1),
        HalfYear(int(span["to"]), 1 if month <= 6 else 2),
    )


def reported(labels: list[Label]) -> HalfYear:
    """The half whose results the report brings; Refusal when no label tells, or two differ."""
    results = {one.first for one in labels if one.kind is BlockKind.RESULT and one.first}
    plans = {one.first.previous() for one in labels if one.kind is BlockKind.PLAN and one.first}
    halves = results or plans
    if not halves:
        raise Refusal(NO_HALF)
    if len(halves) > 1 or (plans and plans != halves):
        raise Refusal(TWO_HALVES)
    return next(iter(halves))
