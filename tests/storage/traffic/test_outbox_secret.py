"""Words that let somebody in stand in the outbox no longer than it takes to send them."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import migrate
from storage.database import Database
from storage.rules import invite_token
from storage.traffic import inbox, leases, outbox
from storage.traffic.messages import Card, Message
from tests.helpers import older
from tests.helpers.offices import NOW

CHAT = 5
CARD = "m5:1"
LINK = "https://t.me/quota_bot?start=canary"
End = Callable[[AsyncSession, int], Awaitable[Any]]


async def sent(session: AsyncSession, row: int) -> None:
    await outbox.sent(session, [(row, 9)])


async def failed(session: AsyncSession, row: int) -> None:
    await outbox.gave_up(session, row, "refused")


async def redrawn(session: AsyncSession, _row: int) -> None:
    await outbox.put(session, CHAT, Card(CARD, "다음"), now=NOW)


async def redrawn_on_its_way(session: AsyncSession, row: int) -> None:
    await leases.claim(session, NOW, most=9)
    await outbox.put(session, CHAT, Card(CARD, "다음"), now=NOW)
    await outbox.again(session, row, NOW, 0, "lost")


async def withdrawn(session: AsyncSession, _row: int) -> None:
    await outbox.withdraw(session, CHAT)


async def all_withdrawn(session: AsyncSession, _row: int) -> None:
    assert await outbox.withdraw_all(session) >= 1


ENDS: list[End] = [sent, failed, redrawn, redrawn_on_its_way, withdrawn, all_withdrawn]


async def written(db: Database, *, secret: bool) -> int:
    async with db.begin() as session:
        await outbox.put(session, CHAT, Card(CARD, LINK), now=NOW, secret=secret)
        connection = await session.connection()
        return int(await connection.scalar(text("SELECT id FROM outbox")) or 0)


async def kept(db: Database, row: int) -> str:
    async with db.read() as session:
        connection = await session.connection()
        asked = text("SELECT CAST(payload AS TEXT) FROM outbox WHERE id = :row")
        return str(await connection.scalar(asked, {"row": row}))


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
async def test_whatever_ends_a_secret_row_empties_it(db: Database, end: End) -> None:
    row = await written(db, secret=True)
    assert "canary" in await kept(db, row)  # it has to be sent first
    async with db.begin() as session:
        await end(session, row)
    assert await kept(db, row) == "{}"


async def test_what_has_to_be_sent_again_is_still_there(db: Database) -> None:
    row = await written(db, secret=True)
    async with db.begin() as session:
        await outbox.again(session, row, NOW, 1, "busy")
    assert "canary" in await kept(db, row)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
async def test_other_words_are_kept_as_long_as_before(db: Database, end: End) -> None:
    row = await written(db, secret=False)
    async with db.begin() as session:
        await end(session, row)
    assert "canary" in await kept(db, row)


async def test_an_update_that_is_set_aside_keeps_no_invite(db: Database) -> None:
    """Nobody was let in by it, so it would still work for whoever reads it."""
    token = invite_token.made()
    raw = f'{{"message": {{"text": "/start {token}"}}}}'
    async with db.begin() as session:
        await inbox.store(session, 1, [(1, CHAT, raw)], NOW)
    for attempt in range(1, inbox.MAX_ATTEMPTS + 1):
        async with db.begin() as session:
            (waiting,) = await inbox.heads(session, NOW + timedelta(hours=attempt), 1)
            assert token in waiting.raw  # it is still to be worked on
            await inbox.failed(session, waiting, "broken", NOW)
    async with db.read() as session:
        connection = await session.connection()
        assert token not in await connection.scalar(text("SELECT raw FROM inbox"))


@pytest.mark.long
async def test_links_that_an_older_release_kept_are_emptied_when_the_tables_change(
    url: str,
) -> None:
    db = Database(url)
    for number in range(2):
        async with db.begin() as session:
            await outbox.put(session, number, Message(LINK), now=NOW)
    async with db.begin() as session:
        await outbox.put(session, 7, Message("알림"), now=NOW)
        await outbox.sent(session, [(1, 1), (3, 1)])
    await db.close()
    older.taken_back(url, "0010")
    migrate.upgrade(url)
    db = Database(url)
    assert await kept(db, 1) == "{}"
    assert "canary" in await kept(db, 2)
    assert await kept(db, 3) != "{}"
    async with db.begin() as session:
        await outbox.sent(session, [(2, 1)])
    assert await kept(db, 2) == "{}"
    await db.close()
