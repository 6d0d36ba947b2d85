"""What the view of a record says."""

from datetime import datetime

from storage.rules.clock import kst

EDIT, REMOVE, HISTORY, BACK = "고치기", "지우기", "바뀐 내역", "기록으로"
RESULT = "결과 적기"
RESTORE = "되살리기"
SURE_REMOVE = "이 기록을 지웁니까? 지운 뒤에도 되살릴 수 있습니다."
YES_REMOVE, NO_REMOVE = "예, 지웁니다", "아니요"
REMOVED = "지운 기록입니다."
REMOVED_NOW = "지웠습니다."
RESTORED = "되살렸습니다."
UNDONE = "되돌렸습니다."
EVIDENCE = "증빙: {said}"
SHOW_EVIDENCE = "증빙 보기"
NO_EVIDENCE = "증빙이 없습니다."
PROOFS_HEAD = "<b>증빙</b> {title}\n{said}"
PROOF_LINE = "{at}. {said}"
PHOTO, DOCUMENT = "사진", "문서"
BY = "{name} {at}"
PROOFS_OPEN = "번호를 누르면 빼거나 다른 기록으로 옮길 수 있습니다."
TAKE_OFF, MOVE, TO_PROOFS = "빼기", "다른 기록으로 옮기기", "증빙 목록으로"
SURE_TAKE_OFF = "이 증빙을 뺍니까? 빼면 기록과 사진대지에서 사라집니다."
YES_TAKE_OFF = "예, 뺍니다"
TAKEN_OFF = "증빙을 뺐습니다."
MOVE_WHERE = "어느 기록으로 옮기시겠습니까?"
NOWHERE_TO_MOVE = "옮길 수 있는 다른 기록이 이 부서에 없습니다."
MOVED = "‘{title}’ 기록으로 옮겼습니다."
HEAD = "{title} · {number}번"
TO_LIST = "목록으로"
SENTENCE_HEAD = "보고서에 실릴 문장"
OWNER = "{department} · {half}"
NO_HALF = "반기 모름"
NO_HISTORY = "바뀐 내역이 없습니다."
HISTORY_HEAD = "<b>바뀐 내역</b> {title}"
HISTORY_LINE = "{at} {who} {act}"
HISTORY_CHANGE = "    {label}: {before} → {after}"
NOTHING = "없음"
OUTCOME = "결과: {kind}"
OUTCOME_WORDS = " ({words})"
RESULT_OF = "어느 계획의 실적인지:"
OF_PLAN = "{half} 계획 ‘{title}’"
CHILD_LINE = "{at}. {title}"
ACTS = {
    "create": "등록",
    "change": "고침",
    "remove": "지움",
    "restore": "되살림",
    "undo": "되돌림",
}
SOMEBODY = "알 수 없음"
LOCAL_RATE = "관내 하도급률 {rate} (권장 {goal})"
LARGE = "대규모공사 (공고일 기준 {threshold} 이상)"
NOT_LARGE = "대규모공사 아님 (공고일 기준 {threshold} 미만)"


def show_time(at: datetime) -> str:
    """A moment on the office's clock."""
    local = kst(at)
    return f"{local.year}. {local.month}. {local.day}. {local:%H:%M}"
