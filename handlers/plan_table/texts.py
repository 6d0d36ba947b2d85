"""What is said about the 취합표."""

from collections.abc import Sequence

FILE_NAME = "{half}_고용할당제_취합표.xlsx"
COMING = "취합표를 만들고 있습니다."
CAPTION = (
    "{half} 추진계획 취합표\n"
    "고쳐서 이 대화방에 보내시면 바뀐 것을 먼저 보여 드립니다. "
    "새 항목은 열쇠를 비워 두십시오. 추진계획이 없는 부서는 ‘추진계획’이나 ‘상태’에 "
    "‘해당없음’이라고 적으시면 됩니다. 다른 상태와 ‘번호’는 표로 바꾸지 않습니다."
)
HEAD = "<b>{half} 취합표</b>를 읽었습니다. ({rows}행)"
SUMS = "새 항목 {added} · 바뀐 항목 {changed} · 결과 {settled} · 그대로 {same}"
DECLARED_SUM = " · 해당없음 {declared}"
DECLARED = "{line}행 {department} 상태: {state} → 해당없음"
NOTES_HEAD = "<b>읽지 않았거나 살펴보실 것</b>"
NOTE = "· {text}"
ALL, ALL_HEAD, BACK = "모두 보기 ({count})", "<b>바뀌는 것과 살펴보실 것</b>{mark}", "« 요약"
ABSENT = "표에 없는 항목 {count}건은 그대로 둡니다."
HIDDEN = "숨긴 시트는 읽지 않았습니다: {names}"
NOTHING = "바뀐 것이 없어 저장할 것이 없습니다."
ADDED = "{line}행 {department} 새 항목: {text}"
CHANGED = "{line}행 {department} {label}: {before} → {after}"
SETTLED = "{line}행 {department} 결과: {outcome}"
EMPTY = "(빈칸)"
ASK = "이대로 저장할까요?"
SAVE = "저장"
SAVED = "취합표를 저장했습니다."


def faults(count: int, shown: Sequence[str]) -> str:
    """Why nothing was saved, and where."""
    head = f"고칠 곳이 {count}건 있어 아무것도 저장하지 않았습니다. 고쳐서 다시 보내 주십시오."
    return "\n".join([head, *shown])
