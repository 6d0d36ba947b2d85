"""How a person is shown: always with department and role from the table, never by name alone."""

from collections.abc import Sequence
from html import escape

from handlers.chat.buttons import in_rows
from handlers.chat.paging import fitting, page_of
from handlers.chat.wording_home import HELLO
from handlers.enrol import texts
from storage.models.office import Department, Officer
from storage.office.arrivals import Arrival
from storage.rules.names import person_name
from storage.rules.permission import Action, may
from storage.rules.terms import Role
from storage.traffic.messages import Button, Screen, view

DEPARTMENTS_PER_PAGE = 12


def who(officer: Officer, department: Department | None) -> str:
    """A person in one line of HTML."""
    return texts.WHO.format(
        name=escape(person_name(officer.name)),
        department=escape(department.name) if department else texts.NO_DEPARTMENT,
        role=officer.role.label,
    )


def greeting(officer: Officer, department: Department | None) -> str:
    """Who one is here."""
    return HELLO.format(
        name=escape(person_name(officer.name)),
        department=escape(department.name) if department else texts.NO_DEPARTMENT,
        role=officer.role.label,
    )


def identity(said: str, officer: Officer, department: Department | None) -> Screen:
    """Whether a newcomer is the one whose name the invite bears."""
    name = escape(person_name(officer.name))
    place = escape(department.name) if department else texts.NO_DEPARTMENT
    question = texts.IS_IT_YOU.format(name=name, department=place)
    rows = [
        [Button(texts.IT_IS_ME.format(name=person_name(officer.name)), view("me", "yes"))],
        [Button(texts.NOT_ME, view("me", "no"))],
    ]
    return Screen(f"{said}\n\n{question}", rows)


def many_waiting(together: Sequence[Arrival]) -> Screen:
    """Those who match their list and wait, on one card."""
    lines = [
        texts.WAITING_LINE.format(
            department=escape(one.department), name=escape(one.name), role=one.role.label
        )
        for one in together
    ]
    text = "\n".join([texts.WAITING_NOTICE.format(count=len(together)), *fitting(lines, 2500)])
    approve = texts.APPROVE_MATCHING.format(count=len(together))
    rows = [
        [Button(approve, view("roster", "match"), style="success")],
        [Button(texts.ARRIVALS, view("roster", "came", 0))],
    ]
    return Screen(text, rows)


def confirmation(line: str) -> Screen:
    """Whether department and role are right."""
    right = Button(texts.RIGHT, view("enrol", "right"), style="success")
    return Screen(
        texts.CONFIRM.format(who=line), [[right, Button(texts.WRONG, view("enrol", "wrong"))]]
    )


def placing(line: str, role: Role, departments: Sequence[Department], page: int = 0) -> Screen:
    """Who deals with people chooses where they belong; everybody else has it chosen."""
    if not may(role, Action.MANAGE_PEOPLE):
        ask = Button(texts.WRONG, view("enrol", "wrong"), style="primary")
        return Screen(texts.NO_PLACE.format(who=line), [[ask]])
    later = [Button(texts.LATER, view("enrol", "right"))]
    if not departments:
        make = Button(texts.MAKE_LIST, view("depts", "list", 0), style="primary")
        return Screen(texts.NO_LIST.format(who=line), [[make], later])
    shown = page_of(departments, page, DEPARTMENTS_PER_PAGE)
    keys = [Button(one.name, view("place", "in", one.id)) for one in shown.items]
    text = texts.CHOOSE.format(who=line, mark=shown.mark)
    return Screen(text, [*in_rows(keys), *shown.turning("place", "list"), later])
