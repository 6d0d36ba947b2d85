"""The round's own screen, drawn from the tables."""

from handlers.chat.context import OfficeContext
from handlers.round import views
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.rounds import closing
from storage.rules.terms import RoundState
from storage.traffic.messages import Screen


async def card(context: OfficeContext, row: CollectionRound, notice: str = "") -> Screen:
    """Its work and what can be done, below a notice of what was done."""
    calendar = await holidays.calendar(context.session)
    runs = row.state is RoundState.OPEN
    still = await closing.closing(context.session, row) if runs else None
    return views.round_card(row, calendar, still).under(notice)


async def days(context: OfficeContext, row: CollectionRound, notice: str = "") -> Screen:
    """Its days, below a notice of what was changed."""
    return views.days_card(row, await holidays.calendar(context.session)).under(notice)
