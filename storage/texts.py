"""Sentences of the tables: what an officer reads when a request cannot be kept."""

from datetime import date

from storage.rules.errors import Unreadable
from storage.rules.names import josa

CITY = "고양시"
"""The party that stands in nearly every agreement, and so tells none apart."""

UNDO_BY_OTHER = "그 뒤에 다른 분이 이 기록을 다루어 되돌릴 수 없습니다. 필요하시면 고쳐 주십시오."
UNDO_TOO_LATE = "저장한 지 10분이 지나 되돌릴 수 없습니다. 필요하시면 기록을 고쳐 주십시오."
UNDO_DONE = "이미 되돌렸습니다."
NOT_REMOVED = "지워지지 않은 기록입니다."
PARENT_REMOVED = "이 기록이 딸린 협약이나 계약이 지워져 있습니다. 그것을 먼저 되살려 주십시오."
PLAN_HANDED_IN = "이미 제출한 추진계획입니다. 먼저 다시 작성으로 돌린 뒤 고쳐 주십시오."
PLAN_EMPTY = "추진계획에 항목이 없습니다. 항목을 적거나 해당없음을 골라 주십시오."
PLAN_HAS_ITEMS = "추진계획에 항목이 있어 해당없음으로 둘 수 없습니다. 항목을 먼저 지워 주십시오."
PLAN_NOT_OPEN = "제출하거나 해당없음으로 둔 추진계획만 다시 작성으로 돌릴 수 있습니다."
PLAN_CONFIRMED = "확정된 추진계획입니다. 고치시려면 총괄 담당에게 보완요청을 받아 주십시오."
PLAN_CONFIRMED_ALREADY = "이미 확정한 추진계획입니다."
PLAN_NOT_HANDED_IN = "제출된 추진계획이 아닙니다."
PLAN_CHECKING = (
    "내부확인 중인 추진계획입니다. 먼저 다시 작성으로 돌리거나 보완요청을 받은 뒤 고쳐 주십시오."
)
BAG_GONE = "찾으시는 파일이 없습니다. 필요하시면 파일을 한 번 더 보내 주십시오."
BAG_PLACED = "이미 자리를 정한 파일입니다. 다른 기록에도 붙이시려면 한 번 더 보내 주십시오."
BAG_EXPIRED = (
    "24시간 안에 붙일 곳을 고르지 않으셔서 지운 파일입니다. 필요하시면 한 번 더 보내 주십시오."
)
PLAN_ITEM_KEPT = (
    "결과를 정할 때가 된 계획은 지울 수 없습니다. /todo 에서 취소를 고르고 사유를 적어 주십시오."
)
PLAN_NOT_CHECKING = "내부확인 중인 추진계획이 아닙니다. 이미 올렸거나 담당이 되가져갔습니다."
STEPS_UNKNOWN = "내부확인은 주무팀장, 과장 가운데에서 고르십시오."
PLAN_SUBMITTED_ALREADY = "이미 제출한 추진계획입니다."
LAST_ADMIN = "관리자가 한 분뿐이라 바꿀 수 없습니다. 다른 분을 먼저 관리자로 정해 주십시오."
SECOND_NEEDED = "관리자와 총괄 역할은 초대하거나 요청하지 않은 다른 관리자가 승인해야 합니다."
SECOND_NEEDED_TO_TAKE = (
    "관리자를 내보내거나 관리자의 역할을 바꾸려면 요청하지 않은 다른 관리자가 승인해야 합니다."
)
TRANSFER_ADMIN = (
    "관리자의 계정은 인계로 닫지 않습니다. 먼저 역할 바꾸기로 관리자가 아닌 역할로 바꾸고,"
    " 바뀐 뒤에 인계해 주십시오."
)
GRANT_WAITS = (
    "이 분에 대한 요청이 이미 있습니다. 그 요청이 끝나거나 요청한 분이 거둔 뒤에 다시 해 주십시오."
)
GRANT_SETTLED = "이미 끝난 요청입니다. 다른 분이 먼저 처리했거나 요청을 거두었습니다."
GRANT_OWN = "직접 요청하신 역할은 다른 관리자가 승인해야 합니다."
GRANT_CONCERNED = (
    "본인에 대한 요청은 다른 관리자가 정합니다."
    " 뜻밖의 요청이면 다른 관리자에게 바로 알려 주십시오."
)
GRANT_OTHERS = (
    "다른 분이 요청한 역할입니다. 요청한 분이 거두거나 다른 관리자가 거절할 수 있습니다."
)
INVITER_GONE = "초대한 분이 더는 초대할 수 없어 쓸 수 없는 초대입니다. 새 초대를 요청해 주십시오."
NO_SUCH_OFFICER = "등록된 직원이 아닙니다."
NO_SUCH_DEPARTMENT = "그런 부서가 없습니다. 부서 목록에서 골라 주십시오."
MERGE_SAME = "같은 부서끼리는 합칠 수 없습니다. 합칠 다른 부서의 이름을 적어 주십시오."
MERGE_INACTIVE = "사용하지 않는 부서에는 합칠 수 없습니다. 그 부서를 먼저 다시 사용해 주십시오."
NAME_EMPTY = "이름이 비어 있습니다. 성함을 적어 주십시오. 예: 홍○○"
INVITE_UNKNOWN = "쓸 수 없는 초대입니다. 총괄 담당에게 새 초대를 요청해 주십시오."
INVITE_USED = "이미 사용한 초대입니다. 총괄 담당에게 새 초대를 요청해 주십시오."
INVITE_EXPIRED = "기한이 지난 초대입니다. 총괄 담당에게 새 초대를 요청해 주십시오."
INVITE_LOCKED = "잘못된 초대를 여러 번 여셨습니다. 내일 다시 시도해 주십시오."
SERVER_LINK_VOID = (
    "이미 관리자가 있어 이 링크는 쓸 수 없습니다. 관리자에게 초대를 요청해 주십시오."
)
ALREADY_IN = "이미 등록되어 있습니다. /status 로 현황을 보실 수 있습니다."
ALREADY_WAITING = "이미 등록을 신청하셨습니다. 승인되면 알려 드리겠습니다."
NOT_WAITING = "승인을 기다리는 신청이 아닙니다. 다른 분이 먼저 처리했을 수 있습니다."
NON_BUDGET = "비예산"

