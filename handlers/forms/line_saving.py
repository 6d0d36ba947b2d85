"""Saving what a list shows whole: the records of one message, each as its own card would."""

from dataclasses import dataclass, replace
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.forms import before_saving, endings, saving, uniting
from handlers.forms.door import Door
from storage import audit
from storage.database import savepoint
from storage.models.traffic import SAVED
from storage.records import records
from storage.rules.errors import Gone, Refusal
from storage.rules.terms import RecordKind
from storage.rules.trail import Verb
from storage.traffic import drafts
from storage.traffic.drafts import Filling


@dataclass(frozen=True)
class Kept:
    """A record that was saved, and what is told with it."""

    record: Any
    told: str


async def is_clear(door: Door, context: OfficeContext, draft: Filling) -> bool:
    """Whether nothing about it would be asked before it is saved."""
    form, sitting = door.form(draft.form), door.sitting(draft)
    if form.missing(sitting.answers) or sitting.asks or sitting.left:
        return False
    if await uniting.found(context, form, draft, replace(sitting)):
        return False
    return await before_saving.question(context, form, draft, sitting) is None


async def save(door: Door, context: OfficeContext, draft: Filling) -> Kept | None:
    """Saves it as 저장 on its card does; None, and it waits on, where its card has to be seen."""
    form, sitting = door.form(draft.form), door.sitting(draft)
    try:
        async with savepoint(context.session):
            await door.permit(context, form.action, context.officer.department_id)
            if not await is_clear(door, context, draft):
                return None
            record = await saving.save(context, form, draft, sitting)
            told = await door.watch.saved(context, form, record, sitting)
    except Refusal:
        return None
    draft.state, draft.sitting = SAVED, endings.source_of(sitting, record.id)
    await drafts.keep(context.session, draft, context.now)
    return Kept(record, told)


async def take_back(context: OfficeContext, kind: RecordKind, record: int) -> bool:
    """Undoes that it was saved; False where it was touched since or its ten minutes are over."""
    last = await audit.last_of(context.session, kind, record)
    if last is None or last.action != Verb.CREATE:
        return False
    try:
        async with savepoint(context.session):
            await records.undo(context.act, kind, record)
    except (Refusal, Gone):
        return False
    return True
