"""`/quota`, 할당제 표: planned and achieved, by department, down to each record."""

from html import escape

from telegram import Update

from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.paging import page_of
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.status import texts
from storage.figures import wording_quota as wording
from storage.figures.quota_table import QuotaTable, Totals
from storage.plans import plan_quota
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.traffic.messages import Button, Screen, view

PAGE = 12
LINES = 10


async def quota_command(update: Update, context: OfficeContext) -> None:
    """The table of the half at hand; `/quota 2021 상반기` names another."""
    half = await typed(context, " ".join(context.args or []))
    await context.say(chat_of(update), *await _office(context, half, 0))


async def quota_pressed(update: Update, context: OfficeContext) -> None:
    """`show:<half>:<page>`, `dep:<half>:<department>:<page>`, `pic:<half>`."""
    one = tapped(update, context, Tap)
    act, (half, *numbers) = one.act, one.args
    await context.answer(update)
    if act == "pic":
        given = {"half": half.code, "at": context.now.isoformat()}
        await context.picture(one.chat_id, "quota", given)
        return
    screen = await (_office if act == "show" else _department)(context, half, *numbers)
    await context.redraw(one.chat_id, one.message_id, *screen)


async def _office(context: OfficeContext, half: HalfYear, page: int) -> Screen:
    table = await plan_quota.table(context.session, half)
    shown = page_of(table.parts, page, PAGE)
    first = shown.number * PAGE + 1
    lines = [
        texts.quota_department(at, one.name, wording.of_totals(one.totals))
        for at, one in enumerate(shown.items, first)
    ]
    head = texts.QUOTA_HEAD.format(half=half.label, mark=shown.mark)
    told = [*_whole(table), "", *lines, "", texts.QUOTA_OPEN] if table.parts else _nothing()
    codes = [view("quota", "dep", half.code, one.department, 0) for one in shown.items]
    picture = [Button(texts.PICTURE, view("quota", "pic", half.code))] if table.parts else []
    back = Button(texts.BACK, view("st", "half", half.code))
    rows = [*numbered(codes, first), *shown.turning("quota", "show", half.code)]
    return Screen("\n".join([head, *told]), [*rows, [*picture, back]])


async def _department(context: OfficeContext, half: HalfYear, number: int, page: int) -> Screen:
    table = await plan_quota.table(context.session, half)
    found = next((one for one in table.parts if one.department == number), None)
    if found is None:
        raise Gone
    shown = page_of(found.lines, page, LINES)
    first = shown.number * LINES + 1
    lines = [
        texts.quota_line(at, wording.title_of(one), wording.of_line(one))
        for at, one in enumerate(shown.items, first)
    ]
    name = escape(found.name)
    head = texts.QUOTA_OF.format(half=half.label, department=name, mark=shown.mark)
    told = [head, *_sums(found.totals), "", *lines, "", texts.OPEN_RECORD]
    here = ("quota", "dep", half.code, number, shown.number)
    codes = [record_code(*one.record, *here) for one in shown.items]
    place = table.parts.index(found) // PAGE
    up = [Button(texts.QUOTA_UP, view("quota", "show", half.code, place))]
    rows = [*numbered(codes, first), *shown.turning("quota", "dep", half.code, number), up]
    return Screen("\n".join(told), rows)


def _whole(table: QuotaTable) -> list[str]:
    return ["", *_sums(table.totals)]


def _sums(sums: Totals) -> list[str]:
    """The sums, and of how many lines they were counted where that is not all of them."""
    partly = wording.coverage(sums.residents, sums.workers)
    note = [texts.QUOTA_PARTLY.format(partly=partly)] if partly else []
    return [texts.QUOTA_SUM.format(told=wording.of_totals(sums)), *note]


def _nothing() -> list[str]:
    return ["", texts.QUOTA_NONE]


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [
        command("quota", quota_command),
        tap(Action.VIEW_STATUS, "quota", quota_pressed),
    ]
