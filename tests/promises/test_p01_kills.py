"""P1: what the phone said was saved is saved, once, in the order it was said, under kill -9.

The real bot is a process of its own, fed over HTTP by officers who never stop writing.
"""

import pytest

from bot.demo import office as furniture
from bot.demo.running import MORNING
from bot.demo.texts import OFFICE
from bot.simulator.server import Simulator
from storage.act import Act
from storage.database import opened
from storage.office import departments, officers
from storage.rules.clock import system_clock
from storage.rules.terms import Role
from tests.helpers.nursery import Nursery
from tests.promises.killing import Reckoning, Siege
from tests.promises.promise import Trial, tries

PEOPLE = list(range(6001, 6009))
LONG, SHORT = 60.0, 4.0  # seconds for which a clerk waits for the next screen


@pytest.fixture
async def clerks(trial: Trial, simulator: Simulator) -> None:
    """An office that knows the clerks."""
    for person in PEOPLE:
        simulator.world.add_person("정○○", user_id=person)
    async with opened(trial.url) as database, database.begin() as session:
        await furniture.settle(session, MORNING)
        home = await departments.find_by_name(session, OFFICE)
        assert home is not None
        for person in PEOPLE:
            await officers.add(
                Act(session, None, system_clock()),
                telegram_id=person,
                name="정○○",
                role=Role.OFFICE,
                department_id=home.id,
            )


async def besieged(
    trial: Trial, simulator: Simulator, nursery: Nursery, patience: float, spoil: str = ""
) -> Reckoning:
    """The reckoning after as many kills as the trial is large."""
    siege = Siege(trial, simulator, nursery, spoil)
    found = await siege.run(PEOPLE, trial.size, patience)
    trial.count(**found.counts())
    return found


@tries("P1", of="kills at work", sqlite=(15, 500), postgres=(8, 300), seconds=300)
async def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    trial: Trial, simulator: Simulator, nursery: Nursery, clerks: None
) -> None:
    found = await besieged(trial, simulator, nursery, LONG)
    assert found.integrity == "ok"
    assert found.lost_updates == []
    assert found.lost == []
    assert found.doubled == []
    assert found.unsaid == []
    assert found.unsaved == []
    assert found.disordered == []
    assert found.unanswered == 0
    assert found.acknowledged == found.records == found.audit_lines
    assert found.audit_broken_at is None
    assert found.records > trial.size


@tries(
    "P1",
    of="kills at work",
    sqlite=(8, 40),
    postgres=(6, 40),
    mutant="takes an update off Telegram before it is in the database",
)
async def test_a_bot_that_acknowledges_before_it_commits_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery, clerks: None
) -> None:
    found = await besieged(
        trial, simulator, nursery, SHORT, "tests.promises.spoiled.careless_intake"
    )
    assert found.lost_updates != []
