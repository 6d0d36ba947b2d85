"""What administrators read about the bot itself: what was set aside, and when it was deaf."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

from storage.rules.clock import kst

MOST_LINES = 8
TICKS = {
    "rounds": "취합 일정",
    "reminders": "알림",
    "calendar": "공휴일 달력",
    "drafts": "쓰다 만 입력 정리",
    "grants": "권한 신청 정리",
    "traffic": "오래된 글 정리",
    "board": "현황판",
}
SUBJECTS = {
    "round": "취합",
    "plan": "추진계획",
    "plan_item": "추진계획 항목",
    "event": "행사",
    "mou": "협약",
    "promise": "협약 약속",
    "contract": "계약",
    "hire": "고용 인원",
    "officer": "직원",
    "draft": "쓰다 만 입력",
    "upload": "보낸 파일",
    "role_grant": "권한 신청",
    "plan_reopening": "다시 연 추진계획",
    "year": "공휴일 연도",
    "reminder": "알림",
    "escalation": "협조 요청",
    "tick": "자동 작업",
}
NOTICE = (
    "<b>자동 작업 ‘{tick}’에서 {count}건을 처리하지 못해 따로 두었습니다.</b>\n"
    "{lines}\n"
    "나머지는 예정대로 처리했습니다. 서버 기록에서 원인을 확인해 주십시오. "
    "같은 일은 다시 알리지 않습니다."
)
MORE = "· 그 밖에 {count}건"


class Line(NamedTuple):
    """One thing set aside: what it is, its number if it has one, the class of the error."""

    subject: str
    number: int | None
    error: str


def notice(tick: str, lines: Sequence[Line]) -> str:
    """What is new among the things set aside, in one message."""
    told = [f"· {_named(one)}: <code>{escape(one.error)}</code>" for one in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        told.append(MORE.format(count=len(lines) - MOST_LINES))
    name = TICKS.get(tick, tick)
    return NOTICE.format(tick=escape(name), count=len(lines), lines="\n".join(told))


def _named(one: Line) -> str:
    name = escape(SUBJECTS.get(one.subject, one.subject))
    return f"{name} {one.number}번" if one.number else name


def moment(at: datetime) -> str:
    """A moment in Korea as a sentence names it: 11.30. 10:05."""
    here = kst(at)
    return f"{here.month}.{here.day}. {here:%H:%M}"
