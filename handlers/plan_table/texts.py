"""What is said about the 취합표."""

from collections.abc import Sequence

FILE_NAME = "{half}_고용할당제_취합표.xlsx"
COMING = "취합표를 만들고 있습니다."
CAPTION = (
    "{half} 추진계획 취합표\n"
    "고쳐서 이 대화방에 보내시면 바뀐 것을 먼저 보여 드립니다. "
    "새 항목은 관리번호를 비워 두십시오. 공문이나 전화로 받은 부서는 ‘상태’를 ‘제출’이나 "
    "‘해당없음’으로 고치고 ‘접수 근거’를 적으시면 됩니다. ‘실적 수치’도 고치실 수 있습니다."
)
HEAD = "<b>{half} 취합표</b>를 읽었습니다. ({rows}행)"
FORM_HEAD = "<b>{department} {half} 제출 서식</b>을 읽었습니다."
WHOSE_ASK = "어느 부서의 서식입니까? 부서를 정하시면 바뀌는 것을 먼저 보여 드립니다."
WHOSE_TYPE = "부서 이름 적기"
WHOSE_QUESTION = "제출 서식의 부서\n어느 부서가 보낸 서식인지 적어 보내 주십시오. 예: 도로건설과"
WHOSE_HINT = "도로건설과"
WHOSE_WANTED, WHOSE_UNKNOWN = "부서 이름", "부서 목록에 없는 이름입니다."
SAVE_FORM = "대리 접수"
ASK_FORM = "이대로 이 부서가 낸 것으로 접수하시겠습니까?"
TAKEN_IN = "<b>대리 접수 · {state}</b> {department} ({receipt})"
SUMS = "새 항목 {added} · 바뀐 항목 {changed} · 결과 {settled} · 그대로 {same}"
MORE_SUMS = (
    ("counted", " · 실적 수치 {count}"),
    ("removed", " · 지움 {count}"),
    ("told", " · 상태 {count}"),
    ("declared", " · 해당없음 {count}"),
)
COUNTED = "{line}행 {department} 실적 수치: {before} → {after}"
REMOVED = "{department} 지움: {text}"
DECLARED = "{line}행 {department} 상태: {state} → {becomes}{receipt}"
NOTED = "{line}행 {department} {state} 접수 근거: {receipt}"
RECEIVED_BY = " (접수 근거 {receipt})"
NOTES_HEAD = "<b>읽지 않았거나 살펴보실 것</b>"
NOTE = "· {text}"
ALL, ALL_HEAD, BACK = "모두 보기 ({count})", "<b>바뀌는 것과 살펴보실 것</b>{mark}", "« 요약"
ABSENT = "표에 없는 항목 {count}건은 그대로 둡니다. 지우시려면 ‘표에 없는 항목’을 눌러 주십시오."
ASKED = "비슷한 항목이 이미 있는 새 행 {count}건을 먼저 정해 주십시오."
WITHOUT_RECEIPT = "상태를 바꾸는 {count}개 부서의 접수 근거를 적어 주십시오."
RECEIPT = "접수 근거 적기"
THING = "항목"
FIX, NEW, SKIP = "고침", "새 항목", "무시"
ALL_FIX, ALL_NEW = "남은 것 모두 고침", "남은 것 모두 새 항목"
RECEIPT_QUESTION = (
    "접수 근거\n상태를 바꾸는 {count}개 부서를 어떻게 접수하셨습니까? 공문은 문서번호를 함께 적어"
    " 주십시오. 예: 공문 도로건설과-1234\n부서마다 다르면 표의 ‘접수 근거’ 칸에 적어 다시 보내"
    " 주십시오."
)
RECEIPT_HINT = "공문 도로건설과-1234"
SURE_REMOVE = "<b>항목 {count}건을 지우고 저장합니다.</b>"
SURE_YES = "예, 지우고 저장"
HIDDEN = "숨긴 시트는 읽지 않았습니다: {names}"
NOTHING = "바뀐 것이 없어 저장할 것이 없습니다."
ADDED = "{line}행 {department} 새 항목: {text}"
CHANGED = "{line}행 {department} {label}: {before} → {after}"
SETTLED = "{line}행 {department} 결과: {outcome}"
EMPTY = "(빈칸)"
ASK = "이대로 저장하시겠습니까?"
SAVE = "저장"
SAVED = "취합표를 저장했습니다."


def faults(count: int, shown: Sequence[str]) -> str:
    """Why nothing was saved, and where."""
    head = f"고칠 곳이 {count}건 있어 아무것도 저장하지 않았습니다. 고쳐서 다시 보내 주십시오."
    return "\n".join([head, *shown])
