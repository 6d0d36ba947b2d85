"""A peer: the form as pyTelegramBotAPI's own documentation would have it written, asynchronous.

`AsyncTeleBot` with states in memory and its infinite polling, by default; the finished form is
one row. Updates are worked on side by side, an order is not kept; the state is lost in a crash,
and an update that it was working on.
"""

import asyncio
import sqlite3
import sys
from typing import Any

from telebot import asyncio_filters, asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.asyncio_storage import StateMemoryStorage
from telebot.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.bench import script

CONFIRM = len(script.FIELDS)


def keyboard(at: int) -> InlineKeyboardMarkup:
    """The keys of a question."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=code) for label, code in row]
            for row in script.rows(at)
        ]
    )


def handlers(bot: AsyncTeleBot, database: sqlite3.Connection) -> None:
    """All of the form."""

    @bot.message_handler(commands=["event"])
    async def begin(message: Any) -> None:
        user, chat = message.from_user.id, message.chat.id
        await bot.delete_state(user, chat)
        await bot.set_state(user, "0", chat)
        await bot.send_message(
            chat, script.asked(0, {}), parse_mode="HTML", reply_markup=keyboard(0)
        )

    for at, field in enumerate(script.FIELDS):
        (tapped if field.taps else typed)(bot, at, field)

    @bot.callback_query_handler(state=f"{CONFIRM}", func=lambda query: query.data != "x")
    async def confirmed(query: Any) -> None:
        user, chat = query.from_user.id, query.message.chat.id
        async with bot.retrieve_data(user, chat) as answers:
            with database:
                database.execute(script.INSERT, [answers[name] for name in script.COLUMNS])
            told = script.summary(answers)
        await bot.delete_state(user, chat)
        await bot.answer_callback_query(query.id)
        await bot.edit_message_text(f"{script.SAVED}\n{told}", chat, query.message.message_id)

    @bot.callback_query_handler(func=lambda query: query.data == "x")
    async def cancelled(query: Any) -> None:
        await bot.delete_state(query.from_user.id, query.message.chat.id)
        await bot.answer_callback_query(query.id)


def tapped(bot: AsyncTeleBot, at: int, field: script.Field) -> None:
    """The handler of a choice: keeps it and asks the next."""

    @bot.callback_query_handler(state=f"{at}", func=lambda query: query.data != "x")
    async def handler(query: Any) -> None:
        user, chat = query.from_user.id, query.message.chat.id
        value = field.options[int(query.data.split(":")[1])][0]
        async with bot.retrieve_data(user, chat) as answers:
            answers[field.name] = value
            text = script.asked(at + 1, answers)
        await bot.set_state(user, f"{at + 1}", chat)
        await bot.answer_callback_query(query.id)
        message = query.message.message_id
        await bot.edit_message_text(
            text, chat, message, parse_mode="HTML", reply_markup=keyboard(at + 1)
        )


def typed(bot: AsyncTeleBot, at: int, field: script.Field) -> None:
    """The handler of typed words: keeps them and asks the next."""

    @bot.message_handler(state=f"{at}", content_types=["text"])
    async def handler(message: Any) -> None:
        user, chat = message.from_user.id, message.chat.id
        async with bot.retrieve_data(user, chat) as answers:
            answers[field.name] = script.read(field, message.text)
            text = script.asked(at + 1, answers)
        await bot.set_state(user, f"{at + 1}", chat)
        await bot.send_message(chat, text, parse_mode="HTML", reply_markup=keyboard(at + 1))


async def run(address: str, token: str, path: str) -> None:
    """Polls until stopped."""
    database = sqlite3.connect(path)
    for statement in (*script.PRAGMAS, script.TABLE):
        database.execute(statement)
    asyncio_helper.API_URL = address + "/bot{0}/{1}"
    bot = AsyncTeleBot(token, state_storage=StateMemoryStorage())
    bot.add_custom_filter(asyncio_filters.StateFilter(bot))
    handlers(bot, database)
    await bot.infinity_polling()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
