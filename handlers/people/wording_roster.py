"""What is said about inviting many at once, and about who of them came."""

from collections.abc import Mapping
from datetime import date

from handlers.enrol.texts import APPROVE_MATCHING as APPROVE_MATCHING
from handlers.enrol.texts import ARRIVALS as ARRIVALS
from storage.rules.terms import Role

NO_DEPARTMENT = "소속 없음"
INVITE_MANY = "명단으로 초대"
PASTE = "명단 보내기"
EACH = "사람 없는 {count}개 부서에 한 장씩"
START = (
    "<b>명단으로 초대</b>\n"
    "부서·이름·역할을 한 줄에 한 분씩 보내 주시면, QR이 든 초대장을 직제순으로 한꺼번에 만들어"
    " 드립니다(PDF·HWPX·XLSX). 잘라서 나누어 주시면 됩니다."
)
QUESTION = (
    "명단으로 초대\n"
    "초대할 분들의 명단을 보내 주십시오. 붙여 넣으시거나 XLSX·CSV·HWPX 파일로 보내시면 됩니다.\n"
    "<code>부서,이름,역할\n자치행정과,홍○○,담당\n징수과,김○○,주무팀장</code>\n"
    "역할을 비우시면 담당으로, 이름을 비우시면 그 부서의 어느 분이든 쓰실 초대장으로 만듭니다."
)
HINT = "부서,이름,역할"

HEAD = "<b>{count}명을 초대합니다.</b> {departments}개 부서 · {roles}"
ROLE_COUNT = "{role} {count}"
UNSAID = "역할을 적지 않은 {count}줄은 담당으로 봅니다."
NAMELESS = "이름 없는 초대장 {count}장: 누가 열었는지 한 분씩 확인하고 승인하십시오."
SECOND = "링크를 연 뒤 다른 관리자의 승인을 따로 받는 분: {names}"
RENEWED = "같은 분께 앞서 만든 링크 {count}개는 쓸 수 없게 됩니다."
ADDED = "새로 만드는 {count}개 부서: {names}"
NOTES = "<b>확인해 주십시오</b>"
APART = "<b>초대하지 않는 {count}줄</b>"
LINE = "· {line}"
EVERYBODY = "<blockquote expandable>{names}</blockquote>"
SEAT = "{who} · {role}"
NOBODY = "명단에 초대할 분이 없습니다."
FILE_NOTES = "<b>파일에서 읽지 않은 것</b>"
UNTIL_QUESTION = "링크를 언제까지 쓸 수 있게 하시겠습니까?"
DAYS = "{days}일 ({day})"
ROUND_DUE = "취합 마감일까지 ({day})"
OTHER_DAY = "다른 날 적기"
DAY_QUESTION = (
    "초대 링크의 마지막 날\n링크를 쓸 수 있는 마지막 날을 적어 보내 주십시오."
    " {first}부터 {last}까지 됩니다. 예: 2021.7.30."
)
DAY_HINT = "2021.7.30."
DAY_OUT = "{first}부터 {last}까지의 날을 골라 주십시오."
LAST_DAY = "링크는 <b>{day}</b>까지 한 번씩 쓸 수 있습니다."
ADD_LACKING = "부서 목록에 없는 {count}개 부서를 만들어 초대"
LEAVE_LACKING = "부서 목록에 없는 {count}개 부서는 빼고 초대"
AGAIN = "« 처음으로"

SENT = (
    "<b>{count}명의 초대장을 만들었습니다.</b>\n"
    "{day}까지 한 번씩 쓸 수 있습니다. 같은 초대장을 PDF·HWPX·XLSX로 보내 드립니다."
    " 링크는 봇에 남기지 않으므로 이 파일은 다시 만들 수 없습니다. 다시 필요하시면 ‘초대 현황’에서"
    " 아직 안 오신 분의 초대장을 새로 만드십시오."
)
TAKEN_BACK = "초대를 되돌렸습니다. 아직 쓰지 않은 링크 {count}개는 이제 쓸 수 없습니다."
CAPTIONS: Mapping[str, str] = {
    "pdf": "초대장 {count}장 · 인쇄하여 점선을 따라 잘라 나누어 주십시오.",
    "hwpx": "같은 초대장 · 한글에서 고쳐 쓰실 수 있습니다.",
    "xlsx": "같은 초대장 · 링크를 메일이나 메신저로 보내실 때 쓰십시오.",
}

ARRIVALS_HEAD = (
    "<b>초대 현황</b> {at}\n들어옴 {came} · 승인 대기 {waits} · 아직 {missing} (모두 {all}명)"
)
NONE_INVITED = "<b>초대 현황</b>\n명단으로 초대하신 분이 아직 없습니다."
UNTIL = "링크는 {day}까지 쓸 수 있습니다."
OVER = "링크의 기한이 지났습니다."
WAITS_HEAD = "<b>승인 대기 {count}명</b>"
MISSING_HEAD = "<b>아직 안 오신 {count}명</b>"
CAME_HEAD = "<b>들어오신 {count}명</b>"
EMPTY_HEAD = "<b>사람도 초대도 없는 {count}개 부서</b>"
OF_DEPARTMENT = "{department}: {people}"
AGREES, CONFIRMED, DIFFERS = " (이름 일치)", " (본인이 확인)", " (이름 확인 필요)"
SECOND_WAITS = " (다른 관리자 승인)"
DECLINED_MARK = " (거절)"
ANYBODY = "{role} (이름 없음)"
ONE_BY_ONE = "한 분씩 보기"
MISSING_SHEET = "안 오신 {count}명 초대장 다시 만들기"
TO_PEOPLE = "« 직원"

MATCHING = "<b>명단과 일치하는 {count}명을 승인합니다.</b>"
MATCHING_LINE = "· {department} {name} · {role}\n    텔레그램 이름 “{shown}”{username}"
CONFIRMED_HEAD = "텔레그램 이름은 다르지만 본인이라고 답하신 분"
LEFT = "텔레그램 이름이 달라 따로 보실 분 {count}명은 그대로 둡니다."
WITH_CONFIRMED = "본인이라고 답한 {count}명도 함께"
WITHOUT_CONFIRMED = "이름이 일치하는 분만"
NONE_MATCHING = "명단과 일치하여 기다리는 분이 없습니다. 다른 분이 먼저 승인했을 수 있습니다."
APPROVED = "{count}명을 승인했습니다."
APPROVAL_TAKEN_BACK = "{count}명의 승인을 되돌렸습니다. 다시 승인을 기다립니다."
APPROVAL_WITHDRAWN = "등록 승인이 취소되어 다시 확인하고 있습니다. 승인되면 알려 드리겠습니다."


def roles(counts: Mapping[Role, int]) -> str:
    """How many of each role, in the order of the menus."""
    return " · ".join(
        ROLE_COUNT.format(role=role.label, count=count) for role, count in counts.items()
    )


def file_name(until: date, form: str) -> str:
    """How the sheet is called where it is kept."""
    return f"초대장_{until.isoformat()}까지.{form}"
