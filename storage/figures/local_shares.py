"""The local share of the subcontracts of each 대규모공사, in basis points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures.asking import Asked
from storage.figures.sums import By, by, titles_of
from storage.models.contract import Contract
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.quota import Rule, RuleKey, in_force, local_rate
from storage.rules.terms import RecordKind


@dataclass(frozen=True)
class Under:
    """A contract whose local share is under what is recommended."""

    id: int
    title: str
    rate: int


async def under(session: AsyncSession, half: HalfYear, rules: Iterable[Rule]) -> list[Under]:
    """The large works up to the end of the half that are under what the rules of their day of
    notice recommend, the lowest share first."""
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
    goals = await _goals(session, tuple(rules)) if rates else {}
    low = {number: rate for number, rate in rates.items() if rate < goals.get(number, 0)}
    titles = await titles_of(session, [(RecordKind.CONTRACT, number) for number in low])
    found = [Under(one, titles.get((RecordKind.CONTRACT, one), ""), low[one]) for one in low]
    return sorted(found, key=lambda one: (one.rate, one.id))


async def _goals(session: AsyncSession, rules: tuple[Rule, ...]) -> dict[int, int]:
    """For each large contract what share was recommended on its day of notice, if any."""
    asked = select(col(Contract.id), col(Contract.notice_on)).where(col(Contract.large))
    key = RuleKey.LOCAL_SUBCONTRACT
    days: dict[date, Rule | None] = {}
    goals: dict[int, int] = {}
    for number, day in (await session.exec(asked)).all():
        if day not in days:
            days[day] = in_force(rules, key, day)
        if (rule := days[day]) is not None:
            goals[number] = rule.value
    return goals
