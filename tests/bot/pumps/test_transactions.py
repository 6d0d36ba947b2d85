"""How many transactions an update costs: each is a sync of the disk, and none is for nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram.ext import MessageHandler, filters

from bot.pumps import delivery, worker
from bot.pumps.intake import keep
from handlers.chat.access import guarded
from handlers.chat.context import OfficeContext
from storage.database import Database, touch
from storage.rules.permission import Action
from storage.rules.terms import Role
from storage.traffic import inbox
from tests.helpers.desk import Desk, only
from tests.helpers.post import ONE, OTHER, Post
from tests.helpers.screens import BOT_ID
from tests.helpers.waiting import until

TURNS = 50  # of the loop, in which whoever looks for more would have looked


class Count:
    """The write transactions on a database since it was last set back."""

    def __init__(self, db: Database) -> None:
        self.made = 0
        db.before_commit(self._one_more)

    async def _one_more(self, _session: AsyncSession) -> None:
        self.made += 1


async def echo(update: object, context: OfficeContext) -> None:
    """Says that it has heard."""
    await context.say(ONE, "들었습니다.")


@asynccontextmanager
async def at_work(desk: Desk) -> AsyncIterator[None]:
    """The worker runs; it has looked once and found nothing."""
    working = asyncio.create_task(desk.worker.run())
    try:
        await _turns()
        yield
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _turns() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


async def _all_done(desk: Desk) -> bool:
    async with desk.db.read() as session:
        return not await inbox.backlog(session)


@pytest.mark.parametrize("updates", [1, 3])
async def test_each_update_of_a_person_is_one_transaction_of_the_worker(
    sqlite_url: str, updates: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: after each it looks for the next in a transaction of its own."""
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 60.0)
    desk = Desk(sqlite_url, only([MessageHandler(filters.TEXT, guarded(Action.HELP, echo))]))
    await desk.open()
    await desk.hire(ONE, Role.STAFF, await desk.department("일자리정책과"))
    made = Count(desk.db)
    async with at_work(desk):
        assert made.made == 1
        several = [
            {"update_id": 900 + at, "message": desk.message(ONE, "예")} for at in range(updates)
        ]
        await keep(desk.db, BOT_ID, several, desk.clock)
        await until(lambda: _all_done(desk), "all are worked on")
        await _turns()
    assert made.made == 1 + 1 + updates
    await desk.close()


async def test_what_was_marked_with_another_s_words_wakes_nobody_for_it(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: the moment that gathers what was sent ends in a look, whoever looked meanwhile."""
    monkeypatch.setattr(delivery, "PAUSE_SECONDS", 60.0)
    await post.put(OTHER, "하나")
    await until(lambda: _marked(post, 1), "from here on it looks when it is woken")
    monkeypatch.setattr(delivery, "GATHER_SECONDS", 0.4)
    made = Count(post.db)
    await post.put(ONE, "둘")
    await until(lambda: post.shows(ONE, 1), "it was sent")
    async with post.db.begin() as session:
        touch(session, "outbox")
    await until(lambda: _marked(post, 2), "it was marked by who came to look for more")
    marked = made.made  # to write it, to take it, to call, to mark it
    await asyncio.sleep(delivery.GATHER_SECONDS)
    assert made.made == marked


async def _marked(post: Post, rows: int) -> bool:
    return (await post.states()).count("sent") == rows
