"""What may be relied on when the database is away, the bot ends, or two processes send."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from bot.pumps import delivery
from bot.pumps.turns import Turns
from bot.simulator.server import Simulator
from storage.traffic import leases, outbox
from tests.helpers.post import ONE, OTHER, Post
from tests.helpers.waiting import until


async def test_what_was_sent_while_the_database_was_away_is_not_sent_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = outbox.sent
    failures = iter([OSError("disk gone"), OSError("still gone")])

    async def refusing(session: Any, done: Any, owner: str) -> None:
        await write(session, done, owner)
        if done and (failure := next(failures, None)):
            raise failure

    monkeypatch.setattr(outbox, "sent", refusing)
    await post.put(ONE, "하나")
    await post.put(OTHER, "둘")
    await post.settled()
    assert post.texts(ONE) == ["하나"]
    assert post.texts(OTHER) == ["둘"]
    assert next(failures, None) is None


@pytest.mark.long
async def test_at_the_end_a_send_under_way_is_finished_and_the_rest_is_left_for_later(
    post: Post,
) -> None:
    post.simulator.world.faults.latency = 0.5  # long enough for a busy machine
    for number in range(10):
        await post.put(ONE, f"{number}")
    await until(lambda: post.calling("sendMessage", 1), "the first is under way")
    await post.stop()
    states = await post.states()
    sent = states.count("sent")
    assert sent in (1, 2)
    assert states == ["sent"] * sent + ["due"] * (10 - sent)
    assert post.texts(ONE) == [f"{number}" for number in range(sent)]
    post.simulator.world.faults.latency = 0
    await post.open()
    await post.settled()
    assert post.texts(ONE) == [f"{number}" for number in range(10)]


async def test_a_send_that_hangs_does_not_hold_up_the_end(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "DRAIN_SECONDS", 0.05)
    post.fault("delay", delay_ms=1000, chat=ONE)
    await post.put(ONE, "하나")
    await until(lambda: post.calling("sendMessage", 0), "the send is under way")
    await post.stop()
    assert await post.states() == ["leased"]
    assert post.delivery._tasks == set()
    async with post.db.begin() as session:
        await leases.release(session)
    again = Post(post.simulator, str(post.db.engine.url))
    await again.open()
    await again.settled()
    assert again.texts(ONE) == ["하나"]
    await again.close()


@pytest.mark.postgres
async def test_two_senders_on_one_database_neither_double_nor_disorder(
    simulator: Simulator, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PAUSE_SECONDS", 0.01)
    first, second = Post(simulator, postgres_url), Post(simulator, postgres_url)
    people = [first.person(ONE + at) for at in range(8)]
    await first.open()
    await second.open()
    for number in range(25):
        for person in people:
            await first.put(person, f"{number:02}")
    await first.settled(30)
    for person in people:
        assert first.texts(person) == [f"{number:02}" for number in range(25)]
    async with first.db.read() as session:
        connection = await session.connection()
        attempts = await connection.execute(text("SELECT DISTINCT attempts FROM outbox"))
        assert [row[0] for row in attempts] == [1]
    await first.close()
    await second.close()


@pytest.mark.postgres
async def test_what_another_process_is_about_to_send_is_not_overtaken(
    simulator: Simulator, postgres_url: str
) -> None:
    first, second = Post(simulator, postgres_url), Post(simulator, postgres_url)
    await first.put(ONE, "하나")
    await first.put(ONE, "둘")

    one, other = Turns(first.db), Turns(second.db)

    async def claimed() -> list[str]:
        async with second.db.begin() as session:
            parcels = await other.take(session, second.clock(), room=1, busy=())
        return [parcel.payload["text"] for parcel in parcels]

    async with first.db.begin() as session:
        (parcel,) = await one.take(session, first.clock(), room=1, busy=())
        assert parcel.payload["text"] == "하나"
        async with asyncio.timeout(1):  # nobody waits for a process that may be frozen
            assert await claimed() == []
    assert await claimed() == []
    async with first.db.begin() as session:
        await outbox.sent(session, [(parcel.id, 1)], one.owner)
    assert await claimed() == ["둘"]
    await first.close()
    await second.close()


async def test_rows_that_were_just_leased_when_the_end_came_lie_with_nobody(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end comes while the commit of the lease waits for the disk."""
    await post.stop()
    take = Turns.take

    async def told(self: Turns, *given: Any, **more: Any) -> Any:
        parcels = await take(self, *given, **more)
        if parcels and post.pump is not None:
            post.pump.cancel()
        return parcels

    monkeypatch.setattr(Turns, "take", told)
    await post.put(ONE, "하나")
    await post.put(OTHER, "둘")
    await post.open()
    assert post.pump is not None
    await asyncio.wait([post.pump], timeout=10)
    assert post.pump.done()
    assert "leased" not in await post.states()
    monkeypatch.undo()
    await post.open()
    await post.settled()
    assert (post.texts(ONE), post.texts(OTHER)) == (["하나"], ["둘"])
