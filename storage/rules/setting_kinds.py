"""What an office may set by itself."""

from storage.rules.terms import Term


class SettingSort(Term):
    """What sort of setting a row is; the value stands in rows, in the trail and in buttons."""

    RULE = "rule", "규칙"
    KIND = "kind", "행사 종류"
    UNIT = "unit", "단위"
    HEADING = "heading", "보고서 제목"
    WORD = "word", "자주 쓰는 말"
