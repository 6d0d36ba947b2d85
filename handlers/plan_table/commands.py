"""The buttons of the 취합표: the file, and the yes to one that came back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from html import escape

from telegram import Update

from handlers.chat import prompts, reading, receipts, receiving
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.paging import fitting
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.plan import hands
from handlers.plan_table import texts, uploaded
from handlers.plan_table.deciding import DECIDING
from handlers.plan_table.uploaded import MOST_LETTERS, VIEW, shown, sums
from handlers.upload.deciding import first
from storage.models.upload import READ, Upload
from storage.office import departments
from storage.plans import plan_table_changes as changes
from storage.plans import plans
from storage.plans.plan_table_shapes import Comparison, Decided, decided_json, table_of
from storage.records.returned_rows import Choice
from storage.rules.errors import Gone, Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Matter
from storage.traffic import uploads
from storage.traffic.messages import Button, Screen, view

Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """What this feature answers to."""
    return [tap(Action.RUN_ROUND, VIEW, table_pressed)]


async def table_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the table."""
    await taken(STEPS, update, context)


async def file_wanted(one: Tap) -> None:
    """`get:<half>`."""
    half: HalfYear = one.args[0]
    await reading.papers_opened(one.context, half, Matter.DRAFT)
    await one.answer(texts.COMING)
    given = {"half": half.code, "officer": one.context.officer.id}
    caption = texts.CAPTION.format(half=half.label)
    await one.context.document(one.chat_id, "plan_table", given, caption=caption)


async def taken_over(one: Tap) -> Screen:
    """`take:<upload>`, and where items are to be removed `sure:<upload>` after it: what was shown
    is compared once more, and saved whole or not at all."""
    context = one.context
    upload, found = await _compared(one)
    if found.removals and one.act != "sure":
        return _sure(found, upload.id)
    table = table_of(upload.found)
    found = await changes.take(context.act, table)
    await uploads.close(context.session, upload)
    taken_in = await _told(context, found)
    if table.form:
        head = [receipts.stamped(context, "\n".join(taken_in) or texts.SAVED)]
        return Screen("\n".join([*head, sums(found)]), [])
    return Screen("\n".join([texts.SAVED, sums(found), *taken_in]), [])


async def _told(context: OfficeContext, found: Comparison) -> list[str]:
    """The people of the departments whose answer came by the file hear of it; a line for each."""
    lines = []
    for one in found.declarations:
        if one.noted or one.own or not one.receipt:
            continue
        plan = await plans.find(context.session, one.department_id, found.half)
        if plan is None or plan.receipt is None:
            continue
        await hands.taken_in(context, plan, plan.receipt)
        told = {"state": plan.state.label, "receipt": escape(str(plan.receipt))}
        lines.append(texts.TAKEN_IN.format(department=escape(one.department), **told))
    return fitting(lines, MOST_LETTERS)


def _sure(found: Comparison, number: int) -> Screen:
    lines = [texts.SURE_REMOVE.format(count=len(found.removals))]
    told = [
        texts.REMOVED.format(department=one.department, text=shown(one.text))
        for one in found.removals
    ]
    lines += fitting([escape(line) for line in told], MOST_LETTERS)
    yes = Button(texts.SURE_YES, view(VIEW, "sure", number), style="danger")
    return Screen("\n".join(lines), [[yes, Button(texts.BACK, view(VIEW, "sum", number))]])


async def summary(one: Tap) -> Screen:
    """`sum:<upload>`."""
    context = one.context
    upload = await _own(one)
    return await uploaded.show(context.session, upload, context.officer, context.now)


async def everything(one: Tap) -> Screen:
    """`all:<upload>:<page>`."""
    context = one.context
    upload = await _own(one)
    return await uploaded.everything(
        context.session, upload, context.officer, context.now, one.number(1)
    )


async def likely_shown(one: Tap) -> Screen:
    """`near:<upload>:<page>`: a new row that resembles an item."""
    upload, found = await _compared(one)
    return (
        DECIDING.likely(found.likely, upload.id, one.number(1))
        if found.likely
        else await summary(one)
    )


async def chosen(one: Tap) -> Screen:
    """`fix:<upload>:<line>`, `new:<upload>:<line>`, `skip:<upload>:<line>`."""
    upload, before = await _compared(one)
    lines = {each.line for each in before.likely}
    if one.number(1) not in lines:
        raise Gone
    return await _decided(one, upload, {one.number(1): Choice(one.act)})


async def all_chosen(one: Tap) -> Screen:
    """`fixes:<upload>` or `news:<upload>`: all about which nobody has decided yet."""
    upload, before = await _compared(one)
    choice = Choice.FIX if one.act == "fixes" else Choice.NEW
    open_ones = [each for each in before.likely if each.choice is None]
    rows = {each.line: choice for each in open_ones if each.fixable or choice is Choice.NEW}
    return await _decided(one, upload, rows)


