"""P7: killed before each statement of a save in turn, the bot has written all of it or nothing.

One card waits for 저장. The first bot dies before the first statement of that tap's transaction,
the next one before the second, and so on, until one lives through it. After each death the record,
its line of the trail, its draft and what is to be said of it are counted.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import opened
from tests.helpers.nursery import PATIENCE, Nursery
from tests.helpers.waiting import until
from tests.promises.clerks import seat
from tests.promises.promise import Trial, tries

WHO = 6001
MOST = 400  # statements of one save; it takes far fewer
DYING, SPLIT = "tests.promises.spoiled.dying_save", "tests.promises.spoiled.split_save"
WRITTEN = {
    "records": "SELECT count(*) FROM problem",
    "lines of the trail": "SELECT count(*) FROM audit_entry"
    " WHERE action = 'create' AND subject = 'problem'",
    "drafts done": "SELECT count(*) FROM draft WHERE state = 'saved'",
    "answers": "SELECT count(*) FROM outbox WHERE CAST(payload AS TEXT) LIKE '%저장했습니다%'",
}


@dataclass
class Desk:
    """One person before the card, and the bots that die of it."""

    trial: Trial
    simulator: Simulator
    nursery: Nursery
    phone: Phone

    async def ready(self) -> None:
        """A line stands on its card, and nobody is there to save it."""
        child = await self.nursery.start(self.trial.environment(self.simulator))
        await self.phone.say("문제점: 관내 업체의 구인난 심화")
        await self.phone.reads("어느 반기", PATIENCE)
        await self.phone.say(self.phone.buttons()[0][0])
        await self.phone.reads("문장", PATIENCE)
        await child.end()

    async def dies(self, at: int, spoil: str) -> bool:
        """Whether a bot dies before this statement, and does not save the line."""
        env = self.trial.environment(self.simulator, DIE_AT=str(at))
        child = await self.nursery.start(env, spoil)

        async def decided() -> bool:
            await self.phone.look()
            return not child.alive or "저장했습니다" in self.phone.screen()

        await until(decided, "it saves or dies", PATIENCE)
        if child.alive:
            await child.end()
            return False
        return True

    async def written(self) -> dict[str, int]:
        """How much of the save stands in the database."""
        async with opened(self.trial.url) as database, database.read() as session:
            connection = await session.connection()
            return {
                name: int((await connection.execute(text(asked))).scalar_one())
                for name, asked in WRITTEN.items()
            }


@asynccontextmanager
async def desk(trial: Trial, simulator: Simulator, nursery: Nursery) -> AsyncIterator[Desk]:
    """The desk, with the tap on 저장 waiting at Telegram."""
    await seat(trial, simulator, [WHO])
    async with await Phone.connect(simulator.url, WHO) as phone:
        made = Desk(trial, simulator, nursery, phone)
        await made.ready()
        await phone.tap("저장", answered=False)
        yield made


async def torn(made: Desk, spoil: str) -> tuple[int, list[dict[str, int]]]:
    """How often it died before it lived, and each state in which only a part was written."""
    parts, deaths = [], 0
    for at in range(1, MOST, made.trial.size):
        if not await made.dies(at, spoil):
            break
        found = await made.written()
        if all(found.values()):  # it died after the commit
            break
        deaths += 1
        if any(found.values()):
            parts.append(found)
            break
    return deaths, parts


@tries("P7", of="statements from one kill to the next", sqlite=(7, 1), postgres=(8, 1))
async def test_a_save_that_is_killed_anywhere_is_written_whole_or_not_at_all(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    async with desk(trial, simulator, nursery) as made:
        deaths, parts = await torn(made, DYING)
        trial.count(kills=deaths, written_in_part=len(parts))
        assert parts == []
        assert deaths > 2
        found = await made.written()
        assert set(found.values()) == {1}


@tries(
    "P7",
    of="statements from one kill to the next",
    sqlite=(2, 1),
    postgres=(0, 1),
    mutant="commits a record before it writes its line of the trail",
)
async def test_a_bot_that_writes_the_trail_apart_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    async with desk(trial, simulator, nursery) as made:
        deaths, parts = await torn(made, SPLIT)
        trial.count(kills=deaths, written_in_part=len(parts))
        assert parts != []
