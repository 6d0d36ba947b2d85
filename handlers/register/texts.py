"""What is said about the registers (대장)."""

from datetime import datetime

from storage.facts.registers.wording_scopes import Scope
from storage.rules.dates import show_time
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure

HEAD = "<b>대장</b> {span} · {whose}"
COUNTS = "· {name} {count}건"
HOW = (
    "받으실 대장을 고르십시오. 고쳐서 이 대화방에 보내시면 바뀌는 것을 먼저 보여 드리고, 저장하기"
    " 전에 여쭙니다."
)
GET, GET_TEXT = "{name} 받기", "{word} CSV"
EARLIER, LATER = "◀ {half}", "{half} ▶"
TERM, ALL, HALF = "임기 전체로", "모든 반기로", "{half}만"
OTHER_DEPARTMENT, EVERY_DEPARTMENT = "부서 고르기", "모든 부서"
DEPARTMENTS = "<b>어느 부서의 대장입니까?</b>{mark}"
BACK = "« 대장"
EVERYONE = "모든 부서"
EVERY_HALF = "모든 반기"
COMING = "대장을 만들고 있습니다."
CAPTION = (
    "{span} {name} · {whose}\n고쳐서 이 대화방에 보내시면 바뀌는 것을 먼저 보여 드립니다. 새 행의"
    " 관리번호는 비워 두십시오."
)


def span(scope: Scope) -> str:
    """The halves of a register: 2026년 상반기, 민선 9기, 모든 반기."""
    if scope.first is None or scope.last is None:
        return EVERY_HALF
    if scope.first == scope.last:
        return scope.first.label
    return Tenure(scope.first).label


def sheet_told(at: datetime, whose: str, count: int) -> str:
    """The line below the title of a sheet."""
    return (
        f"{show_time(at)} 현재 · {whose} · {count:,}건. 흐린 칸은 참고용입니다. 고쳐서 봇에게"
        " 보내시면 바뀌는 것을 먼저 보여 드립니다."
    )


def file_name(scope: Scope, name: str, whose: str, ending: str) -> str:
    """2026-1_행사_대장_도로건설과.xlsx."""
    parts = (EVERY_HALF if scope.first is None else scope.code, name, whose)
    return "_".join("_".join(part.split()) for part in parts) + f".{ending}"


def near(half: HalfYear) -> tuple[str, str]:
    """The buttons to the halves beside this one."""
    return EARLIER.format(half=half.previous().short), LATER.format(half=half.next().short)
