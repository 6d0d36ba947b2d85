"""What is said about a round: its dates, its board, what is asked of departments."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

from storage.rounds.board_shapes import BoardRow
from storage.rounds.texts import ROUND_DAYS
from storage.rules.wording_receipt import Receipt, Way, read_receipt

HEAD = "<b>{half} 추진계획 취합</b> · {state}"
RESULTS = "지난 반기 결과: {half}"
DATES = ROUND_DAYS
DATE_LINE = "{label}  {day}"
PROVISIONAL = "하반기는 평가단에 잠정치를 내고 확정일에 확정치로 바꿉니다."
MOVED = " (쉬는 날이라 {day}까지 받음)"

WORK_DUE = "제출 기한 {day}"
WORK_REVIEW, WORK_MISSING, WORK_CHECKING = "검토할 계획", "미제출", "내부확인 중"
WORK_RESULTS = "추진실적 미확인"
WORK_LINE, WORK_DONE = "{label} {count}개 부서", "남은 일이 없습니다. 마감하실 수 있습니다."
DAYS = "일정·알림"
DAYS_HEAD = "<b>{half} 취합 일정</b>"
OPEN, CLOSE = "취합 시작", "취합 마감"
TABLE = "취합표"
LOOK = "현황판"
BOARD, REHEARSE = "현황판 보내기", "예행 연습"
OPENED, CLOSED = "취합을 시작했습니다.", "취합을 마감했습니다."
SURE_OPEN = (
    "취합을 시작하시겠습니까?\n일정대로 부서에 알림이 나갑니다.\n"
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
CLOSE_RESULTS = "추진실적 미확인"
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

DATE_HEAD = "<b>{label}</b>  {day}\n어떻게 바꾸시겠습니까?"
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
RUNGS_LINE = "알림: {rungs}"
RUNGS_BEFORE, RUNGS_AFTER = "{days}일 전", "그 뒤 사흘, 이후 매주"
RUNGS_LATE, RUNGS_WEEKLY = "{days}일 뒤", "이후 매주"
RUNGS_QUESTION = (
    "{half} 취합 알림 간격 바꾸기\n"
    "지금: {rungs}\n"
    "기한 며칠 전(근무일)에 알릴지 적어 보내 주십시오. 예: 14, 7, 3, 1, 당일\n"
    "기한이 지나면 세 번 더 알리고, 그 뒤에는 매주 첫 근무일에 알립니다."
)
BEFORE, SPACED = "전", re.compile(r"\s+전")
RUNG = re.compile(r"(?:[Dd]-)?(\d{1,2})일?전?|당일")
RUNGS_WANTED, RUNGS_EXAMPLE = "기한 며칠 전인지(60일까지)", "14, 7, 3, 1, 당일"
RUNGS_CHANGED = "알림 간격을 바꾸었습니다."

BOARD_DUE = "제출 기한 {day}"
BOARD_LINE = "{department} {state}{items}{late}"
BOARD_ITEMS = " {count}건"
BOARD_LATE = "(늦음)"
BOARD_RECEIVED, BOARD_NOTED = " · 접수({receipt})", " · {receipt}"
BOARD_ON_BEHALF = "그 가운데 대리 접수 {count}개 부서"
BEHALF = "해당없음 여럿 접수"
BOARD_AMISS = "<b>{head} {count}:</b> {departments}"
BOARD_OVERDUE, BOARD_OVERDUE_INSIDE = "⚠ 기한 경과 미제출", "⚠ 기한 경과 내부확인 중"
BOARD_RETURNED, BOARD_CAME_LATE = "⚠ 보완요청", "기한 뒤 제출"
BOARD_TO_COME, BOARD_INSIDE = "아직 미제출", "내부확인 중"
BOARD_NOTHING_AMISS = "늦거나 반려된 부서가 없습니다."
BOARD_RESULTS, BOARD_RESULTS_TAKEN = " · 실적 {state}", " · 실적 {state}(접수)"
BOARD_RESULTS_OVERDUE, BOARD_RESULTS_TO_COME = "⚠ 기한 경과 실적만 미확인", "실적만 미확인"
BOARD_RESULTS_CHANGED, BOARD_RESULTS_CAME_LATE = "실적 확인 뒤 바뀜", "기한 뒤 실적 확인"
WHOLE = "전체 보기"
BOARD_NOBODY_COUNT, BOARD_NO_ONE = "담당자 미등록 {count}개 부서", " · 담당자 없음"
BOARD_UNREACHED = "연락이 닿지 않는 분: {people}"
BOARD_NOBODY = "담당자 미등록 부서: {departments}"
MORE_NAMES = "외 {count}개 부서"
BOARD_NUDGED = "독려한 날: {day}"
NUDGE, REVIEW, DEPARTMENTS, REFRESH = "미제출만 독려", "검토하기", "부서 열기", "새로 고침"
PICTURE = "그림으로 보기"
COUNTED = "{label} ({count})"
REFRESHED = "지금 모습입니다."

NUDGED = "{count}개 부서에 보냈습니다: {departments}"
NUDGED_UNREACHED = "연락이 닿지 않는 {count}개 부서: {departments}"
NUDGED_NO_ONE = "봇에 연결된 분이 없는 {count}개 부서: {departments}"
NUDGED_INSTEAD = "이 부서에는 공문이나 초대장을 보내거나, 받으신 답을 대리 접수하실 수 있습니다."
NUDGE_NOBODY = "<b>봇으로 연락할 수 있는 미제출 부서가 없습니다.</b>"
WAY_LETTER, WAY_INVITE = "협조 공문 ({count})", "초대장 만들기"
WAY_BEHALF, WAY_NONE = "대리 접수", "해당없음 여럿 접수"

LETTER = "요청 공문"
LETTER_HEAD = "<b>{half} 자료 제출 요청 공문</b>"
LETTER_WHAT = (
    "각 부서에 {half} 추진계획과 {results} 추진실적을 {due}까지 요청하는 초안입니다. "
    "온나라에서 결재하신 뒤 문서번호를 적어 두시면 부서 안내에 함께 나갑니다."
)
LETTER_NONE = "문서번호: 아직 적지 않았습니다."
LETTER_NUMBER = "문서번호: {letter}"
LETTER_CONTACT = "문의처: {contact}"
LETTER_AWAY = "봇으로 연락되지 않는 미제출 {count}개 부서에는 협조 공문을 따로 만드실 수 있습니다."
LETTER_ALL_BUTTON, LETTER_AWAY_BUTTON = "요청 {format}", "협조 {format} ({count})"
FORM_BUTTON, NOTE_NUMBER = "서식 {format}", "문서번호 적기"
LETTER_COMING = "초안을 만들고 있습니다."
LETTER_CAPTION = "{half} 자료 제출 요청 공문 · 온나라 기안용 초안"
URGING_CAPTION = "{half} 제출 협조 공문({count}개 부서) · 온나라 기안용 초안"
FORM_CAPTION = (
    "{half} 추진계획 제출 서식\n"
    "부서가 적어 보낸 파일을 이 대화방에 올리시면 그대로 읽어 대리 접수합니다."
)
NUMBER_QUESTION = (
    "{half} 요청 공문의 문서번호\n"
    "온나라에서 받은 문서번호와 시행일을 적어 보내 주십시오. 예: 일자리정책과-1234, 11. 16."
)
NUMBER_HINT = "일자리정책과-1234, 11. 16."
NUMBER_NOTED = "문서번호를 적어 두었습니다. 이제 부서에 보내는 독려에 함께 나갑니다."

LIST_HEAD = "<b>부서별 추진계획</b> {half}{mark}"
DEPARTMENT_BUTTON, DEPARTMENT_TAKEN = "{department} · {state}", "{department} · {state}(접수)"
LIST_HINT = (
    "미제출 부서를 누르시면 공문·전화로 받은 계획이나 해당없음을 대리 접수하실 수 있습니다."
)


def received(one: BoardRow) -> str:
    """How an answer came outside the bot; a department's own 제출 is told apart from 접수."""
    if one.receipt is None:
        return ""
    words = BOARD_RECEIVED if one.on_behalf else BOARD_NOTED
    return words.format(receipt=escape(one.receipt.short))


def letter_file(what: str, ending: str) -> str:
    """The name of a draft."""
    return f"고용할당제_{'제출_협조' if what == 'away' else '자료제출_요청'}_기안초안.{ending}"


def read_number(words: str, today: date) -> Receipt:
    """문서번호 and day of a letter; without a day it is of today. Raises Unreadable."""
    bare = words.strip().removeprefix(Way.LETTER).strip()
    read = read_receipt(f"{Way.LETTER} {bare}", today)
    return read if read.on else replace(read, on=today)


def rungs(ladder: Sequence[int]) -> str:
    """14일 전, 7일 전, 당일, 그 뒤 사흘, 이후 매주."""
    said = [RUNGS_BEFORE.format(days=-one) if one else ON_THE_DAY for one in ladder if one <= 0]
    own = [RUNGS_LATE.format(days=one) for one in ladder if one > 0]
    return ", ".join([*said, *own, RUNGS_WEEKLY if own else RUNGS_AFTER])
