"""What an office may set by itself."""

from collections.abc import Mapping
from typing import Self

from storage.rules.terms import PROGRESS, BudgetKind, LineSection, Term

SECTION_TITLES: Mapping[str, str] = {
    "progress": PROGRESS,
    **{one.value: one.label for one in BudgetKind},
    **{one.value: one.label for one in LineSection},
}
"""The □ sections of the report by name, with their usual titles, in the usual order."""


class SettingSort(Term):
    """What sort of setting a row is; the value stands in rows, in the trail and in buttons."""

    RULE = "rule", "규칙"
    KIND = "kind", "행사 종류"
    UNIT = "unit", "단위"
    HEADING = "heading", "보고서 제목"
    WORD = "word", "자주 쓰는 말"
    LADDER = "ladder", "알림 단계"


class WordField(Term):
    """What usual words are for; `.fields` are the facts that they may be."""

    fields: tuple[str, ...]

    def __new__(cls, value: str, label: str = "", *fields: str) -> Self:
        """Make the member compare as its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.fields = label, fields
        return member

    PLACE = "place", "장소", "places"
    TITLE = "title", "행사·협약 이름", "title"
    FIRM = "firm", "업체·기관", "companies", "company", "parties"
    JOB = "job", "직종", "job"
    TARGET = "target", "대상", "target"
    PHRASE = "phrase", "보고서 문구", "text", "result", "reason", "purpose", "effect"
