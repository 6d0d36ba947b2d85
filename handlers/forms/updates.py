"""What an update says to a form: who, where, which code; a code that no screen makes is Gone."""

from telegram import Message, Update

from handlers.buttons import read_view
from storage.rules.errors import Gone


def arguments(update: Update) -> list[str]:
    """What stands behind a view's name; Gone for a code that no screen makes."""
    _name, args = read_view(code_of(update))
    if not args:
        raise Gone
    return args


def number_in(text: str) -> int:
    """The number in a code's argument."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Gone
    return int(text)


def form_and_number(update: Update) -> tuple[str, int]:
    """A form's name and the record's number, 0 without one."""
    args = arguments(update)
    return args[0], number_in(args[1]) if len(args) > 1 else 0


def code_of(update: Update) -> str:
    """The code of the tapped button."""
    query = update.callback_query
    return (query.data or "") if query else ""


def user_of(update: Update) -> int:
    """Who acts."""
    return update.effective_user.id if update.effective_user else 0


def chat_of(update: Update) -> int:
    """Where."""
    return update.effective_chat.id if update.effective_chat else 0


def message_of(update: Update) -> Message:
    """The message itself, edited or new."""
    message = update.effective_message
    if message is None:
        raise LookupError("an update without a message reached a form")
    return message
