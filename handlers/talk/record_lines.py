"""Lines that are records: the listener that is asked behind the questions."""

from collections.abc import Sequence
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import command_words
from handlers.chat.context import OfficeContext
from handlers.forms import drawing, hearing, line_reading, memory, seating
from handlers.forms.door import Door
from handlers.forms.engine import WORDS
from handlers.forms.fields import Choice, Field
from handlers.forms.form import Form
from handlers.forms.session import Sitting, Typed
from handlers.forms.texts import NO_WORDS, YES_WORDS
from handlers.forms.updates import chat_of, message_of, user_of
from handlers.talk import line_parents, several_lines, texts
from handlers.talk.corrections import corrected
from handlers.talk.made_lines import Made
from storage.facts.loose.proposed import Read, Reading
from storage.rules.errors import NotAllowed, Unreadable
from storage.rules.names import clean_text
from storage.rules.permission import may
from storage.rules.terms import RecordKind
from storage.traffic import drafts
from storage.traffic.drafts import Filling
from storage.traffic.messages import Button, view


class RecordLines:
    """Reads what happened from one message and shows the filled card of it."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def heard(self, update: Update, context: OfficeContext, words: str) -> bool:
        """Takes what is plainly a record, several of them, or a correction of the last one."""
        return await self.taken(update, context, words)

    async def taken(
        self,
        update: Update,
        context: OfficeContext,
        words: str,
        photos: Sequence[dict[str, Any]] = (),
    ) -> bool:
        """The card of the words, with photos that prove it; False where they are no record."""
        reading = await line_reading.read(context, words)
        if not reading.reads:
            return await corrected(self._door, update, context, reading)
        await self.filled(update, context, words, reading, photos)
        return True

    async def taken_behind(
        self, update: Update, context: OfficeContext, name: str, words: str
    ) -> bool:
        """As `taken`, for words behind a command, which says what they are about."""
        for told in dict.fromkeys((words, texts.AS_SAID[name].format(words=words))):
            reading = await line_reading.read(context, told)
            mine = [one for one in reading.reads if one.kind == name]
            if mine and (told == words or len(mine[0].values) > 1):  # words alone may be anything
                await self.filled(update, context, told, reading)
                return True
        return await self.taken(update, context, words)

    async def planned(self, update: Update, context: OfficeContext, words: str) -> bool:
        """The card of an item of the plan that is due; False where they plan nothing plainly."""
        told = texts.AS_SAID["plan_item"].format(words=words)
        reading = await line_reading.read(context, told)
        if [one.kind for one in reading.reads] != [RecordKind.PLAN_ITEM]:
            return False
        if len(reading.reads[0].values) == 1:  # words alone may be anything
            return False
        await self.filled(update, context, told, reading)
        return True

    async def filled(
        self,
        update: Update,
        context: OfficeContext,
        words: str,
        reading: Reading,
        photos: Sequence[dict[str, Any]] = (),
        album: str = "",
        hint: str = "",
    ) -> None:
        """The card of the one record that was read, or the list of several."""
        made = await self._made(update, context, reading, words)
        open_now = await drafts.open_one(context.session, chat_of(update), user_of(update))
        for one in made:
            one.sitting.photos, one.sitting.album = list(photos), album
        if len(made) != 1:
            if made:
                await several_lines.begun(self._door, update, context, made)
            return
        (one,) = made
        other = texts.PARKED_OTHER if open_now is not None else ""
        one.sitting.notice = " ".join(filter(None, (one.told, hint, other)))
        user = user_of(update)
        await drawing.started(context, one.form, one.sitting, user, parent_id=one.parent)

    async def beside(
        self, update: Update, context: OfficeContext, words: str, draft: Filling
    ) -> bool:
        """Words typed while a form is open whose question cannot take them: both are offered.

        False where the form goes on with them: they answer it, or are no record.
        """
        form, sitting = self._door.form(draft.form), self._door.sitting(draft)
        field = _open_field(form, sitting)
        if _says_an_option(sitting, words) or (field is None and not sitting.line):
            return False
        if field and await _answers(context, draft, form, sitting, field, words):
            return False
        if sitting.line:  # the next line, before the last one was saved
            return await self.taken(update, context, words)
        reading = await line_reading.read(context, words)
        if not reading.reads or not all(_is_whole(one) for one in reading.reads):
            return False
        made = await self._made(update, context, reading, words)
        if len(made) != 1:
            if made:
                await several_lines.begun(self._door, update, context, made)
            return True
        (one,) = made
        laid = await drawing.laid(context, one.form, one.sitting, draft.user_id, one.parent)
        rows = [
            [Button(texts.AS_RECORD, view("go", laid.id), style="primary")],
            [Button(texts.GO_ON, view("go", draft.id))],
        ]
        await context.say(draft.chat_id, texts.BOTH, rows)
        return True

    def is_idle(self, words: str, draft: Filling) -> bool:
        """Whether the card of the open form asks nothing, and these words are none of its own."""
        if clean_text(words) in WORDS:
            return False
        sitting = self._door.sitting(draft)
        return not sitting.asked and sitting.doubt is None

    def is_command(self, context: OfficeContext, words: str, draft: Filling | None) -> bool:
        """Whether it is a command and no answer to a form: by its slash, or by its bare name.

        A name that the form has itself, as a word of its buttons or an option, is the form's.
        """
        if words.startswith("/"):  # in Hangul, which Telegram marks as none
            return True
        if not command_words.bare(words, context.today):
            return False
        if draft is None:
            return True
        sitting = self._door.sitting(draft)
        field = self._door.form(draft.form)[sitting.asked] if sitting.asked else None
        named = isinstance(field, Choice) and field.names(words, sitting.answers)
        return not (named or _says_an_option(sitting, words))

    async def _made(
        self, update: Update, context: OfficeContext, reading: Reading, words: str
    ) -> list[Made]:
        """What each record of the words gives its form; what hangs on no agreement is told of.

        Raises NotAllowed with the true reason for who may not write one of them.
        """
        line = context.work.taken_up or message_of(update).message_id
        found = []
        for at, read in enumerate(reading.reads):
            form, role = self._door.form(read.kind), context.officer.role
            if not may(role, form.action):
                raise NotAllowed(texts.may_not(form.title, role.label))
            try:
                above = await line_parents.above(context, read)
            except line_parents.NoAgreement as lacking:
                rows = [[Button(texts.WRITE_AGREEMENT, view("new", RecordKind.MOU, 0))]]
                await context.say(chat_of(update), escape(lacking.sentence), rows)
                continue
            form, beside, closed = await self._door.welcomed(context, read.kind, above.id)
            given = await line_reading.filled(context, form, reading, at)
            given.answers.update({n: v for n, v in beside.items() if n not in given.answers})
            sitting = seating.filled(form, given, words=words, line=line, at=at)
            told = " ".join(filter(None, (closed, above.told)))
            found.append(Made(form, sitting, above.id, told))
        return found


def _is_whole(read: Read) -> bool:
    """Whether it says itself what it is, and so can be no mere answer."""
    return read.kind is not RecordKind.EVENT or read.values.get("kind") is not None


def _open_field(form: Form, sitting: Sitting) -> Field | None:
    """The field whose question is open, where no more than its answer is awaited."""
    doubt = seating.of_line(sitting)
    if doubt is not None:
        return form[doubt["field"]]
    if not sitting.asked or sitting.doubt is not None or sitting.only:
        return None
    return form[sitting.asked]


def _says_an_option(sitting: Sitting, words: str) -> bool:
    """Whether the words are those of a button that stands there."""
    typed = clean_text(words)
    options = [one[0] for one in (sitting.doubt or {"options": []})["options"]]
    yes_or_no = sitting.doubt is not None and typed in (*YES_WORDS, *NO_WORDS)
    return typed in WORDS or yes_or_no or any(typed in one for one in options)


async def _answers(
    context: OfficeContext, draft: Filling, form: Form, sitting: Sitting, field: Field, words: str
) -> bool:
    """Whether the open question can take the words; over a line's card only to the letter."""
    if field.leaves_open(words):
        return True
    aids = await memory.aids(context, form, sitting, draft.parent_id, Typed(words))
    try:
        heard = hearing.heard_as(field, words, sitting, aids)
    except Unreadable:
        return False
    return not (sitting.line and heard.asked)
