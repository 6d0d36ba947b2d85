"""`/find`: records by company, name, month or year; a company is found under all its names.

Words too long for a button's code are kept for half an hour, and the code says their number.
"""

from collections.abc import Callable
from html import escape

from telegram import Update

from handlers.chat import prompts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import MOST_LABEL, numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.find import company, texts
from handlers.forms.interruption import way_back
from storage.answers import company_search
from storage.models.asking import ASKED
from storage.records import search
from storage.report.half_written import half_written
from storage.rules.errors import Gone, Refusal
from storage.rules.names import clipped
from storage.rules.permission import Action, may
from storage.rules.personal_data import find_personal_data
from storage.tracing import sought
from storage.traffic import mass_acts
from storage.traffic.messages import Button, Row, Screen, view

PAGE = 8
MOST_PRINTED = 3  # lines of reports below what was found
MOST_WORDS = 50  # bytes of the words that fit a page button's code
KEPT = "sought"  # the view of words that are kept, and the name under which they are
Sought = Callable[[int], str]
"""The code of each page of a list."""


async def find_command(update: Update, context: OfficeContext) -> None:
    """Lists what the words find, newest first."""
    words, chat = " ".join(context.args or []), chat_of(update)
    if not words:
        await prompts.ask(context, chat, WORDS)
        return
    await found(context, chat, words)


async def words_answered(one: Answer) -> None:
    """What to look for."""
    await found(one.context, one.chat_id, " ".join(one.read.split()))


WORDS = Prompt("find", Action.FIND, texts.ASK, texts.HINT, words_answered, any_words=True)


async def found(context: OfficeContext, chat: int, words: str) -> None:
    """Says what the words find, below: the company that they name, else the records."""
    named = await company_search.named(context.session, context.officer, words, context.today)
    if named is None:
        text, rows = await _page(context, words, 0, await _pages(context, words))
        alike = await company_search.like(context.session, words)
        rows = [*([company.button(*one)] for one in alike), *rows]
    else:
        text, rows = await company.card(context, *named)
        pages = await _pages(context, words)
        rows = [*rows, [Button(texts.ALL_OF.format(words=words), pages(0))]]
    rows = [*rows, *await _printed(context, words)]
    await context.say(chat, text, [*rows, *await way_back(context, chat)])


async def _printed(context: OfficeContext, words: str) -> list[Row]:
    """The lines of reports in which the words stand, for whoever looks over it all."""
    if not may(context.officer.role, Action.AUDIT):
        return []
    half = await half_written(context.session, context.today)
    found = await sought.meant(context.session, half, context.now, words)
    return [
        [
            Button(
                clipped(texts.PRINTED.format(text=one.line.text), MOST_LABEL),
                view("trc", "line", one.half.code, one.version, one.line.name),
            )
        ]
        for one in found[:MOST_PRINTED]
    ]


async def page_pressed(update: Update, context: OfficeContext) -> None:
    """Turns the page of a list."""
    one = tapped(update, context, Tap)
    page, words = one.args
    if find_personal_data(words):
        raise BadCode
    await context.answer(update)
    screen = await _page(context, words, page, await _pages(context, words))
    await context.redraw(one.chat_id, one.message_id, *screen)


async def kept_pressed(update: Update, context: OfficeContext) -> None:
    """Turns the page of a list whose words are kept."""
    one = tapped(update, context, Tap)
    page, number = one.args
    try:
        row = await mass_acts.own(
            context.session, number, ASKED, officer=context.officer, now=context.now
        )
    except Gone:
        raise Refusal(texts.FORGOTTEN) from None
    if row.name != KEPT:
        raise Gone
    await context.answer(update)
    screen = await _page(context, str(row.given[KEPT]), page, _kept_pages(row.id))
    await context.redraw(one.chat_id, one.message_id, *screen)


async def _pages(context: OfficeContext, words: str) -> Sought:
    """The words stand in the code itself where they fit."""
    if len(words.encode()) <= MOST_WORDS:
        return lambda page: view("find", page, words)
    row = await mass_acts.ask(
        context.session, KEPT, {KEPT: words}, "", officer=context.officer, now=context.now
    )
    return _kept_pages(row.id)


def _kept_pages(number: int) -> Sought:
    return lambda page: view(KEPT, page, number)


async def _page(context: OfficeContext, words: str, page: int, pages: Sought) -> Screen:
    hits = await search.find(
        context.session, words, limit=PAGE, offset=page * PAGE, viewer=context.officer
    )
    if not hits.total:
        return Screen(texts.none(escape(words), partly=hits.partly), [])
    lines = texts.head(escape(words), hits.total, partly=hits.partly)
    lines += texts.list_sums(hits.sums)
    for at, hit in enumerate(hits.rows, page * PAGE + 1):
        lines.append(
            texts.LINE.format(
                at=at,
                kind=hit.kind.label,
                title=escape(hit.title),
                department=escape(hit.department),
                half=hit.half.short if hit.half else "",
            ).rstrip()
        )
    lines += ["", texts.OPEN]
    here = pages(page).removeprefix(view(""))
    codes = [record_code(hit.kind, hit.id, here) for hit in hits.rows]
    rows: list[Row] = [*numbered(codes, page * PAGE + 1)]
    turns = _turns(pages, page, hits.total)
    return Screen("\n".join(lines), [*rows, turns] if turns else rows)


async def company_pressed(update: Update, context: OfficeContext) -> None:
    """Turns the page of a company's records, or comes back to it."""
    one = tapped(update, context, Tap)
    await context.answer(update)
    screen = await company.shown(context, *one.args)
    await context.redraw(one.chat_id, one.message_id, *screen)


def _turns(pages: Sought, page: int, total: int) -> list[Button]:
    turns = []
    if page:
        turns.append(Button(texts.LESS, pages(page - 1)))
    if (page + 1) * PAGE < total:
        turns.append(Button(texts.MORE, pages(page + 1)))
    return turns


def handlers() -> list[Handler]:
    """The command and its pages."""
    return [
        command("find", find_command),
        tap(Action.FIND, "find", page_pressed),
        tap(Action.FIND, KEPT, kept_pressed),
        tap(Action.FIND, "co", company_pressed),
    ]
