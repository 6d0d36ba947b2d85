"""The screens about people: pure, from rows of the tables to words and buttons."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum, auto
from html import escape

from handlers.chat.buttons import in_rows, numbered
from handlers.chat.paging import page_of
from handlers.people import texts
from storage.models.office import Department, Officer
from storage.office import wording_entry, wording_grant
from storage.office.wording_entry import Newcomer
from storage.office.wording_grant import Asked
from storage.rules.dates import show_day, show_time
from storage.rules.permission import LISTED, ROLE_ROWS
from storage.rules.terms import Role
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 10
DEPARTMENTS_PER_PAGE = 12
WAITING, REMOVED = "waiting", "removed"
HERE = "card"
"""Marks a tap under a person's card, which is then drawn anew; else it came from the notice."""


def people_list(
    people: Sequence[Officer],
    departments: Sequence[Department],
    page: int,
    grants: Sequence[Asked] = (),
) -> Screen:
    """A page of everybody: those who wait first, then by department in the office's order."""
    places: dict[int | None, tuple[int, str]] = {
        one.id: (at, one.name) for at, one in enumerate(departments)
    }
    last = (len(places), texts.NO_DEPARTMENT)

    def order(one: Officer) -> tuple[bool, int, int, str]:
        place = places.get(one.department_id, last)[0]
        return one.state != WAITING, place, LISTED.index(one.role), one.name

    everybody = sorted((one for one in people if one.state != REMOVED), key=order)
    shown = page_of(everybody, page, PER_PAGE)
    lines = [texts.HEAD.format(count=len(everybody)) + shown.mark]
    if grants:
        lines.append(texts.GRANTS_HEAD)
        lines += [texts.GRANT_LINE.format(line=wording_grant.line(one)) for one in grants]
    heading = ""
    for at, one in enumerate(shown.items, shown.first + 1):
        department = places.get(one.department_id, last)[1]
        waits = one.state == WAITING
        head = texts.WAITING_HEAD if waits else f"<b>{escape(department)}</b>"
        if head != heading:
            heading = head
            lines.append(head)
        lines.append(_line(at, one, department))
    lines.append(f"\n{texts.OPEN_ONE}" if everybody else texts.NOBODY)
    codes = [view("people", "card", one.id) for one in shown.items]
    rows: list[Row] = [*numbered(codes, shown.first + 1)]
    rows += shown.turning("people", "list")
    rows.append(
        [
            Button(texts.INVITE, view("people", "inv"), style="primary"),
            Button(texts.INVITE_MANY, view("roster", "start")),
        ]
    )
    rows.append([Button(texts.MOVES, view("people", "moves"))])
    rows.append(
        [
            Button(texts.TO_DEPARTMENTS, view("depts", "list", 0)),
            Button(texts.TO_ROUND, view("round", "now")),
        ]
    )
    return Screen("\n".join(lines), rows)


def person_card(
    one: Officer,
    department: str,
    seen: date | None,
    notice: str = "",
    entry: Newcomer | None = None,
    *,
    may_change: bool = True,
) -> Screen:
    """One person, with what the reader may change; of a newcomer also how they came."""
    text = texts.CARD.format(
        name=escape(one.name),
        unsure=texts.UNSURE if one.state == WAITING else "",
        department=escape(department),
        role=one.role.label,
        state=texts.STATES[one.state],
        reach=texts.REACHED if one.reachable else texts.NOT_REACHED,
        seen=show_day(seen) if seen else texts.NEVER_SEEN,
    )
    if entry is not None:
        text = "\n".join([text, "", *wording_entry.lines(entry)])
    rows = _changes(one) if may_change else []
    rows.append([Button(texts.TO_LIST, view("people", "list", 0))])
    return Screen(text, rows).under(notice)


def _changes(one: Officer) -> list[Row]:
    """What may be done about a person, by how they stand."""
    number = one.id
    rows: list[Row] = []
    if one.state == WAITING:
        rows.append(
            [
                Button(texts.APPROVE, view("people", "yes", number), style="success"),
                Button(texts.DECLINE, view("people", "no", number), style="danger"),
            ]
        )
    if one.state != REMOVED:
        rows.append(
            [
                Button(texts.CHANGE_ROLE, view("people", "roles", number)),
                Button(texts.CHANGE_DEPARTMENT, view("people", "depts", number, 0)),
            ]
        )
        rows.append(
            [
                Button(texts.CHANGE_NAME, view("people", "name", number)),
                Button(texts.REMOVE, view("people", "drop", number), style="danger"),
            ]
        )
    if one.state not in (WAITING, REMOVED):
        rows.append(
            [
                Button(texts.TRANSFER, view("people", "hand", number)),
                Button(texts.DEPUTY, view("people", "dep", number)),
            ]
        )
    return rows


class Part(Enum):
    """What a reader has to do with a request."""

    READER = auto()
    JUDGE = auto()
    ASKER = auto()
    DUE = auto()  # who asked, once nobody has objected in time


