"""Where the living items of a half went, counted as a test adds them up."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.plans import plan_outcomes
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind


@dataclass(frozen=True)
class Ledger:
    """The four counts sum to `items` at every moment.

    `linked` of those done are tied to at least one living record; the others are said in words.
    """

    items: int
    done: int
    carried: int
    dropped: int
    open: int
    linked: int = 0


async def ledger(session: AsyncSession, half: HalfYear) -> Ledger:
    """What was planned for a half, and what became of it."""
    left = len(await plan_outcomes.open_items(session, half))
    said = list((await plan_outcomes.settled(session, half)).values())
    kinds = [one.kind for one in said]
    return Ledger(
        left + len(said),
        kinds.count(OutcomeKind.DONE),
        kinds.count(OutcomeKind.CARRIED),
        kinds.count(OutcomeKind.DROPPED),
        left,
        linked=sum(bool(one.records) for one in said),
    )
