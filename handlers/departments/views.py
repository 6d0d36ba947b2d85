"""The screens about departments: pure, from rows to words and buttons."""

from collections.abc import Sequence
from html import escape

from handlers.chat.buttons import in_rows
from handlers.chat.errors import CHOOSE_DEPARTMENT
from handlers.chat.paging import page_of
from handlers.departments import texts
from storage.models.office import Department
from storage.rules.steps import CHAINS, in_order
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 12


def department_list(
    departments: Sequence[Department], page: int, notice: str = "", ways: Sequence[Row] = ()
) -> Screen:
    """A page of the departments in the order of the office; below, where to go next."""
    shown = page_of(departments, page, PER_PAGE)
    lines = [notice, ""] if notice else []
    lines.append(texts.HEAD.format(count=len(departments)) + shown.mark)
    lines.append(texts.OPEN_ONE if departments else texts.NONE_YET)
    keys = [
        Button(one.name + ("" if one.active else texts.INACTIVE), view("depts", "card", one.id))
        for one in shown.items
    ]
    rows: list[Row] = [*in_rows(keys), *shown.turning("depts", "list")]
    rows.append(
        [
            Button(texts.ADD, view("depts", "add"), style="primary"),
            Button(texts.PASTE, view("depts", "paste")),
        ]
    )
    return Screen("\n".join(lines), [*rows, *ways])


def ways_on(*, homeless: bool) -> list[Row]:
    """To the people of the office; before that, for who has no department yet, to choose it."""
    rows: list[Row] = [[Button(texts.TO_PEOPLE, view("people", "list", 0))]]
    if homeless:
        rows.insert(0, [Button(CHOOSE_DEPARTMENT, view("place", "list", 0), style="primary")])
    return rows


def department_card(
    one: Department, departments: Sequence[Department], notice: str = ""
) -> Screen:
    """One department, with its place among the others and what can be changed."""
    place = next(at for at, other in enumerate(departments) if other.id == one.id)
    text = texts.CARD.format(
        name=escape(one.name),
        position=place + 1,
        state=texts.ACTIVE_STATE if one.active else texts.INACTIVE_STATE,
        steps=texts.steps(in_order(one.steps)),
        former=escape(", ".join(one.former_names)) or texts.NO_FORMER,
    )
    number = one.id
    moves = []
    if place > 0:
        moves.append(Button(texts.UP, view("depts", "up", number)))
    if place < len(departments) - 1:
        moves.append(Button(texts.DOWN, view("depts", "down", number)))
    switch = (
        Button(texts.STOP, view("depts", "stop", number), style="danger")
        if one.active
        else Button(texts.RESUME, view("depts", "use", number), style="success")
    )
    rows: list[Row] = [
        moves,
        [Button(texts.RENAME, view("depts", "name", number)), switch],
        [
            Button(texts.STEPS, view("depts", "steps", number)),
            Button(texts.MERGE, view("depts", "merge", number)),
        ],
        [Button(texts.TO_LIST, view("depts", "list", place // PER_PAGE))],
    ]
    return Screen(text, rows).under(notice)


def steps_menu(one: Department, notice: str = "") -> Screen:
    """Which 내부확인 a plan of this department takes before it reaches 총괄."""
    number, now = one.id, in_order(one.steps)
    text = texts.STEPS_HEAD.format(name=escape(one.name), steps=texts.steps(now))
    rows: list[Row] = []
    for at, chain in enumerate(CHAINS):
        words = texts.steps(chain)
        label = texts.STEPS_NOW.format(steps=words) if chain == now else words
        rows.append([Button(label, view("depts", f"chain{at}", number))])
    rows.append([Button(texts.STEPS_ALL, view("depts", "chains", number))])
    rows.append([Button(texts.BACK, view("depts", "card", number))])
    return Screen(text, rows).under(notice)
