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
from tests.helpers.nursery import Nursery
from tests.journeys.town import Hand
from tests.promises.clerks import seat
from tests.promises.crew import Crew
from tests.promises.promise import Trial, tries

ROUNDS = 2
TAKEN, TOLD = "고쳤습니다", "다른 분이 먼저 고쳤습니다"
VERSION = "SELECT version, title FROM problem"
TRAIL = """SELECT count(*) FROM audit_entry WHERE action = 'change' AND subject = 'problem'"""
WORKERS = 3
PATIENT = 90.0


@dataclass
class Office:
    """People with the same record before them."""

    crew: Crew
    database: Database
    hands: list[Hand]

    async def fill(self, round_: int) -> None:
        """Everybody opens the record and has changed words on the card."""
        await asyncio.gather(*(self._card(hand, round_) for hand in self.hands))

    async def _card(self, hand: Hand, round_: int) -> None:
        await hand.says("/help")
        await hand.phone.forge("v1:rec:problem:1", answered=False)
        await hand.reads("내용:")
        for act in ("고치기", "내용", f"{hand.user}번 사람의 {round_}번째 말"):
            await hand.does(act)

    async def save(self) -> tuple[int, int]:
        """All save at once; returns how many were taken and how many were told."""
        answers = await asyncio.gather(*(self._saved(hand) for hand in self.hands))
        return sum(TAKEN in one and TOLD not in one for one in answers), sum(
            TOLD in one for one in answers
        )

    async def _saved(self, hand: Hand) -> str:
        toast = await hand.phone.tap("저장", timeout=PATIENT)
        if TOLD in toast:
            return toast
        return await hand.reads()

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
            phone = await Phone.connect(simulator.url, person, timeout=PATIENT)
            hands.append(Hand(await phones.enter_async_context(phone)))
        first = hands[0]
        await first.says("문제점: 관내 업체의 구인난 심화", "어느 반기")
        await first.does(first.labels()[0][0], "저장")
        yield Office(crew, database, hands)
        await crew.ends()


@dataclass
class Found:
    """Over all rounds."""

    taken: int = 0
    told: int = 0
    changes: int = 0


async def edited(trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str = "") -> Found:
    """Rounds of edits at once, and what became of them."""
    found = Found()
    async with office(trial, simulator, nursery, spoil) as made:
        for number in range(ROUNDS):
            await made.fill(number)
            taken, told = await made.save()
            found.taken, found.told = found.taken + taken, found.told + told
            await made.crew.rests(made.database)
        found.changes = (await made.rows(TRAIL))[0][0]
    trial.count(
        edits=ROUNDS * trial.size,
        taken=found.taken,
        told=found.told,
        changes_in_the_trail=found.changes,
    )
    return found


@tries("P8", of="people at once", sqlite=(8, 50), postgres=(8, 50))
async def test_of_many_who_change_a_record_at_once_one_is_taken_and_all_others_are_told(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    found = await edited(trial, simulator, nursery)
    assert (found.taken, found.changes) == (ROUNDS, ROUNDS)
    assert found.told == ROUNDS * (trial.size - 1)


@tries(
    "P8",
    of="people at once",
    sqlite=(4, 20),
    postgres=(4, 20),
    mutant="does not ask whether the record is another by now",
)
async def test_a_bot_that_writes_over_what_others_changed_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    found = await edited(trial, simulator, nursery, "tests.promises.spoiled.last_one_wins")
    assert found.taken > ROUNDS
