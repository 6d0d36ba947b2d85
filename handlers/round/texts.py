"""What is said about a round: its dates, its board, what is asked of departments."""

import re
from collections.abc import Sequence

from storage.queries.texts import ROUND_DAYS
from storage.rules.names import josa
from storage.rules.terms import Role

HEAD = "<b>{half} 추진계획 취합</b> · {state}"
RESULTS = "지난 반기 결과: {half}"
DATES = ROUND_DAYS
DATE_LINE = "{label}  {day}"
PROVISIONAL = "하반기는 평가단에 잠정치를 내고 확정일에 확정치로 바꿉니다."
MOVED = " (쉬는 날이라 {day}까지 받음)"

OPEN, CLOSE = "취합 시작", "취합 마감"
BOARD, REHEARSE, BACK = "현황판 보내기", "예행 연습", "« 뒤로"
TABLE = "취합표"
OPENED, CLOSED = "취합을 시작했습니다.", "취합을 마감했습니다."
SURE_OPEN = (
    "취합을 시작합니까?\n일정대로 부서에 알림이 나갑니다.\n"
    "예행 연습에서 누가 무엇을 받는지 먼저 보실 수 있습니다."
)
YES_OPEN = "예, 시작합니다"
CLOSE_QUESTION = (
    "<b>{half} 취합 마감</b>\n"
    "{still}\n"
    "그래도 마감하시려면 사유를 적어 보내 주십시오. 확인하신 뒤에 마감합니다. "
    "예: 미제출 부서는 다음 반기에 반영"
)
CLOSE_HEAD = "<b>{half} 취합을 마감합니다.</b>"
CLOSE_MISSING, CLOSE_CHECKING, CLOSE_WAITING = "미제출", "내부확인 중", "확정 전"
CLOSE_GROUP = "{label} {count}개 부서: {departments}"
CLOSE_OUTCOMES = "결과를 정하지 않은 지난 계획 {count}건"
CLOSE_DONE = "마친 부서 {count}개"
CLOSE_MEANS = (
    "마감하면 부서에서 이 반기 계획을 적거나 고칠 수 없고 알림도 멈춥니다. 마감하시겠습니까?"
)
CLOSE_TAKEN_BACK = "마감을 되돌렸습니다. 취합과 알림이 다시 진행됩니다."
NUDGE_HEAD = "<b>미제출 부서에 독려 메시지를 보냅니다.</b>"
NUDGE_TO = "{count}개 부서: {departments}"
NUDGE_SURE = "지금 보내시겠습니까? 오늘은 한 번만 보낼 수 있습니다."
CLOSE_HINT = "마감 사유"
CLOSED_BECAUSE = "마감 사유: {reason}"

DATE_HEAD = "<b>{label}</b>  {day}\n어떻게 바꿉니까?"
STEPS = (
    (-7, "일주일 당기기"),
    (-1, "하루 당기기"),
    (1, "하루 미루기"),
    (7, "일주일 미루기"),
)
TYPE_DAY = "날짜 적기"
DAY_QUESTION = (
    "{half} 취합 일정 바꾸기 · {label}\n새 날짜를 적어 보내 주십시오. 예: 12/5, 2021.12.5."
)
DAY_HINT = "12/5"
DATE_CHANGED = "일정을 바꾸었습니다."

RUNGS = "알림 간격"
ON_THE_DAY = "당일"
RUNGS_LINE = "알림  {rungs}"
RUNGS_BEFORE, RUNGS_AFTER = "{days}일 전", "그 뒤 근무일마다"
RUNGS_QUESTION = (
    "{half} 취합 알림 간격 바꾸기\n"
    "지금: {rungs}\n"
    "기한 며칠 전(근무일)에 알릴지 적어 보내 주십시오. 예: 14, 7, 3, 1, 당일\n"
    "요청일과, 기한 다음 근무일부터는 늘 알립니다."
)
BEFORE, SPACED = "전", re.compile(r"\s+전")
RUNG = re.compile(r"(?:[Dd]-)?(\d{1,2})일?전?|당일")
RUNGS_WANTED, RUNGS_EXAMPLE = "기한 며칠 전인지(60일까지)", "14, 7, 3, 1, 당일"
RUNGS_CHANGED = "알림 간격을 바꾸었습니다."

