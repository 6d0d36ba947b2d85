"""`/status`: one screen, then down by buttons: office, department, record, evidence."""

from collections.abc import Callable
from html import escape

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.access import Handler, guarded, tap
from handlers.buttons import Button, Row, in_rows, read_view, view
from handlers.context import OfficeContext
from handlers.forms.interruption import way_back
from handlers.status import texts
from storage.reports import status
from storage.rules.deadline import plans_due_for
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action

PAGE = 10


async def status_command(update: Update, context: OfficeContext) -> None:
    """The half-year at a glance; `/status 2021 상반기` names another."""
    chat = update.effective_chat
    if chat is None:
        raise LookupError("a command without a chat")
    words = " ".join(context.args or [])
    half = HalfYear.parse(words) if words else HalfYear.of(context.today)
    text, rows = await _glance(context, half)
    await context.say(chat.id, text, [*rows, *await way_back(context, chat.id)])


async def status_pressed(update: Update, context: OfficeContext) -> None:
    """The buttons of the status: another half, the picture, departments, one department."""
    query = update.callback_query
    if query is None or query.message is None:
        raise LookupError("a tap without its message")
    await context.answer(update)
    _name, (act, code, *args) = read_view(query.data or "")
    half, numbers = HalfYear.parse(code), [int(arg) for arg in args]
    chat, message = query.message.chat.id, query.message.message_id
    if act == "pic":
        plans = _plans_half(context, half).code
        given = {"half": half.code, "plans": plans, "at": context.now.isoformat()}
        await context.picture(chat, "status", given)
        return
    if act == "deps":
        text, rows = await _departments(context, half, numbers[0])
    elif act == "dep":
        text, rows = await _department(context, half, numbers[0], numbers[1])
    else:
        text, rows = await _glance(context, half)
    await context.redraw(chat, message, text, rows)


def _plans_half(context: OfficeContext, half: HalfYear) -> HalfYear:
    """While a half closes, the plans that come in are the next half's."""
    return plans_due_for(context.today) if half == HalfYear.of(context.today) else half


async def _glance(context: OfficeContext, half: HalfYear) -> tuple[str, list[Row]]:
    facts = await status.half_status(
        context.session, half, context.now, _plans_half(context, half)
    )
    rows: list[Row] = [
        [
            Button(texts.DEPARTMENTS, view("st", "deps", half.code, 0)),
            Button(texts.PICTURE, view("st", "pic", half.code)),
        ],
        [
            Button(half.previous().short, view("st", "half", half.previous().code)),
            Button(texts.REFRESH, view("st", "half", half.code)),
            Button(half.next().short, view("st", "half", half.next().code)),
        ],
    ]
    return texts.status_text(facts), rows


async def _departments(context: OfficeContext, half: HalfYear, page: int) -> tuple[str, list[Row]]:
    everyone = await status.departments_status(context.session, half, _plans_half(context, half))
    shown = everyone[page * PAGE : (page + 1) * PAGE]
    lines = [texts.LIST_HEAD.format(half=half.label)]
    lines += [escape(texts.department_line(one)) for one in shown]
    buttons = [
        Button(one.name[:20], view("st", "dep", half.code, one.department_id, 0)) for one in shown
    ]
    turns = _turns(page, len(everyone), lambda at: view("st", "deps", half.code, at))
    back = [Button(texts.BACK, view("st", "half", half.code))]
    return "\n".join(lines), [*in_rows(buttons), *([turns] if turns else []), back]


async def _department(
    context: OfficeContext, half: HalfYear, number: int, page: int
) -> tuple[str, list[Row]]:
    everyone = await status.departments_status(context.session, half, _plans_half(context, half))
    one = next((each for each in everyone if each.department_id == number), None)
    if one is None:
        raise Gone
    hits = await status.department_records(
        context.session, number, half, limit=PAGE, offset=page * PAGE
    )
    rows: list[Row] = [
        [Button(hit.title[:40], view("rec", hit.kind.value, hit.id))] for hit in hits.rows
    ]
    turns = _turns(page, hits.total, lambda at: view("st", "dep", half.code, number, at))
    if turns:
        rows.append(turns)
    place = next(at for at, each in enumerate(everyone) if each.department_id == number)
    rows.append([Button(texts.UP, view("st", "deps", half.code, place // PAGE))])
    return texts.department_head(one, half.label), rows


def _turns(page: int, total: int, code: Callable[[int], str]) -> list[Button]:
    turns = []
    if page:
        turns.append(Button(texts.LESS, code(page - 1)))
    if (page + 1) * PAGE < total:
        turns.append(Button(texts.MORE, code(page + 1)))
    return turns


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [
        CommandHandler(
            "status", guarded(Action.VIEW_STATUS, status_command), filters.UpdateType.MESSAGE
        ),
        tap(Action.VIEW_STATUS, "st", status_pressed),
    ]
