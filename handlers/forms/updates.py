"""What an update says to a form: who, where, which code."""

from telegram import Message, Update


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
