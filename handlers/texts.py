"""Words that belong to no single feature."""

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


def without_personal_data(kind: str) -> str:
    """Why an answer was not taken, and how to give it; `kind` names the number in it."""
    return (
        f"{josa(kind, '이/가')} 들어 있어 받지 않았습니다."
        " 개인정보를 빼고 같은 질문에 다시 답장해 주십시오. 예: 담당자와 통화함"
    )
