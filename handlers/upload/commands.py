"""Files that are to be read rather than kept as evidence: named, fetched, shown, settled.

A handler has no bytes: the file is fetched and read on the way out (bot/errands/uploads.py),
and what was read comes back as a message whose buttons decide.
"""

from collections.abc import Mapping
from typing import Any

from telegram import Message, Update

from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import code_of
from handlers.upload import texts
from handlers.upload.purposes import BY_NAME, PURPOSES, Purpose
from storage.models.upload import OFFERED, READ, Upload
from storage.records import evidence_bags
from storage.rules.errors import NotAllowed
from storage.rules.permission import Action, may
from storage.rules.personal_data import redact
from storage.traffic import uploads
from storage.traffic.messages import Button, Row, view

VIEW, DROP = "file", "drop"
ERRAND = "read"


def handlers() -> list[Handler]:
    """The buttons; the right of a purpose is asked inside."""
    return [tap(Action.TAKE_PART, VIEW, tapped)]


async def offers(context: OfficeContext, chat_id: int, file: Mapping[str, Any]) -> list[Row]:
    """A button for each purpose that this file could serve; none for what is only evidence."""
    role, name = context.officer.role, str(file.get("file_name") or "").lower()
    fitting = [
        one for one in PURPOSES if may(role, one.action) and name.endswith(tuple(one.endings))
    ]
    if not fitting:
        return []
    row = await uploads.add(
        context.session, file, officer=context.officer, chat_id=chat_id, now=context.now
    )
    return [[Button(one.label, view(VIEW, one.name, row.id))] for one in fitting]


async def begin(
    context: OfficeContext, chat_id: int, file: Mapping[str, Any], purpose: Purpose
) -> None:
    """A file whose purpose is known, as an answer to a question is."""
    row = await uploads.add(
        context.session, file, officer=context.officer, chat_id=chat_id, now=context.now
    )
    await _fetch(context, row, purpose)


async def tapped(update: Update, context: OfficeContext) -> None:
    """`file:<purpose>:<upload>`, or `file:drop:<upload>` for what was read and is not wanted."""
    query = update.callback_query
    code = code_of(update, context)
    number = code.args[0]
    if code.act == DROP:
        await _dropped(update, context, number)
        return
    purpose = BY_NAME[code.act]
    row = await uploads.own(context.session, number, context.officer, OFFERED)
    await evidence_bags.drop(context.session, row.file_unique_id, officer=context.officer)
    await _fetch(context, row, purpose)
    await context.answer(update)
    if query is not None and query.message is not None:
        await context.strip(row.chat_id, query.message.message_id)


async def _fetch(context: OfficeContext, row: Upload, purpose: Purpose) -> None:
    if not may(context.officer.role, purpose.action):
        raise NotAllowed
    purpose.refuse_unfit(row.file_name, row.size)
    await uploads.choose(context.session, row, purpose.name)
    await context.show(row.chat_id, uploads.card_of(row), texts.READING)
    await context.errand(row.chat_id, ERRAND, {"upload": row.id})


async def _dropped(update: Update, context: OfficeContext, number: int) -> None:
    row = await uploads.own(context.session, number, context.officer, READ)
    await uploads.close(context.session, row)
    await context.answer(update)
    query = update.callback_query
    if query is not None and query.message is not None:
        await context.redraw(row.chat_id, query.message.message_id, texts.DROPPED)


def drop_button(row: Upload) -> Button:
    """Leaves everything as it was."""
    return Button(texts.DROP, view(VIEW, DROP, row.id))


def file_of(message: Message) -> dict[str, Any]:
    """What is kept of a photo or document: ids of Telegram, no bytes, no person's number."""
    caption = redact(message.caption or "")
    if message.photo:
        best = message.photo[-1]
        return {
            "file_id": best.file_id,
            "file_unique_id": best.file_unique_id,
            "media": "photo",
            "size": best.file_size,
            "caption": caption,
        }
    document = message.document
    if document is None:
        raise LookupError("no file in a message that passed the filter for files")
    return {
        "file_id": document.file_id,
        "file_unique_id": document.file_unique_id,
        "media": "document",
        "file_name": redact(document.file_name or ""),
        "size": document.file_size,
        "caption": caption,
    }