BOARD_COUNT = "{state} {count}"
BOARD_OF = " · 모두 {count}개 부서"
BOARD_DUE = "제출 기한 {day}"
BOARD_LINE = "{department} {state}{items}{late}"
BOARD_ITEMS = " {count}건"
BOARD_LATE, BOARD_LATE_MARK, BOARD_LATE_MEANS = "(늦음)", "*", "* 기한 뒤 제출"
BOARD_BETWEEN = " │ "
BOARD_UNREACHED = "연락이 닿지 않는 분: {people}"
BOARD_NOBODY = "맡은 사람이 없는 부서: {departments}"
MORE_NAMES = "외 {count}곳"
BOARD_NUDGED = "독려한 날: {day}"
NUDGE, REVIEW, DEPARTMENTS, REFRESH = "미제출만 독려", "검토하기", "부서 열기", "새로 고침"
PICTURE = "그림으로 보기"
COUNTED = "{label} ({count})"
REFRESHED = "지금 모습입니다."

NUDGED = "{count}개 부서에 보냈습니다: {departments}"
NUDGED_UNREACHED = "연락이 닿지 않는 부서: {departments}"
ENTER = "바로 입력"
SNOOZED = "{day} 09시에 다시 알려 드리겠습니다."

NO_ROUND = (
    "진행 중이거나 예정된 취합이 없습니다. 다음 취합은 새 반기가 시작되는 날(1월 1일, 7월 1일)"
    " 저절로 만들어지고, 그때부터 /round 에서 일정을 바꾸실 수 있습니다."
)
REVIEW_HEAD = "<b>검토할 추진계획</b> {half}{mark}"
LIST_HEAD = "<b>부서별 추진계획</b> {half}{mark}"
NOTHING_TO_REVIEW = "검토할 추진계획이 없습니다."
DEPARTMENT_BUTTON = "{department} · {state}"

PLAN_HEAD = "<b>{department}</b> {half} · {state}"
SUBMITTED_AT = "제출 {at}"
CHECKED_BY = "부서 확인: {name} {at}"
NOT_CHECKED = "부서 확인: 없음(생략 가능)"
OPEN_QUESTION = "보완요청 {at}번 · {label}: {reason}"
ANSWERED_QUESTION = "보완완료 {at}번 · {label}: ‘{old}’ → ‘{new}’"
ITEM_BUTTON = "{at}. {title}"
CONFIRM = "확정"
CHECK = "부서 확인"
UNLOCK = "확정 풀기"
TO_LIST = "« 목록"
CONFIRMED = "확정했습니다."
MOVED_ON = "그 사이 추진계획이 바뀌어 화면을 새로 그렸습니다. 다시 보시고 눌러 주십시오."
CHECKED = "부서 확인을 남겼습니다."
CONFIRMED_NOTICE = "{half} 추진계획이 확정되었습니다."
LOCKED = "확정된 추진계획입니다."
WAITING_ANSWERS = "답을 기다리는 보완요청이 있어 확정할 수 없습니다."

