"""Questions that are typed, and words behind /status: the answer, and its rows one tap away."""

from collections.abc import Sequence
from functools import partial
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from handlers.chat.buttons import in_rows, numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page
from handlers.chat.taps import chat_of
from handlers.find import company
from handlers.forms.interruption import way_back
from handlers.status import behind, screens, texts
from storage.answers import answering, of_records, slices, spec, wording_answer
from storage.answers import figures as sums
from storage.answers import known as known_names
from storage.answers.shapes import Answer, Figure
from storage.answers.spec import Spec
from storage.facts.question import wording_time as times
from storage.facts.question.asked import Question, Topic, Want, When
from storage.facts.question.wording import read_filter, read_question
from storage.long_reading import lent
from storage.models.office import Officer
from storage.records import long_history
from storage.report.half_written import half_written
from storage.rules.half_year import HalfYear, far_from
from storage.rules.permission import Action, may
from storage.rules.terms import RecordKind
from storage.traffic.messages import MOST_CODE_BYTES, Button, Row, Screen, view

PAGE = 8
FIRST = 3
FILTERED = (
    *(Topic.EVENTS, Topic.PEOPLE, Topic.RUNS, Topic.INTERVIEWED, Topic.HIRED, Topic.RESIDENTS),
    *(Topic.AGREEMENTS, Topic.CONTACTS, Topic.WORKS, Topic.LARGE),
)
"""What is told of a slice of the office, in the order of the list."""


async def heard(update: Update, context: OfficeContext, words: str) -> bool:
    """Answers words that are plainly a question; says nothing to any others."""
    if not may(context.officer.role, Action.VIEW_STATUS):
        return False
    names = await known_names.names(context.session, context.officer, words)
    asked = read_question(words, context.today, names)
    return asked is not None and await _told(update, context, asked)


async def asks(context: OfficeContext, words: str) -> bool:
    """Whether words can be asked with, as they are or behind /status."""
    if not may(context.officer.role, Action.VIEW_STATUS):
        return False
    names = await known_names.names(context.session, context.officer, words)
    if read_question(words, context.today, names) is not None:
        return True
    asked = read_filter(words, context.today, names)
    return asked is not None and not _is_half(asked)


async def either(update: Update, context: OfficeContext, words: str) -> bool:
    """The answer to words of which `asks` is true."""
    return await heard(update, context, words) or await narrowed(update, context, words)


async def narrowed(update: Update, context: OfficeContext, words: str) -> bool:
    """What stands behind /status, unless it is a half-year alone or nothing that is known."""
    names = await known_names.names(context.session, context.officer, words)
    asked = read_filter(words, context.today, names)
    if asked is None or _is_half(asked):
        return False
    return await _told(update, context, asked)


def _is_half(asked: Question) -> bool:
    """Whether only a half-year is named."""
    halves = asked.when.halves if asked.when else None
    alone = asked.want is Want.STATUS and asked.slice.whole
    return alone and halves is not None and halves[0] == halves[1]


async def _told(update: Update, context: OfficeContext, asked: Question) -> bool:
    chat = chat_of(update)
    screen = await _page_of(context, asked)
    if screen is None:
        made = await lent(
            context.session,
            ("asked", asked, context.officer.id, context.officer.role, context.today),
            partial(answering.answered, asked, context.officer, context.now),
        )
        screen = Screen(escape(made.text, quote=False), _buttons(context, made))
        if made.series:
            given = {
                "series": [spec.written(Spec(one.topic, one.slice)) for one in made.series],
                "last": made.series[0].halves[-1].code,
                "at": context.now.isoformat(),
            }
            await context.picture(chat, "trend", given)
    await context.say(chat, screen.text, [*screen.rows, *await way_back(context, chat)])
    return True


async def _page_of(context: OfficeContext, asked: Question) -> Screen | None:
    """The page that is asked for: of a company, of a department, of what narrows the office."""
    if asked.want is Want.COMPANY and asked.slice.company is not None:
        return await company.card(context, asked.slice.company, asked.when)
    if asked.want is Want.DEPARTMENT and asked.slice.department is not None:
        half = await _half_of(context, asked.when)
        return await screens.department(context, half, asked.slice.department, 0)
    if asked.want is Want.STATUS:
        when = asked.when or times.of_half(await half_written(context.session, context.today))
        return await filtered(context, Spec(Topic.EVENTS, asked.slice, when), 0)
    return None


async def _half_of(context: OfficeContext, when: When | None) -> HalfYear:
    if when is None:
        return await half_written(context.session, context.today)
    return when.halves[1] if when.halves else HalfYear.of(when.until)


