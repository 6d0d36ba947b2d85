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
    "drafts": "작성 중인 기록 정리",
    "bags": "붙일 곳을 고르지 않은 사진·파일 정리",
    "grants": "권한 신청 정리",
    "transfers": "인사이동",
    "traffic": "오래된 글 정리",
    "heads": "바뀐 내역의 머리",
    "board": "현황판",
    "backup": "밤 백업",
}
SUBJECTS = {
    "round": "취합",
    "plan": "추진계획",
    "transfer_order": "인사이동",
    "plan_item": "추진계획 항목",
    "event": "행사",
    "mou": "협약",
    "promise": "협약 이행사항",
    "contract": "계약",
    "hire": "고용 인원",
    "officer": "직원",
    "draft": "작성 중인 기록",
    "bag": "자리를 기다리는 사진·파일",
    "upload": "보낸 파일",
    "role_grant": "권한 신청",
    "plan_reopening": "다시 연 추진계획",
    "year": "공휴일 연도",
    "reminder": "알림",
    "escalation": "협조 요청",
    "escalations": "협조 요청",
    "unreachable": "연락 안 되는 분",
    "question": "공휴일 질문",
    "inbox": "받은 글",
    "outbox": "보낸 글",
}
NOTICE = (
    "<b>자동 작업 ‘{tick}’에서 {count}건을 처리하지 못해 따로 두었습니다.</b>\n"
    "{lines}\n"
    "나머지는 예정대로 처리했습니다. 서버 기록에서 원인을 확인해 주십시오. "
    "같은 일은 다시 알리지 않습니다."
)
FAILING = (
    "<b>자동 작업 ‘{tick}’이 거듭 실패하고 있습니다.</b> 오류 종류 <code>{error}</code>\n"
    "그 작업의 알림이나 정리가 늦어지고 있습니다. 서버 기록에서 원인을 확인해 주십시오."
)
WHOLE = "tick"
"""The subject of a tick that failed as a whole, and not in one of its parts."""
DEAF = (
    "{since}부터 {until}까지 텔레그램의 글을 받지 못했습니다.\n"
    "보내신 글은 이제 처리합니다. 그 사이에 누르신 단추는 다시 눌러 주십시오."
)
FOREIGN = (
    "<b>봇이 글을 받지 못하고 있습니다.</b>\n"
    "이 봇이 걸지 않은 웹훅(<code>{host}</code>)이 텔레그램에 등록되어 있습니다. "
    "토큰이 새었을 수 있습니다. 아는 곳이 아니면 BotFather에서 토큰을 바꾸어 주십시오.\n"
    "아는 곳이면 서버에서 python3 -m bot unhook 을 하십시오."
)
RIVAL = (
    "<b>다른 곳에서도 이 봇의 글을 가져가고 있습니다.</b>\n"
    "같은 토큰으로 켜 둔 봇이 또 있는지 찾아 꺼 주십시오. "
    "없으면 토큰이 새었을 수 있으니 BotFather에서 바꾸어 주십시오."
)
TAKEN = (
    "<b>텔레그램에 등록된 웹훅이 다른 곳(<code>{host}</code>)으로 바뀌어 있어 되돌렸습니다.</b>\n"
    "그 사이의 글은 받지 못했습니다. 토큰이 새었을 수 있으니 "
    "아는 곳이 아니면 BotFather에서 토큰을 바꾸어 주십시오."
)
GONE = (
    "텔레그램에 등록된 웹훅이 지워져 있어 다시 걸었습니다. "
    "같은 토큰으로 켜 둔 봇이 또 있는지 확인해 주십시오."
)
UNDELIVERED = (
    "<b>텔레그램이 이 서버에 글을 전하지 못하고 있습니다.</b> 기다리는 글 {count}건\n"
    "텔레그램의 말: <code>{reason}</code>\n"
    "WEBHOOK_URL의 주소와 인증서, 방화벽을 확인해 주십시오."
)
MORE = "· 그 밖에 {count}건"


class Line(NamedTuple):
    """One thing set aside: what it is, its number if it has one, the class of the error."""

    subject: str
    number: int | None
    error: str


def notice(tick: str, lines: Sequence[Line]) -> str:
    """What is new among the things set aside, in one message."""
    name = TICKS.get(tick, tick)
    if lines[0].subject == WHOLE:
        return FAILING.format(tick=escape(name), error=escape(lines[0].error))
    told = [f"· {_named(one)}: <code>{escape(one.error)}</code>" for one in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        told.append(MORE.format(count=len(lines) - MOST_LINES))
    return NOTICE.format(tick=escape(name), count=len(lines), lines="\n".join(told))


def _named(one: Line) -> str:
    name = escape(SUBJECTS.get(one.subject, one.subject))
    return f"{name} {one.number}번" if one.number else name


def moment(at: datetime) -> str:
    """A moment in Korea as a sentence names it: 11.30. 10:05."""
    here = kst(at)
    return f"{here.month}.{here.day}. {here:%H:%M}"


def deaf(since: datetime, until: datetime) -> str:
    """After a time in which nothing came from Telegram."""
    return DEAF.format(since=moment(since), until=moment(until))


def foreign(host: str) -> str:
    """While another's webhook keeps the updates from us."""
    return FOREIGN.format(host=escape(host))


def taken(host: str) -> str:
    """After our webhook was changed to another address, or removed, and set again."""
    return TAKEN.format(host=escape(host)) if host else GONE


def undelivered(reason: str, count: int) -> str:
    """While Telegram cannot post to our webhook."""
    return UNDELIVERED.format(reason=escape(reason), count=count)
