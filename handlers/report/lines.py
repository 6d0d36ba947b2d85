"""줄 고치기: blocks, their lines, and what the office decides about one of them."""

from dataclasses import replace
from datetime import date
from html import escape

from telegram import Update

from handlers.chat import prompts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.forms.typed_words import clean
from handlers.report import texts, views
from handlers.report.places import Place, places
from handlers.report.taps import block_in, half_in, name_of, place_in, word_in
from handlers.report.views import PER_PAGE
from storage.models.report import ReportBlock
from storage.report import report_blocks, report_composed, report_edits, report_results
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.traffic.messages import Button, Row, Screen, view

MOST_LETTERS = 300
ITEM = 2  # the level of a line typed without a mark into an empty block
SLASH, COMMA = "/", ", "
NOWHERE = "-"


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.MAKE_REPORT, views.EDITING, edited)]


async def edited(update: Update, context: OfficeContext) -> None:
    """Any button of the lines."""
    await taken(STEPS, update, context)


async def blocks_shown(one: Tap) -> Screen:
    """`blocks:<half>`."""
    context, half = one.context, half_in(one)
    drafted = await report_blocks.drafted(context.session, half)
    await report_composed.of_blocks(context.session, drafted)  # before a word is written
    await report_blocks.ensure(context.session, half, context.now)
    blocks = await report_blocks.in_report(context.session, half)
    return views.block_list(half, [(block, len(await places(context, block))) for block in blocks])


async def lines_shown(one: Tap) -> Screen:
    """`lines:<half>:<block>:<page>`."""
    half, block = await _block(one)
    return views.line_list(half, block, await places(one.context, block), one.number(2))


async def line_shown(one: Tap) -> Screen:
    """`line:<half>:<block>:<line>`."""
    half, block = await _block(one)
    place = await place_in(one.context, block, word_in(one, 2))
    return await _card(one.context, half, block, place.line.key)


async def decided(one: Tap) -> Screen:
    """`<act>:<half>:<block>:<line>`: one of the acts that need no words."""
    context = one.context
    half, block = await _open_block(one)
    place = await place_in(context, block, word_in(one, 2), same=True)
    await _decide(context, one.act, block, place.line.key)
    return await _card(context, half, block, place.line.key, texts.DONE[one.act])


async def _decide(context: OfficeContext, act: str, block: ReportBlock, key: str) -> None:
    number = block.id
    where = (context.act, number, key)
    if act in ("up", "down"):
        await report_edits.move(*where, up=act == "up")
    elif act == "hide":
        await report_edits.hide(*where)
    elif act == "unhide":
        await report_edits.show(*where)
    elif act == "part":
        await report_edits.part(*where)
    elif act == "forget":
        await report_edits.forget(*where)
    else:
        await report_edits.join(*where, SLASH if act == "slash" else COMMA)


async def reword_asked(one: Tap) -> None:
    """`reword:<half>:<block>:<line>`: the wording comes as a reply."""
    half, block = await _open_block(one)
    place = await place_in(one.context, block, word_in(one, 2))
    given = (half.code, block.id, name_of(place))
    told = {"half": half.label, "text": escape(place.line.text)}
    await prompts.ask(one.context, one.chat_id, REWORD, *given, **told)


async def reworded(one: Answer) -> None:
    """The new wording."""
    context, (code, number, line) = one.context, one.given
    half = HalfYear.parse(code)
    block = _unfrozen(await block_in(context, half, number))
    place = await place_in(context, block, line, same=True)
    _level, text = texts.without_mark(one.read)
    await report_edits.reword(context.act, block.id, place.line.key, text, basis=place.composed)
    screen = await _card(context, half, block, place.line.key, texts.REWORDED)
    await context.say(one.chat_id, *screen)


async def add_asked(one: Tap) -> None:
    """`add:<half>:<block>:<line>`: the line to stand below; `-` into an empty block."""
    half, block = await _open_block(one)
    name = word_in(one, 2)
    if name != NOWHERE:
        name = name_of(await place_in(one.context, block, name))
    given = (half.code, block.id, name)
    told = {"half": half.label, "label": escape(block.label)}
    await prompts.ask(one.context, one.chat_id, ADD, *given, **told)


async def added(one: Answer) -> None:
    """The line; its level is that of the mark typed, else of the line above."""
    context, (code, number, line) = one.context, one.given
    half = HalfYear.parse(code)
    block = _unfrozen(await block_in(context, half, number))
    above = None if line == NOWHERE else await place_in(context, block, line)
    level, text = texts.without_mark(one.read)
    key = await report_edits.add_line(
        context.act,
        block.id,
        above.line.key if above else "",
        level or (above.line.level if above else ITEM),
        text,
    )
    await context.say(one.chat_id, *await _card(context, half, block, key, texts.ADDED))


def _one_line(words: str, _today: date) -> str:
    return " ".join(clean(words, MOST_LETTERS, texts.WORDING_EXAMPLE).split())


async def _block(one: Tap) -> tuple[HalfYear, ReportBlock]:
    half = half_in(one)
    return half, await block_in(one.context, half, one.number(1))


async def _open_block(one: Tap) -> tuple[HalfYear, ReportBlock]:
    half, block = await _block(one)
    return half, _unfrozen(block)


def _unfrozen(block: ReportBlock) -> ReportBlock:
    if block.frozen is not None:
        raise Refusal(texts.FROZEN_BLOCK)
    return block


async def _card(
    context: OfficeContext, half: HalfYear, block: ReportBlock, key: str, notice: str = ""
) -> Screen:
    """The line as it is now, else its block: a line may vanish with its last record."""
    found: list[Place] = list(await places(context, block))
    for at, place in enumerate(found):
        if place.line.key == key:
            more: list[Row] = []
            if (number := report_results.department_of(key)) is not None:
                place = await _with_its_records(context, block, place, number)
                more = [_basis(block, number)]
            return views.line_card(half, block, place, at // PER_PAGE, notice, more)
    return views.line_list(half, block, found, 0)


async def _with_its_records(
    context: OfficeContext, block: ReportBlock, place: Place, department: int
) -> Place:
    """A line of 고용할당제 표 with the items and records that it adds up, as they are now."""
    behind = await report_results.behind(context.session, block.first_half, department)
    return replace(place, line=replace(place.line, records=tuple(behind)))


def _basis(block: ReportBlock, department: int) -> Row:
    """The way to the table itself, where every line of it can be opened."""
    code = block.first_half.code
    where = ("dep", code, department, 0) if department else ("show", code, 0)
    return [Button(texts.BASIS, view("quota", *where))]


STEPS = {
    "blocks": blocks_shown,
    "lines": lines_shown,
    "line": line_shown,
    "reword": reword_asked,
    "add": add_asked,
    **dict.fromkeys(texts.DONE, decided),
}
REWORD = Prompt(
    "report_reword",
    Action.MAKE_REPORT,
    texts.REWORD_QUESTION,
    texts.REWORD_HINT,
    reworded,
    _one_line,
)
ADD = Prompt(
    "report_add", Action.MAKE_REPORT, texts.ADD_QUESTION, texts.ADD_HINT, added, _one_line
)
