"""What is typed about people: a name, somebody to be invited, the days of a 대결."""

from datetime import date

from handlers.chat.context import OfficeContext
from handlers.people import texts
from handlers.people.views import Screen
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text

LONGEST_NAME = 40


def read_name(words: str, _today: date) -> str:
    """A person's name as typed; raises Unreadable when it is none."""
    name = " ".join(clean_text(words).split())
    if not name or len(name) > LONGEST_NAME or not any(letter.isalpha() for letter in name):
        raise Unreadable(words, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    return name


async def said(context: OfficeContext, chat_id: int, screen: Screen) -> None:
    """A screen below what was typed, with its picture if it has one."""
    await context.say(chat_id, screen.text, screen.rows, secret=screen.secret)
    await pictured(context, chat_id, screen)


async def pictured(context: OfficeContext, chat_id: int, screen: Screen) -> None:
    """The address of a screen as a QR code."""
    if screen.qr:
        given = {"text": screen.qr}
        await context.picture(chat_id, "qr", given, caption=texts.QR_CAPTION, secret=screen.secret)