IMPORT_NOT_THE_SAME = (
    "읽은 보고서가 그대로 다시 나오지 않아 저장하지 않았습니다. 걸리는 줄을 ‘문구로만’으로 바꾸고"
    " 다시 저장해 주십시오."
)

ORDER_COLUMN = "직제순"
NAME_COLUMN = "부서명"
FORMER_COLUMN = "이전이름"
TABLE_EMPTY = "부서 표에 내용이 없습니다."
TABLE_UNREADABLE = "부서 표를 읽지 못했습니다. UTF-8이나 CP949로 저장한 CSV를 올려 주십시오."


def grant_early(moment: str) -> str:
    """For what waits for an objection until a moment."""
    return f"아직 하실 수 없습니다. {moment}까지 이의가 없으면 그 뒤에 하실 수 있습니다."


def budget_row_exists(row: str) -> str:
    """A money table has one row of each source."""
    return f"{row} 행은 이미 있습니다. 새로 적지 말고 그 행을 고쳐 주십시오."


def subcontracts_over(together: str, amount: str) -> str:
    """For subcontracts that are more than their contract."""
    return (
        f"하도급 금액을 모두 더하면 {together}으로 계약 금액 {amount}보다 큽니다."
        " 하도급 금액이나 계약 금액을 고쳐 주십시오."
    )


def no_money_stands(table: str) -> str:
    """For an amount in a table that says 비예산."""
    return (
        f"{table} 표는 비예산으로 적혀 있습니다. 금액을 적으려면 비예산 행을 먼저 지워 주십시오."
    )


def amounts_stand(table: str) -> str:
    """For 비예산 in a table that has amounts."""
    return f"{table} 표에 금액이 있습니다. 비예산으로 두려면 금액 행을 먼저 지워 주십시오."


def no_company_name(read: str) -> Unreadable:
    """For a name without letters."""
    return Unreadable(read, "업체 이름", "쿠팡풀필먼트유한회사")


