"""Everything that is not a command: words, photos and files for the form that is open."""

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from handlers import help as helping
from handlers.access import Handler, guarded, tap
from handlers.buttons import Button, Row, clipped, in_rows, view
from handlers.context import OfficeContext
from handlers.find import commands as finding
from handlers.forms.door import Door
from handlers.forms.interruption import way_back
from handlers.taps import code_of
from handlers.upload import commands as uploading
from storage.models.base import RecordKind
from storage.queries.recording import evidence, record_lookup, records
from storage.rules.errors import Gone
from storage.rules.permission import Action, may
from storage.rules.terms import Role

FRESH = filters.UpdateType.MESSAGE
STARTERS = ("event", "mou", "contract", "problem")


class Talk:
    """Leads words and files to the open form; without one, offers what can be begun."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def text_received(self, update: Update, context: OfficeContext) -> None:
        """Words: an answer, or a hint what to do."""
        if await self._door.text_received(update, context):
            return
        message = _message(update)
        words = " ".join((message.text or "").lstrip("/").split())[:40]
        rows = [*finding.offer(words), *_starters(context)]
        await context.say(message.chat.id, helping.NOTHING_OPEN, rows)

    async def photo_received(self, update: Update, context: OfficeContext) -> None:
        """A photo or document: evidence of the open form, or of a record chosen by a tap."""
        file = uploading.file_of(_message(update))
        if await self._door.file_received(update, context, file):
            return
        session, officer = context.session, context.officer
        count = await evidence.keep_waiting(session, file, officer=officer, now=context.now)
        message = _message(update)
        rows = await uploading.offers(context, message.chat.id, file)
        question = (
            helping.photo_for(count) if message.photo else helping.file_for(readable=bool(rows))
        )
        for row in await record_lookup.latest_of(session, officer.id or 0, 4):
            code = view("photo", row.kind.value, row.id or 0)
            rows.append([Button(clipped(row.title), code)])
        rows.append([Button(helping.NEW_EVENT, view("photo", "new"))])
        card = f"photos:{message.chat.id}:{message.media_group_id or message.message_id}"
        await context.show(message.chat.id, card, question, rows)

    async def photo_placed(self, update: Update, context: OfficeContext) -> None:
        """The record was chosen, or a new event: what waits for a place goes there."""
        query = update.callback_query
        code = code_of(update, context)
        if code.act == "new":
            await context.answer(update)
            photos = await evidence.take_waiting(context.session, officer=context.officer)
            await self._door.start(update, context, "event", photos=photos)
            return
        kind, number = RecordKind(code.act), code.args[0]
        row = await records.get(context.session, kind, number)
        if row is None:
            raise Gone
        placed = await evidence.place_waiting(
            context.session,
            kind,
            row.id or 0,
            officer=context.officer,
            now=context.now,
        )
        await context.answer(update, helping.photos_placed(placed))
        if query is not None and query.message is not None:
            await context.redraw(
                query.message.chat.id,
                query.message.message_id,
                helping.photos_placed(placed, row.title),
                [[Button(helping.OPEN_RECORD, view("rec", kind, row.id or 0))]],
            )

    async def edited(self, update: Update, context: OfficeContext) -> None:
        """A message was edited after it had been sent."""
        await self._door.edited(update, context)

    async def other_received(self, update: Update, context: OfficeContext) -> None:
        """A sticker, voice message, place or contact."""
        if not await self._door.other_received(update, context):
            await context.say(_message(update).chat.id, helping.WORDS_ONLY, _starters(context))

    async def cancel_command(self, update: Update, context: OfficeContext) -> None:
        """`/cancel`: stops the open form, which stays in /todo."""
        if not await self._door.cancel(update, context):
            await context.say(_message(update).chat.id, helping.NO_FORM_TO_CANCEL)

    async def help_command(self, update: Update, context: OfficeContext) -> None:
        """`/help`: what this person may do; a form that is open keeps its place."""
        chat = _message(update).chat.id
        text = helping.help_text(context.officer.name, Role(context.officer.role))
        await context.say(chat, text, await way_back(context, chat))

    async def unknown_command(self, update: Update, context: OfficeContext) -> None:
        """A command that does not exist."""
        await context.say(_message(update).chat.id, helping.NOT_HERE)

    def handlers(self) -> list[Handler]:
        """In the order in which they are asked; commands of features stand before."""
        files = filters.PHOTO | filters.Document.ALL
        return [
            CommandHandler("help", guarded(Action.HELP, self.help_command), FRESH),
            CommandHandler("cancel", guarded(Action.TAKE_PART, self.cancel_command), FRESH),
            tap(Action.LOG_EVENT, "photo", self.photo_placed),
            MessageHandler(FRESH & filters.COMMAND, guarded(Action.HELP, self.unknown_command)),
            MessageHandler(FRESH & filters.TEXT, guarded(Action.TAKE_PART, self.text_received)),
            MessageHandler(FRESH & files, guarded(Action.LOG_EVENT, self.photo_received)),
            MessageHandler(
                filters.UpdateType.EDITED_MESSAGE, guarded(Action.TAKE_PART, self.edited)
            ),
            MessageHandler(FRESH, guarded(Action.TAKE_PART, self.other_received)),
        ]


def _starters(context: OfficeContext) -> list[Row]:
    role = Role(context.officer.role)
    lines = [line for line in helping.COMMANDS if line.name in STARTERS and may(role, line.action)]
    return [*in_rows([Button(line.korean, view("new", line.name, 0)) for line in lines], 1)]


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise LookupError("an update without a message passed a message filter")
    return message
