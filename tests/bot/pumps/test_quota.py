"""Whoever sends without end is told once, and costs nobody else anything."""

from collections import Counter
from typing import Any

import pytest
from sqlmodel import col, select

from bot.pumps.intake import keep
from bot.pumps.quota import FREE, WINDOW, Quota
from storage.database import Database
from storage.models.traffic import NEW, Inbox, Outbox
from storage.rules.clock import system_clock
from storage.traffic import inbox, outbox
from storage.traffic.floods import MOST
from storage.traffic.messages import Message
from tests.helpers.offices import seat

ONE, OTHER, STRANGER = 1_000_000_000, 1_000_000_001, 5
FLOOD, BATCH = 3_000, 100


class Passed:
    """Time that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def office(db: Database) -> Database:
    async with db.begin() as session:
        await seat(session)
    return db


def said(number: int, person: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": person}, "text": "글"}}


async def floods(db: Database, quota: Quota, person: int, count: int = FLOOD) -> None:
    """So many of one person, in batches as Telegram gives them out, and one of another in each."""
    for first in range(0, count, BATCH):
        mine = [said(first + at, person) for at in range(BATCH)]
        await keep(db, 1, [*mine, said(10**6 + first, OTHER)], system_clock, quota)


async def kept(db: Database) -> Counter[tuple[int, str]]:
    """How many of each person's updates wait or are settled; what is shed keeps no words."""
    async with db.read() as session:
        rows = (await session.exec(select(Inbox))).all()
    assert all(bool(row.raw) == (row.state == NEW) for row in rows)
    return Counter((row.lane, row.state) for row in rows)


async def notices(db: Database) -> list[str]:
    async with db.read() as session:
        rows = await session.exec(select(Outbox).order_by(col(Outbox.id)))
        return [row.payload["text"] for row in rows if row.chat_id == ONE]


async def test_a_flooder_is_told_once_and_the_others_lose_nothing(office: Database) -> None:
    """Mutants: no quota; a notice for each; a quota that counts everybody together."""
    quota = Quota(Passed())
    await floods(office, quota, ONE)
    assert await kept(office) == {
        (ONE, "new"): MOST,
        (ONE, "done"): FLOOD - MOST,
        (OTHER, "new"): FLOOD // BATCH,
    }
    (notice,) = await notices(office)
    assert f"{MOST}건" in notice
    await floods(office, quota, ONE, 2 * BATCH)  # all of it once more, as after a lost answer
    assert (await kept(office))[ONE, "done"] == FLOOD - MOST


async def test_answers_that_wait_count_like_updates_that_do(office: Database) -> None:
    """Mutant: only the inbox is looked at, which a quick worker keeps empty."""
    async with office.begin() as session:
        for _ in range(MOST - 30):
            await outbox.put(session, ONE, Message("답"), now=system_clock())
    quota = Quota(Passed())
    for _ in range(FREE):
        quota.spent([ONE])
    await floods(office, quota, ONE, BATCH)
    assert (await kept(office))[ONE, "new"] == 30


async def test_whoever_waits_for_each_answer_may_send_for_ever(office: Database) -> None:
    quota = Quota(Passed())
    for number in range(10):
        await keep(
            office, 1, [said(number * 100 + at, ONE) for at in range(100)], system_clock, quota
        )
        async with office.begin() as session:
            waiting = (await session.exec(select(Inbox.id).where(col(Inbox.state) == NEW))).all()
            await inbox.finish(session, list(waiting))
    assert await kept(office) == {(ONE, "done"): 1_000}
    assert await notices(office) == []


async def test_a_stranger_s_flood_ends_without_a_word(office: Database) -> None:
    await floods(office, Quota(Passed()), STRANGER)
    assert (await kept(office))[STRANGER, "new"] == MOST
    async with office.read() as session:
        assert (await session.exec(select(Outbox))).all() == []


async def test_after_a_minute_all_is_free_again() -> None:
    passed = Passed()
    quota = Quota(passed)
    assert [bool(quota.spent([ONE])) for _ in range(FREE + 1)] == [False] * FREE + [True]
    passed.now = WINDOW
    assert quota.spent([ONE]) == set()
