"""What comes that is neither words nor a file: a place, somebody's contact, a voice, a sticker."""

from telegram import Message, Update

from handlers.chat import help as helping
from handlers.chat.context import OfficeContext
from handlers.chat.spoken import words_of
from handlers.forms import drawing, hearing
from handlers.forms.door import Door
from handlers.forms.updates import chat_of, message_of, user_of
from handlers.talk import home, texts
from storage.rules.permission import Action, may
from storage.traffic import drafts
from storage.traffic.messages import Button, view


class Things:
    """Takes a place for the place, and says of the rest what to do instead."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def venue_received(self, update: Update, context: OfficeContext) -> None:
        """A place that has a name is where it happened, whatever question is open."""
        name = words_of(message_of(update))
        draft = await drafts.open_one(context.session, chat_of(update), user_of(update))
        if draft is not None:
            form, sitting = self._door.form(draft.form), self._door.sitting(draft)
            if hearing.placed(form, sitting, name):
                await drawing.draw(context, form, draft, sitting, fresh=True)
                return
        if await self._door.text_received(update, context):
            return
        told = texts.place_heard(name)
        await self._door.start(update, context, "event", answers={"places": [name]}, notice=told)

    async def received(self, update: Update, context: OfficeContext) -> None:
        """Anything else: the open question stays, with a word on what does answer it."""
        message = message_of(update)
        if message.contact is not None and may(context.officer.role, Action.MANAGE_PEOPLE):
            invite = Button(texts.INVITE, view("people", "inv"), style="primary")
            await context.say(message.chat.id, texts.CONTACT_INVITES, [[invite]])
            return
        told = _instead(message)
        if await self._door.hinted(update, context, *([told] if told else [])):
            return
        rows = home.starters(context)
        await context.say(message.chat.id, told or helping.WORDS_ONLY, [] if told else rows)


def _instead(message: Message) -> str:
    if message.contact is not None:
        return texts.CONTACT_REFUSED
    if message.voice is not None or message.audio is not None or message.video_note is not None:
        return texts.VOICE
    return texts.LOCATION if message.location is not None else ""
