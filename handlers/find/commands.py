"""`/find`: records by company, name, month or year; a company is found under all its names."""

from html import escape

from telegram import Update

from handlers.chat import prompts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.find import company, texts
from handlers.forms.interruption import way_back
from storage.answers import company_search
from storage.records import search
from storage.rules.permission import Action
from storage.rules.personal_data import find_personal_data
from storage.traffic.messages import MOST_CODE_BYTES, Button, Row, Screen, view

PAGE = 8
MOST_WORDS = 50  # bytes of the words that fit a page button's code


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
        text, rows = await _page(context, words, 0)
        alike = await company_search.like(context.session, words)
        rows = [*([company.button(*one)] for one in alike), *rows]
    else:
        text, rows = await company.card(context, *named)
        rows = [*rows, *_all_of(words)]
    await context.say(chat, text, [*rows, *await way_back(context, chat)])


async def page_pressed(update: Update, context: OfficeContext) -> None:
    """Turns the page of a list."""
    one = tapped(update, context, Tap)
    page, words = one.args
    if find_personal_data(words):
        raise BadCode
    await context.answer(update)
    screen = await _page(context, words, page)
    await context.redraw(one.chat_id, one.message_id, *screen)


async def _page(context: OfficeContext, words: str, page: int) -> Screen:
    hits = await search.find(
        context.session, words, limit=PAGE, offset=page * PAGE, viewer=context.officer
    )
    if not hits.total:
        return Screen(texts.none(escape(words)), [])
    lines = [texts.HEAD.format(words=escape(words), total=hits.total)]
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
    here = ("find", page, words) if len(words.encode()) <= MOST_WORDS else ()
    codes = [record_code(hit.kind, hit.id, *here) for hit in hits.rows]
    rows: list[Row] = [*numbered(codes, page * PAGE + 1)]
    turns = _turns(words, page, hits.total)
    return Screen("\n".join(lines), [*rows, turns] if turns else rows)


def _all_of(words: str) -> list[Row]:
    """The button that lists all that the words find, be it of the company or not."""
    code = view("find", 0, words)
    if len(code.encode()) > MOST_CODE_BYTES:
        return []
    return [[Button(texts.ALL_OF.format(words=words), code)]]


async def company_pressed(update: Update, context: OfficeContext) -> None:
    """Turns the page of a company's records, or comes back to it."""
    one = tapped(update, context, Tap)
    await context.answer(update)
    screen = await company.shown(context, *one.args)
    await context.redraw(one.chat_id, one.message_id, *screen)


def _turns(words: str, page: int, total: int) -> list[Button]:
    """The page buttons; words too long for a code are typed again instead."""
    if len(words.encode()) > MOST_WORDS:
        return []
    turns = []
    if page:
        turns.append(Button(texts.LESS, view("find", page - 1, words)))
    if (page + 1) * PAGE < total:
        turns.append(Button(texts.MORE, view("find", page + 1, words)))
    return turns


def handlers() -> list[Handler]:
    """The command and its pages."""
    return [
        command("find", find_command),
        tap(Action.FIND, "find", page_pressed),
        tap(Action.FIND, "co", company_pressed),
    ]
