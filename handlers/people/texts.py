"""What is said about people and invitations."""

from storage.rules.leaving_kinds import Leaving

HEAD = "<b>직원 {count}명</b>"
WAITING_HEAD = "<b>승인 대기</b>"
NO_DEPARTMENT = "소속 없음"
LINE = "{at}. {name} · {role}{mark}"
OPEN_ONE = "번호를 누르면 그 직원이 열립니다."
WAITING_LINE = "{at}. {name} · {department} · {role} (미확인)"
BLOCKED_MARK = " · 연락 불가"
NOBODY = "등록된 직원이 없습니다. 아래 단추로 초대해 주십시오."

INVITE, INVITE_MANY = "초대하기", "명단으로 초대"
TO_LIST = "« 목록"
TO_DEPARTMENTS, TO_ROUND = "« 부서", "취합 »"
BACK = "« 뒤로"

CARD = (
    "<b>{name}</b>{unsure}\n"
    "소속: {department}\n"
    "역할: {role}\n"
    "상태: {state}\n"
    "알림: {reach}\n"
    "최근 사용: {seen}"
)
UNSURE = " (미확인)"
STATES = {"active": "사용 중", "waiting": "승인 대기", "removed": "등록 해제"}
REACHED = "받을 수 있음"
NOT_REACHED = "받을 수 없음 (봇을 차단했거나 대화를 시작하지 않음)"
NEVER_SEEN = "기록 없음"

APPROVE, DECLINE = "승인", "거절"
CHANGE_ROLE = "역할 바꾸기"
CHANGE_DEPARTMENT = "소속 바꾸기"
CHANGE_NAME = "이름 바꾸기"
REMOVE = "등록 해제"

ROLE_QUESTION = "<b>{name}</b> 님의 역할을 골라 주십시오. 지금은 {role}입니다."
DEPARTMENT_QUESTION = "<b>{name}</b> 님의 소속을 골라 주십시오. 지금은 {department}입니다."
REMOVE_QUESTION = (
    "<b>{name}</b> 님({department} {role})의 등록을 해제하시겠습니까?\n"
    "더는 봇을 사용할 수 없습니다. 저장한 기록은 남습니다.\n"
    "쓰던 입력 {drafts}건은 소속 부서의 다른 분이 이어받습니다."
)
NAME_QUESTION = "이름 바꾸기\n<b>{name}</b> 님의 새 이름을 적어 보내 주십시오. 예: 홍○○"
NAME_HINT = "새 이름"
NAME_WORD = "이름"
NAME_WANTED = "이름(40자 이내)"
NAME_EXAMPLE = "홍○○"
COMMAND_WANTED = "바꿀 사람의 번호와 새 이름"
COMMAND_EXAMPLE = "/people 이름 12 홍○○"

DONE_ROLE = "역할을 바꾸었습니다."
DONE_ASKED = "다른 관리자에게 승인을 요청했습니다. 승인되면 바로 적용되고 결과를 알려 드립니다."
DONE_ASKED_TO_WAIT = (
    "승인하실 수 있는 다른 관리자가 없어, 본인에게 먼저 알렸습니다. {moment}까지 본인이 막지"
    " 않으면 그 뒤에 이 화면에서 마치실 수 있습니다."
)
REMOVE_REQUEST = (
    "관리자 <b>{name}</b> 님의 등록 해제를 요청하시겠습니까?\n"
    "다른 관리자의 승인이 필요합니다. 승인되면 더는 봇을 사용할 수 없고, 저장한"
    " 기록은 남습니다. 본인에게도 바로 알립니다."
)
REMOVE_REQUESTED = "요청합니다"
DONE_CARRIED_OUT = "바꾸었습니다."
DONE_FALLEN = (
    "그 사이 사정이 바뀌어 요청이 끝났습니다. 아래에서 지금의 등록 정보를 확인해 주십시오."
)
DONE_WITHDRAWN = "요청을 거두었습니다."
DONE_DEPARTMENT = "소속을 바꾸었습니다."
DONE_DEPARTMENT_LEFT = (
    "소속을 바꾸었습니다. {department}에서 맡던 일 {count}건은 그 부서에 남아 후임을 기다립니다."
)
MOVE_COMING = "인사이동 예정: {day}"
DONE_NAME = "이름을 바꾸었습니다."
DONE_REMOVED = "등록을 해제했습니다."
DONE_PUT_BACK = "등록 해제를 되돌렸습니다."
DONE_APPROVED = "승인했습니다."
DONE_DECLINED = "거절했습니다."
HANDED_OVER = (
    "{name} 님이 쓰던 입력 {count}건을 넘겨받으셨습니다. /todo 에서 이어서 쓰실 수 있습니다."
)
REMOVED_NOTICE = "등록이 해제되었습니다. 문의는 담당 부서로 해 주십시오."
ONLY_ADMIN = "관리자의 등록 정보는 관리자만 바꿀 수 있습니다."
RENAMED = (
    "이름이 바뀌었습니다. 앞의 이름 {before}\n{who}\n바꾼 사람: {by}\n"
    "뜻하신 일이 아니면 바로 확인해 주십시오."
)
GRANTED = "역할이 바뀌었습니다. 뜻하신 일이 아니면 바로 확인해 주십시오.\n{who}\n바꾼 사람: {by}"

