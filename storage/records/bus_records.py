"""What an officer is asked about a run of the job bus before it is saved."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.figures import is_bus
from storage.facts.shapes import EventFacts
from storage.facts.wording_event_name import event_label
from storage.figures import standing
from storage.figures.bus_totals import Run, open_between
from storage.records.record_projection import half_of
from storage.rules.terms import EventStatus, RecordKind


@dataclass(frozen=True)
class Neighbours:
    """Records that a run stands beside without anybody having said how.

    `around` are totals that cover its time; without any, `inside` is what lies in its own.
    """

    around: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """What they are called in lists."""
        return self.around or self.inside

    @property
    def field(self) -> str:
        """The fact that the answer fills."""
        return "within" if self.around else "holding"


async def beside(
    session: AsyncSession, facts: EventFacts, number: int | None
) -> Neighbours | None:
    """What the officer is to be asked about this run; None when nothing is open.

    `number` is that of the record being changed: what was said of it once holds.
    """
    half = half_of(facts, None)
    if not is_bus(facts) or facts.status is not EventStatus.DONE or half is None:
        return None
    new = number is None
    run = Run((RecordKind.EVENT, number or 0), half, facts)
    around: list[str] = []
    inside: list[str] = []
    for other in await standing.runs_of(session, half):
        if other.record == run.record:
            continue
        later = new or other.record[1] < (number or 0)
        if facts.within is None and open_between(other, run, later=later, new=new):
            around.append(event_label(other.facts))
        if facts.holding is None and open_between(run, other, later=not later, new=new):
            inside.append(event_label(other.facts))
    return Neighbours(tuple(around), tuple(inside)) if around or inside else None
