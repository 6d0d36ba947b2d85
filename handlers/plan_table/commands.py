"""The buttons of the 취합표: the file, and the yes to one that came back."""

from telegram import Update

from handlers.chat import reading
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, taken
from handlers.plan_table import texts, uploaded
from handlers.plan_table.uploaded import VIEW, sums
from storage.models.upload import READ
from storage.plans import plan_table_changes as changes
from storage.plans.plan_table_shapes import table_of
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Matter
from storage.traffic import uploads
from storage.traffic.messages import Screen


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
    """`take:<upload>`: what was shown is compared once more, and saved whole or not at all."""
    context = one.context
    upload = await uploads.own(context.session, one.number(), context.officer, READ)
    table = table_of(upload.found)
    found = await changes.take(context.act, table)
    await uploads.close(context.session, upload)
    return Screen(f"{texts.SAVED}\n{sums(found)}", [])


async def summary(one: Tap) -> Screen:
    """`sum:<upload>`."""
    context = one.context
    upload = await uploads.own(context.session, one.number(), context.officer, READ)
    return await uploaded.show(context.session, upload, context.officer, context.now)


async def everything(one: Tap) -> Screen:
    """`all:<upload>:<page>`."""
    context = one.context
    upload = await uploads.own(context.session, one.number(), context.officer, READ)
    return await uploaded.everything(
        context.session, upload, context.officer, context.now, one.number(1)
    )


STEPS = {"get": file_wanted, "take": taken_over, "sum": summary, "all": everything}
