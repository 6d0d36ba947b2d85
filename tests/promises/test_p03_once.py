"""P3: Telegram delivers every update up to three times, some in disorder; each takes effect once.

Meanwhile the bot is killed again and again, as in P1.
"""

from bot.simulator.server import Simulator
from tests.helpers.nursery import Nursery
from tests.promises.clerks import seat
from tests.promises.disorder import Disorder
from tests.promises.killing import LONG, PEOPLE, SHORT, Siege, assert_whole
from tests.promises.promise import Trial, tries


@tries("P3", of="kills at work", sqlite=(5, 300), postgres=(3, 200), seconds=500)
async def test_each_update_that_comes_again_takes_effect_once_and_in_order(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    await seat(trial, simulator, PEOPLE)
    disorder = Disorder(simulator.world.updates)
    found = await Siege(trial, simulator, nursery).run(PEOPLE, Siege.kills, LONG)
    trial.count(delivered_again=disorder.again, changed_places=disorder.moved)
    trial.count(out_of_order=len(found.disordered), **found.counts())
    assert_whole(found)
    assert disorder.again


@tries(
    "P3",
    of="kills at work",
    sqlite=(1, 20),
    postgres=(0, 20),
    mutant="takes an update that is delivered again for a new one",
)
async def test_a_bot_that_does_not_know_an_update_again_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    await seat(trial, simulator, PEOPLE)
    Disorder(simulator.world.updates)
    siege = Siege(trial, simulator, nursery, "tests.promises.spoiled.forgetful_intake")
    found = await siege.run(PEOPLE, Siege.kills, SHORT)
    trial.count(**found.counts())
    assert found.drafts > found.begun