POWER_IN = (
    "새로 등록되었습니다. 뜻하신 일이 아니면 바로 확인해 주십시오.\n{who}\n승인한 사람: {by}"
)
POWER_OUT = (
    "등록이 해제되었습니다. 뜻하신 일이 아니면 바로 확인해 주십시오.\n{who}\n해제한 사람: {by}"
)
GRANTS_HEAD = "<b>다른 관리자의 승인 대기</b>"
GRANT_LINE = "· {line}"
GRANT_WAITS = "\n<b>다른 관리자의 승인 대기</b>\n{line}"
AGREE, REFUSE, WITHDRAW = "역할 승인", "역할 거절", "요청 거두기"

INVITE_ROLE = "<b>초대</b>\n초대할 분의 역할을 골라 주십시오."
INVITE_DEPARTMENT = "<b>초대</b> · {role}\n소속을 골라 주십시오."
INVITE_DAYS = "<b>초대</b> · {department} · {role}\n링크를 며칠 동안 쓸 수 있게 하시겠습니까?"
DAYS = "{days}일"
INVITE_NAME = (
    "<b>초대</b> · {department} · {role} · {days}일\n"
    "이름을 미리 적어 두면 승인할 때 확인하기 쉽습니다."
)
WITHOUT_NAME = "이름 없이 만들기"
WITH_NAME = "이름 적기"
INVITEE_QUESTION = (
    "초대 · {role} · {department} · {days}일\n초대할 분의 이름을 적어 보내 주십시오. 예: 홍○○"
)
INVITEE_HINT = "초대할 분의 이름"
INVITED = (
    "<b>초대 링크를 만들었습니다.</b>\n"
    "{who}\n"
    "{until}까지 한 번만 쓸 수 있습니다. 본인에게만 전해 주십시오.\n\n"
    "<code>{link}</code>"
)
ANYBODY = "이름 미정"
COPY = "링크 복사"
QR_CAPTION = "같은 초대 링크의 QR 코드입니다. 전화기 카메라로 비추면 봇이 열립니다."

