"""P8: a whole office changes one record at once; one change is taken, all others are told so.

Everybody has the record on their card, with words of their own in it, and all save at the same
moment: on SQLite in one process, on PostgreSQL with three that work beside each other.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import Database, opened
from tests.helpers.nursery import PATIENCE, Nursery
from tests.journeys.town import Hand
from tests.promises.clerks import seat
from tests.promises.crew import Crew
from tests.promises.promise import Trial, tries

TAKEN, TOLD = "고쳤습니다. ", "다른 분이 먼저 고쳤습니다"
TRAIL = """SELECT count(*) FROM audit_entry WHERE action = 'change' AND subject = 'problem'"""
WORKERS = 3


@dataclass
class Office:
    """People with the same record before them."""

    crew: Crew
    database: Database
    hands: list[Hand]

    async def fill(self) -> None:
        """Everybody opens the record and has changed words on the card."""
        await asyncio.gather(*(self._card(hand) for hand in self.hands))

    async def _card(self, hand: Hand) -> None:
        await hand.says("/help")
        await hand.phone.forge("v1:rec:problem:1", answered=False)
        for act, shown in (("고치기", "내용:"), ("내용", "무엇을")):
            await hand.reads(shown)
            await hand.phone.tap(act, answered=False)
        await hand.reads()
        await hand.says(f"{hand.user}번 사람의 말", "문장")

    async def save(self) -> tuple[int, int]:
        """All save at once; returns how many were taken and how many were told."""
        taps = (hand.phone.tap("저장", answered=False) for hand in self.hands)
        await asyncio.gather(*taps)
        await self.crew.rests(self.database)
        said = [await self._said(hand) for hand in self.hands]
        return sum(TAKEN in one and TOLD not in one for one in said), sum(
            TOLD in one for one in said
        )

    async def _said(self, hand: Hand) -> str:
        """What somebody is told: the word over the screen, and the screen."""
        await hand.phone.look()
        return f"{hand.phone.toast()}\n{hand.phone.screen()}"

    async def rows(self, asked: str) -> Sequence[Any]:
        """What stands in the tables."""
        async with self.database.read() as session:
            connection = await session.connection()
            return (await connection.execute(text(asked))).all()


@asynccontextmanager
async def office(
    trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str
) -> AsyncIterator[Office]:
    """The office, with one line that somebody has saved."""
    people = [6001 + number for number in range(trial.size)]
    await seat(trial, simulator, people)
    crew = Crew(trial, simulator, nursery, spoil)
    async with opened(trial.url) as database, AsyncExitStack() as phones:
        await crew.begins(WORKERS)
        hands = []
        for person in people:
            phone = await Phone.connect(simulator.url, person, timeout=2 * PATIENCE)
            hands.append(Hand(await phones.enter_async_context(phone)))
        first = hands[0]
        await first.says("문제점: 관내 업체의 구인난 심화", "어느 반기")
        await first.does(first.labels()[0][0], "저장")
        yield Office(crew, database, hands)
        await crew.ends()


async def edited(
    trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str = ""
) -> tuple[int, int, int]:
    """How many were taken, how many were told, and how many changes the trail tells of."""
    async with office(trial, simulator, nursery, spoil) as made:
        await made.fill()
        taken, told = await made.save()
        changes = (await made.rows(TRAIL))[0][0]
    trial.count(edits=trial.size, taken=taken, told=told, changes_in_the_trail=changes)
    return taken, told, changes


@tries("P8", of="people at once", sqlite=(8, 20), postgres=(8, 20))
async def test_of_many_who_change_a_record_at_once_one_is_taken_and_all_others_are_told(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    assert await edited(trial, simulator, nursery) == (1, trial.size - 1, 1)


@tries(
    "P8",
    of="people at once",
    sqlite=(4, 10),
    postgres=(0, 10),
    mutant="does not ask whether the record is another by now",
)
async def test_a_bot_that_writes_over_what_others_changed_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    taken, _, _ = await edited(trial, simulator, nursery, "tests.promises.spoiled.last_one_wins")
    assert taken > 1