def _buttons(context: OfficeContext, made: Answer) -> list[Row]:
    several = len({one.topic for one in made.figures}) > 1
    latest = max((one.when.since for one in made.figures if one.when), default=None)
    keys = [
        Button(texts.behind(one, latest, several=several), code)
        for one in made.figures
        if (code := _code("ask", one)) is not None
    ]
    half = made.half
    if made.departments and half is not None:
        listed = [
            Button(texts.of_department(name), view("st", "dep", half.code, number, 0))
            for number, name in made.departments[:FIRST]
        ]
        rest = len(made.departments) > FIRST
        keys += listed + ([Button(texts.ALL_DEPARTMENTS, _all(half))] if rest else [])
    for kind, ones in ((RecordKind.MOU, made.agreements), (RecordKind.CONTRACT, made.contracts)):
        keys += [Button(name, view("rec", kind, number)) for number, name in ones]
    if made.officer is not None and half is not None and not far_from(half, context.today):
        keys.append(Button(texts.RECORDS, view("st", "who", half.code, made.officer, 0)))
    return [*in_rows(keys, 1 if len(keys) < FIRST else 2)]


def _all(half: HalfYear) -> str:
    return view("st", "deps", half.code, 0)


def _code(act: str, one: Figure) -> str | None:
    """The code that opens a figure; none where it says more than a button holds."""
    code = view("st", act, 0, spec.written(Spec(one.topic, one.slice, one.when)))
    return code if len(code.encode()) <= MOST_CODE_BYTES else None


async def _figures(context: OfficeContext, one: Spec, topics: Sequence[Topic]) -> list[Figure]:
    """Some figures of what is asked about."""

    async def work(session: AsyncSession) -> list[Figure]:
        return [await sums.figure(session, topic, one.slice, one.when) for topic in topics]

    return await long_history.read(context.session, ("asked", one, *topics), work)


async def rows(context: OfficeContext, one: Spec, page: int) -> Screen:
    """A page of the records behind a figure that was asked for."""
    said = await answering.spoken(context.session, one.slice, one.slice.words)
    (figure,) = await _figures(context, one, [one.topic])
    name = wording_answer.subject(figure, said)
    opened = behind.Opened(
        asked=slices.asked_of(one.topic, one.slice, one.when),
        unit=wording_answer.TOPICS[one.topic][1],
        head=partial(texts.answer_head, name),
        here=("st", "ask"),
        last=(spec.written(one),),
    )
    back = [Button(texts.OTHER_FIGURES, view("st", "flt", 0, spec.written(one)))]
    return await behind.opened_page(context, opened, page, [back])


async def filtered(context: OfficeContext, one: Spec, _page: int) -> Screen:
    """The figures of what narrows the office: a month, a group, a kind, a department."""
    said = await answering.spoken(context.session, one.slice, one.slice.words)
    found = await _figures(
        context,
        one,
        [topic for topic in FILTERED if topic is not Topic.RUNS or one.slice.kind is not None],
    )
    known = [each for each in found if each.found.value or each.found.records]
    lines = [f"{at}. {texts.asked_figure(each)}" for at, each in enumerate(known, 1)]
    codes = [_code("ask", each) for each in known]
    keys = numbered([code for code in codes if code])
    head = texts.filter_head(wording_answer.narrowed(one.when, one.slice, said))
    told = [head, "", *lines, "", texts.CHOOSE_FIGURE] if known else [head, "", texts.NO_SUM]
    half = one.when.halves[1] if one.when and one.when.halves else HalfYear.of(context.today)
    back = [Button(texts.BACK, view("st", "half", half.code))]
    return Screen("\n".join(told), [*keys, back])


async def kept(context: OfficeContext, half: HalfYear, officer: int, page: int) -> Screen:
    """The records of a half that somebody keeps."""
    session = context.session
    hits = await of_records.kept_by(session, officer, half, PAGE, page * PAGE, context.officer)
    person = await session.get(Officer, officer)
    shown = Page(hits.rows, page, max(1, -(-hits.total // PAGE)))
    first = page * PAGE + 1
    lines = [texts.kept_head(person.name if person else "", half, hits.total, shown.mark), ""]
    lines += [
        texts.RECORD.format(at=at, title=escape(one.title))
        for at, one in enumerate(hits.rows, first)
    ]
    here = ("st", "who", half.code, officer, page)
    codes = [record_code(one.kind, one.id, *here) for one in hits.rows]
    turning = shown.turning("st", "who", half.code, officer)
    return Screen("\n".join(lines), [*numbered(codes, first), *turning])
