"""Figures that are put right by words alone: 방금 거 21명 아니라 22명."""

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import Update

from handlers.chat.access import allowed
from handlers.chat.context import OfficeContext
from handlers.forms import drawing
from handlers.forms.door import Door
from handlers.forms.fields import Count
from handlers.forms.form import Form
from handlers.forms.updates import chat_of, user_of
from handlers.talk import texts
from storage.facts.kinds import kind_of
from storage.facts.loose.proposed import Doubt, Reading
from storage.records import record_lookup, record_projection
from storage.rules.permission import Action
from storage.traffic import drafts

LATEST = 4
"""Records looked through for the figure that is put right."""
COUNTS = "counts"


async def corrected(door: Door, update: Update, context: OfficeContext, reading: Reading) -> bool:
    """Asks whether the record that was saved last is to be changed; an open card is at once.

    False where the words put nothing right.
    """
    wrong = next((one for one in reading.doubts if one.field.startswith(COUNTS)), None)
    if wrong is None or not wrong.candidates:
        return False
    if await _in_draft(door, update, context, wrong):
        return True
    for row in await record_lookup.latest_of(context.session, context.officer.id, LATEST):
        facts = record_projection.facts_of(row)
        form = door.form(kind_of(facts))
        name = _meant(form, form.answers(facts), wrong)
        if name and allowed(context, Action.EDIT_RECORD, row.department_id):
            answers, new = form.answers(facts), wrong.candidates[0]
            told = texts.change_saved(row.title, [change(form, name, answers, {name: new})])
            changes = {name: new}
            await door.edit(update, context, form.name, row.id, changed=changes, notice=told)
            return True
    await context.say(chat_of(update), texts.NOTHING_TO_CORRECT)
    return True


async def _in_draft(door: Door, update: Update, context: OfficeContext, wrong: Doubt) -> bool:
    """A card that is still open takes the figure; it is shown, not saved."""
    draft = await drafts.open_one(context.session, chat_of(update), user_of(update))
    if draft is None:
        return False
    form, sitting = door.form(draft.form), door.sitting(draft)
    name = _meant(form, sitting.answers, wrong)
    if sitting.asked or not name:
        return False
    new = wrong.candidates[0]
    label = form[name].label
    old = form[name].show(sitting.answers[name])
    sitting.answers[name], sitting.similar_passed = new, False
    sitting.notice = texts.CORRECTED_DRAFT.format(label=label, old=old, new=form[name].show(new))
    await drawing.draw(context, form, draft, sitting, fresh=True)
    return True


def change(form: Form, name: str, old: Mapping[str, Any], changed: Mapping[str, Any]) -> str:
    """상담 인원 25명 → 27명."""
    field = form[name]
    told = ((old.get(name), old), (changed.get(name), {**old, **changed}))
    shown = [texts.NO_VALUE if one is None else field.in_words(one, by) for one, by in told]
    return texts.CHANGE.format(label=field.label, old=shown[0], new=shown[1])


def _meant(form: Form, answers: Mapping[str, Any], wrong: Doubt) -> str:
    """The figure that is put right: the one of that name, or that stands at the old value."""
    counted = [one.name for one in form.fields if isinstance(one, Count) and _told(answers, one)]
    if wrong.field in counted:
        return wrong.field
    olds = wrong.candidates[1:]
    if olds:
        return _only(one for one in counted if answers[one] == olds[0])
    people = [one for one in counted if answers[one] != 1]
    return _only(people)


def _told(answers: Mapping[str, Any], one: Count) -> bool:
    return answers.get(one.name) is not None


def _only(names: Iterable[str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else ""
