"""Drawing a draft: the sitting becomes a screen, the screen the one message that shows it."""

from dataclasses import replace
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.forms import before_saving, codes, drafted, memory, screens, seating, texts
from handlers.forms.form import Form
from handlers.forms.session import Sitting
from storage.models.office import Officer
from storage.models.traffic import OPEN, PARKED
from storage.records import record_projection
from storage.rules.errors import Refusal
from storage.traffic import drafts
from storage.traffic.drafts import Filling


async def draw(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting, *, fresh: bool
) -> None:
    """Keeps the draft and shows it; the values behind its chips are kept with it."""
    aids = await memory.aids(context, form, sitting, draft.parent_id)
    notes = await before_saving.notes(context, form, draft, sitting)
    lines = () if sitting.asked else await before_saving.lines(context, form, draft, sitting)
    drawing = screens.draw(form, sitting, replace(aids, notes=notes, lines=lines))
    sitting.offered = drawing.offered
    await keep(context, form, draft, sitting)
    rows = codes.buttons(draft.id, draft.revision, drawing.rows)
    await context.show(draft.chat_id, draft.card, drawing.text, rows, fresh=fresh)


async def ask(
    context: OfficeContext, form: Form, row: Any, field: str, why: list[str], to: Officer
) -> bool:
    """Puts one question about a saved record to somebody; its answer saves the record.

    False, and nothing happens, when that person cannot be written to or is in the middle of
    another form: their next words belong to that form.
    """
    user = to.telegram_id
    if user is None or await drafts.open_one(context.session, user, user) is not None:
        return False
    if await drafts.is_full(context.session, user):
        return False
    await begin(context, form, row, field, why, user)
    return True


async def begin(
    context: OfficeContext, form: Form, row: Any, field: str, why: list[str], user: int
) -> None:
    """The question itself, now; a form that is open there is parked and stays in /todo."""
    sitting = seating.one_question(form.answers(record_projection.facts_of(row)), field, why)
    parent = getattr(row, "parent_id", None)
    await started(context, form, sitting, user, target=(row.id, row.version), parent_id=parent)


async def started(
    context: OfficeContext,
    form: Form,
    sitting: Sitting,
    user: int,
    *,
    target: tuple[int, int] | None = None,
    parent_id: int | None = None,
) -> Filling:
    """A draft of this sitting, open and drawn below; one that was open there is parked."""
    draft = await _begun(context, form, sitting, user, parent_id, target=target)
    await draw(context, form, draft, sitting, fresh=True)
    return draft


async def _begun(
    context: OfficeContext,
    form: Form,
    sitting: Sitting,
    user: int,
    parent_id: int | None,
    *,
    target: tuple[int, int] | None = None,
    state: str = OPEN,
) -> Filling:
    if await drafts.is_full(context.session, user):
        raise Refusal(texts.TOO_MANY_BEGUN.format(count=drafts.MOST_UNFINISHED))
    return await drafts.begin(
        context.session,
        chat_id=user,
        user_id=user,
        form=form.name,
        form_version=form.version,
        answers=sitting.answers,
        now=context.now,
        target=target,
        parent_id=parent_id,
        state=state,
    )


async def laid(
    context: OfficeContext, form: Form, sitting: Sitting, user: int, parent_id: int | None
) -> Filling:
    """A draft without a screen, which waits until a button takes it up."""
    draft = await _begun(context, form, sitting, user, parent_id, state=PARKED)
    await keep(context, form, draft, sitting)
    return draft


async def keep(context: OfficeContext, form: Form, draft: Filling, sitting: Sitting) -> None:
    """Keeps where somebody stands, with the line that says what the draft is about."""
    draft.answers, draft.sitting = sitting.to_row()
    draft.sitting[drafts.TOLD] = drafted.line(form, draft)
    await drafts.keep(context.session, draft, context.now)