def spelling_taken(printed: str) -> str:
    """For a spelling that already means another company."""
    return f"{josa(f'‘{printed}’', '은/는')} 이미 다른 업체의 이름입니다."


def heading_missing(line: str) -> Unreadable:
    """For a first line that lacks a column of the department table."""
    example = ",".join((ORDER_COLUMN, NAME_COLUMN, FORMER_COLUMN))
    reason = f"첫 줄에 {ORDER_COLUMN}, {NAME_COLUMN} 칸이 있어야 합니다."
    return Unreadable(line, "칸 이름", example, reason)


def row_order(line: int, read: str) -> str:
    """For a place in the order that is no number."""
    return f"{line}행: {josa(f'‘{read}’', '을/를')} {ORDER_COLUMN} 번호로 읽지 못했습니다. 예: 3"


def row_name(line: int) -> str:
    """For a row without a name."""
    return f"{line}행: {josa(NAME_COLUMN, '이/가')} 비어 있습니다. 예: 일자리정책과"


def row_twice(line: int, name: str, first: int) -> str:
    """For a name or former name that two rows claim."""
    return f"{line}행: {josa(f'‘{name}’', '이/가')} {first}행에도 있습니다. 한 번만 적어 주십시오."


def row_taken(line: int, former: str, name: str) -> str:
    """For a former name of a department that the table keeps under that name."""
    return f"{line}행: 이전이름 ‘{former}’ 부서를 ‘{name}’(으)로 바꿀 수 없습니다. 둘 다 있습니다."


def department_exists(name: str) -> str:
    """For a new name that another department bears, in use or not."""
    return f"{josa(f'‘{name}’', '은/는')} 이미 있는 부서입니다. 부서 목록에서 확인해 주십시오."


MILESTONES = {"draft_on": "총괄 초안", "panel_on": "평가단 제출", "final_on": "확정"}
MILESTONE = "{half} 취합 {names}"
OFFICE_ONLY = "취합을 여닫고 고치는 일은 총괄 담당이 하십니다. 총괄 담당에게 말씀해 주십시오."
ROUND_MISSING = "그 반기의 취합이 아직 없습니다. /round 에서 일정을 확인해 주십시오."
ROUND_NOT_OPEN = "진행 중인 취합이 아닙니다. /round 에서 상태를 확인해 주십시오."
ROUND_CLOSED = "이미 마감한 취합입니다. 고치시려면 부서 추진계획을 사유와 함께 다시 열어 주십시오."
ROUND_DAYS = {
    "request_on": "요청일",
    "due_on": "부서 제출 기한",
    "draft_on": "총괄 초안",
    "panel_on": "평가단 제출",
    "final_on": "확정일",
}
ROUND_DUE_PAST = (
    "제출 기한을 지난 날로 당길 수 없습니다. 모든 부서가 늦은 것이 됩니다. 오늘이나 그 뒤의 날을"
    " 적어 주십시오. 예: 12/5"
)
LADDER_WRONG = (
    "알림 간격을 읽지 못했습니다. 마감일 앞뒤의 근무일 수를 작은 수부터 적어 주십시오. "
    "예: -14 -7 -3 -1 0"
)
NUDGED_TODAY = "오늘은 이미 독려했습니다. 다음 근무일에 다시 하실 수 있습니다."
NUDGE_HOURS = "독려는 근무일 09:30~12:00, 13:00~18:00에 보내실 수 있습니다."
NUDGE_NOBODY = "미제출 부서가 없습니다. 독려할 곳이 없습니다."
REASON_NEEDED = "사유가 비어 있습니다. 한 문장으로 적어 주십시오. 예: 예산 금액 확인 필요"
REOPEN_LOCKED_ONLY = "확정된 추진계획이나 취합을 마감한 추진계획만 다시 열 수 있습니다."
REOPEN_UNTIL = "다시 여는 기한은 오늘이나 그 뒤의 날이어야 합니다. 예: 2026.7.10."
RETURN_FIELD = "추진계획 항목에 그런 칸이 없습니다."
RETURN_TWICE = "그 칸은 이미 보완을 요청했습니다. 답을 기다려 주십시오."
RETURN_STATE = "제출된 추진계획의 항목만 보완을 요청할 수 있습니다."
RETURN_DONE = "이미 답한 보완요청입니다."
RETURN_NOT_ANSWERED = "아직 답이 오지 않은 보완요청입니다."
OUTCOME_DONE = "이미 결과를 정한 항목입니다."
OUTCOME_PROOF = (
    "실적은 기록에서 고르거나 한 문장으로 적어 주십시오. 예: 11월 채용박람회에서 안내문 배부"
)
RESULT_ELSEWHERE = "이 부서의 행사, 협약, 계약 기록 가운데에서 골라 주십시오."
RESULT_NOT_DONE = "실적으로 정한 계획에만 기록을 이을 수 있습니다."
RESULT_LAST = "하나 남은 실적 기록은 뺄 수 없습니다. 다른 기록을 먼저 고르십시오."
OUTCOME_REASON = "취소는 사유가 있어야 합니다. 한 문장으로 적어 주십시오. 예: 사업 대상지 변경"
DEPUTY_SELF = "본인을 대결자로 정할 수 없습니다. 다른 분을 골라 주십시오."
DEPUTY_DAYS = "대결 기간의 끝이 시작보다 앞섭니다. 예: 2026.7.1.~7.10."
DEPUTY_TWICE = "그 기간에는 이미 대결자가 있습니다. 먼저 그 대결을 끝내 주십시오."
DEPUTY_RIGHTS = (
    "이 일을 대신할 권한이 없는 분입니다. 총괄·관리자의 대결은 총괄이나 관리자가,"
    " 그 밖의 대결은 입력할 수 있는 분이 맡습니다."
)
DEPUTY_GONE = "끝난 대결입니다."
SNOOZE_LATE = "마감일을 넘겨 미룰 수 없습니다. 오늘 안에 처리해 주십시오."
SNOOZE_NOTHING = "미룰 알림이 없습니다."
HOLIDAY_NAME = "이름이 비어 있습니다. 예: 개청기념일"
DUTY_DEPARTMENT = "그 부서에 계신 분이 아닙니다. 부서 직원 가운데에서 골라 주십시오."


