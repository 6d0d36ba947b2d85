"""A peer: the form as aiogram's own documentation would have it written, with its defaults.

A router with states in memory and long polling; the finished form is one row. Updates are worked
on side by side; the state is lost in a crash, and an update that it was working on.
"""

import asyncio
import sqlite3
import sys
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench import script

router = Router()
BOX: dict[str, sqlite3.Connection] = {}


class Steps(StatesGroup):
    """Where somebody stands in the form."""

    kind = State()
    period = State()
    title = State()
    target = State()
    format = State()
    components = State()
    figures = State()
    confirm = State()


STATES = [getattr(Steps, field.name) for field in script.FIELDS] + [Steps.confirm]


def keyboard(at: int) -> InlineKeyboardMarkup:
    """The keys of a question."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=code) for label, code in row]
            for row in script.rows(at)
        ]
    )


@router.message(Command("event"))
async def begin(message: Message, state: FSMContext) -> None:
    """The command."""
    await state.clear()
    await state.set_state(STATES[0])
    await message.answer(script.asked(0, {}), parse_mode="HTML", reply_markup=keyboard(0))


def tapped(at: int) -> Any:
    """The handler of a choice: keeps it and asks the next."""

    async def handler(query: CallbackQuery, state: FSMContext) -> None:
        field = script.FIELDS[at]
        assert query.data is not None
        assert isinstance(query.message, Message)
        value = field.options[int(query.data.split(":")[1])][0]
        answers = await state.update_data({field.name: value})
        await state.set_state(STATES[at + 1])
        await query.answer()
        text = script.asked(at + 1, answers)
        await query.message.edit_text(text, parse_mode="HTML", reply_markup=keyboard(at + 1))

    return handler


def typed(at: int) -> Any:
    """The handler of typed words: keeps them and asks the next."""

    async def handler(message: Message, state: FSMContext) -> None:
        field = script.FIELDS[at]
        answers = await state.update_data({field.name: script.read(field, message.text or "")})
        await state.set_state(STATES[at + 1])
        text = script.asked(at + 1, answers)
        await message.answer(text, parse_mode="HTML", reply_markup=keyboard(at + 1))

    return handler


@router.callback_query(Steps.confirm, F.data.startswith(f"{len(script.FIELDS)}:"))
async def confirmed(query: CallbackQuery, state: FSMContext) -> None:
    """The row."""
    assert isinstance(query.message, Message)
    answers = await state.get_data()
    with BOX["database"] as database:
        database.execute(script.INSERT, [answers[name] for name in script.COLUMNS])
    await state.clear()
    await query.answer()
    await query.message.edit_text(f"{script.SAVED}\n{script.summary(answers)}")


@router.callback_query(F.data == "x")
async def cancelled(query: CallbackQuery, state: FSMContext) -> None:
    """The way out."""
    await state.clear()
    await query.answer()


async def run(address: str, token: str, path: str) -> None:
    """Polls until stopped."""
    BOX["database"] = sqlite3.connect(path)
    for statement in (*script.PRAGMAS, script.TABLE):
        BOX["database"].execute(statement)
    for at, field in enumerate(script.FIELDS):
        if field.taps:
            router.callback_query(STATES[at], F.data.startswith(f"{at}:"))(tapped(at))
        else:
            router.message(STATES[at], F.text)(typed(at))
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
