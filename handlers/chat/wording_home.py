"""Words of the home card, and of what could not be understood."""

from collections.abc import Mapping
from html import escape

from storage.rules.names import clipped, josa

BUTTONS: Mapping[str, str] = {
    "event": "행사 기록",
    "plan": "추진계획",
    "todo": "할 일",
    "find": "기록 찾기",
    "status": "현황",
    "quota": "고용할당제 표",
    "report": "보고서",
    "round": "취합",
    "people": "직원",
    "departments": "부서",
}
"""A command on a button of the home card."""
HELP_HEAD = "<b>고양시 고용할당제 도우미</b>\n{name} 님 · {role}"
HELP_WORDS = "<b>그냥 적어 보내셔도 됩니다.</b>"
WRITER_WORDS = ("· 일자리버스 어제 화정역 25명", "· 현황 / 할일 / 쿠팡 찾아줘 / 방금 거 취소")
READER_WORDS = ("· 현황 / 보고서 PDF로 / 쿠팡 찾아줘",)
NO_PEOPLE = "구직자의 이름·전화번호는 적지 않습니다."
READER_HINT = "고치실 것은 총괄 담당에게 말씀해 주십시오."
HELP_ALL, HELP_BACK = "명령 모두 보기", "« 짧게 보기"
HELP_ALL_HEAD = "<b>쓰실 수 있는 명령</b>"
FORM_HINT = (
    "입력하시다가도 /status 와 /help 를 쓰실 수 있고, 자리는 그대로 남습니다.\n"
    "사진은 입력하시는 동안 언제든 보내 주십시오.\n"
    "‘뒤로’ ‘건너뛰기’ ‘취소’ ‘저장’은 글자로 보내셔도 됩니다.\n"
    "구직자의 이름·전화번호는 적지 않습니다. 인원수만 적습니다."
)
FIRST = "<b>먼저 하실 일</b> (모두 {count}건)"
FIRST_LINE = "{head}: {line}"
NOTHING_WAITS = "지금 기다리는 일이 없습니다."
ALL_WAITING = "할 일 모두 ({count})"
RESUME = "이어서 입력"
HELLO = "<b>안녕하십니까, {name} 님.</b>\n{department} · {role}"
QUOTED_LETTERS = 40
SEEK, MAKE, ASK = "찾기", "기록으로 적기", "현황 보기"
MAKE_WHICH = "무엇으로 적으시겠습니까? 적으신 말씀은 그대로 가져갑니다."
EITHER = "어느 것으로 처리하시겠습니까?"
KEPT_NO_MORE = "30분이 지나 적으신 말씀을 잊었습니다. 다시 적어 보내 주십시오."


def unread(words: str) -> str:
    """What could not be understood, quoted shortly."""
    return f"{josa(_quoted(words), '은/는')} 무엇인지 알아듣지 못했습니다."


def either(words: str) -> str:
    """Words that may ask or tell."""
    return f"{josa(_quoted(words), '은/는')} 현황을 찾으시는 말씀도 되고 기록도 됩니다.\n{EITHER}"


def make_which(words: str) -> str:
    """As what they are to be recorded."""
    return f"{_quoted(words)}\n{MAKE_WHICH}"


def _quoted(words: str) -> str:
    return f"‘{escape(clipped(' '.join(words.split()), QUOTED_LETTERS))}’"
