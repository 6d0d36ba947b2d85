"""What is said when a department is asked whether its results of a half are all there."""

from storage.rules.half_year import HalfYear
from storage.rules.names import josa

HEAD = "<b>{half} 추진실적 확인</b>{mark}\n{department} · {state}"
DUE = "기한 {day}"
COUNTS = "이 반기에 남긴 기록 {count}건: {kinds}"
KIND = "{kind} {count}"
NOTHING = "이 반기에 남긴 기록이 없습니다."
ENTRY, ENTRY_CHANGED = "{at}. {text}", "{at}. ● {text}"
DETAIL = "   · {text}"
PLANNED, OVERDUE = " <i>(예정)</i>", " <i>(결과 미입력)</i>"
OVERDUE_LEFT = "⚠ 결과를 적지 않은 행사 {count}건은 실적에 실리지 않습니다."
ASK = "빠진 것이 없으면 ‘맞음’을, 있으면 ‘추가’를 눌러 주십시오."
ASK_NOTHING = "한 일이 없으면 ‘해당없음’을, 빠진 것이 있으면 ‘추가’를 눌러 주십시오."
SAID = "{at} {name} 님이 ‘{word}’으로 확인하셨습니다."
SAID_ON_BEHALF = "{at} {name} 님이 ‘{word}’으로 대리 접수하셨습니다.\n접수 근거: {receipt}"
CHANGED = "확인 뒤 기록 {count}건이 바뀌었습니다(●). 맞으면 다시 ‘맞음’을 눌러 주십시오."
CHANGED_ALL_GONE = "확인 뒤 기록을 모두 지우셨습니다. 맞으면 ‘해당없음’을 눌러 주십시오."
OVER = "취합이 마감되었거나 보고서가 확정되었습니다. 고칠 일이 있으면 총괄에 말씀해 주십시오."
REOPENED = "총괄이 {day}까지 다시 여쭙니다."
RIGHT, NONE, ADD, TAKE_BACK = "맞음", "해당없음", "추가", "되돌리기"
RIGHT_OF = "맞음 ({count}건)"
OUTCOMES = "지난 계획 결과 정하기 ({count})"
ADD_HEAD = (
    "<b>{half} 실적 추가</b>\n"
    "한 줄로 적어 보내시면 바로 기록됩니다. 예: {example}\n"
    "칸마다 여쭙기를 원하시면 아래에서 골라 주십시오."
)
ADD_EXAMPLE = "{month}/{day} 일자리버스 화정역 상담 23명"
ADD_EVENT, ADD_MOU, ADD_CONTRACT = "행사", "협약", "공사계약"
BACK = "« 목록"
DID = {RIGHT: "추진실적 확인(맞음)", NONE: "추진실적 해당없음", TAKE_BACK: "추진실적 확인 되돌림"}
OF = "{department} {half}"
OF_RECORDS = " · 기록 {count}건"
THEN_OWED = "남은 것: {papers}"
THEN_DONE = "이번 취합에 내실 것을 모두 내셨습니다"
WRITE_PLAN, SEE = "추진계획 쓰기", "추진실적 보기"
BEHALF_RIGHT, BEHALF_NONE, REOPEN = "대리 접수: 맞음", "대리 접수: 해당없음", "다시 열기"
BEHALF_QUESTION = (
    "추진실적 대리 접수\n"
    "{department} {half} 추진실적을 ‘{word}’으로 접수합니다. 어떻게 받으셨습니까?"
    " 공문은 문서번호를 함께 적어 주십시오. 예: 공문 도로건설과-1234"
)
BEHALF_HINT = "공문 도로건설과-1234"
REOPEN_QUESTION = (
    "추진실적 확인 다시 열기\n"
    "{department} {half} 추진실적을 근무일 {days}일 동안 다시 여쭙니다."
    " 사유를 적어 보내 주십시오. 예: 빠진 행사 확인"
)
REOPEN_HINT, REOPEN_DAYS = "다시 여는 사유", 3
REOPENED_DONE = "추진실적 확인을 다시 열었습니다. {day}까지 받습니다."
REOPENED_NOTICE = "{half} 추진실적을 다시 여쭙니다. {day}까지 확인해 주십시오.\n사유: {reason}"
WAY_IN = "추진실적 확인 ({state})"


def already(half: HalfYear) -> str:
    """Nothing is asked of a half."""
    return f"{josa(half.label, '은/는')} 추진실적 확인을 여쭙지 않습니다."
