"""What is said of a plan: written, handed in, asked about, reviewed, and how it came out."""

from html import escape

from handlers.chat.paging import Page
from handlers.plan.form import PLAN_ITEM
from storage.facts.shapes import PlanItemFacts
from storage.rules.half_year import HalfYear
from storage.rules.names import josa
from storage.rules.terms import Role
from storage.rules.wording_receipt import Receipt

MOST_LETTERS = 2500  # of the items of one page, so that all fits one message
PER_PAGE = 10  # items: more than that nobody reads on one screen
TITLE = "<b>{half} 고용할당제 추진계획</b>\n{department} · {state}"
NO_ITEMS = "아직 적은 항목이 없습니다. 계획이 없으면 ‘해당없음’을 눌러 주십시오."
NONE_DECLARED = "이번 반기에는 계획이 없다고 제출하셨습니다."
NO_ITEMS_KEPT = "적은 항목이 없습니다."
OVER = "이 반기의 취합이 마감되었습니다. 고치실 일이 있으면 총괄 담당에게 말씀해 주십시오."
CHECK = "내부확인하기"
ADD, NONE, SUBMIT, REOPEN = "항목 추가", "해당없음", "제출", "다시 작성"
OFFER_NONE = "이번 반기 추진계획을 해당없음으로 제출합니다."
OFFER_SUBMIT = "적어 두신 항목 {count}건을 제출합니다."
OFFER_STEP, OFFER_OFFICE = "{step} 내부확인을 거쳐 총괄에 갑니다.", "바로 총괄에 갑니다."
OFFER_NONE_BUTTON, OFFER_SUBMIT_BUTTON = "해당없음으로 제출", "제출하기"
OFFER_DONE = "이미 처리하셨습니다. 지금 상태는 ‘{state}’입니다."
OFFER_HAS_ITEMS = (
    "적어 두신 항목이 {count}건 있어 해당없음으로 제출할 수 없습니다."
    " 제출하시거나 항목을 지워 주십시오."
)
OFFER_EMPTY = "적은 항목이 없습니다. 항목을 추가하시거나 ‘해당없음’을 눌러 주십시오."
PAGE_OF_ITEMS = "\n항목{mark}"
OPEN_ITEM = "번호를 누르면 항목이 열립니다."
DID_NONE, DID_SUBMIT, DID_REOPEN, DID_CONFIRM = "해당없음", "제출", "회수", "확정"
DID_PASS, DID_BACK, DID_UNLOCK = "내부확인", "반려", "확정 풀기"
PLAN_OF, PLAN_ITEMS = "{department} {half} 추진계획", " · 항목 {count}건"
BEING_WRITTEN, WITH_CLERK = "다시 작성 중", "담당이 고칩니다"
RECALLABLE = (DID_NONE, DID_SUBMIT)
RECALL, PLAN_DONE = "회수", "이번 반기 추진계획 완료"
WITH_OFFICE = "총괄 검토 대기{who}"
WHO = " ({names} 님)"
WITH_STEP = "{step} 내부확인 대기{who}"
NOW_WITH = "지금: {who}"
NEXT_DEPARTMENT = "다음 부서: {department} (남은 {count}개 부서)"
REVIEW_LIST = "« 검토 목록"
GO_ON = "{title} 고치기"
FAR_HALF = (
    "{half}는 지금 계획을 적는 반기가 아닙니다. 반기를 다시 확인해 주십시오. 예: /plan 2022 상반기"
)


def item_line(at: int, facts: PlanItemFacts) -> str:
    """One item as the list shows it: the text, then what is planned in figures."""
    answers = PLAN_ITEM.answers(facts)
    figures = [
        f"{PLAN_ITEM[name].label} {PLAN_ITEM[name].in_words(answers[name], answers)}"
        for name in ("target", "citizens", "out_of", "budget", "months")
        if answers.get(name) is not None
    ]
    tail = f" ({', '.join(figures)})" if figures else ""
    return f"{at}. {escape(facts.text + tail)}"


def plan_text(
    half: HalfYear,
    department: str,
    standing: str,
    shown: Page[str],
    *,
    none: bool,
    over: bool,
    receipt: Receipt | None,
) -> str:
    """A page of the plan of one department for one half-year; `none` says that none is planned,
    `over` that nothing is taken in any more, `receipt` how the office heard of it."""
    head = TITLE.format(half=half.label, department=escape(department), state=standing)
    head += f"\n{RECEIPT.format(receipt=escape(str(receipt)))}" if receipt else ""
    if shown.items:
        head += PAGE_OF_ITEMS.format(mark=shown.mark) if shown.mark else ""
        lines = [*shown.items, "", OPEN_ITEM]
    else:
        lines = [NONE_DECLARED if none else NO_ITEMS_KEPT if over else NO_ITEMS]
    lines += ["", OVER] if over else []
    return "\n".join([head, "", *lines])


