"""What is said about people and invitations."""

import re

HEAD = "<b>직원 {count}명</b>"
WAITING_HEAD = "<b>승인 대기</b>"
NO_DEPARTMENT = "소속 없음"
LINE = "· {name} · {role}{mark}"
WAITING_LINE = "· {name} · {department} · {role} (미확인)"
BLOCKED_MARK = " · 연락 불가"
NOBODY = "등록된 직원이 없습니다. 아래 단추로 초대해 주십시오."

INVITE = "초대하기"
TO_LIST = "« 목록"
BACK = "« 뒤로"

CARD = (
    "<b>{name}</b>{unsure}\n"
    "소속  {department}\n"
    "역할  {role}\n"
    "상태  {state}\n"
    "알림  {reach}\n"
    "최근 사용  {seen}\n"
    "번호  {number}"
)
UNSURE = " (미확인)"
STATES = {"active": "사용 중", "waiting": "승인 대기", "removed": "내보냄"}
REACHED = "받을 수 있음"
NOT_REACHED = "받을 수 없음 (봇을 차단했거나 대화를 시작하지 않음)"
NEVER_SEEN = "기록 없음"

APPROVE, DECLINE = "승인", "거절"
CHANGE_ROLE = "역할 바꾸기"
CHANGE_DEPARTMENT = "소속 바꾸기"
CHANGE_NAME = "이름 바꾸기"
REMOVE = "내보내기"
REMOVE_SURE = "내보냅니다"

ROLE_QUESTION = "<b>{name}</b>님의 역할을 골라 주십시오. 지금은 {role}입니다."
DEPARTMENT_QUESTION = "<b>{name}</b>님의 소속을 골라 주십시오. 지금은 {department}입니다."
REMOVE_QUESTION = (
    "<b>{name}</b>님을 내보냅니까?\n"
    "더는 봇을 사용할 수 없습니다. 저장한 기록은 남습니다.\n"
    "쓰던 입력은 소속 부서의 다른 분이 이어받습니다."
)
NAME_QUESTION = (
    "이름 바꾸기 · 번호 {number}\n"
    "<b>{name}</b>님의 새 이름을 이 메시지에 답장으로 보내 주십시오. 예: 홍○○\n"
    "또는 <code>/people 이름 {number} 홍○○</code>"
)
NAME_ASKED = re.compile(r"이름 바꾸기 · 번호 (\d+)")
NAME_HINT = "새 이름"
NAME_WORD = "이름"
NAME_WANTED = "이름(40자 이내)"
NAME_EXAMPLE = "홍○○"
COMMAND_WANTED = "바꿀 사람의 번호와 새 이름"
COMMAND_EXAMPLE = "/people 이름 12 홍○○"

DONE_ROLE = "역할을 바꾸었습니다."
DONE_DEPARTMENT = "소속을 바꾸었습니다."
DONE_NAME = "이름을 바꾸었습니다."
DONE_REMOVED = "내보냈습니다."
DONE_APPROVED = "승인했습니다."
DONE_DECLINED = "거절했습니다."
HANDED_OVER = (
    "{name}님이 쓰던 입력 {count}건을 넘겨받으셨습니다. /todo 에서 이어서 쓰실 수 있습니다."
)
REMOVED_NOTICE = "등록이 해제되었습니다. 문의는 담당 부서로 해 주십시오."
ONLY_ADMIN = "관리자의 등록 정보는 관리자만 바꿀 수 있습니다."
GRANTED = "역할이 바뀌었습니다. 뜻하신 일이 아니면 바로 확인해 주십시오.\n{who}\n바꾼 사람: {by}"

INVITE_ROLE = "<b>초대</b>\n초대할 분의 역할을 골라 주십시오."
INVITE_DEPARTMENT = "<b>초대</b> · {role}\n소속을 골라 주십시오."
INVITE_DAYS = "<b>초대</b> · {department} · {role}\n링크를 며칠 동안 쓸 수 있게 합니까?"
DAYS = "{days}일"
INVITE_NAME = (
    "<b>초대</b> · {department} · {role} · {days}일\n"
    "이름을 미리 적어 두면 승인할 때 확인하기 쉽습니다."
)
WITHOUT_NAME = "이름 없이 만들기"
WITH_NAME = "이름 적기"
INVITEE_QUESTION = (
    "초대 · {role} · {department}(부서 {number}) · {days}일\n"
    "초대할 분의 이름을 이 메시지에 답장으로 보내 주십시오. 예: 홍○○"
)
INVITEE_ASKED = re.compile(r"초대 · (\S+) · .*\(부서 (\d+)\) · (\d)일")
INVITEE_HINT = "초대할 분의 이름"
NAME_FIRST = "이름을 보내 주시면 링크를 만듭니다."
INVITED = (
    "<b>초대 링크를 만들었습니다.</b>\n"
    "{who}\n"
    "{until}까지 한 번만 쓸 수 있습니다. 본인에게만 전해 주십시오.\n\n"
    "<code>{link}</code>"
)
ANYBODY = "이름 미정"
COPY = "링크 복사"
QR_CAPTION = "같은 초대 링크의 QR 코드입니다. 전화기 카메라로 비추면 봇이 열립니다."
DAY = "{year}. {month}. {day}.({weekday})"
MOMENT = "{year}. {month}. {day}. {hour:02}:{minute:02}"
WEEKDAYS = "월화수목금토일"
