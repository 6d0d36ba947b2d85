"""What becomes of events whose kind is called otherwise, or whose figures are counted by another
word: foreseen, and done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.figures import COUNTED_AS
from storage.facts.shapes import EventFacts
from storage.models.event import Event
from storage.models.figure import Figure
from storage.records import late_results, record_keeping
from storage.records.record_projection import facts_of
from storage.report import report_preview
from storage.report.report_preview import Part
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure, RecordKind
from storage.rules.trail import Verb
from storage.settings import event_kinds, units
from storage.settings.event_kinds import OwnKind
from storage.settings.office_settings import Change

Moving = Sequence[tuple[Any, EventFacts]]


@dataclass(frozen=True)
class Effect:
    """How many events are of the kind, which of them are called otherwise, and the lines that
    change; `kept` stand in closed halves, and stay as they were called."""

    events: int
    titles: tuple[str, ...]
    kept: int
    parts: tuple[Part, ...]


async def foreseen(session: AsyncSession, change: Change) -> Effect:
    """What a change of a kind would change; nothing is written."""
    number = change.number or 0
    count = await events_of(session, number)
    if change.said is None or not number:
        return Effect(count, (), 0, ())
    found, kept = await _moving(session, event_kinds.read(change))
    titles = tuple(row.title for row, _now in found)
    return Effect(count, titles, kept, await report_preview.of_replacing(session, found))


async def follow(act: Act, number: int, reason: str) -> None:
    """The events of the kind are called as it is called now."""
    kind = await event_kinds.by_number(act.session, number)
    if kind is None:
        return
    found, _kept = await _moving(act.session, kind)
    for row, now in found:
        await record_keeping.replaced(act, row, now, (), Verb.CHANGE, reason)


async def counted_foreseen(session: AsyncSession, change: Change) -> Effect:
    """What another counting word would change; nothing is written."""
    found, kept = await _worded(session, Measure(change.key), await units.after(session, change))
    titles = tuple(row.title for row, _now in found)
    parts = await report_preview.of_replacing(session, found)
    return Effect(len(found) + kept, titles, kept, parts)


async def count_anew(act: Act, measure: Measure, reason: str) -> None:
    """The events with that figure print its counting word as it is now."""
    found, _kept = await _worded(act.session, measure, await units.every(act.session))
    for row, now in found:
        await record_keeping.replaced(act, row, now, (), Verb.CHANGE, reason)


async def events_of(session: AsyncSession, number: int) -> int:
    """How many events are of the kind, removed ones too."""
    asked = select(func.count()).where(col(Event.own_kind) == number)
    return (await session.exec(asked)).one()


async def _moving(session: AsyncSession, kind: OwnKind) -> tuple[Moving, int]:
    asked = select(Event).where(
        col(Event.own_kind) == kind.number, col(Event.removed_at).is_(None)
    )
    return await _other(session, asked, lambda was: replace(was, own=kind.as_fact))


async def _worded(
    session: AsyncSession, measure: Measure, told: Mapping[Measure, str]
) -> tuple[Moving, int]:
    counted = select(col(Figure.record_id)).where(
        col(Figure.record_kind) == RecordKind.EVENT,
        col(Figure.measure) == COUNTED_AS[measure][0],
    )
    asked = select(Event).where(col(Event.id).in_(counted), col(Event.removed_at).is_(None))
    return await _other(
        session, asked, lambda was: replace(was, units=units.chosen(told, was.counts))
    )


async def _other(
    session: AsyncSession, asked: Any, now_of: Callable[[EventFacts], EventFacts]
) -> tuple[Moving, int]:
    """The events of open halves that would say otherwise, and how many more of closed ones."""
    closed: dict[HalfYear | None, bool] = {None: False}
    found: list[tuple[Any, EventFacts]] = []
    kept = 0
    for row in (await session.exec(asked.order_by(col(Event.id)))).all():
        was = facts_of(row)
        assert isinstance(was, EventFacts)
        now = now_of(was)
        if was == now:
            continue
        if row.half not in closed:
            closed[row.half] = await late_results.is_closed(session, row.half)
        if closed[row.half]:
            kept += 1
        else:
            found.append((row, now))
    return found, kept
