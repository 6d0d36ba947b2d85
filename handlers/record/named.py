"""The record that a button of a record's screen names."""

from typing import Any

from telegram import Update

from handlers.chat import reading
from handlers.chat.context import OfficeContext
from handlers.chat.taps import code_of
from storage.records import record_keeping
from storage.rules.errors import Gone
from storage.rules.permission import Matter


async def named_record(
    update: Update, context: OfficeContext, matter: Matter | None = None
) -> Any:
    """The record that a button names, opened for this person: see handlers/chat/reading.py.

    Raises Gone for one that never was.
    """
    kind, number, *_back = code_of(update, context).args
    row = await record_keeping.get(context.session, kind, number)
    if row is None:
        raise Gone
    await reading.opened(context, row, matter)
    return row
