"""A side question in the middle of a form: the form keeps its place, and the answer leads back."""

from handlers.buttons import Button, Row, view
from handlers.context import OfficeContext
from handlers.forms import texts
from storage.queries import drafts


async def way_back(context: OfficeContext, chat: int) -> list[Row]:
    """The button back to the form that is open in this chat; no row when none is."""
    user = context.officer.telegram_id or 0
    draft = await drafts.open_one(context.session, chat, user)
    return [[Button(texts.RESUME, view("go", draft.id))]] if draft else []
