"""What is said about a powerful role that waits for a second administrator."""

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from storage.rules.clock import kst
from storage.rules.dates import show_day
from storage.rules.permission import GrantState, Role

HEAD = "<b>역할 승인 요청</b>"
ENDED_HEAD = "<b>역할 승인 요청</b> · {state}"
PERSON = "{name} · {department}"
ENTRY = "초대로 신청 (미확인) → <b>{role}</b>"
CHANGE = "{before} → <b>{role}</b>"
ASKER = "요청한 사람: {name} · {department} · {role}"
UNTIL = (
    "\n{day}까지 승인하지 않으면 요청이 저절로 끝납니다.\n"
    "뜻밖의 요청이면 거절하고, 요청한 분에게 전화로 확인해 주십시오."
)
DECIDED = "처리: {name} {at}"
APPROVE, DECLINE = "승인", "거절"
NO_DEPARTMENT = "소속 없음"
STATES = {
    GrantState.PENDING: "승인 대기",
    GrantState.APPROVED: "승인함",
    GrantState.DECLINED: "거절함",
    GrantState.WITHDRAWN: "요청을 거둠",
    GrantState.EXPIRED: "기한이 지남",
    GrantState.FALLEN: "무효",
}
ANSWERED = {
    GrantState.APPROVED: "{decider}님이 승인했습니다. {name}님은 이제 {role}입니다.",
    GrantState.DECLINED: "{decider}님이 {name}님의 {role} 역할을 거절했습니다.",
    GrantState.EXPIRED: (
        "{name}님의 {role} 역할은 기한 안에 승인되지 않아 요청이 끝났습니다."
        " 필요하시면 다시 요청해 주십시오."
    ),
    GrantState.FALLEN: (
        "{name}님의 {role} 역할 요청은 무효가 되었습니다. "
        " 그 사이 역할이나 등록이 바뀌었거나 비상 잠금이 걸렸습니다."
    ),
}
KEPT_OUT = "등록 신청이 승인되지 않았습니다. 담당 부서에 문의해 주십시오."
LINE = "{name} · {change} · 요청 {asker} · {day}까지"


@dataclass(frozen=True)
class Asked:
    """A grant as its readers need it: who, from what to what, asked by whom, until when."""

    number: int
    name: str
    department: str
    before: Role | None  # None for a newcomer
    role: Role
    asker: str
    asker_department: str
    asker_role: Role
    ends_on: date
    state: GrantState
    decider: str = ""
    decided_at: datetime | None = None


def card(asked: Asked) -> dict[str, Any]:
    """The card of an administrator who is asked, or was: a message with its buttons."""
    waits = asked.state is GrantState.PENDING
    lines = [HEAD if waits else ENDED_HEAD.format(state=STATES[asked.state]), *_facts(asked)]
    if waits:
        lines.append(UNTIL.format(day=show_day(asked.ends_on)))
    elif asked.decided_at is not None and asked.decider:
        at = kst(asked.decided_at)
        shown = f"{at.month}. {at.day}. {at:%H:%M}"
        lines.append(DECIDED.format(name=escape(asked.decider), at=shown))
    payload: dict[str, Any] = {"text": "\n".join(lines), "parse_mode": "HTML"}
    if waits:
        keys = [
            {
                "text": APPROVE,
                "callback_data": f"v1:people:agree:{asked.number}",
                "style": "success",
            },
            {
                "text": DECLINE,
                "callback_data": f"v1:people:refuse:{asked.number}",
                "style": "danger",
            },
        ]
        payload["reply_markup"] = {"inline_keyboard": [keys]}
    return payload


def answered(asked: Asked) -> str:
    """What the asker hears at the end."""
    return ANSWERED[asked.state].format(
        decider=escape(asked.decider),
        name=escape(asked.name),
        role=asked.role.label,
    )


def line(asked: Asked) -> str:
    """A grant that waits, in one line of HTML."""
    return LINE.format(
        name=escape(asked.name),
        change=change(asked),
        asker=escape(asked.asker),
        day=f"{asked.ends_on.month}. {asked.ends_on.day}.",
    )


def change(asked: Asked) -> str:
    """From what to what, in HTML."""
    if asked.before is None:
        return ENTRY.format(role=asked.role.label)
    return CHANGE.format(before=asked.before.label, role=asked.role.label)


def _facts(asked: Asked) -> list[str]:
    return [
        PERSON.format(
            name=escape(asked.name), department=escape(asked.department) or NO_DEPARTMENT
        ),
        change(asked),
        ASKER.format(
            name=escape(asked.asker),
            department=escape(asked.asker_department) or NO_DEPARTMENT,
            role=asked.asker_role.label,
        ),
    ]
