"""Sentences of the tables: what an officer reads when a request cannot be kept."""

from storage.rules.errors import Unreadable
from storage.rules.names import josa

CITY = "고양시"
"""The party that stands in nearly every agreement, and so tells none apart."""

DEPARTMENT_MISSING = "어느 부서의 기록인지 알 수 없습니다. 부서를 먼저 골라 주십시오."
NOTHING_TO_UNDO = "되돌릴 내용이 없습니다."
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
PLAN_NOT_HANDED_IN = "제출된 추진계획이 아닙니다."
PLAN_SUBMITTED_ALREADY = "이미 제출한 추진계획입니다."
LAST_ADMIN = "관리자가 한 분뿐이라 바꿀 수 없습니다. 다른 분을 먼저 관리자로 정해 주십시오."
NO_SUCH_OFFICER = "등록된 직원이 아닙니다."
NO_SUCH_DEPARTMENT = "그런 부서가 없습니다. 부서 목록에서 골라 주십시오."
NAME_EMPTY = "이름이 비어 있습니다. 성함을 적어 주십시오. 예: 홍○○"
INVITE_UNKNOWN = "쓸 수 없는 초대입니다. 총괄 담당에게 새 초대를 요청해 주십시오."
INVITE_USED = "이미 사용한 초대입니다. 총괄 담당에게 새 초대를 요청해 주십시오."
INVITE_EXPIRED = "기한이 지난 초대입니다. 총괄 담당에게 새 초대를 요청해 주십시오."
INVITE_LOCKED = "잘못된 초대를 여러 번 여셨습니다. 내일 다시 시도해 주십시오."
ALREADY_IN = "이미 등록되어 있습니다. /status 로 현황을 보실 수 있습니다."
ALREADY_WAITING = "이미 등록을 신청하셨습니다. 승인되면 알려 드리겠습니다."
NOT_WAITING = "승인을 기다리는 신청이 아닙니다. 다른 분이 먼저 처리했을 수 있습니다."
NON_BUDGET = "비예산"

ORDER_COLUMN = "직제순"
NAME_COLUMN = "부서명"
FORMER_COLUMN = "이전이름"
TABLE_EMPTY = "부서 표에 내용이 없습니다."
TABLE_UNREADABLE = "부서 표를 읽지 못했습니다. UTF-8이나 CP949로 저장한 CSV를 올려 주십시오."


def budget_row_exists(row: str) -> str:
    """A money table has one row of each source."""
    return f"{row} 행은 이미 있습니다. 새로 적지 말고 그 행을 고쳐 주십시오."


def no_company_name(read: str) -> Unreadable:
    """For a name without letters."""
    return Unreadable(read, "업체 이름", "쿠팡풀필먼트유한회사")


def spelling_taken(printed: str) -> str:
    """For a spelling that already means another company."""
    return f"{josa(f'‘{printed}’', '은/는')} 이미 다른 업체의 이름입니다."


def heading_missing() -> str:
    """For a table without the columns asked for."""
    return (
        f"첫 줄에 {ORDER_COLUMN}, {NAME_COLUMN} 칸이 있어야 합니다. "
        f"예: {ORDER_COLUMN},{NAME_COLUMN},{FORMER_COLUMN}"
    )


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
