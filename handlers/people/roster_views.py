"""The screens of inviting many at once: pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from handlers.chat.paging import fitting
from handlers.people import wording_roster as texts
from storage.office.rosters import Seat, Weighed
from storage.rules.dates import show_day
from storage.rules.permission import LISTED
from storage.traffic.messages import Button, Row, Screen, view

SPANS = (7, 14, 30)
MOST_OF_GROUP, MOST_OF_NAMES = 900, 1000  # letters


def start(empty: int) -> Screen:
    """What it is for, and the ways to begin; `empty` departments have nobody yet."""
    rows: list[Row] = [[Button(texts.PASTE, view("roster", "ask"), style="primary")]]
    if empty:
        rows.append([Button(texts.EACH.format(count=empty), view("roster", "each"))])
    rows.append(
        [
            Button(texts.ARRIVALS, view("roster", "came", 0)),
            Button(texts.TO_PEOPLE, view("people", "list", 0)),
        ]
    )
    return Screen(texts.START, rows)


def weighed(told: Weighed, lines: Sequence[str] = ()) -> list[str]:
    """What the list would do: numbers first, then what is special, then everybody by name."""
    said = []
    if told.seats:
        counts = Counter(one.role for one in told.seats)
        said.append(
            texts.HEAD.format(
                count=len(told.seats),
                departments=len({one.department for one in told.seats}),
                roles=texts.roles({role: counts[role] for role in LISTED if counts[role]}),
            )
        )
    else:
        said.append(texts.NOBODY)
    said += lines
    nameless = sum(not one.name for one in told.seats)
    said += [texts.UNSAID.format(count=told.unsaid)] if told.unsaid else []
    said += [texts.NAMELESS.format(count=nameless)] if nameless else []
    if told.second:
        names = ", ".join(escape(_seat(one)) for one in told.second)
        said.append(texts.SECOND.format(names=names))
    said += [texts.RENEWED.format(count=len(told.renewed))] if told.renewed else []
    said += _group(texts.NOTES, told.notes)
    said += _group(texts.APART.format(count=len(told.apart)), told.apart)
    if told.seats:
        everybody = fitting([escape(_seat(one)) for one in told.seats], MOST_OF_NAMES)
        said += ["", texts.EVERYBODY.format(names="\n".join(everybody))]
    return said


def _seat(one: Seat) -> str:
    return texts.SEAT.format(who=one.who, role=one.role.label)


def _group(head: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    told = [texts.LINE.format(line=escape(one)) for one in lines]
    return ["", head, *fitting(told, MOST_OF_GROUP)]


def day_question(
    number: int, told: Weighed, today: date, due: date | None, notes: Sequence[str] = ()
) -> Screen:
    """The list as it was read, and the days until which its links may be valid."""
    said = weighed(told)
    said += _group(texts.FILE_NOTES, notes)
    back = [Button(texts.AGAIN, view("roster", "start"))]
    if not told.seats and not told.lacking:
        return Screen("\n".join(said), [back])
    said += ["", texts.UNTIL_QUESTION]
    rows: list[Row] = []
    if due is not None:
        label = texts.ROUND_DUE.format(day=_short(due))
        rows.append([Button(label, view("roster", "until", number, due.isoformat()))])
    days = [(span, today + timedelta(days=span)) for span in SPANS]
    rows.append(
        [
            Button(
                texts.DAYS.format(days=span, day=f"{day.month}/{day.day}"),
                view("roster", "until", number, day.isoformat()),
            )
            for span, day in days
        ]
    )
    rows.append([Button(texts.OTHER_DAY, view("roster", "day", number)), *back])
    return Screen("\n".join(said), rows)


def _short(day: date) -> str:
    return show_day(day).partition(" ")[2]
