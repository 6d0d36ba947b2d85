"""A caption that is a record: its card is filled from the words, its photos prove it."""

from typing import Any

from telegram import Update

from handlers.chat import help as helping
from handlers.chat.context import OfficeContext
from handlers.forms import drawing, line_reading
from handlers.forms.door import Door
from handlers.forms.session import Attached
from handlers.forms.updates import chat_of, message_of, user_of
from handlers.talk.record_lines import RecordLines
from storage.models.traffic import OPEN
from storage.records import evidence_bags, evidence_files
from storage.rules.personal_data import hidden_in
from storage.traffic import drafts

File = dict[str, Any]


class Captions:
    """Reads what stands below photos and files as it would be read if it had been typed."""

    def __init__(self, door: Door, lines: RecordLines) -> None:
        self._door = door
        self._lines = lines

    async def taken(
        self, update: Update, context: OfficeContext, file: File, card: str, hint: str
    ) -> bool:
        """Whether the file proves what is read from its caption, or from that of its album.

        `card` is that of the bag in which the parts before it wait; `hint` is told of them.
        """
        album = message_of(update).media_group_id or ""
        if await self._followed(update, context, file, album):
            return True
        words = Attached(file).words
        if not words or hidden_in(file) or await self._belongs(update, context):
            return False
        reading = await line_reading.read(context, words)
        if not reading.reads:
            return False
        bag = await evidence_bags.put(context.act, file, chat_id=chat_of(update), card=card)
        photos = await evidence_bags.take(context.act, bag.id)
        await self._lines.filled(update, context, words, reading, photos, album, hint)
        if len(photos) > 1:  # the parts before it had been asked about
            told = helping.files_placed([one["media"] for one in photos])
            await context.show(chat_of(update), card, told)
        return True

    async def _belongs(self, update: Update, context: OfficeContext) -> bool:
        """Whether a form is open that was not read from a line: what comes is for that one."""
        draft = await drafts.open_one(context.session, chat_of(update), user_of(update))
        return draft is not None and not self._door.sitting(draft).line

    async def _followed(
        self, update: Update, context: OfficeContext, file: File, album: str
    ) -> bool:
        """A further part of an album whose caption was read: to all that was read there."""
        found = await drafts.of_album(context.session, user_of(update), album)
        for draft in found:
            sitting = self._door.sitting(draft)
            if all(one["file_unique_id"] != file["file_unique_id"] for one in sitting.photos):
                sitting.photos.append(file)
                await evidence_files.want(context.act, file)
            form = self._door.form(draft.form)
            if draft.state == OPEN:
                await drawing.draw(context, form, draft, sitting, fresh=True)
            else:
                await drawing.keep(context, form, draft, sitting)
        return bool(found)
