"""Polling: Telegram is told that an update arrived only once it is in the database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.api.transport import AiohttpRequest
from bot.pumps import intake
from bot.pumps.intake import Poller, is_update, keep
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage import database
from storage.database import Database
from storage.rules.clock import system_clock
from storage.traffic import inbox
from tests.helpers.databases import locked
from tests.helpers.waiting import until

BOT, PERSON = 1, 7001


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses: how long they are in life is no promise."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    monkeypatch.setattr(intake, "PAUSE_FIRST", 0.02)
    monkeypatch.setattr(intake, "PAUSE_MOST", 0.05)


@pytest.fixture
async def db(sqlite_url: str) -> AsyncIterator[Database]:
    made = Database(sqlite_url)
    yield made
    await made.close()


@pytest.fixture
async def phone(simulator: Simulator) -> AsyncIterator[Phone]:
    async with await Phone.connect(simulator.url, PERSON, first_name="홍○○") as made:
        yield made


@pytest.fixture
async def polling(simulator: Simulator, db: Database) -> AsyncIterator[asyncio.Task[None]]:
    """The pump, which must be alive at the end."""
    poller = Poller(f"{simulator.base_url}{simulator.token}", BOT, db, system_clock)
    task = asyncio.create_task(poller.run())
    yield task
    assert not task.done(), "the pump died"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def kept(db: Database) -> list[str]:
    """The raw updates in the inbox, oldest first."""
    async with db.read() as session:
        connection = await session.connection()
        return [row[0] for row in await connection.execute(text("SELECT raw FROM inbox"))]


async def arrives(db: Database, count: int) -> None:
    async def look() -> bool:
        return len(await kept(db)) == count

    await until(look, f"{count} updates in the inbox")


async def test_nothing_is_acknowledged_while_the_database_refuses(
    simulator: Simulator, db: Database, sqlite_url: str, phone: Phone, polling: object
) -> None:
    assert await kept(db) == []
    with locked(sqlite_url):
        before = simulator.gateway.calls
        for number in range(5):
            await phone.say(f"글 {number}")

        async def asked_again() -> bool:
            return simulator.gateway.calls > before + 3

        await until(asked_again, "more polls")
        assert len(simulator.world.updates.pending) == 5
        assert await kept(db) == []
    await arrives(db, 5)
    await phone.say("글 5")
    await arrives(db, 6)
    assert [f"글 {number}" in raw for number, raw in enumerate(await kept(db))] == [True] * 6


async def test_what_is_acknowledged_is_in_the_database(
    simulator: Simulator, db: Database, phone: Phone, polling: object
) -> None:
    for number in range(3):
        await phone.say(f"글 {number}")

    async def acknowledged() -> bool:
        gone = not simulator.world.updates.pending
        assert not gone or len(await kept(db)) == 3
        return gone

    await until(acknowledged, "the acknowledgement")


@pytest.mark.parametrize("kind", ["401", "429", "500", "502html", "cut_before", "403"])
async def test_no_refusal_ends_the_polling(
    simulator: Simulator, db: Database, phone: Phone, polling: object, kind: str
) -> None:
    fault = {"kind": kind, "times": 3, "method": "getUpdates", "retry_after": 0.02}
    simulator.world.faults.order(fault)
    simulator.world.updates.wake()
    await phone.say("글")
    await arrives(db, 1)


async def test_half_a_sign_in_one_message_stops_nobody(db: Database) -> None:
    """Mutant: the whole answer is refused, and asked for again for ever."""
    body = rb'{"ok":true,"result":[{"update_id":1,"m":"\ud800 half"},{"update_id":2,"m":"next"}]}'
    updates = AiohttpRequest.parse_json_payload(body)["result"]
    await keep(db, BOT, updates, system_clock)
    assert await kept(db) == ['{"update_id":1,"m":"? half"}', '{"update_id":2,"m":"next"}']


async def test_a_second_poller_takes_turns_with_the_first_and_nothing_is_lost(
    simulator: Simulator, db: Database, phone: Phone, polling: object
) -> None:
    url = f"{simulator.base_url}{simulator.token}/getUpdates"
    async with aiohttp.ClientSession() as session:
        for number in range(5):
            await until(lambda: polled(simulator), "a poll")
            other = asyncio.create_task(_ask(session, url))
            await phone.say(f"글 {number}")
            await other
    await arrives(db, 5)


async def polled(simulator: Simulator) -> bool:
    return simulator.world.updates.polled


async def _ask(session: aiohttp.ClientSession, url: str) -> None:
    async with session.post(url, json={"timeout": 1}) as answer:
        await answer.read()


async def test_numbers_that_begin_anew_from_below_are_fetched(
    simulator: Simulator, db: Database, phone: Phone, polling: object
) -> None:
    await phone.say("지난주")
    await arrives(db, 1)
    await until(lambda: polled(simulator), "a poll")
    simulator.world.faults.order({"kind": "500", "times": 1000, "method": "getUpdates"})
    simulator.world.updates.wake()
    simulator.world.updates._next = 17
    await phone.say("이번 주")
    simulator.world.faults.clear()
    await arrives(db, 2)
    await until(lambda: quiet(simulator), "the acknowledgement")


async def quiet(simulator: Simulator) -> bool:
    return not simulator.world.updates.pending


@pytest.mark.parametrize("body", [7, "글", [], {"update_id": "하나"}, {"update_id": 2**63}, None])
async def test_what_is_no_update_is_left_out_and_the_others_are_kept(
    simulator: Simulator, db: Database, phone: Phone, polling: object, body: Any
) -> None:
    simulator.world.updates.put_raw(body)
    await phone.say("글")
    await arrives(db, 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "from", "user", "chat", "message", "update_id"]) | st.text(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_every_json_finds_a_lane_that_a_column_can_hold(body: Any) -> None:
    update = body if isinstance(body, dict) else {"message": body}
    assert -(2**63) <= inbox.lane_of(update) < 2**63


@given(JSON)
def test_only_an_object_with_a_whole_number_is_an_update(body: Any) -> None:
    number = body.get("update_id") if isinstance(body, dict) else None
    assert is_update(body) == (type(number) is int and abs(number) < 2**63)


async def test_an_update_is_kept_as_it_came(db: Database) -> None:
    odd = {"update_id": 1, "새_종류": {"from": {"id": PERSON}, "deep": [[[{"a": "\0b"}]]]}}
    await keep(db, BOT, [odd], system_clock)
    (raw,) = await kept(db)
    assert raw == ('{"update_id":1,"새_종류":{"from":{"id":7001},"deep":[[[{"a":"\\u0000b"}]]]}}')
