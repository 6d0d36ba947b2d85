"""`/incentive`: which companies took part best, by a formula that is shown, and what they get."""

import re
from datetime import date

from telegram import Update

from handlers.chat import prompts, reading
from handlers.chat.access import Handler, command, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.half_argument import typed
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, taken
from handlers.forms.door import Door
from handlers.incentive import one_company, texts, views
from handlers.incentive.form import INCENTIVE
from handlers.incentive.views import Span
from storage.incentive import incentives
from storage.incentive.wording_incentive import WORDS, reason
from storage.records import companies, record_keeping
from storage.report.formats import OF_LETTERS
from storage.rules.counts import read_count
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.incentive import MOST_HALVES, Merit, Ranked, ranked
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.traffic.messages import Screen

MERITS = tuple(Merit)


class IncentiveCommands:
    """The ranking, its formula, and the way from a company to its letter."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._steps = {
            "list": ranking_shown,
            "one": company_shown,
            "ask": self.request_begun,
            "points": formula_shown,
            "point": points_asked,
            **one_company.STEPS,
        }

    async def incentive_command(self, update: Update, context: OfficeContext) -> None:
        """The half that closes; `/incentive 2021 하반기` or `/incentive 4반기` choose others."""
        span = await read_span(context, "".join(context.args or []))
        await context.say(chat_of(update), *await _ranking(context, span, 0))

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """Any button of these screens."""
        await taken(self._steps, update, context)

    async def request_begun(self, one: Tap) -> None:
        """`ask:<half>:<halves>:<company>`: the form, with what the ranking knows filled in."""
        span = span_in(one)
        found = await _company(one.context, span, one.number(2))
        told = reason(found.parts)
        answers = {"company": {"printed": found.name, "company": found.company_id}}
        await self._door.start(
            one.update,
            one.context,
            INCENTIVE.name,
            answers=answers | ({"reason": told} if told else {}),
        )

    def handlers(self) -> list[Handler]:
        """The command, its buttons, and the letter."""
        may = Action.GIVE_INCENTIVE
        return [
            command("incentive", self.incentive_command),
            tap(may, views.VIEW, self.pressed),
            tap(Action.SEE_RECORD, "letter", letter_pressed),
        ]


async def read_span(context: OfficeContext, words: str) -> Span:
    """A half-year, a number of them up to now, or nothing; raises Unreadable."""
    many = re.fullmatch(texts.HALVES, words)
    if many is not None and 1 <= int(many[1]) <= MOST_HALVES:
        return Span(HalfYear.of(context.today), int(many[1]))
    return Span(await typed(context, words), 1)


def span_in(one: Tap) -> Span:
    """The half-years of a button."""
    return Span(one.args[0], one.number(1))


async def ranking_shown(one: Tap) -> Screen:
    """`list:<half>:<halves>:<page>`."""
    return await _ranking(one.context, span_in(one), one.number(2))


async def company_shown(one: Tap) -> Screen:
    """`one:<half>:<halves>:<company>:<page>`."""
    span, page = span_in(one), one.number(3)
    session = one.context.session
    found = await _company(one.context, span, one.number(2))
    spellings = await companies.names_of(session, found.company_id)
    hits = await incentives.records_of(
        session,
        found.company_id,
        span.halves,
        views.PER_PAGE,
        page * views.PER_PAGE,
        viewer=one.context.officer,
    )
    return views.company(span, found, spellings, hits, page)


async def formula_shown(one: Tap) -> Screen:
    """`points:<half>:<halves>`."""
    return views.formula(span_in(one), await incentives.points(one.context.session))


async def points_asked(one: Tap) -> None:
    """`point:<place>`: the new weight comes as a reply."""
    merit = _merit(one.number())
    label, unit = WORDS[merit]
    value = (await incentives.points(one.context.session))[merit]
    told = {"label": label, "unit": unit, "points": f"{value:,}"}
    await prompts.ask(one.context, one.chat_id, POINTS, one.number(), **told)


def _points(words: str, _today: date) -> int:
    return read_count(words.strip().removesuffix(texts.POINT_WORD))


async def points_answered(one: Answer) -> None:
    """Another weight."""
    context, merit = one.context, _merit(one.given[0])
    await incentives.set_points(context.act, merit, one.read)
    span = Span(await typed(context, ""), 1)
    points = await incentives.points(context.session)
    await context.say(one.chat_id, *views.formula(span, points, texts.POINTS_CHANGED))


POINTS = Prompt(
    "incentive_points",
    Action.GIVE_INCENTIVE,
    texts.POINTS_QUESTION,
    texts.POINTS_HINT,
    points_answered,
    _points,
)


async def letter_pressed(update: Update, context: OfficeContext) -> None:
    """`letter:<format>:<record>`: the draft, rendered when it is sent."""
    await taken({ending: _letter for ending in OF_LETTERS}, update, context)


async def _letter(one: Tap) -> None:
    context, number = one.context, one.number()
    row = await record_keeping.get(context.session, RecordKind.INCENTIVE, number)
    if row is None or row.removed_at is not None:
        raise Gone
    await reading.opened(context, row)
    await one.answer(texts.LETTER_COMING)
    given = {
        "record": number,
        "format": one.act,
        "officer": context.officer.id,
        "at": context.now.isoformat(),
    }
    caption = texts.LETTER_CAPTION.format(title=row.title)
    await context.document(one.chat_id, "letter", given, caption=caption)


async def _everyone(context: OfficeContext, span: Span) -> list[Ranked]:
    deeds = await incentives.deeds(context.session, span.halves)
    return ranked(deeds, await incentives.points(context.session))


async def _ranking(context: OfficeContext, span: Span, page: int) -> Screen:
    asked = await incentives.asked(context.session, span.halves)
    return views.ranking(span, await _everyone(context, span), asked, page, context.today)


async def _company(context: OfficeContext, span: Span, number: int) -> Ranked:
    for one in await _everyone(context, span):
        if one.company_id == number:
            return one
    raise Gone


def _merit(place: int) -> Merit:
    if not 1 <= place <= len(MERITS):
        raise BadCode
    return MERITS[place - 1]
