"""What a person reads on the way in."""

from storage.reports.wording_grant import KEPT_OUT
from storage.rules.terms import Role

APPLIED = "<b>등록을 신청했습니다.</b>\n{who}\n관리자가 확인하고 승인하면 이 대화로 알려 드립니다."
CONFIRM = "<b>소속을 확인해 주십시오.</b>\n{who}"
APPROVED = "<b>등록이 승인되었습니다.</b>"
DECLINED = KEPT_OUT
RIGHT = "맞습니다"
WRONG = "다릅니다"
WRONG_TOLD = "관리자에게 알렸습니다. 고쳐지면 이 대화로 알려 드립니다."
WRONG_NOTICE = "소속이 다르다고 알려 왔습니다. 확인하고 고쳐 주십시오.\n{who}"
CHANGED = "등록 정보가 바뀌었습니다.\n{who}"

ASKED_IN = "<b>등록 신청이 1건 있습니다.</b>\n{who} (미확인)"
ASKED_SECOND = (
    "{who}\n초대하신 분이 등록을 신청했습니다. 이 역할은 다른 관리자가 승인해야 하므로 승인을"
    " 요청했고, 결과를 알려 드립니다. 거두시려면 /people 에서 이 분을 고르십시오."
)
ENTERED = "초대 링크로 등록했습니다.\n{who}"
APPROVE = "승인"
DECLINE = "거절"

WHO = "{name} · {department} · {role}"
NO_DEPARTMENT = "소속 없음"

GREETING = "<b>안녕하십니까, {name}님.</b>\n{department} · {role}\n\n{first}\n\n{examples}"
RESUME_HINT = "\n\n작성하던 입력이 {count}건 있습니다. 아래 단추로 이어서 쓰실 수 있습니다."
RESUME = "이어서 입력"

_FIRST_WRITER = "먼저 /todo 로 이번 반기에 하실 일을 확인해 주십시오."
_FIRST_READER = "먼저 /status 로 추진 현황을 확인해 주십시오."
_FIRST_OFFICE = "먼저 /status 로 부서별 제출 현황을 확인해 주십시오."
_FIRST_ADMIN = "먼저 /departments 로 부서를 확인하고 /people 로 직원을 초대해 주십시오."

FIRST: dict[Role, str] = {
    Role.STAFF: _FIRST_WRITER,
    Role.SENIOR: _FIRST_WRITER,
    Role.LEAD: _FIRST_WRITER,
    Role.HEAD: _FIRST_READER,
    Role.VIEWER: _FIRST_READER,
    Role.OFFICE: _FIRST_OFFICE,
    Role.ADMIN: _FIRST_ADMIN,
}
"""The first thing each post does."""

_EVENT = "/event  행사·일자리버스·교육 기록"
_PLAN = "/plan  부서 추진계획 작성"
_STATUS = "/status  추진 현황 보기"
_FIND = "/find 쿠팡  기록 찾기"
_TODO = "/todo  할 일과 쓰던 입력 보기"
_HELP = "/help  사용법 보기"
_PEOPLE = "/people  직원 초대와 승인"
_DEPARTMENTS = "/departments  부서 목록 관리"

EXAMPLES: dict[Role, tuple[str, str, str]] = {
    Role.STAFF: (_EVENT, _PLAN, _FIND),
    Role.SENIOR: (_EVENT, _PLAN, _FIND),
    Role.LEAD: (_STATUS, _PLAN, _FIND),
    Role.HEAD: (_STATUS, _PLAN, _FIND),
    Role.VIEWER: (_STATUS, _FIND, _HELP),
    Role.OFFICE: (_STATUS, _TODO, _PEOPLE),
    Role.ADMIN: (_DEPARTMENTS, _PEOPLE, _STATUS),
}
"""Three commands each post uses most."""
