"""P1: what the phone said was saved is saved, once, in the order it was said, under kill -9.

The real bot is a process of its own, fed over HTTP by officers who never stop writing.
"""

from bot.simulator.server import Simulator
from tests.helpers.nursery import Nursery
from tests.promises.clerks import seat
from tests.promises.killing import LONG, PEOPLE, SHORT, Siege, assert_whole
from tests.promises.promise import Trial, tries


@tries("P1", of="kills at work", sqlite=(15, 500), postgres=(8, 300), seconds=500)
async def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    await seat(trial, simulator, PEOPLE)
    found = await Siege(trial, simulator, nursery).run(PEOPLE, Siege.kills, LONG)
    trial.count(kills_in_all=found.kills, **found.counts())
    assert_whole(found)
    assert found.records > trial.size


@tries(
    "P1",
    of="kills at work",
    sqlite=(8, 40),
    postgres=(0, 40),
    mutant="takes an update off Telegram before it is in the database",
)
async def test_a_bot_that_acknowledges_before_it_commits_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    await seat(trial, simulator, PEOPLE)
    siege = Siege(trial, simulator, nursery, "tests.promises.spoiled.careless_intake")
    found = await siege.run(PEOPLE, Siege.kills, SHORT)
    trial.count(kills_in_all=found.kills, **found.counts())
    assert found.lost_updates != []
