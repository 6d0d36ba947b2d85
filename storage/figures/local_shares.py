"""The local share of the subcontracts of each 대규모공사, in basis points."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures.asking import Asked
from storage.figures.sums import By, by, titles_of
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.quota import local_rate
from storage.rules.terms import RecordKind


@dataclass(frozen=True)
class Under:
    """A contract whose local share is under what is recommended."""

    id: int
    title: str
    rate: int


async def under(session: AsyncSession, half: HalfYear, goal: int) -> list[Under]:
    """The large works up to the end of the half that are under it, the lowest share first."""
    local, every = [
        await by(
            session,
            Asked(measures=(one,), last=half, below=Counted.LARGE_WORKS),
            By.PARENT,
        )
        for one in (Counted.LOCAL_SUBCONTRACTED, Counted.SUBCONTRACTED)
    ]
    rates = {
        number: local_rate((local[number].value or 0) if number in local else 0, whole.value)
        for number, whole in every.items()
        if whole.value
    }
    low = {number: rate for number, rate in rates.items() if rate < goal}
    titles = await titles_of(session, [(RecordKind.CONTRACT, number) for number in low])
    found = [Under(one, titles.get((RecordKind.CONTRACT, one), ""), low[one]) for one in low]
    return sorted(found, key=lambda one: (one.rate, one.id))
