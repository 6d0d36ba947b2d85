"""The home card: what waits for this person first, then what their role does most. Pure."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from handlers.chat import daily
from handlers.chat import wording_home as texts
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.help import CommandLine
from storage.rules.examples import as_of
from storage.rules.permission import Action, may
from storage.rules.terms import Role
from storage.traffic.messages import Button, Row, Screen, view

MOST_COMMANDS = 6
TODO = "todo"


@dataclass(frozen=True)
class First:
    """The first thing that waits, the buttons that do it, and how many things wait in all."""

    head: str
    line: str
    keys: Sequence[Button]
    count: int
    draft: str = ""  # the code that goes on with what was begun last


Find = Callable[[OfficeContext], Awaitable[First | None]]
Home = Callable[[OfficeContext, str, Sequence[Row]], Awaitable[Screen]]
"""The card under a head, with rows of one's own above what is done most."""


def card(role: Role, first: First | None, head: str = "", above: Sequence[Row] = ()) -> Screen:
    """Words and buttons, whatever brought the person here."""
    lines, rows = [head, ""] if head else [], [*above]
    if first is None or not first.count:
        lines.append(texts.NOTHING_WAITS)
    else:
        lines.append(texts.FIRST.format(count=first.count))
        lines.append(texts.FIRST_LINE.format(head=escape(first.head), line=escape(first.line)))
        rows.append([*first.keys])
    names = [one.name for one in daily.most(role)[: daily.FOUR]]
    most = {name: Button(texts.BUTTONS[name], view("do", name)) for name in names}
    ways = []
    if first is not None and first.count > 1:
        every = Button(texts.ALL_WAITING.format(count=first.count), view("do", TODO))
        if TODO in most:  # one button leads there
            most[TODO] = every
        else:
            ways.append(every)
    if first is not None and first.draft:
        ways.append(Button(texts.RESUME, first.draft))
    four = in_rows([*most.values()])
    return Screen("\n".join(lines), [row for row in (*rows, ways, *four) if row])


def help_card(name: str, role: Role) -> Screen:
    """The help of one role, on one phone screen: what it does most, and that words are enough."""
    writes = may(role, Action.LOG_EVENT)
    lines = [texts.HELP_HEAD.format(name=escape(name), role=role.label), ""]
    lines += [_line(one) for one in daily.most(role)[:MOST_COMMANDS] if one.name != "help"]
    lines += ["", texts.HELP_WORDS, *(texts.WRITER_WORDS if writes else texts.READER_WORDS)]
    lines.append(texts.NO_PEOPLE if writes else texts.READER_HINT)
    return Screen("\n".join(lines), [[Button(texts.HELP_ALL, view("help", "all"))]])


def help_all(role: Role, today: date) -> Screen:
    """Every command of the role with an example, and how a form is answered."""
    lines = [texts.HELP_ALL_HEAD, ""]
    for one in daily.visible(role):
        how = f"\n    {as_of(one.how, today)}" if one.how else ""
        lines.append(f"{_line(one)}{how}")
    if may(role, Action.LOG_EVENT):
        lines += ["", texts.FORM_HINT]
    return Screen("\n".join(lines), [[Button(texts.HELP_BACK, view("help", "show"))]])


def _line(one: CommandLine) -> str:
    return f"/{one.name} {one.korean}"