def with_grant(screen: Screen, asked: Asked, part: Part) -> Screen:
    """The card of a person about whom a second administrator is asked."""
    text = f"{screen.text}\n{texts.GRANT_WAITS.format(line=wording_grant.line(asked))}"
    keys: list[Button] = []
    if part is Part.DUE:
        done = view("people", "do", asked.number, HERE)
        keys.append(Button(wording_grant.CARRY_OUT, done, style="danger"))
    if part in (Part.ASKER, Part.DUE):
        keys.append(Button(texts.WITHDRAW, view("people", "take", asked.number), style="danger"))
    elif part is Part.JUDGE:
        keys = [
            Button(texts.AGREE, view("people", "agree", asked.number, HERE), style="success"),
            Button(texts.REFUSE, view("people", "refuse", asked.number, HERE), style="danger"),
        ]
    admits = asked.before is None and len(screen.rows) > 1
    rows = screen.rows[1:] if admits else screen.rows  # without 승인 and 거절
    return Screen(text, [keys, *rows])


def removal_request(one: Officer) -> Screen:
    """Whether a second administrator is to be asked that this one go."""
    text = texts.REMOVE_REQUEST.format(name=escape(one.name))
    ask = Button(texts.REMOVE_REQUESTED, view("people", "gone", one.id), style="danger")
    return Screen(text, [[ask], _back(one)])


def role_menu(one: Officer, roles: Sequence[Role]) -> Screen:
    """Which role this person is to have."""
    text = texts.ROLE_QUESTION.format(name=escape(one.name), role=one.role.label)
    keys = [Button(role.label, view("people", "role", one.id, role)) for role in roles]
    return Screen(text, [*in_rows(keys), _back(one)])


def department_menu(
    one: Officer, current: str, departments: Sequence[Department], page: int
) -> Screen:
    """Which department this person is to belong to."""
    text = texts.DEPARTMENT_QUESTION.format(name=escape(one.name), department=escape(current))
    number = one.id
    rows = _departments(departments, ("dept", number), ("depts", number), page)
    return Screen(text, [*rows, _back(one)])


def invite_role(roles: Sequence[Role]) -> Screen:
    """First step of an invitation."""
    keys = [Button(role.label, view("people", "invd", role, 0)) for role in roles]
    return Screen(
        texts.INVITE_ROLE,
        [*in_rows(keys), [Button(texts.TO_LIST, view("people", "list", 0))]],
    )


def invite_department(role: Role, departments: Sequence[Department], page: int) -> Screen:
    """Second step."""
    text = texts.INVITE_DEPARTMENT.format(role=role.label)
    rows = _departments(departments, ("invt", role), ("invd", role), page)
    if not ROLE_ROWS[role].belongs:
        rows.append([Button(texts.NO_DEPARTMENT, view("people", "invt", role, 0))])
    rows.append([Button(texts.BACK, view("people", "inv"))])
    return Screen(text, rows)


def invite_days(role: Role, number: int, department: str, choices: Sequence[int]) -> Screen:
    """Third step."""
    text = texts.INVITE_DAYS.format(role=role.label, department=escape(department))
    keys = [
        Button(texts.DAYS.format(days=days), view("people", "invn", role, number, days))
        for days in choices
    ]
    return Screen(text, [keys, [Button(texts.BACK, view("people", "invd", role, 0))]])


def invite_name(role: Role, number: int, department: str, days: int) -> Screen:
    """Last step: with or without a name."""
    text = texts.INVITE_NAME.format(role=role.label, department=escape(department), days=days)
    rest = (role, number, days)
    return Screen(
        text,
        [
            [
                Button(texts.WITHOUT_NAME, view("people", "make", *rest), style="success"),
                Button(texts.WITH_NAME, view("people", "invq", *rest)),
            ],
            [Button(texts.BACK, view("people", "invt", role, number))],
        ],
    )


def invited(line: str, until: datetime, link: str) -> Screen:
    """The link, ready to be copied."""
    text = texts.INVITED.format(who=line, until=show_time(until), link=escape(link))
    return Screen(
        text,
        [
            [Button(texts.COPY, copy=link)],
            [Button(texts.TO_LIST, view("people", "list", 0))],
        ],
    )


def _line(at: int, one: Officer, department: str) -> str:
    role = one.role.label
    if one.state == WAITING:
        return texts.WAITING_LINE.format(
            at=at, name=escape(one.name), department=escape(department), role=role
        )
    mark = "" if one.reachable else texts.BLOCKED_MARK
    return texts.LINE.format(at=at, name=escape(one.name), role=role, mark=mark)


def _back(one: Officer) -> list[Button]:
    return [Button(texts.BACK, view("people", "card", one.id))]


def _departments(
    departments: Sequence[Department],
    choose: tuple[str | int, ...],
    turn: tuple[str | int, ...],
    page: int,
) -> list[Row]:
    active = [one for one in departments if one.active]
    shown = page_of(active, page, DEPARTMENTS_PER_PAGE)
    keys = [Button(one.name, view("people", *choose, one.id)) for one in shown.items]
    return [*in_rows(keys), *shown.turning("people", *turn)]
