"""P7: the database refuses each statement of a save in turn, and the save is whole all the same.

A clerk saves one line after the other. In the transaction of each save another statement fails,
the commit last: refused, and then done with its answer lost. The bot lives on and tries again:
each line stands there once, with its line of the trail, its form and its answer.
"""

from sqlalchemy import text

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import opened
from tests.helpers.nursery import PATIENCE, Nursery
from tests.promises.clerks import seat
from tests.promises.killing import SHORT, Clerk
from tests.promises.promise import Trial, tries
from tests.promises.spoiled.dying_save import COMMIT, LATER, ORDER, TOLD
from tests.promises.test_p07_all_or_none import DYING, MOST, SPLIT, WHO, WRITTEN


async def written(trial: Trial) -> dict[str, int]:
    """How much of all saves stands in the database."""
    async with opened(trial.url) as database, database.read() as session:
        connection = await session.connection()
        return {
            name: int((await connection.execute(text(asked))).scalar_one())
            for name, asked in WRITTEN.items()
        }


async def refused(
    trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str, patience: float
) -> list[dict[str, int]]:
    """The first state in which some save was not there once and whole, if there was one."""
    await seat(trial, simulator, [WHO])
    order, told = trial.folder / ORDER, trial.folder / TOLD
    at, after, refusals, unanswered, parts = 1, False, 0, 0, list[dict[str, int]]()
    child = await nursery.start(trial.environment(simulator), spoil)
    async with await Phone.connect(simulator.url, WHO) as phone:
        clerk = Clerk(phone, patience)
        while not (parts or unanswered) and at < MOST:
            told.unlink(missing_ok=True)
            order.write_text(f"{at} after" if after else f"{at}", "utf-8")
            try:
                await clerk.record()
            except AssertionError:
                unanswered += 1
            found = await written(trial)
            parts += [] if set(found.values()) == {len(clerk.typed)} else [found]
            kind = told.read_text("utf-8") if told.exists() else LATER
            if kind == LATER:  # the save was over before
                break
            refusals += 1
            after = kind == COMMIT and not after
            at += 0 if after else trial.size
    assert child.alive, child.log()
    trial.count(statements_refused=refusals, written_in_part=len(parts), unanswered=unanswered)
    return parts


@tries("P7", of="statements from one refusal to the next", sqlite=(9, 1), postgres=(0, 1))
async def test_a_save_of_which_any_statement_is_refused_is_written_whole_and_once(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    assert await refused(trial, simulator, nursery, DYING, PATIENCE) == []
    assert trial.counts["unanswered"] == 0
    assert float(trial.counts["statements_refused"]) > 20 / trial.size


@tries(
    "P7",
    of="statements from one refusal to the next",
    sqlite=(0, 1),
    postgres=(0, 1),
    mutant="commits a record before it writes its line of the trail",
)
async def test_a_bot_that_writes_the_trail_apart_is_found_out_by_refusals(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    assert await refused(trial, simulator, nursery, SPLIT, SHORT) != []
