"""What a tick costs: the same few statements for an office of any size, none without a reason."""

from datetime import date, time
from functools import partial

from storage.rules.half_year import HalfYear
from tests.helpers.statements import statements
from tests.scheduler.town import Town, at, build

REQUEST = date(2026, 6, 1)
HALF = HalfYear(2026, 2)


async def test_the_night_reads_the_calendar_and_the_rounds_and_no_more(town: Town) -> None:
    await town.tick(REQUEST)
    for clock in (time(3), time(12, 30), time(23)):
        asked = await statements(town.db, partial(town.tick, REQUEST, clock))
        tables = [one.split("FROM ")[1].split()[0] for one in asked]
        rounds = ["collection_round"] * 2
        assert sorted(tables) == ["accepted_year", *rounds, "holiday_override"]


async def test_a_look_at_a_large_office_takes_no_more_statements(sqlite_url: str) -> None:
    """Mutant: a question for each department, person or matter."""
    town = await build(sqlite_url, 12, at(date(2026, 1, 5)))
    counts = []
    for day in (REQUEST, date(2026, 6, 24)):
        await town.tick(day)
        counts.append(len(await statements(town.db, partial(town.tick, day, time(14)))))
        for place in range(10) if day == REQUEST else ():
            await town.hand_in(place, HALF, at(day, time(15)))
    await town.db.close()
    assert max(counts) <= 29
    assert not any(count < 10 for count in counts)


async def test_a_digest_for_everybody_is_written_by_few_statements(sqlite_url: str) -> None:
    """One for each row that is written, and none to ask beforehand for each person."""
    town = await build(sqlite_url, 12, at(date(2026, 1, 5)))
    asked = await statements(town.db, partial(town.tick, REQUEST))
    await town.db.close()
    written = [one for one in asked if not one.startswith("SELECT")]
    messages = [one for one in written if "INTO outbox" in one]
    assert len(messages) == len(town.told) == 13  # 총괄 hears that the round is open
    assert len(asked) - len(written) <= 34  # three of them read what was said of results
