"""줄 보기: every printed line of a report and of its versions, and what stands behind each."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import reading
from handlers.chat.access import Handler, tap
from handlers.chat.buttons import in_rows, numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import page_of_texts
from handlers.chat.taps import Tap, chat_of, taken
from handlers.report import texts, wording_trace
from handlers.report.taps import half_in, version_in, word_in
from handlers.report.views import TRACES as VIEW
from storage.models.report import ReportVersion
from storage.office import posts
from storage.records import readable, record_keeping
from storage.report import report_versions
from storage.report.half_written import half_written
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Matter, may
from storage.rules.terms import RecordKind
from storage.tracing import line_trace, sought, whole_chain
from storage.tracing.line_trace import Behind, Traced
from storage.tracing.printed import Printed
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE, MOST_LETTERS = 15, 2600
MOST_VERSIONS = 4


History = Callable[[OfficeContext, Any], Awaitable[list[str]]]
"""Each act upon a record with what it changed, newest first."""


class Traces:
    """The buttons, for everybody who reads the report."""

    def __init__(self, history: History) -> None:
        self._history = history

    def handlers(self) -> list[Handler]:
        """One handler for all of them."""
        return [tap(Action.READ_REPORT, VIEW, self.pressed)]

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """Any of them."""
        await taken({**STEPS, "past": self.past_shown}, update, context)

    async def past_shown(self, one: Tap) -> Screen:
        """`past:<half>:<version>:<line>:<at>:<page>`: what was done to a removed record."""
        context, half, number = one.context, half_in(one), one.number(1)
        line = await _line(one, number)
        made, at = await _traced(context, half, line), one.number(3)
        behind = made.behind[at - 1] if 0 < at <= len(made.behind) else None
        if behind is None or not (behind.removed and _reads_history(context, behind)):
            raise Gone
        row = await _row(context, behind)
        told = await self._history(context, row)
        shown = page_of_texts(told, one.number(4), PER_PAGE, MOST_LETTERS)
        head = wording_trace.PAST.format(title=escape(row.title))
        here = (half.code, number, line.name)
        back = [Button(wording_trace.TO_LINE, view(VIEW, "line", *here))]
        turning = shown.turning(VIEW, "past", *here, at)
        return Screen("\n".join([head, "", *shown.items]), [*turning, back])


async def heard(update: Update, context: OfficeContext, words: str) -> bool:
    """Whether the words are those of a printed line, or its number, for who looks over it all."""
    if not may(context.officer.role, Action.AUDIT) or words.startswith("/"):
        return False
    half = await half_written(context.session, context.today)
    found = await sought.meant(context.session, half, context.now, words)
    if not found:
        return False
    chat = chat_of(update)
    if len(found) == 1:
        one = found[0]
        await context.say(chat, *await _card(context, one.half, one.version, one.line))
        return True
    codes = [view(VIEW, "line", one.half.code, one.version, one.line.name) for one in found]
    lines = [wording_trace.SEVERAL.format(said=escape(words), count=len(found)), ""]
    lines += [
        wording_trace.LINE.format(at=at, text=escape(one.line.text))
        for at, one in enumerate(found, 1)
    ]
    await context.say(chat, "\n".join(lines), numbered(codes))
    return True


async def lines_shown(one: Tap) -> Screen:
    """`lines:<half>:<version>:<page>`."""
    context, half, number = one.context, half_in(one), one.number(1)
    lines = await _paper(context, half, number)
    told, part = [], ""
    for each in lines:
        above = [wording_trace.PART.format(part=escape(each.part))] if each.part != part else []
        said = wording_trace.LINE.format(at=each.number, text=escape(each.text))
        told.append("\n".join([*above, said]))
        part = each.part
    shown = page_of_texts(told, one.number(2), PER_PAGE, MOST_LETTERS)
    head = wording_trace.LINES_HEAD.format(
        half=half.label, paper=texts.version_word(number or None), mark=shown.mark
    )
    here = lines[shown.first : shown.first + len(shown.items)]
    codes = [view(VIEW, "line", half.code, number, each.name) for each in here]
    rows = [*numbered(codes, shown.first + 1), *shown.turning(VIEW, "lines", half.code, number)]
    text = "\n".join([head, *shown.items, "", wording_trace.OPEN_LINE])
    return Screen(text, [*rows, _back(half, number)])


async def line_shown(one: Tap) -> Screen:
    """`line:<half>:<version>:<line>`."""
    half, number = half_in(one), one.number(1)
    return await _card(one.context, half, number, await _line(one, number))


async def _card(context: OfficeContext, half: HalfYear, number: int, line: Printed) -> Screen:
    """A line, what stands behind it, and what versions say in its place."""
    made = await _traced(context, half, line)
    for each in made.behind:
        if _reads(context, each):
            matter = Matter.HISTORY if _reads_history(context, each) else each.matter
            await reading.traced(context, await _row(context, each), matter)
    shown = replace(made, behind=tuple(_seen(context, each) for each in made.behind))
    found = await whole_chain.whole(context.session)
    names = await posts.names(context.session)
    head = wording_trace.LINE_HEAD.format(
        half=half.label,
        paper=texts.version_word(number or None),
        at=line.number,
        part=escape(line.part),
    )
    lines = [head, f"<blockquote>{escape(line.text)}</blockquote>"]
    lines += wording_trace.traced(shown, found, names)
    place = max(line.number - 1, 0) // PER_PAGE
    rows: list[Row] = [*in_rows(_records(context, made.behind, half, number, line), 4)]
    back = Button(wording_trace.TO_LINES, view(VIEW, "lines", half.code, number, place))
    return Screen("\n".join(lines), [*rows, [back, *_back(half, number)]])


def _records(
    context: OfficeContext, behind: Sequence[Behind], half: HalfYear, number: int, line: Printed
) -> list[Button]:
    """The buttons to the records; of a removed one its history alone, where that may be read."""
    here = (half.code, number, line.name)
    keys = []
    for at, one in enumerate(behind, 1):
        code = record_code(*one.record, VIEW, "line", *here)
        if one.removed:
            code = view(VIEW, "past", *here, at, 0)
        if _reads(context, one):
            keys.append(Button(wording_trace.RECORD_KEY.format(at=at), code))
    return keys


def _reads(context: OfficeContext, one: Behind) -> bool:
    """Whether the record may be opened; of a removed one its history is enough."""
    past = one.removed and _reads_history(context, one)
    return past or reading.reads(context, one.department_id, one.matter)


def _reads_history(context: OfficeContext, one: Behind) -> bool:
    return reading.reads(context, one.department_id, Matter.HISTORY)


def _seen(context: OfficeContext, one: Behind) -> Behind:
    """As much of it as this person may read: what is closed has neither name nor figures."""
    if not _reads(context, one):
        return replace(one, title=wording_trace.CLOSED, figures=(), evidence="", steps=())
    return one if _reads_history(context, one) else replace(one, steps=())


async def _row(context: OfficeContext, one: Behind) -> Any:
    row = await record_keeping.get(context.session, RecordKind(one.record[0]), one.record[1])
    if row is None:
        raise Gone
    return row


async def _traced(context: OfficeContext, half: HalfYear, line: Printed) -> Traced:
    session = context.session
    draft = await line_trace.paper(session, half, context.now, None)
    return await line_trace.of_line(
        session, half, line, (await _versions(context, half))[-MOST_VERSIONS:], draft
    )


async def _versions(context: OfficeContext, half: HalfYear) -> list[ReportVersion]:
    sight = readable.sight_of(context.officer)
    return await report_versions.seen(context.session, half, sight)


async def _paper(context: OfficeContext, half: HalfYear, number: int) -> list[Printed]:
    version = await version_in(context, half, number) if number else None
    return await line_trace.paper(context.session, half, context.now, version)


async def _line(one: Tap, number: int) -> Printed:
    """The line that a code names; Gone when the paper has it no more."""
    name = word_in(one, 2)
    for line in await _paper(one.context, half_in(one), number):
        if line.name == name:
            return line
    raise Gone


def _back(half: HalfYear, number: int) -> list[Button]:
    where = ("version", half.code, number) if number else ("half", half.code)
    return [Button(texts.TO_CARD, view("rep", *where))]


STEPS = {"lines": lines_shown, "line": line_shown}
