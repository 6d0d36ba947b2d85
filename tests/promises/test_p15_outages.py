"""P15: the database is restarted, locked or full under a bot that lives, and nothing is lost.

The bot is not started again: it waits, and goes on within ten seconds once its database is back.
"""

from collections.abc import Sequence

from bot.simulator.server import Simulator
from storage.rules.clock import steady
from tests.helpers.nursery import PATIENCE, Child, Nursery
from tests.helpers.waiting import until
from tests.promises.clerks import seat
from tests.promises.killing import LONG, PEOPLE, SHORT, Nemesis, Siege, assert_whole
from tests.promises.outages import Outage, full, held, restarted
from tests.promises.promise import Trial, tries

RECOVERED = 10.0  # seconds after which somebody is answered again
MORE = 4  # lines that are saved in peace before the next outage


def outages(trial: Trial) -> Sequence[Outage]:
    """The ways in which this database can be away, in turn."""
    if not trial.sqlite:
        return (restarted,)
    seconds = 10.0 if trial.full else 3.0
    return (held(seconds), full(seconds))


def away(waits: list[float]) -> Nemesis:
    """The database is away again and again; how long each recovery took goes into `waits`."""

    async def nemesis(siege: Siege) -> Child:
        child, ways = await siege.start(), outages(siege.trial)
        for number in range(siege.trial.size):
            await siege.until_saved(MORE)
            await ways[number % len(ways)](siege, child)
            back = steady()
            await siege.until_saved(1)
            waits.append(steady() - back)
            assert child.alive, child.log()
        return child

    return nemesis


@tries("P15", of="outages", sqlite=(2, 40), postgres=(2, 40), alone=True)
async def test_nothing_is_lost_when_the_database_is_away_and_the_bot_goes_on_by_itself(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    await seat(trial, simulator, PEOPLE)
    waits: list[float] = []
    found = await Siege(trial, simulator, nursery).run(PEOPLE, away(waits), LONG)
    trial.count(longest_recovery_seconds=round(max(waits), 1), **found.counts())
    assert_whole(found)
    assert max(waits) <= RECOVERED


async def dropped(siege: Siege) -> Child:
    """Outages under a bot that need not come back to itself, until something was lost."""
    child, ways = await siege.start(), outages(siege.trial)
    before = siege.simulator.gateway.calls

    async def speaks() -> bool:
        return siege.simulator.gateway.calls > before + len(PEOPLE)

    await until(speaks, "it speaks with everybody", PATIENCE)
    for number in range(siege.trial.size):
        await ways[number % len(ways)](siege, child)
    return child


@tries(
    "P15",
    of="outages",
    sqlite=(2, 10),
    postgres=(0, 10),
    mutant="takes an update off Telegram before it is in the database",
    alone=True,
)
async def test_a_bot_that_acknowledges_what_it_could_not_keep_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    await seat(trial, simulator, PEOPLE)
    siege = Siege(trial, simulator, nursery, "tests.promises.spoiled.careless_intake")
    found = await siege.run(PEOPLE, dropped, SHORT)
    trial.count(**found.counts())
    assert found.lost_updates != []
