"""The columns that the money tables of a term of office have."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.pledge import Pledge
from storage.rules.tenure import Tenure


async def columns(session: AsyncSession, tenure: Tenure) -> tuple[str, ...]:
    """As the office named them; the usual ones of the term while it did not."""
    asked = select(Pledge).where(col(Pledge.tenure) == tenure.first)
    row = (await session.exec(asked)).one_or_none()
    return tuple(row.columns) if row is not None and row.columns else tenure.columns
