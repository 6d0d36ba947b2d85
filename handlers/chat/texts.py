"""Words that belong to no single feature."""

import re

from storage.rules.names import josa

ABOUT = (
    "고양시 일자리정책과가 고용할당제 반기 보고를 모으는 내부 업무 봇입니다.\n"
    "초대받은 직원만 쓸 수 있습니다. 구직자 개인정보는 받지 않습니다."
)
ABOUT_ENGLISH = (
    "An internal bot of Goyang City for its employment-quota report. Invited staff only."
)
ABOUT_SHORT = "고양시 고용할당제 업무 봇 (초대받은 직원 전용)"

NUMBER, CHOSEN = "{at}번", "✓ {at}번"
PREVIOUS, NEXT = "‹ 이전", "다음 ›"
PAGE = " · {page}/{pages}쪽"
MORE_LINES = "… 외 {count}건"

FORMER_QUESTION = re.compile(r"답장(?:으로 보내|해) 주십시오")
"""How every question of the release before ended, which kept no row of what it asked."""
QUESTION_FORMER = (
    "프로그램이 바뀌기 전에 드린 질문이라 답을 받지 못했습니다."
    " 저장한 것은 없으니 명령을 다시 보내 단추를 눌러 주십시오. 예: /todo"
)
QUESTION_FELL = (
    "그 사이 다른 일을 하셔서 이 질문은 거두었습니다. 답은 저장하지 않았습니다."
    " 다시 하시려면 단추를 한 번 더 눌러 주십시오."
)
QUESTION_ANSWERED = "이미 답하신 질문입니다. 바꾸시려면 단추를 한 번 더 눌러 주십시오."

RECEIPT, RECEIPT_ACT = "✔ {at} {text}", "<b>{act}</b>"
YES, NO = "예", "아니오"
YES_ALL = "예, {count}건 모두"
TAKE_BACK = "되돌리기"
NOT_DONE = "하지 않았습니다. 아무것도 바꾸지 않았습니다."
CHANGED_MEANWHILE = "그 사이 내용이 바뀌었습니다. 다시 확인해 주십시오."
SURE_OF_MANY = "<b>한 번 더 확인합니다. {count}건에 한꺼번에 적용됩니다.</b>"
CAN_BE_TAKEN_BACK = "30분 안에는 ‘되돌리기’로 되돌리실 수 있습니다."
CANNOT_BE_TAKEN_BACK = "이 일은 되돌릴 수 없습니다."
PICK_HEAD = "<b>고르십시오.</b> {count}개 가운데 {chosen}개 골랐습니다.{mark}"
PICK_MARKED = "⚠ 표시는 살펴볼 점이 있는 것입니다."
PICK_PLAIN, PICK_WARNED, PICKED = "{label}", "⚠ {label}", "✓ {label}"
PICK_ALL, PICK_NONE, PICK_GO, PICK_STOP = "모두 고르기", "모두 빼기", "고른 {count}개", "그만두기"
PICK_SOME = "골라서 하기"
ALREADY_SETTLED = "이미 답하셨거나 30분이 지난 단추입니다. 아무것도 바꾸지 않았습니다."
TOO_LATE_TO_TAKE_BACK = (
    "되돌릴 수 있는 30분이 지났거나 이미 처리한 단추입니다. 아무것도 바꾸지 않았습니다."
)


def without_personal_data(kind: str) -> str:
    """Why words were not taken, and how to give them; `kind` names what is in them."""
    return (
        f"{josa(kind, '이/가')} 들어 있어 받지 않았습니다. 보내신 글은 남기지 않았습니다."
        " 개인정보를 빼고 다시 적어 보내 주십시오. 예: 담당자와 통화함"
    )


BACK = "« 뒤로"
ENTER = "바로 입력"
