"""What a person reads on the way in."""

from storage.office.wording_grant import KEPT_OUT

APPLIED = "<b>등록을 신청했습니다.</b>\n{who}\n관리자가 확인하고 승인하면 이 대화로 알려 드립니다."
CONFIRM = "<b>소속을 확인해 주십시오.</b>\n{who}"
APPROVED = "<b>등록이 승인되었습니다.</b>"
DECLINED = KEPT_OUT
RIGHT = "맞습니다"
WRONG = "다릅니다"
NOBODY_TOLD = (
    "지금 봇으로 연락되는 관리자가 없어 알리지 못했습니다. 총괄 부서에 전화로 말씀해 주십시오."
)
CHOOSE = (
    "<b>소속 부서를 골라 주십시오.</b>{mark}\n{who}\n"
    "기록과 추진계획이 고르신 부서의 것으로 저장됩니다. 나중에 /people 에서 바꾸실 수 있습니다."
)
NO_LIST = (
    "<b>부서 목록이 비어 있습니다.</b>\n{who}\n"
    "아래 단추로 부서를 먼저 추가해 주십시오. 추가하신 뒤 소속을 고르실 수 있습니다."
)
NO_PLACE = (
    "소속 부서가 정해지지 않았습니다.\n{who}\n아래 단추로 알려 주시면 관리자가 정해 드립니다."
)
WITHOUT_PLACE = (
    "소속 부서가 아직 없어 기록을 시작하실 수 없습니다. 아래 단추로 먼저 정해 주십시오."
)
CLOSED_PLACE = (
    "소속 부서가 사용 중지되었습니다. 지금 기록하시면 그 부서의 것으로 남습니다."
    " 소속이 바뀌었으면 아래 단추를 눌러 주십시오."
)
MAKE_LIST = "부서 추가하러 가기"
LATER = "나중에 고르기"
PLACED = "소속을 정했습니다."
RECOVERED = (
    "<b>관리자로 등록되었습니다.</b>\n{who}\n"
    "비상 잠금 중이어서 지금은 조회만 됩니다. 서버 담당이 누가 들어왔는지 확인하고"
    " 잠금을 풀면(python3 -m bot lockdown --off) 쓰실 수 있습니다."
)
RECOVERED_NOTICE = (
    "<b>관리자 복구</b>\n서버의 링크로 관리자가 등록되었습니다.\n{who}\n{entry}\n"
    "아는 분이 아니면 서버 담당에게 바로 전화해 주십시오."
)
WRONG_TOLD = "관리자에게 알렸습니다. 고쳐지면 이 대화로 알려 드립니다."
WRONG_NOTICE = "소속이 다르다고 알려 왔습니다. 확인하고 고쳐 주십시오.\n{who}"
PLACE_NOTICE = "소속 부서가 없다고 알려 왔습니다. 확인하고 정해 주십시오.\n{who}"
CHANGED = "등록 정보가 바뀌었습니다.\n{who}"

ASKED_IN = "<b>등록 신청이 1건 있습니다.</b>\n{who} (미확인)\n{entry}"
ASKED_SECOND = (
    "{who}\n{entry}\n초대하신 분이 등록을 신청했습니다. 이 역할은 다른 관리자가 승인해야 하므로"
    " 승인을 요청했고, 결과를 알려 드립니다. 거두시려면 /people 에서 이 분을 고르십시오."
)
ENTERED = "초대 링크로 등록했습니다.\n{who}"
APPROVE = "승인"
DECLINE = "거절"

WHO = "{name} · {department} · {role}"
NO_DEPARTMENT = "소속 없음"

ARRIVALS, APPROVE_MATCHING = "초대 현황", "일치하는 {count}명 승인"
WAITING_NOTICE = "<b>명단으로 초대한 {count}명이 승인을 기다립니다.</b>"
WAITING_LINE = "· {department} {name} · {role}"
IS_IT_YOU = (
    "초대장에 적힌 이름은 <b>{name}</b>({department})인데 텔레그램 이름과 다릅니다."
    " 본인이 맞습니까?"
)
IT_IS_ME, NOT_ME = "네, {name}입니다", "아닙니다"
CONFIRMED_THANKS = "확인했습니다. 승인되면 이 대화로 알려 드리겠습니다."
DENIED_THANKS = (
    "알려 주셔서 고맙습니다. 다른 분의 초대장을 여신 것으로 총괄에 알렸습니다."
    " 본인의 초대장을 받아 다시 열어 주십시오."
)
DENIED_NOTICE = "초대장의 본인이 아니라고 답하여 등록하지 않았습니다.\n{who}\n{entry}"