REMARKS, REMARK = "⚠ <b>살펴볼 점</b>", "- {text}"
AMENDED = "<b>보완요청 뒤 바뀐 것</b>"
AMENDED_FIELD = "- {at}번 {label}: ‘{old}’ → ‘{new}’"
AMENDED_NEW, AMENDED_GONE = "- {at}번 항목을 더했습니다.", "- 항목을 지웠습니다: {title}"
PLAN_HEAD = "<b>{department}</b> {half} · {state}"
SUBMITTED_AT = "제출 {at}"
RECEIPT, RECEIVED_BY = "접수 근거: {receipt}", " · 대리 접수 {name} 님"
CHECKED_BY = "부서 확인: {name} {at}"
NOT_CHECKED = "부서 확인: 없음(생략 가능)"
OPEN_QUESTION = "보완요청 {at}번 · {label}: {reason}"
ANSWERED_QUESTION = "보완완료 {at}번 · {label}: ‘{old}’ → ‘{new}’"
ITEM_BUTTON = "{at}. {title}"
CONFIRM = "확정"
REVIEW_CHECK = "부서 확인"
UNLOCK = "확정 풀기"
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
REVIEW_NO_ITEMS = "항목 없음 (계획이 없다고 올림)"
HANDED_UP_BY = "올림: {name} {at}"
PASSED_BY = "{step} 확인: {name} {at}"
HANDED_BACK_BY = "반려: {name} {at} ({reason})"
HOLD_HINT = "살펴보시고 올려 주십시오. 고칠 칸이 있으면 항목을 눌러 한 칸만 보완을 요청하십시오."
HOLD_NONE_HINT = "계획이 없다는 제출입니다. 맞으면 상신해 주시고, 아니면 반려해 주십시오."
PASS_UP, HAND_BACK = "상신(확인)", "반려"
REACHED = "확인했습니다. 총괄에 제출되었습니다."
REACHED_NOTICE = "{half} 추진계획이 내부확인을 마치고 총괄에 제출되었습니다."
BACK_QUESTION = (
    "반려\n"
    "{department} {half} 추진계획\n"
    "사유를 적어 보내 주십시오. 예: 채용행사 계획을 추가해 주십시오."
)
HANDED_BACK = "담당에게 반려했습니다. 다시 상신하면 알려 드립니다."
HANDED_BACK_NOTICE = (
    "{half} 추진계획이 내부확인에서 돌아왔습니다.\n사유: {reason}\n반려하신 분: {by}"
)
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
REVIEW_REOPEN = "다시 열기"
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
TODO_QUESTION = "{label}: {reason}"
RESULTS = "{half} 추진실적 확인 · {state}"
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
RESULT_FIGURES, RESULT_LATER = "실적 수치", "건너뛰기"
RESULT_COUNTED, RESULT_PLANNED = "실적 수치: {said}", "{planned} → 얼마나 이루었습니까?"
RESULT_UNPLANNED = "몇 명을 채용했고, 그 가운데 고양시민은 몇 명입니까?"
RESULT_OF_RECORDS, RESULT_OF_WORDS = "기록 합계 {said}", "적은 글에서 {said}"
FIGURES_QUESTION = (
    "<b>계획 실적 수치</b>\n{title}\n\n{asked}\n예: {example}. 세지 않은 것은 빼고 적습니다."
)
FIGURES_HINT = "채용 22 시민 14"
DROP_QUESTION = "계획 취소\n{title}\n취소 사유를 적어 보내 주십시오. 예: 사업 대상지 변경"
DROP_HINT = "취소 사유"


def received(receipt: Receipt, by: str) -> str:
    """How the office heard of a plan, and who took it in for the department, if anybody did."""
    told = RECEIPT.format(receipt=escape(str(receipt)))
    return told + RECEIVED_BY.format(name=escape(by)) if by else told


def passed_up(step: Role | None) -> str:
    """Said when a plan goes on to a step of the department."""
    return f"{step.label} 내부확인으로 상신했습니다." if step else REACHED


def figures_kept(said: str) -> str:
    """The figures of a result as they were read."""
    return f"{josa(said, '으로/로')} 남겼습니다."


def outcome_set(label: str) -> str:
    """The word at the end of the spinner once an outcome is kept."""
    return f"{josa(label, '으로/로')} 남겼습니다."