ITEM_HEAD = "<b>{department}</b> 추진계획 항목\n보완을 요청할 칸을 골라 주십시오."
FIELD_LINE = "{label}: {value}"
NOTHING = "없음"
REASON_QUESTION = (
    "보완요청 · {label}\n"
    "항목: {title}\n"
    "지금 값: {value}\n"
    "사유를 적어 보내 주십시오. 예: 목표 수치를 적어 주십시오."
)
REASON_HINT = "보완이 필요한 사유"
REASON_WANTED, REASON_EXAMPLE = "보완이 필요한 사유", "목표 수치를 적어 주십시오."
LONGEST_REASON = 300
RETURNED = "{name} 님께 ‘{label}’ 한 가지만 보완을 요청했습니다. 답이 오면 알려 드립니다."
RETURNED_UNREACHED = (
    "보완요청을 남겼습니다. 이 부서에 연락이 닿는 분이 없어 /todo 에서만 보입니다."
)
WHY_ITEM = "항목: {title}"
WHY_REASON = "사유: {reason}"
WHY_OLD = "지금 값: {value}"
ASK_LATER = (
    "<b>추진계획 보완요청</b>\n{lines}\n"
    "쓰시던 입력은 그대로 있습니다. 아래를 누르시면 이 한 가지만 여쭙니다."
)
FIX, FIX_ONE = "답하기", "보완 답하기: {label}"
ANSWERED_ALREADY = "이미 답한 보완요청입니다."
UNANSWERED = "답하지 않은 보완요청이 {count}건 있습니다. /todo 에서 먼저 답해 주십시오."
ANSWERED_NOW = "보완완료로 총괄 담당에게 알렸습니다."
ANSWERED_OPEN = "답을 총괄 담당에게 알렸습니다. 추진계획은 /plan 에서 다시 제출해 주십시오."
ANSWER_LEFT = "보완요청 {count}건이 남아 있습니다."
ANSWER_NOTICE = "<b>보완완료</b> {department} {half}\n{title}\n{label}: ‘{old}’ → ‘{new}’"
SEE_PLAN = "추진계획 보기"

NO_ITEMS = "항목 없음 (계획이 없다고 올림)"
HANDED_UP_BY = "올림: {name} {at}"
PASSED_BY = "{step} 확인: {name} {at}"
HANDED_BACK_BY = "돌려보냄: {name} {at} ({reason})"
HOLD_HINT = "살펴보시고 올려 주십시오. 고칠 칸이 있으면 항목을 눌러 한 칸만 보완을 요청하십시오."
HOLD_NONE_HINT = "계획이 없다는 제출입니다. 맞으면 올려 주시고, 아니면 돌려보내 주십시오."
PASS_UP, HAND_BACK = "올리기(확인)", "돌려보내기"
REACHED = "확인했습니다. 총괄에 제출되었습니다."
REACHED_NOTICE = "{half} 추진계획이 내부확인을 마치고 총괄에 제출되었습니다."
BACK_QUESTION = (
    "돌려보내기\n"
    "{department} {half} 추진계획\n"
    "사유를 적어 보내 주십시오. 예: 채용행사 계획을 추가해 주십시오."
)
HANDED_BACK = "담당에게 돌려보냈습니다. 다시 올리면 알려 드립니다."
HANDED_BACK_NOTICE = (
    "{half} 추진계획이 내부확인에서 돌아왔습니다.\n사유: {reason}\n돌려보낸 분: {by}"
)
TODO_CHECKS = "내부확인할 추진계획"
TODO_CHECK = "{department} {half} · {step}"

UNLOCK_QUESTION = (
    "확정 풀기\n"
    "{department} {half} 추진계획\n"
    "사유를 적어 보내 주십시오. 근무일 {days}일 안에 다시 제출하지 않으면 "
    "확정으로 돌아갑니다. 예: 예산 변경 반영"
)
UNLOCK_HINT = "확정을 푸는 사유"
UNLOCK_DAYS = 3
UNLOCKED = "확정을 풀었습니다. {day}까지 열려 있습니다."
UNLOCKED_NOTICE = (
    "{half} 추진계획의 확정을 풀었습니다. {day}까지 고쳐 다시 제출해 주십시오.\n사유: {reason}"
)

REOPEN = "다시 열기"
REOPEN_QUESTION = (
    "다시 열기\n"
    "{department} {half} 추진계획\n"
    "사유를 적어 보내 주십시오. 마감한 취합에서 이 부서만 근무일 {days}일 동안 "
    "다시 받습니다. 예: 담당자 부재로 제출 지연"
)
REOPEN_HINT = "다시 여는 사유"
REOPENED = "추진계획을 다시 열었습니다. {day}까지 받습니다."
REOPENED_NOTICE = (
    "{half} 추진계획을 다시 받습니다. {day}까지 적거나 고쳐 제출해 주십시오.\n사유: {reason}"
)
REOPENED_LINE = "다시 열어 둠: {day}까지 ({reason})"

