"""What is said about power that waits for a second administrator: to be given, or to be taken."""

from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from storage.office import wording_entry
from storage.office.wording_entry import Newcomer
from storage.rules.clock import kst, kst_date
from storage.rules.dates import show_day, show_moment
from storage.rules.names import josa
from storage.rules.permission import GrantAct, GrantState
from storage.rules.terms import Role
from storage.traffic.messages import Button, Message, Row, Screen, view

HEADS = {
    GrantAct.ROLE: "<b>역할 승인 요청</b>",
    GrantAct.REMOVE: "<b>등록 해제 승인 요청</b>",
}
ENDED_HEAD = "{head} · {state}"
PERSON = "{name} · {department}"
SINCE = "등록한 날 {day}"
RENAMED = "{day} 이름 바뀜 · 앞의 이름 {name}"
ENTRY = "초대로 신청 (미확인) → <b>{role}</b>"
CHANGE = "{before} → <b>{role}</b>"
REMOVAL = "{before} → <b>등록 해제</b>"
ASKER = "요청한 사람: {name} · {department} · {role} · 번호 끝 {tail}"
UNTIL = (
    "\n{day}까지 승인하지 않으면 요청이 저절로 끝납니다.\n"
    "뜻밖의 요청이면 거절하고, 요청한 분에게 전화로 확인해 주십시오."
)
CONCERNED = (
    "\n본인에 대한 요청입니다. 다른 관리자 한 분이 승인하면 바로 바뀝니다.\n"
    "뜻밖의 요청이면 다른 관리자와 서버 담당에게 바로 전화해 주십시오."
)
OBJECT = (
    "\n본인에 대한 요청입니다. {moment}까지 막지 않으시면 그 뒤에 요청한 분이 바꿀 수 있습니다.\n"
    "뜻밖의 요청이면 막고, 요청한 분에게 전화로 확인해 주십시오. 계정을 빼앗긴 것 같으면 서버"
    " 담당에게 비상 잠금(python3 -m bot lockdown)을 요청해 주십시오."
)
DUE = (
    "{change}\n이의 없이 하루가 지났습니다. {day}까지 아래 단추로 마치실 수 있고,"
    " 그대로 두시면 요청이 저절로 끝납니다."
)
LAST_CALL = (
    "{change}\n본인에 대한 요청의 기다리는 시간이 지났습니다. 요청한 분이 마치기 전까지는 지금도"
    " 막으실 수 있습니다."
)
OVERHEARD = (
    "관리자 두 분 사이의 요청입니다. 뜻밖의 일이면 두 분에게 전화로 확인해 주십시오.\n"
    "{name} · {change}\n{asker}\n{moment}까지 본인이 막지 않으면 바뀔 수 있습니다."
)
DECIDED = "처리: {name} {at}"
APPROVE, DECLINE = "승인", "거절"
BLOCK, ACCEPT = "막기", "동의"
CARRY_OUT = "지금 바꾸기"
NO_DEPARTMENT = "소속 없음"
STATES = {
    GrantState.PENDING: "승인 대기",
    GrantState.APPROVED: "승인함",
    GrantState.DECLINED: "거절함",
    GrantState.WITHDRAWN: "요청을 거둠",
    GrantState.EXPIRED: "기한이 지남",
    GrantState.FALLEN: "무효",
    GrantState.CARRIED_OUT: "이의 없이 처리함",
}
BECOMES = "{name} 님은 이제 {role}입니다."
GONE = "{name} 님의 등록을 해제했습니다."
THE_ROLE = "{name} 님의 {role} 역할"
THE_REMOVAL = "{name} 님의 등록 해제"
ANSWERED = {
    GrantState.APPROVED: "{decider} 님이 승인했습니다. {done}",
    GrantState.DECLINED: "{decider} 님이 {object} 거절했습니다.",
    GrantState.EXPIRED: (
        "{what} 요청은 기한 안에 승인되지 않아 끝났습니다. 필요하시면 다시 요청해 주십시오."
    ),
    GrantState.FALLEN: (
        "{what} 요청은 무효가 되었습니다. 그 사이 역할이나 등록, 승인하실 수 있는 관리자가"
        " 바뀌었거나 비상 잠금이 걸렸습니다."
    ),
}
LATE = "{what} 요청은 기한 안에 마치지 않아 끝났습니다. 필요하시면 다시 요청해 주십시오."
KEPT_OUT = "등록 신청이 승인되지 않았습니다. 담당 부서에 문의해 주십시오."
LINE = "{name} · {change} · 요청 {asker} · {day}까지"


