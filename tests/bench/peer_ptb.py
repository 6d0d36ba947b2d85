"""A peer: the form as python-telegram-bot's own documentation would have it written.

A ConversationHandler without persistence, `run_polling`, the httpx transport, all by default; the
finished form is one row. Its state is lost in a crash, and an update that it was working on.
"""

import logging
import sqlite3
import sys
import warnings
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from tests.bench import script

CONTEXT = ContextTypes.DEFAULT_TYPE
CONFIRM = len(script.FIELDS)


def keyboard(at: int) -> InlineKeyboardMarkup:
    """The keys of a question."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=code) for label, code in row]
            for row in script.rows(at)
        ]
    )


async def begin(update: Update, context: CONTEXT) -> int:
    """The command."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data.clear()
    await update.message.reply_text(script.asked(0, {}), "HTML", reply_markup=keyboard(0))
    return 0


def tapped(at: int) -> Any:
    """The callback of a choice: keeps it and asks the next."""

    async def callback(update: Update, context: CONTEXT) -> int:
        query, answers = update.callback_query, context.user_data
        assert query is not None
        assert query.data is not None
        assert answers is not None
        await query.answer()
        field = script.FIELDS[at]
        answers[field.name] = field.options[int(query.data.split(":")[1])][0]
        text = script.asked(at + 1, answers)
        await query.edit_message_text(text, "HTML", reply_markup=keyboard(at + 1))
        return at + 1

    return callback


def typed(at: int) -> Any:
    """The callback of typed words: keeps them and asks the next."""

    async def callback(update: Update, context: CONTEXT) -> int:
        message, answers = update.message, context.user_data
        assert message is not None
        assert answers is not None
        field = script.FIELDS[at]
        answers[field.name] = script.read(field, message.text or "")
        text = script.asked(at + 1, answers)
        await message.reply_text(text, "HTML", reply_markup=keyboard(at + 1))
        return at + 1

    return callback


async def confirmed(update: Update, context: CONTEXT) -> int:
    """The row."""
    query, answers = update.callback_query, context.user_data
    assert query is not None
    assert answers is not None
    await query.answer()
    database: sqlite3.Connection = context.bot_data["database"]
    with database:
        database.execute(script.INSERT, [answers[name] for name in script.COLUMNS])
    await query.edit_message_text(f"{script.SAVED}\n{script.summary(answers)}")
    return ConversationHandler.END


async def cancelled(update: Update, _context: CONTEXT) -> int:
    """The way out."""
    assert update.callback_query is not None
    await update.callback_query.answer()
    return ConversationHandler.END


def run(address: str, token: str, path: str) -> None:
    """Polls until stopped."""
    database = sqlite3.connect(path)
    for statement in (*script.PRAGMAS, script.TABLE):
        database.execute(statement)
    warnings.filterwarnings("ignore", category=PTBUserWarning)
    application = Application.builder().token(token).base_url(f"{address}/bot").build()
    application.bot_data["database"] = database
    words = filters.TEXT & ~filters.COMMAND
    states: dict[object, Any] = {
        at: [
            CallbackQueryHandler(tapped(at), pattern=f"^{at}:")
            if field.taps
            else MessageHandler(words, typed(at))
        ]
        for at, field in enumerate(script.FIELDS)
    }
    states[CONFIRM] = [CallbackQueryHandler(confirmed, pattern=f"^{CONFIRM}:")]
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("event", begin)],
            states=states,
            fallbacks=[CallbackQueryHandler(cancelled, pattern="^x$")],
        )
    )
    application.run_polling()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    run(*sys.argv[1:])
