"""What stands behind any words that are nothing else: the listener that is asked last."""

from telegram import Update

from handlers.chat import help as helping
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.taps import chat_of
from handlers.find import commands as finding
from storage.rules.permission import may
from storage.traffic.messages import Button, Row, view

STARTERS = ("event", "mou", "contract", "problem")


async def heard(update: Update, context: OfficeContext, words: str) -> bool:
    """A search for the words, and what can be begun; takes whatever comes."""
    wanted = " ".join(words.lstrip("/").split())[:40]
    rows = [*finding.offer(wanted), *starters(context)]
    await context.say(chat_of(update), helping.NOTHING_OPEN, rows)
    return True


def starters(context: OfficeContext) -> list[Row]:
    """A button for each form that this person may begin."""
    role = context.officer.role
    lines = [line for line in helping.COMMANDS if line.name in STARTERS and may(role, line.action)]
    return [*in_rows([Button(line.korean, view("new", line.name, 0)) for line in lines], 1)]