@dataclass(frozen=True)
class Asked:
    """A request as its readers need it: who, from what to what, asked by whom, until when."""

    number: int
    act: GrantAct
    name: str
    department: str
    before: Role | None  # None for a newcomer
    role: Role
    asker: str
    asker_department: str
    asker_role: Role
    ends_on: date
    state: GrantState
    telegram: int
    asker_telegram: int
    since: datetime
    renamed: tuple[str, datetime] | None = None  # the name before, where it changed of late
    entry: Newcomer | None = None  # how a newcomer came
    waits_until: datetime | None = None  # nobody else can agree: the one concerned may object
    decider: str = ""
    decided_at: datetime | None = None


def card(asked: Asked, may_answer: bool, *, concerned: bool) -> Screen:
    """The card of somebody who was told, with buttons for who may answer.

    `concerned`: the reader is the one from whom power would be taken.
    """
    waits = asked.state is GrantState.PENDING
    head = HEADS[asked.act]
    ended = ENDED_HEAD.format(head=head, state=STATES[asked.state])
    lines = [head if waits else ended, *_facts(asked)]
    if waits:
        lines.append(_wanted(asked, concerned))
    elif asked.decided_at is not None and asked.decider:
        at = kst(asked.decided_at)
        shown = f"{at.month}. {at.day}. {at:%H:%M}"
        lines.append(DECIDED.format(name=escape(asked.decider), at=shown))
    yes, no = (ACCEPT, BLOCK) if concerned else (APPROVE, DECLINE)
    keys = _keys(asked, ("agree", yes), ("refuse", no)) if waits and may_answer else []
    return Screen("\n".join(lines), keys)


def due(asked: Asked) -> Message:
    """What the asker hears when nobody has objected in time."""
    told = f"{escape(asked.name)} · {change(asked)}"
    text = DUE.format(change=told, day=show_day(asked.ends_on))
    return Message(text, _keys(asked, ("do", CARRY_OUT)))


def last_call(asked: Asked) -> Message:
    """What the one concerned hears then, who may still object."""
    told = f"{escape(asked.name)} · {change(asked)}"
    return Message(LAST_CALL.format(change=told), _keys(asked, ("refuse", BLOCK)))


def overheard(asked: Asked) -> str:
    """What those hear who can do nothing but pick up the telephone."""
    until = show_moment(asked.waits_until) if asked.waits_until else ""
    return OVERHEARD.format(
        name=escape(asked.name), change=change(asked), asker=_asker(asked), moment=until
    )


def answered(asked: Asked) -> str:
    """What the asker hears at the end."""
    name, role = escape(asked.name), asked.role.label
    removal = asked.act is GrantAct.REMOVE
    late = asked.state is GrantState.EXPIRED and asked.waits_until is not None
    what = (THE_REMOVAL if removal else THE_ROLE).format(name=name, role=role)
    return (LATE if late else ANSWERED[asked.state]).format(
        decider=escape(asked.decider),
        what=what,
        object=josa(what, "을/를"),
        done=(GONE if removal else BECOMES).format(name=name, role=role),
    )


def line(asked: Asked) -> str:
    """A request that waits, in one line of HTML."""
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
    if asked.act is GrantAct.REMOVE:
        return REMOVAL.format(before=asked.before.label)
    return CHANGE.format(before=asked.before.label, role=asked.role.label)


def _wanted(asked: Asked, concerned: bool) -> str:
    if not concerned:
        return UNTIL.format(day=show_day(asked.ends_on))
    if asked.waits_until is None:
        return CONCERNED
    return OBJECT.format(moment=show_moment(asked.waits_until))


def _facts(asked: Asked) -> list[str]:
    """Who it is by what cannot be chosen: the number, the day, and how a newcomer came."""
    known = (
        wording_entry.lines(asked.entry)
        if asked.entry is not None
        else [
            wording_entry.number(asked.telegram),
            SINCE.format(day=show_day(kst_date(asked.since))),
        ]
    )
    if asked.renamed is not None:
        before, at = asked.renamed
        known.append(RENAMED.format(day=show_day(kst_date(at)), name=escape(before)))
    return [
        PERSON.format(
            name=escape(asked.name), department=escape(asked.department) or NO_DEPARTMENT
        ),
        *known,
        change(asked),
        _asker(asked),
    ]


def _asker(asked: Asked) -> str:
    return ASKER.format(
        name=escape(asked.asker),
        department=escape(asked.asker_department) or NO_DEPARTMENT,
        role=asked.asker_role.label,
        tail=wording_entry.tail(asked.asker_telegram),
    )


def _keys(asked: Asked, *keys: tuple[str, str]) -> list[Row]:
    """One row: what does something in green, what does not in red."""
    row = []
    for act, label in keys:
        style = "danger" if act in ("refuse", "do") else "success"
        row.append(Button(label, view("people", act, asked.number), style))
    return [row]