def round_days(one: tuple[str, date], other: tuple[str, date]) -> str:
    """Two days of a round stand the wrong way round: which, and which to move first."""
    (first, early), (second, late) = one, other
    return (
        f"날짜의 차례가 맞지 않습니다. {ROUND_DAYS[second]} {late.month}.{late.day}.이"
        f" {ROUND_DAYS[first]} {early.month}.{early.day}.보다 앞섭니다."
        f" {josa(ROUND_DAYS[second], '을/를')} 먼저 미루거나 다른 날을 적어 주십시오."
    )


DEPARTMENTS_MOVED = (
    "그 뒤에 부서가 다시 바뀌어 되돌릴 수 없습니다. /departments 에서 확인해 주십시오."
)
PERSON_MOVED = (
    "그 뒤에 이 분의 등록이 다시 바뀌어 되돌릴 수 없습니다. /people 에서 확인해 주십시오."
)
POWER_BY_INVITE = (
    "총괄과 관리자는 되돌리기로 다시 등록할 수 없습니다. 초대 링크를 새로 보내 주십시오."
)
ROUND_MOVED = "마감한 뒤 이 취합이 다시 바뀌어 되돌릴 수 없습니다. /round 에서 확인해 주십시오."


def round_not_finished(missing: int, checking: int, waiting: int, outcomes: int) -> str:
    """Closing is refused while something is open; each count is named when it is not nothing."""
    parts = [
        f"{word} {count}{unit}"
        for word, count, unit in (
            ("미제출", missing, "개 부서"),
            ("내부확인 중", checking, "개 부서"),
            ("확정 전", waiting, "개 부서"),
            ("결과를 정하지 않은 지난 계획", outcomes, "건"),
        )
        if count
    ]
    return (
        f"아직 마감할 수 없습니다: {', '.join(parts)}. 그래도 마감하시려면 사유를 적어 주십시오."
    )


def merge_handed_in(name: str, half: str) -> str:
    """Why two departments cannot be merged yet."""
    return (
        f"{josa(name, '이/가')} {half} 추진계획을 이미 제출했습니다. "
        "그 계획을 다시 작성으로 돌린 뒤 합쳐 주십시오."
    )