HANDOFF_HEAD = "<b>{department}</b> 추진계획을 누가 맡습니까?\n지금은 {name}입니다."
HANDOFF_NOBODY = "같은 부서에 등록된 다른 분이 없습니다. 총괄 담당에게 말씀해 주십시오."
HANDOFF_DONE = "{name} 님이 추진계획을 맡습니다."
HANDOFF_NOTICE = "{half} 추진계획 담당이 되셨습니다. 맡긴 분: {by}"
NOBODY_YET = "정해지지 않음"

REHEARSAL_HEAD = (
    "<b>예행 연습</b> {half}{mark}\n"
    "미리 보기이며 실제로 보내지 않습니다. 아무도 제출하지 않을 때의 알림입니다."
)
REHEARSAL_EMPTY = "보낼 알림이 없습니다."
REHEARSAL_DAY = "{day} {at} · {count}명"
REHEARSAL_OF_DAY = "<b>예행 연습</b> {day}{mark}"
REHEARSAL_WHOLE = "  {name}: {what}"
REHEARSAL_LINE = "· <b>{name}</b> {what}"

TODO_ROUND = "취합"
TODO_REVIEW = "{half} 검토할 추진계획 {count}건"
TODO_MISSING = "{half} 미제출 {count}개 부서 · 기한 {due}"
TODO_QUESTIONS = "답할 보완요청"
TODO_QUESTION = "{label}: {reason}"

TODO_OUTCOMES = "결과를 정할 지난 계획"
TODO_OUTCOME = "{half} 계획 {count}건"
OUTCOMES = "결과 정하기 ({count})"
OUTCOME_HEAD = "<b>{half} 계획의 결과</b> {department}{mark}"
OUTCOME_LINE, OUTCOME_OTHERS = "{at}. {title}", "{at}. [{department}] {title}"
OUTCOME_OPEN = "번호를 누르고 실적, 이월, 취소 가운데 하나를 골라 주십시오."
OUTCOME_ALL = "모든 항목의 결과를 정했습니다."
OUTCOME_ITEM = "<b>{title}</b>\n이 계획은 어떻게 되었습니까?"
OUTCOME_DONE, OUTCOME_CARRIED, OUTCOME_DROPPED = (
    "실적 있음",
    "다음 반기로 이월",
    "계획 취소(사유 적기)",
)
OUTCOME_SAID = "이미 이월이나 취소로 정한 항목입니다."
RESULT_HEAD = "<b>{title}</b>\n어느 기록이 이 계획의 실적입니까?{mark}"
RESULT_LINE, RESULT_CHOSEN = "{at}. {title}", "{at}. ✓ {title}"
RESULT_PICK = (
    "번호를 누르면 실적으로 연결되고, 다시 누르면 빠집니다. 여러 개를 고르실 수 있습니다."
)
RESULT_NONE = "이 반기에 부서가 남긴 행사, 협약, 계약 기록이 없습니다. 실적을 직접 적어 주십시오."
RESULT_PICKED, RESULT_UNPICKED = "실적으로 연결했습니다.", "실적에서 뺐습니다."
RESULT_WORDS, RESULT_DONE = "직접 적기", "« 남은 항목"
RESULT_WORDS_NOW = "적은 실적: {words}"
RESULT_QUESTION = (
    "계획 실적\n"
    "{title}\n"
    "무엇을 하셨는지 한 문장으로 적어 보내 주십시오. 예: 11월 채용박람회에서 안내문 배부"
)
RESULT_HINT = "한 일을 한 문장으로"
DROP_QUESTION = "계획 취소\n{title}\n취소 사유를 적어 보내 주십시오. 예: 사업 대상지 변경"
DROP_HINT = "취소 사유"


def passed_up(step: str | None) -> str:
    """Said when a plan goes on to a step of the department."""
    return f"{Role(step).label} 내부확인으로 올렸습니다." if step else REACHED


def outcome_set(label: str) -> str:
    """The word at the end of the spinner once an outcome is kept."""
    return f"{josa(label, '으로/로')} 남겼습니다."


def rungs(ladder: Sequence[int]) -> str:
    """14일 전, 7일 전, 당일, 그 뒤 근무일마다."""
    said = [RUNGS_BEFORE.format(days=-one) if one else ON_THE_DAY for one in ladder if one <= 0]
    return ", ".join([*said, RUNGS_AFTER])
