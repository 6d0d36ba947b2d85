"""The record that a button of a record's screen names."""

from typing import Any

from telegram import Update

from handlers import reading
from handlers.context import OfficeContext
from handlers.taps import code_of
from storage.queries.recording import records
from storage.rules.errors import Gone
from storage.rules.permission import Matter


async def named_record(
    update: Update, context: OfficeContext, matter: Matter | None = None
) -> Any:
    """The record that a button names, opened for this person: see handlers/reading.py.

    Raises Gone for one that never was.
    """
    kind, number, *_back = code_of(update, context).args
    row = await records.get(context.session, kind, number)
    if row is None:
        raise Gone
    await reading.opened(context, row, matter)
    return row