TRANSFER, DEPUTY = "인계", "업무대행"
TRANSFER_HEAD = (
    "<b>{name}</b> 님의 일을 누가 이어받습니까?\n"
    "추진계획 담당, 작성 중인 기록, 협약, 예정 행사, 계약과 알림이 한 번에 넘어갑니다."
)
NO_SUCCESSOR = (
    "같은 부서에 이어받을 분이 아직 없습니다. ‘후임 미정’으로 정해 두시고, 새 분이 오시면 남은"
    " 일을 한 번에 넘기실 수 있습니다."
)
NOBODY_YET = "후임 미정"
WAY_QUESTION = "<b>{name}</b> 님 → {to}\n{name} 님은 어떻게 되십니까?"
WAY_MOVE, WAY_OUT = "다른 부서로 옮김 (계정 유지)", "퇴직·시 밖 전출 (등록 해제)"
WAY_STAY = "업무만 넘김 (부서에 남음)"
PLACE_QUESTION = "<b>{name}</b> 님은 어느 부서로 옮기십니까?"
DAY_CHOICE = "<b>{name}</b> 님의 인사이동은 언제입니까? 그날 0시에 넘어갑니다."
ON_TURN, ON_OTHER, AT_ONCE = "{day}", "다른 날 적기", "오늘 바로"
DAY_QUESTION = "인사이동\n{name} 님의 인사발령일을 적어 보내 주십시오. 예: 2022.1.1."
DAY_HINT = "2022.1.1."
TRANSFER_QUESTION = "<b>{name}</b> 님의 일을 <b>{to}</b> 님께 지금 인계하시겠습니까?"
ORDER_QUESTION = (
    "<b>{day}</b> 0시에 <b>{name}</b> 님의 일을 <b>{to}</b> 님께 인계하도록 정하시겠습니까?\n"
    "그 전 마지막 근무일에 두 분께 알립니다. {name}: {goes}"
)
ACCOUNT = {
    Leaving.OUT: "계정은 닫히고 알림도 가지 않습니다.",
    Leaving.MOVE: "계정은 그대로이고 소속만 바뀝니다.",
    Leaving.STAY: "계정과 소속은 그대로입니다.",
}
TRANSFER_TAKEN_BACK = "인계를 되돌렸습니다."
TRANSFER_DONE = "인계를 마쳤습니다."
ORDER_MADE = "인사이동을 {day}로 정했습니다. 그 전까지 언제든 거두실 수 있습니다."
ORDER_WITHDRAWN = "예정된 인사이동을 거두었습니다."
ORDER_WITHDRAW = "인사이동 거두기"
ORDER_CARD = "<b>{day} 인사이동</b> · {state}\n{goes}\n"
MOVES = "인사이동 목록"
MOVES_HEAD = "<b>예정된 인사이동 {count}건</b>"
NO_MOVES = "직원 화면의 ‘인계’에서 날짜를 정해 두시면 그날 0시에 넘어갑니다."
MOVE_LINE = "{at}. {name} → {to} · {goes}"
LEFT_HEAD = "<b>후임을 기다리는 일</b>\n번호를 눌러 이어받을 분을 골라 주십시오."
CHOOSE_SUCCESSOR = "이어받을 분을 골라 주십시오."
LEFT_GIVEN = "남은 일을 {name} 님께 넘겼습니다."
LEFT_TO_YOU = "{name} 님이 남기신 일을 이어받으셨습니다."
PAPER_COMING = "업무 인계인수서를 만들고 있습니다."
PAPER_CAPTION = "{name} 님의 업무 인계인수서"

DEPUTY_HEAD = "<b>{name} 님의 업무대행자</b>\n자리를 비우시는 동안 알림을 대신 받습니다."
DEPUTY_NONE = "정한 업무대행자가 없습니다."
DEPUTY_LINE = "· {name} {starts}~{ends}"
DEPUTY_END = "끝내기: {name} {starts}"
DEPUTY_CHOOSE = "새로 정하시려면 아래에서 업무대행자를 고르십시오."
DEPUTY_NOBODY = (
    "업무를 대행하실 수 있는 분이 없습니다. 총괄·관리자의 업무대행은 총괄이나 관리자가,"
    " 그 밖의 업무대행은 같은 부서에서 입력할 수 있는 분이 맡습니다."
)
DEPUTY_QUESTION = (
    "업무대행\n{name} 님을 {to} 님이 대신합니다. 기간을 적어 보내 주십시오. 예: 7/1~7/10"
)
DEPUTY_HINT = "7/1~7/10"
DONE_DEPUTY, DONE_DEPUTY_END = "업무대행자를 정했습니다.", "업무대행을 끝냈습니다."
DEPUTY_NOTICE = "{starts}부터 {ends}까지 {name} 님을 대신해 알림을 받습니다."

MOVED_CHOOSE = "담당자가 바뀌셨습니까? 바뀐 분을 고르시고 ‘업무 인계’를 눌러 주십시오."
MOVED_PEOPLE = "직원 고르기"
MOVED_ASK = (
    "담당자가 바뀌셨습니까? 같은 부서 안에서 추진계획 담당만 바뀌었으면 바로 바꾸실 수 있습니다."
    " 새 분이 오셨거나 부서를 옮기셨으면 관리자에게 알려 드리겠습니다."
)
MOVED_PLAN, MOVED_TELL = "추진계획 담당 바꾸기", "관리자에게 알리기"
MOVED_NOTICE = "담당자가 바뀌었다고 알려 왔습니다. 확인하고 인계해 주십시오.\n{who}"
MOVED_TOLD = "관리자에게 알렸습니다. 바뀌면 이 대화로 알려 드립니다."
MOVED_NOBODY = (
    "지금 봇으로 연락되는 관리자가 없어 알리지 못했습니다. 총괄 부서에 전화로 말씀해 주십시오."
)
