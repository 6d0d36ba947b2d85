"""One digest a person and day: what comes later waits, and what waited long is told once."""

from datetime import date, time

from storage.act import Act
from storage.facts.shapes import EventFacts
from storage.office import officers
from storage.records import records
from storage.rules.date_grammar import read_period
from storage.rules.terms import EventKind, EventStatus
from tests.scheduler.town import LINE, Town, at, kinds


async def _enter(town: Town, place: int, held: str, day: date, clock: time) -> None:
    facts = EventFacts(
        kind=EventKind.JOB_FAIR,
        period=read_period(held, day),
        title="채용박람회",
        status=EventStatus.PLANNED,
    )
    async with town.db.begin() as session:
        await records.add(Act(session, town.person(place), at(day, clock)), facts)


async def test_what_comes_after_the_digest_waits_for_the_next_working_day(town: Town) -> None:
    """Mutant: marked as told although the day's message was gone already."""
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    await _enter(town, 1, "2026.3.5.", date(2026, 3, 4), time(15))
    me = town.person(1).id
    first = [one for one in await town.tick(friday) if one.officer_id == me]
    await _enter(town, 1, "2026.3.9.", friday, time(11))  # on Monday: due on Friday
    assert await town.days(friday, date(2026, 3, 8), time(14)) == []
    later = [one for one in await town.tick(monday) if one.officer_id == me]
    assert len(first) == len(later) == 1
    assert [[number for (_, _, number, _, _), _ in one.reminders] for one in first] == [[1]]
    assert 2 in [number for (_, _, number, _, _), _ in later[0].reminders]
    assert "[지연]" in later[0].text


async def test_rungs_that_nobody_could_be_told_of_become_one_line(town: Town) -> None:
    """Mutant: the older rungs stay planned and are told on the days after."""
    people = [town.person(1, role).telegram_id or 0 for role in LINE]
    await _enter(town, 1, "2026.3.3.", date(2026, 3, 2), time(15))
    await _reach(town, people, reachable=False)
    told = await town.days(date(2026, 3, 4), date(2026, 3, 11))
    assert "event_result" not in kinds(told)
    await _reach(town, people, reachable=True)
    told = await town.days(date(2026, 3, 11), date(2026, 3, 13), time(14))
    assert kinds(told).count("event_result") == 1


async def _reach(town: Town, telegrams: list[int], *, reachable: bool) -> None:
    async with town.db.begin() as session:
        for one in telegrams:
            await officers.set_reachable(session, one, reachable)
