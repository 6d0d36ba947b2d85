"""Questions outside a form: declared once, known by the message that asked them.

A row says who was asked what and about what, so an answer is taken whether the person replies to
the question or simply types. Words of a question are never read back. Whoever does something else
first, by a command or a tap, passes it over: it falls, and a late reply hears so.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import Message, Update

from handlers.chat import texts
from handlers.chat.context import OfficeContext
from storage.models.asking import FALLEN
from storage.rules.examples import as_of
from storage.rules.permission import Action
from storage.rules.personal_data import find_personal_data
from storage.traffic import cards, prompts
from storage.traffic.messages import Card, Row
from storage.traffic.prompts import Asked


@dataclass(frozen=True)
class Answer:
    """An answer to a question: what it was about, and what was read from the words."""

    update: Update
    context: OfficeContext
    chat_id: int
    given: list[Any]
    read: Any


Then = Callable[[Answer], Awaitable[None]]
Read = Callable[[str, date], Any]


def as_typed(words: str, _today: date) -> str:
    """The words themselves."""
    return words


@dataclass(frozen=True)
class Prompt:
    """One question outside a form: its words, who may answer, how it is read, and what follows.

    `name` stands in stored rows. `read` raises Unreadable, and the question stays open. With
    `file` a document is an answer too. `personal` names the personal data in words that are
    refused unread; most questions refuse all that there is. To most, the bare name of a command
    is no answer but that command; with `any_words` it is one.
    """

    name: str
    may: Action
    question: str
    hint: str
    then: Then
    read: Read = as_typed
    file: Then | None = None
    personal: Callable[[str], str | None] = find_personal_data  # what nobody may answer with
    any_words: bool = False


async def ask(
    context: OfficeContext, chat_id: int, prompt: Prompt, *given: int | str, **told: object
) -> None:
    """Asks, in place of what was asked before; `told` fills the question, as HTML."""
    await _ask(context, chat_id, prompt, given, told)


async def offer(
    context: OfficeContext,
    chat_id: int,
    prompt: Prompt,
    likely: Sequence[Row],
    *given: int | str,
    **told: object,
) -> None:
    """Asks with likely answers a tap away; words that are simply typed answer it all the same."""
    await _ask(context, chat_id, prompt, given, told, likely)


async def _ask(
    context: OfficeContext,
    chat_id: int,
    prompt: Prompt,
    given: Sequence[int | str],
    told: Mapping[str, object],
    rows: Sequence[Row] = (),
) -> None:
    number = await prompts.ask(
        context.session,
        context.officer.telegram_id or 0,
        chat_id,
        prompt.name,
        given,
        context.now,
    )
    key, words = prompts.card_of(number), as_of(prompt.question, context.today).format(**told)
    hint = "" if rows else as_of(prompt.hint, context.today)
    await context.put(chat_id, Card(key, words, rows, fresh=True, hint=hint))


async def hear(update: Update, context: OfficeContext) -> None:
    """What an update is to the question that is open: its answer, or something else instead.

    For the gate, before any handler: `context.work.heard` is the question that is answered.
    """
    user, chat = context.officer.telegram_id or 0, update.effective_chat
    said = update.message
    if chat is None:
        return
    if update.callback_query is not None or (said is not None and _is_command(said)):
        await prompts.fall(context.session, user, chat.id)
    elif said is not None and (said.text or said.document):
        context.work.heard = await _meant(context, said, user)


async def _meant(context: OfficeContext, said: Message, user: int) -> Asked | None:
    """The question that a message answers: the one it replies to, else the one that is open."""
    session, chat, quoted = context.session, said.chat.id, said.reply_to_message
    bot = said.get_bot().id
    if quoted is None or quoted.from_user is None or quoted.from_user.id != bot:
        return await prompts.open_one(session, user, chat, context.now)
    found = await prompts.asked_by(session, user, chat, quoted.message_id)
    if found is not None:
        return found
    if texts.FORMER_QUESTION.search(quoted.text or ""):
        return Asked(0, "", [], FALLEN, context.now, context.now)
    # To an older message of the bot: meant for that one. A newer one says why the answer was not
    # taken, or is the question itself, whose place is not noted yet.
    still = await prompts.open_one(session, user, chat, context.now)
    place = await cards.message_of(session, still.card) if still is not None else None
    return None if place is not None and quoted.message_id < place else still


def _is_command(said: Message) -> bool:
    return (said.text or "").startswith("/")
