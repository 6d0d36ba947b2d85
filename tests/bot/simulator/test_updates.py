"""getUpdates: order, confirmation, waiting, retention, the second poller."""

import asyncio

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage

KEYS = {"inline_keyboard": [[{"text": "저장", "callback_data": "save"}]]}


async def polling(simulator: Simulator, client: Client) -> None:
    """Return as soon as a long poll has reached the server."""
    while not simulator.world.updates.polled:
        await client.call("getMe")


async def test_updates_stay_until_an_offset_confirms_them(client: Client, officer: Phone) -> None:
    await officer.say("하나")
    await officer.say("둘")
    seen = await client.call("getUpdates", limit=2)
    assert [update["message"]["text"] for update in seen] == ["/start", "하나"]
    assert await client.call("getUpdates", limit=2) == seen
    rest = await client.call("getUpdates", offset=seen[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["둘"]
    assert await client.call("getUpdates", offset=rest[-1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last_ones(client: Client, officer: Phone) -> None:
    await officer.say("하나")
    await officer.say("둘")
    last = await client.call("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in last] == ["둘"]
    assert len(await client.call("getUpdates")) == 1


async def test_a_long_poll_ends_with_the_first_update(
    simulator: Simulator, client: Client, stranger: Phone
) -> None:
    poll = asyncio.create_task(client.call("getUpdates", timeout=30))
    await polling(simulator, client)
    await stranger.say("안녕")
    assert [update["message"]["text"] for update in await poll] == ["안녕"]


async def test_the_older_of_two_pollers_is_terminated(
    simulator: Simulator, client: Client, stranger: Phone
) -> None:
    older = asyncio.create_task(client.raw("getUpdates", timeout=30))
    await polling(simulator, client)
    newer = asyncio.create_task(client.raw("getUpdates", timeout=30))
    answer = await older
    await polling(simulator, client)
    assert (answer["status"], "terminated by other getUpdates" in answer["description"]) == (
        409,
        True,
    )
    await stranger.say("안녕")
    assert len((await newer)["result"]) == 1


async def test_messages_live_a_day_and_taps_150_seconds(
    client: Client, officer: Phone, backstage: Backstage, simulator: Simulator
) -> None:
    """What is forgotten is noted, for whoever counts what got lost on the way."""
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    await officer.tap("저장", answered=False)
    assert len(await client.call("getUpdates")) == 2
    await backstage.advance(151)
    assert [list(update)[1] for update in await client.call("getUpdates")] == ["message"]
    assert [b"callback_query" in one.body for one in simulator.world.updates.forgotten] == [True]
    await backstage.advance(24 * 3600)
    assert await client.call("getUpdates") == []


async def test_the_wanted_kinds_stick(client: Client, officer: Phone) -> None:
    await client.call("getUpdates", allowed_updates=["callback_query"])
    await officer.say("안 보이는 글")
    seen = await client.call("getUpdates")
    assert [update["message"]["text"] for update in seen] == ["/start"]
    await client.call("getUpdates", allowed_updates=[])
    await officer.say("보이는 글")
    assert len(await client.call("getUpdates")) == 2


async def test_numbers_grow_by_one(client: Client, officer: Phone) -> None:
    for _ in range(3):
        await officer.say("글")
    numbers = [update["update_id"] for update in await client.call("getUpdates")]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
