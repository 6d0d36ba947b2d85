"""What is said of people who move: in the lists, the notices, and the 인계인수서 as a message."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from storage.rules.dates import show_day
from storage.rules.leaving_kinds import Leaving
from storage.rules.names import josa
from storage.transfers.shapes import Handover, Post, Story, Work

ADMIN = (
    "관리자의 계정은 인계로 닫지 않습니다. 먼저 역할 바꾸기로 관리자가 아닌 역할로 바꾸고,"
    " 바뀐 뒤에 인계해 주십시오."
)
SUCCESSOR_ELSEWHERE = (
    "이어받을 분은 같은 부서에서 입력할 수 있는 분이어야 합니다. 다른 부서에서 오시는 분이면 그"
    " 분의 인사이동을 먼저 정해 주십시오."
)
SUCCESSOR_OUT = "이어받을 분의 등록이 같은 날 해제됩니다."
CHANGED_SINCE = "그 사이 그 분의 등록이 다시 바뀌어 되돌릴 수 없습니다."
ALREADY_PLANNED = "{name} 님의 인사이동이 이미 {day}에 예정되어 있습니다. 먼저 거두어 주십시오."
DAY_PAST = "지난 날입니다. 오늘이나 그 뒤의 날을 적어 주십시오. 예: 2027.1.1."
DAY_FAR = "너무 먼 날입니다. 1년 안의 날을 적어 주십시오. 예: 2027.1.1."
SAME_PLACE = "지금 계신 부서입니다. 옮기실 부서를 골라 주십시오."
NO_PLACE = "옮기실 부서를 골라 주십시오."
OWN_OUT = "본인의 등록은 본인이 해제할 수 없습니다. 다른 총괄이나 관리자가 정해야 합니다."
NOT_PLANNED = "예정된 인사이동이 아닙니다. 이미 처리했거나 거두었습니다."
MAKER_GONE = "정한 분이 지금은 직원을 관리할 수 없어 하지 못했습니다."

NOBODY = "후임 미정"
POST = "{department} {role} {name}"
GOES_OUT, GOES_NOWHERE, GOES_INTO = "등록 해제", "부서에 남음", "{into} 옮김"

PAPER_TITLE = "업무 인계인수서"
PEOPLE = "인계자 {leaver} · 인수자 {successor} · {day}"
PLAN = "추진계획: {department} 담당"
QUESTIONS = "답할 보완요청"
CHECK = "내부확인: {half} 추진계획 (그 자리에 계신 분이나 윗분이 이어받습니다)"
DRAFTS = "작성 중인 기록"
AGREEMENTS, PROMISES, EVENTS, CONTRACTS = "협약", "협약 이행사항", "예정 행사", "공사계약"
HEAD = "보고서 머리: {head}"
SECTION = "<b>{head}</b> {count}건"
LINE, DAYS = "· {title}{days}", "\n    {days}"
MORE = "· 나머지 {count}건은 인계인수서 파일에 있습니다."
LAST, NEXT, END, DUE = "최근 연락 {day}", "다음 연락 {day}", "만료 {day}", "기한 {day}"
NOTHING = "넘길 일이 없습니다."
SHOWN = 6  # of one section in a message; the file holds all

COMING_LEAVER = (
    "<b>{day} 인사이동 안내</b>\n"
    "{goes} 맡으신 일은 {successor} 넘어갑니다. 그 전에 작성 중인 기록을 마무리해 주십시오."
)
COMING_SUCCESSOR = "<b>{day} 인사이동 안내</b>\n{leaver} 님의 일을 이어받으십니다."
COMING_MAKER = "<b>{day} 인사이동 안내</b>\n{leaver} → {successor} · {goes}"
LEAVES_OUT = "그날 0시에 등록이 해제되고,"
LEAVES_INTO = "그날 0시에 소속이 {into} 바뀌고 계정은 그대로 쓰시며,"
LEAVES_NOWHERE = "소속은 그대로이며,"
TO_DEPARTMENT = "후임이 정해질 때까지 부서로"
FALLEN = "<b>{day} 인사이동을 하지 못했습니다.</b>\n{leaver} → {successor}\n{reason}"
NOT_WHOLLY = "후임께는 넘기지 못했습니다. {reason}\n후임을 정하시면 남은 일이 넘어갑니다."
HEIR = "{name} 님의 작성 중인 기록을 넘겨받으셨습니다. /todo 에서 이어서 쓰실 수 있습니다."


def head(position: str, leaver: str, successor: str, phone: str) -> str:
    """What changes in the head of the report."""
    if not successor:
        return f"{position} {leaver} (후임을 /pledge 에서 정해 주십시오)"
    return f"{position} {leaver} → {successor}" + (f" ({phone})" if phone else "")


def question(title: str, reason: str) -> str:
    """A question of the office that waits for an answer."""
    return f"‘{title}’ {reason}" if title else reason


def post(one: Post) -> str:
    """일자리정책과 담당 홍○○; 후임 미정 where nobody is named."""
    if not one.name or one.role is None:
        return NOBODY
    return POST.format(department=one.department, role=one.role.label, name=one.name).strip()


def goes(leaving: Leaving, into: str) -> str:
    """Where the leaver goes."""
    if leaving is Leaving.MOVE:
        return GOES_INTO.format(into=josa(into, "으로/로"))
    return GOES_OUT if leaving is Leaving.OUT else GOES_NOWHERE


def _leaves(leaving: Leaving, into: str) -> str:
    if leaving is Leaving.MOVE:
        return LEAVES_INTO.format(into=josa(into, "으로/로"))
    return LEAVES_OUT if leaving is Leaving.OUT else LEAVES_NOWHERE


def paper(one: Handover) -> str:
    """The 인계인수서 as a message: names and days, the rest stands in its file."""
    people = PEOPLE.format(
        leaver=escape(one.leaver.name),
        successor=escape(one.successor.name or NOBODY),
        day=show_day(one.day),
    )
    return "\n".join([f"<b>{PAPER_TITLE}</b>", people, "", *(body(one) or [NOTHING])])


def body(one: Handover) -> list[str]:
    """What goes over, a section each, as HTML."""
    lines = [PLAN.format(department=escape(one.plan_of))] if one.plan_of else []
    lines += _section(QUESTIONS, [LINE.format(title=escape(q), days="") for q in one.questions])
    lines += [CHECK.format(half=half) for half in one.checks]
    lines += _section(DRAFTS, [LINE.format(title=escape(d), days="") for d in one.drafts])
    lines += _section(AGREEMENTS, [_agreement(story) for story in one.agreements])
    for over, works in works_of(one):
        lines += _section(over, [_work(work) for work in works])
    if one.head:
        lines.append(HEAD.format(head=escape(one.head)))
    return lines


def works_of(one: Handover) -> Iterator[tuple[str, Sequence[Work]]]:
    """The sections of single records, in their order."""
    yield PROMISES, one.promises
    yield EVENTS, one.events
    yield CONTRACTS, one.contracts


def _section(over: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = len(lines) - SHOWN
    rest = [MORE.format(count=more)] if more > 0 else []
    return [SECTION.format(head=over, count=len(lines)), *lines[:SHOWN], *rest]


def _work(one: Work) -> str:
    due = DUE.format(day=show_day(one.due)) if one.due else ""
    return LINE.format(title=escape(one.title), days=_below(one.standing, due))


def _agreement(one: Story) -> str:
    return LINE.format(title=escape(one.title), days=_below(*days_of(one)))


def days_of(one: Story) -> list[str]:
    """The days of an agreement that matter to who takes it over."""
    told = ((LAST, one.last_contact_on), (NEXT, one.due), (END, one.expires_on))
    return [word.format(day=show_day(day)) for word, day in told if day is not None]


def _below(*told: str) -> str:
    said = ", ".join(filter(None, told))
    return DAYS.format(days=said) if said else ""


def coming_leaver(one: Handover) -> str:
    """To who gives up the post, on the last working day before."""
    to = f"{escape(one.successor.name)} 님께" if one.successor.name else TO_DEPARTMENT
    said = escape(_leaves(one.leaving, one.into))
    told = COMING_LEAVER.format(day=show_day(one.day), goes=said, successor=to)
    return "\n".join([told, "", *(body(one) or [NOTHING])])


def coming_successor(one: Handover) -> str:
    """To who takes over."""
    told = COMING_SUCCESSOR.format(
        day=show_day(one.day), leaver=escape(f"{one.leaver.department} {one.leaver.name}".strip())
    )
    return "\n".join([told, "", *(body(one) or [NOTHING])])


def coming_maker(one: Handover) -> str:
    """To who ordered it."""
    return COMING_MAKER.format(
        day=show_day(one.day),
        leaver=escape(post(one.leaver)),
        successor=escape(one.successor.name or NOBODY),
        goes=escape(goes(one.leaving, one.into)),
    )


def fallen(day: date, leaver: str, successor: str, reason: str) -> str:
    """That a move could not be made, and why."""
    return FALLEN.format(
        day=show_day(day),
        leaver=escape(leaver),
        successor=escape(successor),
        reason=escape(reason),
    )


def not_wholly(reason: str) -> str:
    """That the work went to the department, since the successor was not there."""
    return NOT_WHOLLY.format(reason=escape(reason))
