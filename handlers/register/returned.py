"""The buttons of a register that came back: what is to be decided, and the way to the yes."""

from collections.abc import Awaitable, Callable

from telegram import Update

from handlers.chat import mass_acts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, taken
from handlers.register import saving, uploaded
from handlers.register.uploaded import DECIDING, VIEW
from handlers.upload.deciding import asked_of, first
from storage.models.upload import Upload
from storage.records.returned_rows import Choice
from storage.registers.shapes import Comparison, table_of
from storage.rules.errors import Gone
from storage.rules.permission import Action
from storage.traffic import uploads
from storage.traffic.messages import Screen

Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """What a register that came back answers to."""
    return [tap(Action.EDIT_RECORD, VIEW, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of it."""
    await taken(STEPS, update, context)


async def summary(one: Tap) -> Screen:
    """`sum:<upload>`."""
    context = one.context
    return await uploaded.show(context.session, await _own(one), context.officer, context.now)


async def everything(one: Tap) -> Screen:
    """`all:<upload>:<page>`."""
    context, upload = one.context, await _own(one)
    return await uploaded.everything(
        context.session, upload, context.officer, context.now, one.number(1)
    )


async def likely_shown(one: Tap) -> Screen:
    """`near:<upload>:<page>`: a new row that resembles a record."""
    upload, found = await _compared(one)
    if not found.likely:
        return await summary(one)
    return DECIDING.likely(found.likely, upload.id, one.number(1))


async def chosen(one: Tap) -> Screen:
    """`fix:<upload>:<line>`, `new:<upload>:<line>`, `skip:<upload>:<line>`."""
    upload, before = await _compared(one)
    if one.number(1) not in {each.line for each in before.likely}:
        raise Gone
    return await _decided(one, upload, {one.number(1): Choice(one.act)})


async def all_chosen(one: Tap) -> Screen:
    """`fixes:<upload>` or `news:<upload>`: all about which nobody has decided yet."""
    upload, before = await _compared(one)
    choice = Choice.FIX if one.act == "fixes" else Choice.NEW
    rows = {
        each.line: choice
        for each in before.likely
        if each.choice is None and (each.fixable or choice is Choice.NEW)
    }
    return await _decided(one, upload, rows)


async def _decided(one: Tap, upload: Upload, rows: dict[int, Choice]) -> Screen:
    decided = {**table_of(upload.found).decided.rows, **rows}
    told = uploaded.decided_about(upload, rows=decided)
    await uploads.rewrite(one.context.session, upload, told)
    _upload, found = await _compared(one)
    if not asked_of(found.likely):
        return await summary(one)
    return DECIDING.likely(found.likely, upload.id, first(found.likely))


async def gone_shown(one: Tap) -> Screen:
    """`gone:<upload>:<page>`: the records that the table lacks."""
    upload, found = await _compared(one)
    if not found.gone:
        return await summary(one)
    return DECIDING.gone(found.gone, upload.id, one.number(1))


async def gone_turned(one: Tap) -> Screen:
    """`out:<upload>:<record>:<page>`: a record is to be removed, or stays after all."""
    upload = await _own(one)
    gone = frozenset(table_of(upload.found).decided.gone) ^ {one.number(1)}
    told = uploaded.decided_about(upload, gone=gone)
    await uploads.rewrite(one.context.session, upload, told)
    _upload, found = await _compared(one)
    return DECIDING.gone(found.gone, upload.id, one.number(2))


async def save_asked(one: Tap) -> Screen:
    """`take:<upload>`: asked again with numbers before anything is saved."""
    upload = await _own(one)
    return await mass_acts.ask(one.context, saving.SAVE, {"upload": upload.id})


async def _own(one: Tap) -> Upload:
    return await saving.own(one.context, one.number())


async def _compared(one: Tap) -> tuple[Upload, Comparison]:
    context, upload = one.context, await _own(one)
    found = await uploaded.compared(context.session, upload, context.officer, context.now)
    return upload, found


STEPS: dict[str, Step] = {
    "sum": summary,
    "all": everything,
    "near": likely_shown,
    **dict.fromkeys((one.value for one in Choice), chosen),
    "fixes": all_chosen,
    "news": all_chosen,
    "gone": gone_shown,
    "out": gone_turned,
    "take": save_asked,
}
