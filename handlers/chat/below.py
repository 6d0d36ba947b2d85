"""What a button of a reminder opens stands below it: its other buttons are still needed."""

from collections.abc import Sequence
from datetime import timedelta

from telegram import Update

from handlers.chat.context import OfficeContext
from storage.rules.half_year import HalfYear
from storage.traffic import outbox
from storage.traffic.messages import Row

DAYS = 31  # an older reminder is overtaken: what it opens may take its place


async def show(update: Update, context: OfficeContext, text: str, rows: Sequence[Row]) -> None:
    """In place of the tapped message, or below it when that is a reminder."""
    query = update.callback_query
    if query is None or query.message is None:
        raise LookupError("a tap without its message")
    chat, message = query.message.chat.id, query.message.message_id
    if await _is_reminder(context, message):
        await context.say(chat, text, rows)
    else:
        await context.redraw(chat, message, text, rows)


async def _is_reminder(context: OfficeContext, message: int) -> bool:
    days = [context.today - timedelta(days=back) for back in range(DAYS)]
    who, half = context.officer.id, HalfYear.of(context.today)
    keys = [f"digest:{who}:{day.isoformat()}" for day in days]
    keys += [f"request:{who}:{one.code}" for one in (half, half.next())]
    return message in await outbox.messages_of(context.session, keys)
