"""The round's own screen, drawn from the tables."""

from handlers.chat.context import OfficeContext
from handlers.round import views
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.traffic.messages import Row


async def card(
    context: OfficeContext, row: CollectionRound, notice: str = ""
) -> tuple[str, list[Row]]:
    """Its days and what can be done, below a notice of what was done."""
    calendar = await holidays.calendar(context.session)
    text, rows = views.round_card(row, calendar)
    return (f"{notice}\n\n{text}" if notice else text), rows
