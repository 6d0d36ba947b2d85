"""What the row of a kind says of its people, its tile and its checks is what is counted."""

from dataclasses import replace

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.event_kinds import CAME, EVENT_ROWS, Check, Tile
from storage.facts.kinds import KINDS, kind_of
from storage.facts.shapes import EventFacts, Facts
from storage.plans import plans
from storage.records import records
from storage.report import report_claims, status
from storage.report.status_shapes import StatusFacts
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import when
from tests.helpers.offices import NOW, Office
from tests.storage.facts.test_kinds import EVENTS, OTHERS

HALF = HalfYear(2021, 2)
TILES = {
    Tile.EVENTS: ("events",),
    Tile.RUNS: ("bus_runs",),
    Tile.AGREEMENTS: ("mous_kept", "mous_sleeping"),
    Tile.WORKS: ("big_works", "local_rate"),
    Tile.RESIDENTS: ("residents", "workers"),
    Tile.PLANS: ("plans",),
}


async def seen(db: Database, office: Office, *told: Facts) -> tuple[StatusFacts, StatusFacts]:
    """/status before and after the last of these records."""
    above: dict[RecordKind, int] = {}
    async with db.begin() as session:
        before = await status.half_status(session, HALF, NOW)
        for facts in told:
            before = await status.half_status(session, HALF, NOW)
            kind = kind_of(facts)
            under = KINDS[kind].under
            parent = above[under] if under else None
            if kind is RecordKind.PLAN_ITEM:
                parent = (await plans.ensure(session, office.home, HALF)).id
            by = office.office if kind is RecordKind.INCENTIVE else office.staff
            row = await records.add(Act(session, by, NOW), facts, parent_id=parent)
            above[kind] = row.id
        return before, await status.half_status(session, HALF, NOW)


def moved(before: StatusFacts, after: StatusFacts) -> set[Tile]:
    """The tiles that show another figure."""
    return {
        tile
        for tile, names in TILES.items()
        if any(getattr(before, name) != getattr(after, name) for name in names)
    }


@pytest.mark.parametrize("kind", EventKind)
async def test_an_event_stands_in_the_tile_and_among_the_people_that_its_row_names(
    db: Database, office: Office, kind: EventKind
) -> None:
    row = EVENT_ROWS[kind]
    event = replace(EVENTS[kind], counts=dict.fromkeys(Measure, 10))
    before, after = await seen(db, office, event)
    hired = {Tile.RESIDENTS}  # whoever was hired, at whatever it was
    assert moved(before, after) == ({row.tile} | hired) - {Tile.NONE}
    assert (before.people_met, after.people_met) == (None, 10 * len(CAME))


@pytest.mark.parametrize("kind", OTHERS)
async def test_another_record_stands_in_the_tile_that_its_row_names_and_counts_nobody(
    db: Database, office: Office, kind: RecordKind
) -> None:
    row = KINDS[kind]
    facts = OTHERS[kind]
    above = [OTHERS[row.under]] if row.under else []
    before, after = await seen(db, office, *above, facts)
    assert moved(before, after) <= {row.tile(facts)}
    if row.under is not RecordKind.MOU:  # a contact changes how long an agreement is awake
        assert moved(before, after) == {row.tile(facts)} - {Tile.NONE}
    assert after.people_met is None


async def test_the_report_asks_of_an_event_what_the_row_of_its_kind_names(
    db: Database, office: Office
) -> None:
    odd = when("2021.6.30.~7.1.")  # half of it outside
    kinds: dict[int, EventKind] = {}
    async with db.begin() as session:
        for kind, event in EVENTS.items():
            told: EventFacts = replace(event, period=odd, half=HALF)
            row = await records.add(Act(session, office.staff, NOW), told)
            kinds[row.id] = kind
        claims = await report_claims.claims(session, HALF)
    for word, check in {"evidence": Check.PROOF, "dates": Check.DATES}.items():
        asked = {kinds[one.records[0][1]] for one in claims if one.key.startswith(f"{word}:")}
        assert asked == {kind for kind, row in EVENT_ROWS.items() if check in row.checks}
