"""The screens of the head: pure, from what was found to words and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape

from handlers.chat.buttons import numbered
from handlers.pledge import texts
from storage.facts import pledge as desks_of
from storage.facts.pledge import Desk, Desks, Head, Signer
from storage.facts.wording_letter import official_day
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "pledge"


@dataclass(frozen=True)
class Shown:
    """The head of the report on a half, with what is known around it."""

    half: HalfYear
    day: date  # whose people it prints
    head: Head
    desks: Desks
    columns: Sequence[str]
    own: bool  # the term has a code and a title of its own
    empty: bool  # the people are blotted out

    @property
    def desk(self) -> Desk | None:
        """Who answers on that day."""
        return desks_of.on(self.desks, self.day)


def mark_of(person: Signer) -> str:
    """A short name of exactly this person at this post, for a button."""
    told = "|".join((person.position, person.name, person.phone))
    return sha256(told.encode()).hexdigest()[:8]


def card(shown: Shown) -> Screen:
    """The head as the report on that half prints it, and what may be changed of it."""
    tenure, head = Tenure.of(shown.half), shown.head
    lines = [texts.HEAD.format(half=shown.half.label), tenure.label, ""]
    lines.append(texts.PLEDGE.format(code=escape(head.code), title=escape(head.title)))
    lines += [] if shown.own or shown.empty else [f"<i>{texts.CARRIED}</i>"]
    lines.append(texts.DEPARTMENT.format(department=escape(head.department)))
    lines.append(_since(shown.desk))
    lines += [texts.PERSON.format(at=at, **_escaped(one)) for at, one in enumerate(head.people, 1)]
    lines += [f"※ {texts.EMPTY}"] if shown.empty else [texts.OPEN]
    for before, after in zip(shown.desks, shown.desks[1:], strict=False):
        if after.begins is not None and after.begins > shown.day:
            lines += ["", texts.AHEAD.format(day=official_day(after.begins)), *_new(before, after)]
    lines += ["", texts.COLUMNS.format(columns=escape(", ".join(shown.columns)))]
    return Screen("\n".join(lines), _keys(shown))


def _since(desk: Desk | None) -> str:
    if desk is None or desk.begins is None:
        return texts.PEOPLE
    return texts.SINCE.format(day=official_day(desk.begins))


def _new(before: Desk, after: Desk) -> list[str]:
    """What is another thing on a day to come."""
    moved = after.department != before.department
    said = [texts.CHANGED_DEPARTMENT.format(department=escape(after.department))] if moved else []
    come = [one for one in after.people if one not in before.people] or after.people
    return said + [texts.CHANGED_PERSON.format(**_escaped(one)) for one in come]


def _escaped(one: Signer) -> dict[str, str]:
    return {name: escape(said) for name, said in vars(one).items()}


def _keys(shown: Shown) -> list[Row]:
    half = shown.half.code

    def act(label: str, name: str, style: str = "") -> Button:
        return Button(label, view(VIEW, name, half), style=style)

    people = [view(VIEW, "one", half, mark_of(one)) for one in shown.head.people]
    usual = tuple(shown.columns) == Tenure.of(shown.half).columns
    every = act(texts.ALL_BUTTON, "all", "primary" if shown.empty else "")
    before, after = shown.half.previous(), shown.half.next()
    return [
        *([] if shown.empty else numbered(people)),
        [every] if shown.empty else [every, act(texts.JOIN_BUTTON, "join")],
        [act(texts.NAME_BUTTON, "name"), act(texts.DEPARTMENT_BUTTON, "dept")],
        [
            act(texts.COLUMNS_BUTTON, "columns"),
            *([] if usual else [act(texts.USUAL_BUTTON, "usual")]),
            Button(texts.REPORT_BUTTON, view("rep", "half", half)),
        ],
        [
            Button(f"◀ {before.short}", view(VIEW, "show", before.code)),
            Button(f"{after.short} ▶", view(VIEW, "show", after.code)),
        ],
    ]


def person(shown: Shown, one: Signer) -> Screen:
    """One of those who answer, and what may become of them."""
    desk = shown.desk
    lines = [texts.PERSON_HEAD.format(**_escaped(one))]
    if desk is not None:
        first, last = _stretch(shown.desks, desk, one)
        lines += [texts.PERSON_SINCE.format(day=official_day(first))] if first else []
        lines += [texts.PERSON_UNTIL.format(day=official_day(last))] if last else []
    lines += ["", texts.PERSON_HOW]
    half, mark = shown.half.code, mark_of(one)
    rows: list[Row] = [
        [Button(texts.NEXT_BUTTON, view(VIEW, "next", half, mark), style="primary")],
        [Button(texts.MEND_BUTTON, view(VIEW, "mend", half, mark))],
        [Button(texts.LEAVE_BUTTON, view(VIEW, "leave", half, mark))],
        [Button(texts.BACK, view(VIEW, "show", half))],
    ]
    return Screen("\n".join(lines), rows)


def _stretch(desks: Desks, desk: Desk, one: Signer) -> tuple[date | None, date | None]:
    """The first and the last day, as far as known, on which this person answers without a gap."""
    at = desks.index(desk)
    first = last = at
    while first > 0 and one in desks[first - 1].people:
        first -= 1
    while last + 1 < len(desks) and one in desks[last + 1].people:
        last += 1
    return desks[first].begins, desks_of.until(desks, desks[last])