async def _decided(one: Tap, upload: Upload, rows: Mapping[int, Choice]) -> Screen:
    decided = table_of(upload.found).decided
    await _keep(one.context, upload, replace(decided, rows={**decided.rows, **rows}))
    found = await changes.compare(one.context.act, table_of(upload.found))
    if not found.asked:
        return await summary(one)
    return DECIDING.likely(found.likely, upload.id, first(found.likely))


async def gone_shown(one: Tap) -> Screen:
    """`gone:<upload>:<page>`: the items that the table lacks."""
    upload, found = await _compared(one)
    return (
        DECIDING.gone(found.gone, upload.id, one.number(1)) if found.gone else await summary(one)
    )


async def gone_turned(one: Tap) -> Screen:
    """`out:<upload>:<item>:<page>`: an item is to be removed, or stays after all."""
    upload = await _own(one)
    decided = table_of(upload.found).decided
    gone = frozenset(decided.gone) ^ {one.number(1)}
    await _keep(one.context, upload, replace(decided, gone=gone))
    found = await changes.compare(one.context.act, table_of(upload.found))
    return DECIDING.gone(found.gone, upload.id, one.number(2))


async def whose_chosen(one: Tap) -> Screen:
    """`whose:<upload>:<department>`: the form is of this department."""
    upload = await _own(one)
    return await _of_department(one.context, upload, one.number(1))


async def whose_asked(one: Tap) -> None:
    """`name:<upload>`: its name comes as a reply."""
    upload = await _own(one)
    await prompts.ask(one.context, one.chat_id, WHOSE, upload.id)


async def whose_answered(one: Answer) -> None:
    """The department by its name."""
    context = one.context
    upload = await uploads.own(context.session, one.given[0], context.officer, READ)
    found = await departments.find_by_name(context.session, one.read)
    if found is None or not found.active:
        raise Unreadable(one.read, texts.WHOSE_WANTED, texts.WHOSE_HINT, texts.WHOSE_UNKNOWN)
    await context.say(one.chat_id, *await _of_department(context, upload, found.id))


async def _of_department(context: OfficeContext, upload: Upload, number: int) -> Screen:
    decided = table_of(upload.found).decided
    await _keep(context, upload, replace(decided, department=number))
    return await uploaded.show(context.session, upload, context.officer, context.now)


async def receipt_asked(one: Tap) -> None:
    """`how:<upload>`: how the office heard of the states that the table brings."""
    upload, found = await _compared(one)
    keys = receiving.ways(VIEW, "by", upload.id)
    await prompts.offer(
        one.context, one.chat_id, RECEIPT, [keys], upload.id, count=found.without_receipt
    )


async def receipt_tapped(one: Tap) -> Screen:
    """`by:<upload>:<way>`: one of the ways that need no number."""
    upload = await _own(one)
    receipt = receiving.tapped(one.args[1], one.context.today)
    return await _received(one.context, upload, str(receipt))


async def receipt_answered(one: Answer) -> None:
    """How it was heard of, in words."""
    context = one.context
    upload = await uploads.own(context.session, one.given[0], context.officer, READ)
    await context.say(one.chat_id, *await _received(context, upload, one.read))


async def _received(context: OfficeContext, upload: Upload, receipt: str) -> Screen:
    decided = table_of(upload.found).decided
    await _keep(context, upload, replace(decided, receipt=receipt))
    return await uploaded.show(context.session, upload, context.officer, context.now)


async def _own(one: Tap) -> Upload:
    return await uploads.own(one.context.session, one.number(), one.context.officer, READ)


async def _compared(one: Tap) -> tuple[Upload, Comparison]:
    upload = await _own(one)
    return upload, await changes.compare(one.context.act, table_of(upload.found))


async def _keep(context: OfficeContext, upload: Upload, decided: Decided) -> None:
    found = {**upload.found, "decided": decided_json(decided)}
    await uploads.rewrite(context.session, upload, found)


def _receipt(words: str, today: date) -> str:
    return str(receiving.read(words, today))


RECEIPT = Prompt(
    "plan_receipt",
    Action.RUN_ROUND,
    texts.RECEIPT_QUESTION,
    texts.RECEIPT_HINT,
    receipt_answered,
    _receipt,
)
WHOSE = Prompt(
    "plan_form_department",
    Action.RUN_ROUND,
    texts.WHOSE_QUESTION,
    texts.WHOSE_HINT,
    whose_answered,
)
STEPS: dict[str, Step] = {
    "get": file_wanted,
    "take": taken_over,
    "sure": taken_over,
    "sum": summary,
    "all": everything,
    "near": likely_shown,
    **dict.fromkeys((one.value for one in Choice), chosen),
    "fixes": all_chosen,
    "news": all_chosen,
    "gone": gone_shown,
    "out": gone_turned,
    "how": receipt_asked,
    "by": receipt_tapped,
    "whose": whose_chosen,
    "name": whose_asked,
}
