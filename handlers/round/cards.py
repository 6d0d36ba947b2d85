"""The round's own screen, drawn from the tables."""

from handlers.chat.context import OfficeContext
from handlers.round import views
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.traffic.messages import Screen


async def card(context: OfficeContext, row: CollectionRound, notice: str = "") -> Screen:
    """Its days and what can be done, below a notice of what was done."""
    calendar = await holidays.calendar(context.session)
    return views.round_card(row, calendar).under(notice)
