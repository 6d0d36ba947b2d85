"""How a form ends or rests, and what its card says then."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from telegram import Update

from handlers.chat.context import OfficeContext
from handlers.forms import codes, texts
from handlers.forms.form import Form
from handlers.forms.keys import Key
from handlers.forms.session import Press, Sitting
from storage.models.traffic import DROPPED, PARKED
from storage.traffic import cards, drafts
from storage.traffic.drafts import Filling
from storage.traffic.messages import Button


async def lay_aside(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting, *, fresh: bool
) -> None:
    """그만두기: what was answered stays in /todo; a form that nobody has answered anything of,
    or a change, is dropped."""
    if draft.target_id is not None or not sitting.touched:
        said = texts.CANCELLED if draft.target_id is None else texts.UNCHANGED
        said = texts.PUT_OFF if sitting.only else said
        await close(context, draft, DROPPED, said, fresh=fresh)
        return
    head = f"<b>{escape(form.title)}</b>\n{texts.PARKED}"
    draft.state = PARKED
    draft.answers, draft.sitting = sitting.to_row()
    await drafts.keep(context.session, draft, context.now)
    keys = [Key(texts.RESUME, Press.SHOW), Key(texts.ERASE, Press.ERASE)]
    rows = codes.buttons(draft.id, draft.revision, [keys])
    await context.show(draft.chat_id, draft.card, head, rows, fresh=fresh)


def source_of(sitting: Sitting, record: int) -> dict[str, Any]:
    """From which messages a record came, so that an edit of one of them can be asked about."""
    told = {"line": sitting.line, "at": sitting.at, "sources": sitting.sources}
    return {**told, "read": sitting.read, "record": record} if any(told.values()) else {}


async def close(
    context: OfficeContext,
    draft: Filling,
    state: str,
    text: str,
    rows: Sequence[Sequence[Button]] = (),
    kept: Mapping[str, Any] | None = None,
    *,
    fresh: bool = False,
) -> None:
    """The draft is over, in this state; its card says `text`. `kept` stays of its sitting."""
    draft.state = state
    draft.sitting = dict(kept or {})
    if state == DROPPED:
        draft.answers = {}  # what was thrown away is gone
    await drafts.keep(context.session, draft, context.now)
    await context.show(draft.chat_id, draft.card, text, rows, fresh=fresh)


async def strip_old(update: Update, context: OfficeContext, draft: Filling) -> None:
    """Takes the buttons off a message that is no longer the card of its draft."""
    message = update.callback_query.message if update.callback_query else None
    if message is None:
        return
    if await cards.message_of(context.session, draft.card) != message.message_id:
        await context.strip(message.chat.id, message.message_id)
