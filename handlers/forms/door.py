"""The door between Telegram and the forms: the only file here that knows its updates.

A step is: find the draft, compare owner and revision, load the aids, let the engine step, keep
the draft, draw the card. All of it is one transaction with the record that may come of it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import reading
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode, NotYours, way_out
from handlers.chat.spoken import words_of
from handlers.chat.taps import code_of as code_of_view
from handlers.forms import (
    before_saving,
    codes,
    drafted,
    drawing,
    endings,
    engine,
    line_reading,
    memory,
    one_more,
    readable,
    saving,
    seating,
    texts,
    uniting,
)
from handlers.forms.form import Form
from handlers.forms.session import (
    Attached,
    Corrected,
    Effect,
    Given,
    Mode,
    Press,
    Sitting,
    Typed,
)
from handlers.forms.updates import chat_of, code_of, message_of, user_of
from handlers.forms.watch import Watch
from storage.database import savepoint
from storage.models.traffic import DROPPED, OPEN, PARKED, SAVED
from storage.records import evidence_files, record_keeping, record_projection
from storage.rules.errors import Gone, Refusal, Unreadable
from storage.rules.permission import Action
from storage.traffic import drafts
from storage.traffic.drafts import Filling

Newest = bool | None
Permit = Callable[[OfficeContext, Action, int | None], Awaitable[None]]


class Door:
    """Leads updates into forms and forms out to cards."""

    def __init__(self, forms: Sequence[Form], permit: Permit, watch: Watch) -> None:
        self._forms = {form.name: form for form in forms}
        self.permit = permit
        self.watch = watch
        if len(self._forms) != len(forms):
            raise ValueError("two forms have the same name")

    def form(self, name: str) -> Form:
        """The form of that name; raises Gone for a name of another release."""
        try:
            return self._forms[name]
        except KeyError:
            raise Gone from None

    # -- ways in ---------------------------------------------------------------------------

    async def welcomed(
        self, context: OfficeContext, name: str, parent_id: int | None
    ) -> tuple[Form, dict[str, Any], str]:
        """The form, what lies beside its answers, and what is said of the owner's department;
        raises Refusal for who may not fill it."""
        form = self.form(name)
        owner = await saving.owner(context, form, parent_id)
        await self.permit(context, form.action, owner)
        await readable.above(context, form, parent_id)
        beside = await form.beside(context, parent_id) if form.beside else {}
        return form, beside, await saving.closed(context, owner)

    async def start(
        self,
        update: Update,
        context: OfficeContext,
        name: str,
        *,
        answers: dict[str, Any] | None = None,
        parent_id: int | None = None,
        photos: Sequence[dict[str, Any]] = (),
        notice: str = "",
        begun: dict[str, Any] | None = None,
        again: bool = False,
    ) -> None:
        """Begins a form, with `notice` above its first question; one that was open is parked and
        stays in /todo. `begun` are answers that it takes over, from a record where `again`."""
        form, beside, closed = await self.welcomed(context, name, parent_id)
        sitting = engine.start(form, answers or {}, beside | (begun or {}))
        sitting.photos, sitting.again = list(photos), again
        sitting.notice = "\n".join(filter(None, (closed, notice)))
        await drawing.started(context, form, sitting, user_of(update), parent_id=parent_id)

    async def edit(
        self,
        update: Update,
        context: OfficeContext,
        name: str,
        record: int,
        asked: str = "",
        *,
        changed: Mapping[str, Any] | None = None,
        notice: str = "",
    ) -> None:
        """Opens a saved record to change any field of it, the field `asked` first; with what is
        `changed` already at its card, where 저장 is left to tap."""
        form = self.form(name)
        row = await record_keeping.get(context.session, form.kind, record)
        if row is None or row.removed_at is not None:
            raise Gone
        for action in (Action.EDIT_RECORD, form.action):
            await self.permit(context, action, row.department_id)
        await reading.opened(context, row)
        await readable.changeable(context, row)
        parent = getattr(row, "parent_id", None)
        beside = await form.beside(context, parent) if form.beside else {}
        kept = beside | form.answers(record_projection.facts_of(row))
        sitting = seating.open_record(form, kept, asked)
        if changed:
            sitting = Sitting({**kept, **changed}, Mode.CARD, notice=notice)
        user, target = user_of(update), (record, row.version)
        await drawing.started(context, form, sitting, user, target=target, parent_id=parent)

    async def new_pressed(self, update: Update, context: OfficeContext) -> None:
        """A button that begins a form, with the record it belongs to if any."""
        await context.answer(update)
        name, *parent = code_of_view(update, context).args
        await self.start(update, context, name, parent_id=(parent or [0])[0] or None)

    async def more_pressed(self, update: Update, context: OfficeContext) -> None:
        """한 건 더: another record beside the one just saved, which keeps its kind, day, place."""
        await context.answer(update)
        name, record = code_of_view(update, context).args
        kept = await one_more.taken_over(context, self.form(name), record)
        await self.start(update, context, name, begun=kept, again=bool(kept))

    async def edit_pressed(self, update: Update, context: OfficeContext) -> None:
        """A button that opens a record for change."""
        await context.answer(update)
        name, record, *asked = code_of_view(update, context).args
        await self.edit(update, context, name, record, *asked)

    async def resume_pressed(self, update: Update, context: OfficeContext) -> None:
        """A button that takes up a draft from a list, or the open one."""
        await context.answer(update)
        await self.resume(update, context, code_of_view(update, context).args[0])

    async def resume(
        self, update: Update, context: OfficeContext, number: int | None = None
    ) -> bool:
        """Draws the open (or the named parked) draft anew below; False when there is none."""
        named = drafts.by_id(context.session, number) if number else None
        draft = await (named or self.open_one(update, context))
        if number and draft is not None and draft.user_id != user_of(update):
            raise NotYours(texts.ENDED)
        if draft is None or draft.state not in (OPEN, PARKED):
            if number:
                await context.say(chat_of(update), texts.ENDED)
            return False
        await self._continue(context, draft, Press.SHOW, fresh=True)
        return True

    async def tapped(self, update: Update, context: OfficeContext) -> None:
        """A button of a form's card."""
        try:
            tap = codes.read(code_of(update), context.today)
        except ValueError:
            raise BadCode(texts.ENDED) from None
        draft = await drafts.by_id(context.session, tap.draft)
        if draft is None or draft.user_id != user_of(update):
            raise NotYours(texts.NOT_YOURS)
        if draft.state not in (OPEN, PARKED):
            done = texts.SAVED_ALREADY if draft.state == SAVED else texts.ENDED
            await context.answer(update, done)
            await endings.strip_old(update, context, draft)
            return
        if tap.revision != draft.revision:
            await context.answer(update, texts.OLD_SCREEN)
            await self._continue(context, draft, Press.SHOW)
            await endings.strip_old(update, context, draft)
            return
        if tap.given is Press.ERASE:
            await context.answer(update, texts.ERASED)
            await endings.close(context, draft, DROPPED, texts.ERASED)
            return
        toast = await self._continue(context, draft, tap.given)
        await context.answer(update, toast)

    async def open_one(self, update: Update, context: OfficeContext) -> Filling | None:
        """The form that the sender is filling there."""
        return await drafts.open_one(context.session, chat_of(update), user_of(update))

    async def text_received(
        self, update: Update, context: OfficeContext, draft: Filling | None = None
    ) -> bool:
        """Words, or the name of a place, for the open question; False when no form is open.

        `draft` is that form, where it was read already.
        """
        message = message_of(update)
        said = Typed(words_of(message), message.message_id)
        return await self._received(update, context, said, draft)

    async def edited(self, update: Update, context: OfficeContext) -> None:
        """A message that was already used has been changed by its sender."""
        message = update.edited_message
        if message is not None and message.text:
            await self._received(update, context, Corrected(message.text, message.message_id))

    async def file_received(
        self, update: Update, context: OfficeContext, file: dict[str, Any], hint: str = ""
    ) -> bool:
        """A photo or document for the open form; False when no form is open."""
        taken = await self._received(update, context, Attached(file, hint))
        if taken:  # now, while Telegram has it, and not only with the save
            await evidence_files.want(context.act, file)
        return taken

    async def cancel(self, update: Update, context: OfficeContext) -> bool:
        """Stops the open form, which stays in /todo; False when none is open."""
        return await self._received(update, context, Press.CANCEL)

    async def turned_down(self, update: Update, context: OfficeContext, kind: str) -> bool:
        """Words with personal data of this kind, unseen: the question stays, with the reason."""
        reason = texts.personal_data_inside(kind)
        return await self.hinted(
            update, context, Unreadable("", texts.WANTED_NO_PERSON, "", reason).told
        )

    async def hinted(
        self, update: Update, context: OfficeContext, notice: str = texts.WORDS_WANTED
    ) -> bool:
        """What is no answer, as a sticker or a voice: the question stays, with a hint."""
        draft = await self.open_one(update, context)
        if draft is None:
            return False
        sitting = self.sitting(draft)
        sitting.notice = notice
        await drawing.draw(context, self.form(draft.form), draft, sitting, fresh=True)
        return True

    # -- one step --------------------------------------------------------------------------

    async def _received(
        self, update: Update, context: OfficeContext, given: Given, draft: Filling | None = None
    ) -> bool:
        draft = draft or await self.open_one(update, context)
        if draft is None:
            return False
        await self._continue(context, draft, given, fresh=True)
        return True

    def sitting(self, draft: Filling) -> Sitting:
        """The place kept in the row; a form of a newer release asks again what it must."""
        return drafted.sitting(self.form(draft.form), draft)

    async def _continue(
        self, context: OfficeContext, draft: Filling, given: Given, *, fresh: bool = False
    ) -> str:
        """Steps the draft and draws or saves it; returns the words for the spinner's end."""
        form = self.form(draft.form)
        if given is not Press.CANCEL:  # who may no longer write may still lay it aside
            await self.permit(context, form.action, context.officer.department_id)
            await readable.target(context, form, draft.target_id)
        sitting = self.sitting(draft)
        if draft.state == PARKED:
            await drafts.reopen(context.session, draft, context.now)
        aids = await memory.aids(context, form, sitting, draft.parent_id, given)
        kind = sitting.answers.get("kind")
        outcome = engine.step(form, sitting, given, aids)
        await line_reading.of_kind(context, form, sitting, kind)
        if outcome.effect is Effect.CANCEL:
            await endings.lay_aside(context, form, draft, sitting, fresh=fresh)
        elif outcome.effect is Effect.SAVE:
            await self._save(context, form, draft, sitting, fresh=fresh)
        elif outcome.effect is Effect.JOIN:
            await self._join(context, form, draft, sitting, outcome.newest)
        else:
            await drawing.draw(context, form, draft, sitting, fresh=fresh)
        return outcome.toast

    # -- endings ---------------------------------------------------------------------------

    async def _save(
        self,
        context: OfficeContext,
        form: Form,
        draft: Filling,
        sitting: Sitting,
        *,
        fresh: bool,
    ) -> None:
        try:
            async with savepoint(context.session):
                await self.permit(context, form.action, context.officer.department_id)
                if await uniting.found(context, form, draft, sitting):
                    await drawing.draw(context, form, draft, sitting, fresh=fresh)
                    return
                sitting.doubt = await before_saving.question(context, form, draft, sitting)
                if sitting.doubt is not None:
                    await drawing.draw(context, form, draft, sitting, fresh=fresh)
                    return
                record, shown = await saving.written(context, form, draft, sitting, self.watch)
                more = await self.watch.saved(context, form, record, sitting)
        except Refusal as refusal:
            sitting.notice = refusal.sentence
            await drawing.draw(context, form, draft, sitting, fresh=fresh)
            if rows := way_out(refusal, context.officer):
                await context.say(draft.chat_id, escape(refusal.sentence), rows)
            return
        text = await saving.saved_text(context, form, draft, sitting, record, shown) + more
        rows = saving.saved_rows(form, draft, record)
        kept = endings.source_of(sitting, record.id)
        await endings.close(context, draft, SAVED, text, rows, kept, fresh=fresh)
        if further := await drafts.of_line(context.session, draft.user_id, sitting.line):
            await self._continue(context, further[0], Press.SHOW, fresh=True)

    async def _join(
        self, context: OfficeContext, form: Form, draft: Filling, sitting: Sitting, newest: Newest
    ) -> None:
        united = None
        try:
            async with savepoint(context.session):
                united = await uniting.unite(context, form, sitting, newest)
                if united is not None:
                    more = await self.watch.saved(context, form, united.record, sitting)
        except Refusal as refusal:
            united, sitting.notice = None, refusal.sentence
        if united is None:
            await drawing.draw(context, form, draft, sitting, fresh=False)
            return
        rows = saving.saved_rows(form, draft, united.record, changed=united.changed)
        await endings.close(context, draft, SAVED, united.text + more, rows)
