"""Everything that is not a command: words, photos and files for the form that is open."""

from collections.abc import Sequence
from html import escape

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from handlers.chat import evidence_notes, texts
from handlers.chat import help as helping
from handlers.chat import home as home_card
from handlers.chat.access import Callback, Guarded, Handler, command, guarded, tap
from handlers.chat.buttons import MOST_LABEL
from handlers.chat.context import OfficeContext
from handlers.chat.spoken import words_of
from handlers.chat.taps import Tap, chat_of, code_of, taken
from handlers.forms import texts as form_texts
from handlers.forms.door import Door
from handlers.forms.interruption import way_back
from handlers.talk import listeners
from handlers.talk.captions import Captions
from handlers.talk.line_edits import LineEdits
from handlers.talk.listeners import Listener
from handlers.talk.record_lines import RecordLines
from handlers.talk.things import Things
from handlers.upload import commands as uploading
from storage.records import evidence_bags, record_keeping, record_lookup
from storage.rules.names import clipped
from storage.rules.permission import Action
from storage.rules.personal_data import hidden_in
from storage.traffic.messages import Button, Screen, view

FRESH = filters.UpdateType.MESSAGE


class Talk:
    """Leads words and files to the open form; without one, offers what can be begun."""

    def __init__(self, door: Door, lines: RecordLines, listeners: Sequence[Listener]) -> None:
        self._door = door
        self._lines = lines
        self._edits = LineEdits(door, lines)
        self._captions = Captions(door, lines)
        self._things = Things(door)
        self._listeners = listeners

    async def text_received(self, update: Update, context: OfficeContext) -> None:
        """Words: an answer to the open form, or whatever the first listener takes them for."""
        words = words_of(_message(update))
        if context.work.rest:
            await self._edits.continued(update, context, words)
            return
        draft = await self._door.open_one(update, context)
        command = self._lines.is_command(context, words, draft)
        if command and await self._listeners[0](update, context, words):
            return
        if draft and self._lines.is_idle(words, draft):
            *taking, _home = self._listeners
            if await listeners.heard(taking, update, context, words):
                return
            draft = await self._door.open_one(update, context)
        elif draft and await self._lines.beside(update, context, words, draft):
            return
        if draft is None or not await self._door.text_received(update, context, draft):
            await listeners.heard(self._listeners, update, context, words)

    async def private_received(self, update: Update, context: OfficeContext) -> None:
        """Words with personal data in them: the open question stays, and says why."""
        kind = context.work.private
        if not await self._door.turned_down(update, context, kind):
            await context.say(chat_of(update), texts.without_personal_data(kind))

    async def photo_received(self, update: Update, context: OfficeContext) -> None:
        """A photo or document: evidence of the open form, or of a record chosen by a tap."""
        file, message = uploading.file_of(_message(update)), _message(update)
        chat, session = message.chat.id, context.session
        card = f"photos:{chat}:{message.media_group_id or message.message_id}"
        hint = await evidence_notes.came(context, [(file["media"], file.get("file_name") or "")])
        if await self._captions.taken(update, context, file, card, hint):
            return
        if await self._door.file_received(update, context, file, hint):
            return
        bag = await evidence_bags.put(context.act, file, chat_id=chat, card=card)
        rows = await uploading.offers(context, chat, file)
        inside = await evidence_bags.inside(session, bag)
        media = [one.media for one in inside]
        question = helping.files_for(media, bag.ends_at, readable=bool(rows))
        if kind := hidden_in(file):
            question = f"{escape(form_texts.hidden(kind))}\n{question}"
        number = bag.id
        names = [(one.media, one.file_name or "") for one in inside]
        if told := await evidence_notes.came(context, names, number):
            question = f"{question}\n{escape(told)}"
        for row in await record_lookup.latest_of(session, context.officer.id, 4):
            code = view("photo", number, row.kind, row.id)
            rows.append([Button(clipped(row.title, MOST_LABEL), code)])
        rows.append([Button(helping.NEW_EVENT, view("photo", number, "new"))])
        await context.show(chat, card, question, rows)

    async def photo_placed(self, update: Update, context: OfficeContext) -> None:
        """`photo:<bag>:<kind>:<record>` or `photo:<bag>:new`: the bag goes there, no other."""
        query = update.callback_query
        bag, *place = code_of(update, context).args
        if len(place) == 1:  # a new event
            await context.answer(update)
            photos = await evidence_bags.take(context.act, bag)
            await self._door.start(update, context, "event", photos=photos)
            return
        kind, number = place
        files = await evidence_bags.place(context.act, bag, kind, number)
        row = await record_keeping.get(context.session, kind, number)
        media = [one["media"] for one in files]
        await context.answer(update, helping.files_placed(media))
        if query is not None and query.message is not None and row is not None:
            said = [helping.files_placed(media, row.title)]
            said += [f"※ {escape(one)}" for one in await evidence_notes.placed(context, row)]
            await context.redraw(
                query.message.chat.id,
                query.message.message_id,
                "\n".join(said),
                [[Button(helping.OPEN_RECORD, view("rec", kind, number))]],
            )

    async def edited(self, update: Update, context: OfficeContext) -> None:
        """A message was edited after it had been sent."""
        if not await self._edits.edited(update, context):
            await self._door.edited(update, context)

    async def cancel_command(self, update: Update, context: OfficeContext) -> None:
        """`/cancel`: stops the open form, which stays in /todo."""
        if not await self._door.cancel(update, context):
            await context.say(_message(update).chat.id, helping.NO_FORM_TO_CANCEL)

    async def help_command(self, update: Update, context: OfficeContext) -> None:
        """`/help`: what this person may do; a form that is open keeps its place."""
        chat, officer = chat_of(update), context.officer
        text, rows = home_card.help_card(officer.name, officer.role)
        await context.say(chat, text, [*rows, *await way_back(context, chat)])

    async def help_pressed(self, update: Update, context: OfficeContext) -> None:
        """`all`: every command; `show`: the short help again."""
        await taken({"all": _all_commands, "show": _short_help}, update, context)

    async def unknown_command(self, update: Update, context: OfficeContext) -> None:
        """A command that does not exist."""
        await context.say(_message(update).chat.id, helping.NOT_HERE)

    def _words(self, callback: Callback) -> Guarded:
        return guarded(Action.TAKE_PART, callback, self.private_received)

    def handlers(self) -> list[Handler]:
        """In the order in which they are asked; commands of features stand before."""
        files = filters.PHOTO | filters.Document.ALL
        return [
            command("help", self.help_command),
            command("cancel", self.cancel_command),
            tap(Action.HELP, "help", self.help_pressed),
            tap(Action.LOG_EVENT, "photo", self.photo_placed),
            MessageHandler(FRESH & filters.COMMAND, guarded(Action.HELP, self.unknown_command)),
            MessageHandler(FRESH & filters.TEXT, self._words(self.text_received)),
            MessageHandler(FRESH & filters.VENUE, self._words(self._things.venue_received)),
            MessageHandler(FRESH & files, guarded(Action.LOG_EVENT, self.photo_received)),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, self._words(self.edited)),
            MessageHandler(FRESH, guarded(Action.TAKE_PART, self._things.received)),
        ]


async def _all_commands(one: Tap) -> Screen:
    return home_card.help_all(one.context.officer.role, one.context.today)


async def _short_help(one: Tap) -> Screen:
    return home_card.help_card(one.context.officer.name, one.context.officer.role)


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise LookupError("an update without a message passed a message filter")
    return message
