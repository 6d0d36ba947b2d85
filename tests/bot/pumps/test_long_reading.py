"""What takes long to read is read beside: the others go on, and the one who asked is answered."""

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.pumps.intake import keep
from handlers.chat.access import guarded
from handlers.chat.context import OfficeContext
from storage.long_reading import MOST_QUESTIONS, MOST_READINGS, lent
from storage.models.office import Department
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.rules.terms import Role
from tests.helpers.desk import Desk, only
from tests.helpers.screens import BOT_ID

ASKER, OTHER = 1001, 1002
LONG, FAULTY = "오래", "거절"


class Library:
    """What one handler reads for long: the names of departments, once somebody opens it."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.begun = threading.Event()
        self.readings = 0
        self.ages = False

    async def read(self, session: AsyncSession) -> int:
        """On the reading thread: waits until the test opens it."""
        self.readings += 1
        self.begun.set()
        assert threading.current_thread() is not threading.main_thread()
        assert self.opened.wait(10)
        return (await session.exec(select(func.count()).select_from(Department))).one()

    async def refuse(self, _session: AsyncSession) -> int:
        """Something that cannot be read."""
        raise Refusal("읽을 것이 없습니다.")

    async def still(self, session: AsyncSession, found: int) -> bool:
        """Whether the count holds in this transaction."""
        return not self.ages and found == await _count(session)


async def _count(session: AsyncSession) -> int:
    return (await session.exec(select(func.count()).select_from(Department))).one()


def desk_of(url: str, library: Library) -> Desk:
    async def said(update: Update, context: OfficeContext) -> None:
        assert update.message is not None
        words = update.message.text or ""
        chat = update.message.chat.id
        context.session.add(Department(name=words, position=9))  # taken back while it is read
        await context.session.flush()
        if words.startswith(LONG):
            before = await _count(context.session) - 1
            found = await lent(context.session, "count", library.read)
            await context.say(chat, f"{words}: {found}/{before}")
        elif words == FAULTY:
            await lent(context.session, "refuse", library.refuse)
        else:
            await context.say(chat, words)

    return Desk(url, only([MessageHandler(filters.TEXT, guarded(Action.HELP, said))]))


@pytest.fixture
def library() -> Library:
    """Still closed."""
    return Library()


@pytest.fixture
async def desk(url: str, library: Library) -> AsyncIterator[Desk]:
    """Two people before a closed library."""
    made = desk_of(url, library)
    await made.open()
    home = await made.department("일자리정책과")
    for number in (ASKER, OTHER):
        await made.hire(number, Role.STAFF, home)
    yield made
    library.opened.set()
    await made.worker.read()
    await made.close()


async def send(desk: Desk, user: int, words: str) -> None:
    """A message that has come in and that nobody has looked at."""
    update: dict[str, Any] = {"update_id": desk._next(), "message": desk.message(user, words)}
    await keep(desk.db, BOT_ID, [update], desk.clock)


async def at_work(desk: Desk) -> list[str]:
    """What is said while nobody waits for a reading."""
    before = len(desk.said)
    while await desk.worker.once():
        continue
    await desk._deliver()
    return [one.text for one in desk.said[before:] if one.text]


async def test_others_are_answered_while_one_waits_for_a_long_reading(
    desk: Desk, library: Library
) -> None:
    await send(desk, ASKER, LONG)
    assert await at_work(desk) == []
    await asyncio.to_thread(library.begun.wait, 10)
    await send(desk, OTHER, "안녕하십니까")
    assert await at_work(desk) == ["안녕하십니까"]
    library.opened.set()
    await desk.worker.read()
    assert [one.partition(":")[0] for one in await at_work(desk)] == [LONG]


async def test_nobody_is_overtaken_by_himself_while_he_waits(desk: Desk, library: Library) -> None:
    await send(desk, ASKER, LONG)
    await send(desk, ASKER, "그다음")
    assert await at_work(desk) == []
    library.opened.set()
    await desk.worker.read()
    first, second = await at_work(desk)
    assert first.startswith(LONG)
    assert second == "그다음"


async def test_what_a_handler_wrote_before_its_reading_is_written_once(
    desk: Desk, library: Library
) -> None:
    library.opened.set()
    await send(desk, ASKER, LONG)
    while await desk.worker.read() or await desk.worker.once():
        continue
    async with desk.db.read() as session:
        names = (await session.exec(select(Department.name).order_by(col(Department.id)))).all()
    assert list(names) == ["일자리정책과", LONG]
    assert library.readings == 1


async def test_a_reading_that_refuses_is_a_sentence_to_the_one_who_asked(desk: Desk) -> None:
    await send(desk, ASKER, FAULTY)
    while await desk.worker.read() or await desk.worker.once():
        continue
    assert await at_work(desk) == ["읽을 것이 없습니다."]


async def test_an_answer_that_aged_is_read_again_and_at_last_in_the_transaction(
    url: str, library: Library
) -> None:
    library.opened.set()
    library.ages = True

    async def once(session: AsyncSession) -> int:
        library.readings += 1
        return await _count(session)

    async def said(update: Update, context: OfficeContext) -> None:
        assert update.message is not None
        found = await lent(context.session, "count", once, library.still)
        await context.say(update.message.chat.id, str(found))

    desk = Desk(url, only([MessageHandler(filters.TEXT, guarded(Action.HELP, said))]))
    await desk.open()
    await desk.hire(ASKER, Role.STAFF, await desk.department("일자리정책과"))
    assert await desk.says(ASKER, "몇 곳입니까") == ["1"]
    assert library.readings == MOST_READINGS + 1
    await desk.close()


async def test_who_asks_under_a_new_name_with_each_try_fails_and_holds_up_nobody(url: str) -> None:
    names = iter(range(10**6))

    async def said(update: Update, context: OfficeContext) -> None:
        assert update.message is not None
        await lent(context.session, next(names), _count)

    desk = Desk(url, only([MessageHandler(filters.TEXT, guarded(Action.HELP, said))]))
    await desk.open()
    await desk.hire(ASKER, Role.STAFF, await desk.department("일자리정책과"))
    with pytest.raises(AssertionError, match="asks for ever new readings"):
        await desk.says(ASKER, "몇 곳입니까")
    assert next(names) <= MOST_QUESTIONS + 1
    await desk.close()
