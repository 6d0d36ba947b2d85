"""What an office may set by itself."""

from collections.abc import Mapping

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
