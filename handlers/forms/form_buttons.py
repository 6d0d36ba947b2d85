"""The handlers of the forms' own buttons."""

from telegram.ext import CallbackQueryHandler

from handlers.chat.access import Handler, guarded, tap
from handlers.forms.door import Door
from storage.rules.permission import Action


def handlers(door: Door) -> list[Handler]:
    """Cards, and the buttons that begin, change or take up a form; rights are asked inside."""
    return [
        CallbackQueryHandler(guarded(Action.TAKE_PART, door.tapped), pattern=r"^f1:"),
        tap(Action.TAKE_PART, "new", door.new_pressed),
        tap(Action.TAKE_PART, "more", door.more_pressed),
        tap(Action.TAKE_PART, "edit", door.edit_pressed),
        tap(Action.TAKE_PART, "go", door.resume_pressed),
    ]
