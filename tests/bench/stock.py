"""The peer: the same form as PTB's own documentation would have it written, with its defaults.

A ConversationHandler without persistence, `run_polling`, the httpx transport; the finished form
is one row, committed to SQLite at the same safety (`synchronous=FULL`). Its state is lost in a
crash, and an update that it was working on with it.
"""

import logging
import sqlite3
import sys
import warnings
from datetime import datetime
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
KIND, ROLE, FORMAT, DAY, TITLE, FIGURE, CONFIRM = range(7)


def keyboard(options: Any) -> InlineKeyboardMarkup:
    """Options two in a row, and a way out."""
    keys = [InlineKeyboardButton(label, callback_data=f"c:{value}") for value, label in options]
    rows = [keys[at : at + 2] for at in range(0, len(keys), 2)]
    return InlineKeyboardMarkup([*rows, [InlineKeyboardButton("취소", callback_data="x")]])


def summary(context: CONTEXT) -> str:
    """What has been answered."""
    assert context.user_data is not None
    return "\n".join(f"{name}: {value}" for name, value in context.user_data.items())


async def begin(update: Update, context: CONTEXT) -> int:
    """The command."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data.clear()
    _name, ask, options = script.CHOICES[0]
    await update.message.reply_text(f"<b>{ask}</b>", "HTML", reply_markup=keyboard(options))
    return KIND


def chosen(at: int) -> Any:
    """The callback of a choice: keeps it and asks the next."""

    async def callback(update: Update, context: CONTEXT) -> int:
        query = update.callback_query
        assert query is not None
        assert query.data is not None
        assert context.user_data is not None
        await query.answer()
        context.user_data[script.CHOICES[at][0]] = query.data.removeprefix("c:")
        if at + 1 < len(script.CHOICES):
            _name, ask, options = script.CHOICES[at + 1]
        else:
            ask, options = script.DAY_ASK, ()
        text = f"{summary(context)}\n\n<b>{ask}</b>"
        await query.edit_message_text(text, "HTML", reply_markup=keyboard(options))
        return at + 1

    return callback


async def day_given(update: Update, context: CONTEXT) -> int:
    """The date."""
    assert update.message is not None
    assert context.user_data is not None
    day = datetime.strptime(update.message.text or "", "%Y.%m.%d").date()  # noqa: DTZ007 - a day
    context.user_data["day"] = day.isoformat()
    text = f"{summary(context)}\n\n<b>{script.TITLE_ASK}</b>"
    await update.message.reply_text(text, "HTML", reply_markup=keyboard(()))
    return TITLE


async def title_given(update: Update, context: CONTEXT) -> int:
    """The words."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["title"] = update.message.text
    text = f"{summary(context)}\n\n<b>{script.FIGURE_ASK}</b>"
    await update.message.reply_text(text, "HTML", reply_markup=keyboard(()))
    return FIGURE


async def figure_given(update: Update, context: CONTEXT) -> int:
    """The number."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["figure"] = int(update.message.text or "")
    options = (("save", script.SAVE),)
    await update.message.reply_text(summary(context), reply_markup=keyboard(options))
    return CONFIRM


async def confirmed(update: Update, context: CONTEXT) -> int:
    """The row."""
    query = update.callback_query
    assert query is not None
    assert context.user_data is not None
    await query.answer()
    database: sqlite3.Connection = context.bot_data["database"]
    with database:
        database.execute(
            "INSERT INTO event (kind, role, format, day, title, figure) VALUES (?,?,?,?,?,?)",
            tuple(context.user_data.values()),
        )
    await query.edit_message_text(f"{script.SAVED}\n{summary(context)}")
    return ConversationHandler.END


async def cancelled(update: Update, _context: CONTEXT) -> int:
    """The way out."""
    assert update.callback_query is not None
    await update.callback_query.answer()
    return ConversationHandler.END


def run(address: str, token: str, path: str) -> None:
    """Polls until stopped."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(
        "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, kind TEXT, role TEXT,"
        " format TEXT, day TEXT, title TEXT, figure INTEGER)"
    )
    warnings.filterwarnings("ignore", category=PTBUserWarning)
    application = Application.builder().token(token).base_url(f"{address}/bot").build()
    application.bot_data["database"] = database
    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("event", begin)],
            states={
                KIND: [CallbackQueryHandler(chosen(0), pattern="^c:")],
                ROLE: [CallbackQueryHandler(chosen(1), pattern="^c:")],
                FORMAT: [CallbackQueryHandler(chosen(2), pattern="^c:")],
                DAY: [MessageHandler(words, day_given)],
                TITLE: [MessageHandler(words, title_given)],
                FIGURE: [MessageHandler(words, figure_given)],
                CONFIRM: [CallbackQueryHandler(confirmed, pattern="^c:")],
            },
            fallbacks=[CallbackQueryHandler(cancelled, pattern="^x$")],
        )
    )
    application.run_polling()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    run(*sys.argv[1:])
