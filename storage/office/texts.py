"""Sentences about people, posts and departments: why a request cannot be kept."""

from storage.rules.errors import Unreadable
from storage.rules.names import josa

LAST_ADMIN = "관리자가 한 분뿐이라 바꿀 수 없습니다. 다른 분을 먼저 관리자로 정해 주십시오."
SECOND_NEEDED = "관리자와 총괄 역할은 초대하거나 요청하지 않은 다른 관리자가 승인해야 합니다."
SECOND_NEEDED_TO_TAKE = (
    "관리자의 등록을 해제하거나 역할을 바꾸려면 요청하지 않은 다른 관리자가 승인해야 합니다."
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
ERASED_AFTER_REMOVAL = (
    "아직 등록된 직원이라 지우지 않았습니다. 먼저 봇에서 등록을 해제하고 다시 해 주십시오."
)
NO_SUCH_DEPARTMENT = "그런 부서가 없습니다. 부서 목록에서 골라 주십시오."
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
ORDER_COLUMN = "직제순"
NAME_COLUMN = "부서명"
FORMER_COLUMN = "이전이름"
TABLE_EMPTY = "부서 표에 내용이 없습니다."
TABLE_UNREADABLE = "부서 표를 읽지 못했습니다. UTF-8이나 CP949로 저장한 CSV를 올려 주십시오."


def grant_early(moment: str) -> str:
    """For what waits for an objection until a moment."""
    return f"아직 하실 수 없습니다. {moment}까지 이의가 없으면 그 뒤에 하실 수 있습니다."


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


OFFICE_ONLY = "취합을 여닫고 고치는 일은 총괄 담당이 하십니다. 총괄 담당에게 말씀해 주십시오."
REASON_NEEDED = "사유가 비어 있습니다. 한 문장으로 적어 주십시오. 예: 예산 금액 확인 필요"
DEPUTY_SELF = "본인을 업무대행자로 정할 수 없습니다. 다른 분을 골라 주십시오."
DEPUTY_DAYS = "업무대행 기간의 끝이 시작보다 앞섭니다. 예: 2026.7.1.~7.10."
DEPUTY_TWICE = "그 기간에는 이미 업무대행자가 있습니다. 먼저 그 업무대행을 끝내 주십시오."
DEPUTY_RIGHTS = (
    "이 일을 대신할 권한이 없는 분입니다. 총괄·관리자의 업무대행은 총괄이나 관리자가,"
    " 그 밖의 업무대행은 입력할 수 있는 분이 맡습니다."
)
DEPUTY_GONE = "끝난 업무대행입니다."
HOLIDAY_NAME = "이름이 비어 있습니다. 예: 개청기념일"
DEPARTMENTS_MOVED = (
    "그 뒤에 부서가 다시 바뀌어 되돌릴 수 없습니다. /departments 에서 확인해 주십시오."
)
PERSON_MOVED = (
    "그 뒤에 이 분의 등록이 다시 바뀌어 되돌릴 수 없습니다. /people 에서 확인해 주십시오."
)
POWER_BY_INVITE = (
    "총괄과 관리자는 되돌리기로 다시 등록할 수 없습니다. 초대 링크를 새로 보내 주십시오."
)
UNHEARD = (
    "다른 부서의 추진계획과 추진실적은 접수 근거(공문·전화·메일·방문)와 함께 접수합니다."
    " 그 부서 화면에서 접수하시고 근거를 적어 주십시오. 예: 공문 도로건설과-1234"
)


def nameless(number: int) -> str:
    """What stands where the name of somebody stood who was erased."""
    return f"직원 {number}"
