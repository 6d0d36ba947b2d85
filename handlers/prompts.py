"""Asking for one line of words outside a form: the officer answers by a reply to the question.

The question's first line tells what it was about, so nothing has to be remembered: a reply
still works after a restart or a week. Telegram itself vouches that the bot wrote the question.
"""

import re
from typing import Any

from telegram import Message, Update
from telegram.ext import filters

from handlers import texts
from handlers.context import OfficeContext
from storage.rules.errors import Refusal
from storage.rules.personal_data import find_personal_data


class Answers(filters.MessageFilter):
    """Replies to a question of this bot whose first line matches."""

    def __init__(self, question: re.Pattern[str]) -> None:
        super().__init__(name=f"Answers({question.pattern})")
        self._question = question

    def filter(self, message: Message) -> bool:
        """Whether this message is such a reply."""
        return _matched(message, self._question) is not None


async def ask(context: OfficeContext, chat_id: int, question: str, hint: str) -> None:
    """Sends a question that opens the reply field; `hint` stands greyed in that field."""
    markup: dict[str, Any] = {"force_reply": True, "input_field_placeholder": hint[:64]}
    await context.say(chat_id, question, reply_markup=markup)


def answered(update: Update, question: re.Pattern[str]) -> tuple[re.Match[str], str]:
    """What was asked and the words of the answer; only behind `Answers(question)`.

    Raises Refusal for words with a person's number in them, which are kept nowhere.
    """
    message = update.message
    match = _matched(message, question) if message is not None else None
    if message is None or match is None:
        raise LookupError("an answer without its question")
    words = message.text or ""
    if kind := find_personal_data(words):
        raise Refusal(texts.without_personal_data(kind))
    return match, words


def _matched(message: Message, question: re.Pattern[str]) -> re.Match[str] | None:
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != message.get_bot().id:
        return None
    return question.match(asked.text or "")
