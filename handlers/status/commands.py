"""`/status`: one screen, then down by buttons: office, department, record, evidence."""

from html import escape

from telegram import Update

from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.paging import Page, page_of
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.forms.interruption import way_back
from handlers.status import behind, texts
from storage.report import half_written, status
from storage.report.status_shapes import DepartmentStatus
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear, far_from
from storage.rules.permission import Action
from storage.traffic.messages import Button, Row, Screen, view

PAGE = 10


async def status_command(update: Update, context: OfficeContext) -> None:
    """The half-year at a glance; `/status 2021 상반기` names another."""
    chat = chat_of(update)
    half = await typed(context, " ".join(context.args or []))
    text, rows = await _glance(context, half)
    await context.say(chat, text, [*rows, *await way_back(context, chat)])


async def status_pressed(update: Update, context: OfficeContext) -> None:
    """The buttons of the status: another half, the picture, departments, one department."""
    one = tapped(update, context, Tap)
    act, (half, *numbers) = one.act, one.args
    await context.answer(update)
    if act == "pic":
        plans = (await _plans_half(context, half)).code
        given = {"half": half.code, "plans": plans, "at": context.now.isoformat()}
        await context.picture(one.chat_id, "status", given)
        return
    if act == "why":
        screen = await behind.figures(context, half, *numbers)
    elif act == "rows":
        screen = await behind.rows(context, half, *numbers)
    elif act == "then":
        screen = await behind.then(context, half, *numbers)
    elif act == "deps":
        screen = await _departments(context, half, numbers[0])
    elif act == "dep":
        screen = await _department(context, half, numbers[0], numbers[1])
    else:
        screen = await _glance(context, half)
    await context.redraw(one.chat_id, one.message_id, *screen)


async def _plans_half(context: OfficeContext, half: HalfYear) -> HalfYear:
    """While a half is being written, the plans that come in stand beside it."""
    return await half_written.plans_beside(context.session, half, context.today)


async def _glance(context: OfficeContext, half: HalfYear) -> Screen:
    facts = await status.half_status(
        context.session, half, context.now, await _plans_half(context, half)
    )
    near = [
        Button(one.short, view("st", "half", one.code))
        for one in (half.previous(), half.next())
        if not far_from(one, context.today)
    ]
    rows: list[Row] = [
        [
            Button(texts.DEPARTMENTS, view("st", "deps", half.code, 0)),
            Button(texts.PICTURE, view("st", "pic", half.code)),
            Button(texts.QUOTA, view("quota", "show", half.code, 0)),
        ],
        [
            *near[:1],
            Button(texts.REFRESH, view("st", "half", half.code)),
            *near[1:],
        ],
        [behind.button(half)],
    ]
    return Screen(texts.status_text(facts), rows)


async def _everyone(context: OfficeContext, half: HalfYear) -> list[DepartmentStatus]:
    """What each department did in the half, and where the plan stands that is due by then."""
    return await status.departments_status(context.session, half, await _plans_half(context, half))


async def _departments(context: OfficeContext, half: HalfYear, page: int) -> Screen:
    shown = page_of(await _everyone(context, half), page, PAGE)
    first = shown.number * PAGE + 1
    lines = [texts.list_head(half, await _plans_half(context, half), shown.mark), ""]
    lines += [escape(texts.department_line(at, one)) for at, one in enumerate(shown.items, first)]
    codes = [view("st", "dep", half.code, one.department_id, 0) for one in shown.items]
    back = [Button(texts.BACK, view("st", "half", half.code))]
    rows = [*numbered(codes, first), *shown.turning("st", "deps", half.code), back]
    return Screen("\n".join([*lines, "", texts.OPEN_DEPARTMENT]), rows)


async def _department(context: OfficeContext, half: HalfYear, number: int, page: int) -> Screen:
    everyone = await _everyone(context, half)
    one = next((each for each in everyone if each.department_id == number), None)
    if one is None:
        raise Gone
    hits = await status.department_records(
        context.session,
        number,
        half,
        limit=PAGE,
        offset=page * PAGE,
        viewer=context.officer,
    )
    first = page * PAGE + 1
    lines = [texts.department_head(one, half, await _plans_half(context, half))]
    if hits.rows:
        titles = [
            texts.RECORD.format(at=at, title=escape(hit.title))
            for at, hit in enumerate(hits.rows, first)
        ]
        lines += ["", *titles, "", texts.OPEN_RECORD]
    else:
        lines += ["", texts.NO_RECORDS]
    here = ("st", "dep", half.code, number, page)
    codes = [record_code(hit.kind, hit.id, *here) for hit in hits.rows]
    pages = Page(hits.rows, page, max(1, -(-hits.total // PAGE)))
    place = next(at for at, each in enumerate(everyone) if each.department_id == number)
    up = [Button(texts.UP, view("st", "deps", half.code, place // PAGE))]
    turning = pages.turning("st", "dep", half.code, number)
    rows = [*numbered(codes, first), *turning, [behind.button(half, number)], up]
    return Screen("\n".join(lines), rows)


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [
        command("status", status_command),
        tap(Action.VIEW_STATUS, "st", status_pressed),
    ]
