"""P5: somebody sets the clock of the machine under the bot: it tells nothing for that.

The real bot goes on while its clock on the wall is set by hours and by weeks and set right again.
Its second look takes seconds here, not minutes; a step is taken back before that.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.simulator.server import Simulator
from tests.helpers.waiting import until
from tests.promises import alone, faketime
from tests.promises.promise import Trial, tries
from tests.promises.test_p05_outage import EVE, STARTS, heard, nothing_left, office
from tests.scheduler.town import Town, at

HOURS, WEEKS = timedelta(hours=9), timedelta(days=45)
STEPS = (HOURS, WEEKS, -HOURS, HOURS + WEEKS, -WEEKS)
SEEN = "the clock stepped"
MORNING = at(EVE + timedelta(days=1))
SOON = "tests.promises.spoiled.soon_sure"
NEVER = "tests.promises.spoiled.never_in_doubt"


@asynccontextmanager
async def running(
    trial: Trial, simulator: Simulator, wall: faketime.Wall, moment: datetime, spoil: str
) -> AsyncIterator[None]:
    """A bot for which it is this moment, by a clock on the wall that can be set."""
    wall.set(moment)
    simulator.world.clock.advance(moment.timestamp() - simulator.world.clock.now())
    env = {**trial.environment(simulator), **wall.settings()}
    process = await alone.start(env, trial.folder / "bot.log", spoil)
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def told_of_steps(trial: Trial, simulator: Simulator, spoil: str) -> int:
    """How many messages came of steps that were taken back."""
    town, wall = await office(trial, simulator), faketime.Wall(trial.folder)
    log = trial.folder / "bot.log"

    def stepped() -> int:
        return log.read_text("utf-8").count(SEEN)

    async def all_told() -> bool:
        return said(simulator, town) > 2 and await nothing_left(town)

    passed = timedelta()
    async with running(trial, simulator, wall, MORNING, spoil):
        await until(all_told, "the morning's digests are told", STARTS)
        before = said(simulator, town)
        for number in range(trial.size):
            for step in (STEPS[number % len(STEPS)], timedelta()):
                seen = stepped()
                passed += timedelta(seconds=1)
                wall.set(MORNING + passed + step)

                async def noticed(seen: int = seen) -> bool:
                    return stepped() > seen

                await until(noticed, "it notices the step", STARTS)
                await asyncio.sleep(0.5)  # the ticks are armed anew at once
        await until(lambda: nothing_left(town), "all is sent", STARTS)
        more = said(simulator, town) - before
    await town.db.close()
    trial.count(messages_before=before, messages_for_a_step=more)
    return more


def said(simulator: Simulator, town: Town) -> int:
    """How many messages stand on all phones."""
    return sum(map(len, heard(simulator, town).values()))


@tries("P5", of="steps of the clock taken back", sqlite=(3, 60), postgres=(2, 40))
async def test_a_clock_that_is_set_and_set_right_again_makes_the_bot_say_nothing(
    trial: Trial, simulator: Simulator
) -> None:
    assert await told_of_steps(trial, simulator, SOON) == 0


@tries(
    "P5",
    of="steps of the clock taken back",
    sqlite=(2, 5),
    postgres=(0, 5),
    mutant="believes the clock on the wall at once",
)
async def test_a_bot_that_believes_every_clock_is_found_out(
    trial: Trial, simulator: Simulator
) -> None:
    assert await told_of_steps(trial, simulator, NEVER) > 0
