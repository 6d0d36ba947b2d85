"""Whose turn it is on the way out: people, notices, what can wait; and whose row it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database, execute
from storage.models.traffic import DUE, LEASED, SENT, Urgency
from storage.traffic import inbox, leases, outbox, outbox_batches, urgencies
from storage.traffic.messages import Message, Picture
from tests.helpers.offices import NOW

ASKER, OTHER, THIRD = 11, 12, 13
TABLE = leases.TABLE


async def put(session: AsyncSession, chat: int, words: str) -> None:
    await outbox.put(session, chat, Message(words), now=NOW)


async def claimed(
    session: AsyncSession, now: datetime = NOW, *, most: int = 9, owner: str = ""
) -> list[str]:
    """The words of what is taken, in the order of the ids."""
    parcels = await leases.claim(session, now, most=most, owner=owner)
    return [one.payload["text"] for one in parcels]


async def one_by_one(session: AsyncSession) -> list[str]:
    """The words of all that waits, each taken when the last was sent."""
    said = []
    while parcels := await leases.claim(session, NOW, most=1):
        said.append(parcels[0].payload["text"])
        await outbox.sent(session, [(parcels[0].id, 1)])
    return said


async def states(session: AsyncSession) -> Sequence[tuple[str, str, int | None]]:
    asked = select(TABLE.c.state, TABLE.c.owner, TABLE.c.message_id).order_by(TABLE.c.id)
    return [tuple(row) for row in await execute(session, asked)]


# -- who goes first --------------------------------------------------------------------------


async def test_the_one_who_waits_goes_before_everybody_who_does_not(db: Database) -> None:
    async with db.begin() as session:
        menu = Message("차림표")
        await outbox.put(session, 0, menu, now=NOW, urgency=Urgency.LATER)
        await outbox_batches.put_each(session, [(OTHER, Message("알림"), "digest:1")], now=NOW)
        urgencies.answering(session, {ASKER})
        await put(session, ASKER, "답")
        await put(session, OTHER, "다른 분께")
        assert await one_by_one(session) == ["답", "알림", "다른 분께", "차림표"]


async def test_nothing_is_overtaken_in_a_chat_by_the_answer_that_is_given_there(
    db: Database,
) -> None:
    """Mutant: an answer before the notices that wait in the same chat."""
    async with db.begin() as session:
        for words in ("알림 1", "알림 2"):
            await put(session, OTHER, f"{words} (남)")
            await put(session, ASKER, words)
    async with db.begin() as session:
        urgencies.answering(session, {ASKER})
        await put(session, ASKER, "답")
        said = await one_by_one(session)
    assert said == ["알림 1", "알림 2", "답", "알림 1 (남)", "알림 2 (남)"]


async def test_a_stranger_is_answered_when_nobody_else_waits(db: Database) -> None:
    async with db.begin() as session:
        urgencies.answering(session, {ASKER})
        urgencies.strangers_turn(session)
        await put(session, ASKER, "모르는 분께")
        urgencies.answering(session, {OTHER})
        await put(session, OTHER, "직원께")
        await put(session, THIRD, "알림")
        assert await one_by_one(session) == ["직원께", "알림", "모르는 분께"]


# -- whose row it is -------------------------------------------------------------------------


async def test_a_process_that_was_frozen_writes_nothing_over_the_one_that_took_over(
    db: Database,
) -> None:
    """Mutant: a row marked by its number alone."""
    later = NOW + leases.LEASE
    async with db.begin() as session:
        await put(session, ASKER, "하나")
        (parcel,) = await leases.claim(session, NOW, most=1, owner="frozen")
        assert await claimed(session, NOW + leases.BEAT, owner="newer") == []
        assert await claimed(session, later, owner="newer") == ["하나"]
        await outbox.sent(session, [(parcel.id, 1)], "frozen")
        await outbox.again(session, parcel.id, NOW, 60, "why", owner="frozen")
        assert not await outbox.gave_up(session, parcel.id, "why", "frozen")
        assert await states(session) == [(LEASED, "newer", None)]
        await outbox.sent(session, [(parcel.id, 2)], "newer")
        await outbox.again(session, parcel.id, NOW, 60, "why", owner="frozen")
        assert await states(session) == [(SENT, "newer", 2)]


async def test_whoever_says_that_it_lives_keeps_what_it_has_on_its_way(db: Database) -> None:
    async with db.begin() as session:
        await put(session, ASKER, "하나")
        await claimed(session, owner="slow")
        for beats in range(1, 9):  # an upload of forty seconds
            now = NOW + beats * leases.BEAT
            await leases.beat(session, now, "slow")
            assert await claimed(session, now, owner="other") == []


# -- the clock -------------------------------------------------------------------------------


async def test_a_clock_that_is_set_back_mutes_no_chat(db: Database) -> None:
    """Mutant: what was put back by a later clock is waited for."""
    async with db.begin() as session:
        await put(session, ASKER, "하나")
        (parcel,) = await leases.claim(session, NOW, most=1)
        await outbox.again(session, parcel.id, NOW, 30, "502", holds=True)
        await put(session, ASKER, "둘")
        assert await claimed(session, NOW + timedelta(seconds=29)) == []
        assert await claimed(session, NOW - timedelta(hours=2)) == ["하나", "둘"]


async def test_what_was_written_by_a_later_clock_goes_out_all_the_same(db: Database) -> None:
    async with db.begin() as session:
        await put(session, ASKER, "하나")
        assert await claimed(session, NOW - timedelta(hours=2)) == ["하나"]


async def test_an_update_that_failed_waits_a_minute_at_most_whatever_the_clock_does(
    db: Database,
) -> None:
    async with db.begin() as session:
        await inbox.store(session, 1, [(1, ASKER, "{}")], NOW)
        for _ in range(inbox.MAX_ATTEMPTS - 1):
            (head,) = await inbox.heads(session, NOW - timedelta(hours=2), 1)
            await inbox.failed(session, head, "why", NOW)
        assert await inbox.heads(session, NOW, 1) == []
        assert len(await inbox.heads(session, NOW - timedelta(hours=2), 1)) == 1


async def test_a_chat_that_is_held_holds_up_words_and_files_alike(db: Database) -> None:
    async with db.begin() as session:
        await outbox.put(session, ASKER, Picture("board", {}, "그림"), now=NOW)
        (parcel,) = await leases.claim(session, NOW, most=1)
        await outbox.again(session, parcel.id, NOW, 30, "429", holds=True)
        await put(session, ASKER, "말")
        assert await claimed(session, NOW + timedelta(seconds=1)) == []
        assert (await states(session))[0][0] == DUE
