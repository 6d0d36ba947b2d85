"""What is said of 대리 접수: the office takes a department's answer in for it."""

from collections.abc import Collection
from html import escape

from storage.models.office import Officer
from storage.rules.half_year import HalfYear
from storage.rules.names import josa
from storage.rules.wording_owed import Paper
from storage.rules.wording_receipt import Receipt

BEHALF = "대리 접수"
HEAD = "<b>{department}</b> {half} 추진계획 · {state}"
NOBODY = "봇에 연결된 담당자가 없습니다."
CUT_OFF = "담당자 {name} 님께 연락이 닿지 않습니다."
WRITER = "담당자 {name} 님이 봇을 쓰고 있습니다."
NO_ITEMS = "적힌 항목이 없습니다."
TAKE = "공문·전화·메일로 받으셨으면 여기서 대리 접수하실 수 있습니다. 접수 근거를 함께 남깁니다."
FILE_HINT = "부서가 보낸 제출 서식(HWPX·XLSX·DOCX)은 이 대화방에 올리시면 그대로 읽어 접수합니다."
OVER = "이 반기의 취합이 마감되어 접수할 수 없습니다. 이 부서만 다시 열면 접수하실 수 있습니다."

ADD, NONE, SUBMIT = "항목 대신 적기", "해당없음 접수", "계획 접수"
FORM = "이 부서 서식 {format}"
FORM_CAPTION = "{department} {half} 추진계획 제출 서식"
LIST, OPEN_PLAN = "부서 목록", "추진계획 보기"
TAKE_BACK, NEXT = "접수 취소", "다음: {department}"
TAKEN_BACK = "대리 접수 취소"

GROUND_QUESTION = (
    "접수 근거 · {what}\n"
    "{department} {half} 추진계획\n"
    "어떻게 받으셨습니까? 공문은 문서번호를 적어 주시고, 오늘 받은 전화·메일·방문은 "
    "단추를 누르셔도 됩니다. 예: 공문 {example}, 전화 12. 1. 홍○○ 주무관"
)
GROUND_HINT = "공문 도로건설과-1234"
WHAT_NONE, WHAT_PLAN = "해당없음", "추진계획 {count}건"
DID_NONE, DID_PLAN = "대리 접수 · 해당없음", "대리 접수 · 제출"

TOLD_NONE = "총괄에서 {half} 추진계획을 <b>해당없음</b>으로 대신 접수했습니다."
TOLD_PLAN = "총괄에서 {half} 추진계획을 대신 접수했습니다."
TOLD_BACK = "총괄에서 {half} 추진계획의 대리 접수를 취소했습니다. 지금은 ‘{state}’입니다."
TOLD_BY = "접수 근거: {receipt} · 접수한 분: {name} 님"
TOLD_MEND = "사실과 다르면 ‘다시 작성’을 눌러 고쳐 제출해 주십시오."

MANY = "해당없음 여럿 접수"
MANY_HEAD = "<b>해당없음 대리 접수</b>{mark}\n{what}\n같은 근거로 접수할 부서를 골라 주십시오."
MANY_LINE, MANY_CHOSEN = "{at}. {department} · {state}", "{at}. ✓ {department} · {state}"
MANY_NO_ONE = " · 담당자 없음"
MANY_WITH_ITEMS = "항목이나 기록이 있는 {count}개 부서는 여기서 고르실 수 없습니다: {departments}"
MANY_NONE_LEFT = "해당없음으로 접수할 미제출 부서가 없습니다."
PICK_UNMANNED, PICK_ALL, PICK_NONE = "담당자 없는 부서", "모두 고르기", "모두 빼기"
GO = "접수하기"
MANY_GROUND = (
    "접수 근거 · 해당없음 {count}개 부서\n"
    "{what}: {departments}\n"
    "어떻게 받으셨습니까? 부서마다 다르면 나누어 접수해 주십시오. "
    "예: 공문 {example}, 전화 12. 1."
)
PICK_FIRST = "접수할 부서를 먼저 골라 주십시오."
MANY_SURE = "<b>해당없음으로 접수합니다.</b>"
MANY_WHO = "{what} {count}개 부서: {departments}"
PAPERS = "받은 것: {papers}"
PAPER_WORDS = {Paper.PLAN: "계획", Paper.RESULTS: "실적"}
MANY_BY = "접수 근거: {receipt}"
MANY_LEFT = "그 사이 답한 {count}개 부서는 그대로 둡니다: {departments}"
MANY_NOBODY = "그 사이 모두 답하여 접수할 부서가 없습니다."
MANY_DONE = "<b>대리 접수 · 해당없음</b> {count}개 부서 ({receipt})"
MANY_TAKEN_BACK = "{count}개 부서의 대리 접수를 취소했습니다."
MANY_STAY = "그 뒤에 바뀐 {count}개 부서는 그대로 둡니다: {departments}"
OTHERS = "외 {count}개 부서"


def papers(some: Collection[Paper], half: HalfYear) -> str:
    """2027년 상반기 추진계획, 2026년 하반기 추진실적: of the round of this half."""
    said = {Paper.PLAN: (half, "추진계획"), Paper.RESULTS: (half.previous(), "추진실적")}
    return ", ".join(f"{said[one][0].label} {said[one][1]}" for one in Paper if one in some)


def short(some: Collection[Paper]) -> str:
    """계획·실적, for a button."""
    return "·".join(PAPER_WORDS[one] for one in Paper if one in some)


def notice(half: str, receipt: Receipt, by: Officer, *, none: bool) -> str:
    """What the department's people hear, once."""
    head = (TOLD_NONE if none else TOLD_PLAN).format(half=half)
    told = TOLD_BY.format(receipt=escape(str(receipt)), name=escape(by.name))
    return "\n".join([head, told, TOLD_MEND])


def whom(writer: Officer | None, *, reached: bool) -> str:
    """Who of the department is on the bot."""
    if writer is None:
        return NOBODY
    return (WRITER if reached else CUT_OFF).format(name=escape(writer.name))


def stands(state: str) -> str:
    """Where a plan is after a 접수 was taken back."""
    return f"지금은 {josa(f'‘{state}’', '으로/로')} 돌아갔습니다"
