"""How the office is asked about public holidays that a new release of the package changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from storage.rules.dates import show_day
from storage.traffic.messages import Button, Screen, view

MOST_DAYS = 30  # lines that one message holds beside its words
HEAD = "<b>공휴일표가 바뀌었습니다</b>"
ASKED = (
    "새로 설치한 공휴일표가 지금 쓰는 달력과 다릅니다. "
    "정해 주실 때까지 근무일과 알림은 지금 달력을 따릅니다."
)
NEW, GONE = "새로 쉬는 날", "더는 쉬지 않는 날"
LINE = "{day} {name}: {what}"
MORE = "그 밖에 {count}일"
ACCEPT, KEEP = "반영", "그대로 두기"


@dataclass(frozen=True)
class ChangedDay:
    """A day that the package judges otherwise; `works` when it is a holiday no more."""

    day: date
    works: bool
    name: str


def day_lines(days: Sequence[ChangedDay]) -> list[str]:
    """One line for each day, as far as a message holds them."""
    lines = [
        LINE.format(day=show_day(one.day), name=escape(one.name), what=GONE if one.works else NEW)
        for one in days[:MOST_DAYS]
    ]
    left = len(days) - len(lines)
    return [*lines, MORE.format(count=left)] if left else lines


def question(days: Sequence[ChangedDay], mark: str) -> Screen:
    """The message with its two buttons; `mark` names exactly these days."""
    keys = [
        Button(ACCEPT, view("holiday", "accept", mark), "primary"),
        Button(KEEP, view("holiday", "keep", mark)),
    ]
    return Screen("\n".join([HEAD, ASKED, "", *day_lines(days)]), [keys])
