"""Flood control: a burst is taken, then 429 says when to come back."""

from collections.abc import AsyncIterator

import pytest

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator, serve
from bot.simulator.world.limits import utf16
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with await serve(flood=True) as running:
        yield running


async def test_one_chat_takes_a_burst_and_then_one_a_second(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    me = {"chat_id": officer.user, "text": "글"}
    answers = [await client.raw("sendMessage", **me) for _ in range(6)]
    assert [answer["status"] for answer in answers] == [200] * 5 + [429]
    assert answers[-1]["parameters"] == {"retry_after": 1}
    assert answers[-1]["description"] == "Too Many Requests: retry after 1"
    await backstage.advance(1)
    assert (await client.raw("sendMessage", **me))["status"] == 200


async def test_edits_count_like_messages(client: Client, officer: Phone) -> None:
    sent = await client.call("sendMessage", chat_id=officer.user, text="0")
    place = {"chat_id": officer.user, "message_id": sent["message_id"]}
    codes = [
        (await client.raw("editMessageText", **place, text=str(number)))["status"]
        for number in range(1, 6)
    ]
    assert codes == [200] * 4 + [429]


async def test_a_group_takes_20_a_minute_and_does_not_slow_others(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    group = (await backstage.group("과", [officer.user]))["id"]
    for _ in range(20):
        await client.call("sendMessage", chat_id=group, text="글")
    answer = await client.raw("sendMessage", chat_id=group, text="글")
    assert answer["parameters"]["retry_after"] in {2, 3}
    await client.call("sendMessage", chat_id=officer.user, text="글")


async def test_all_chats_together_take_30_a_second(simulator: Simulator, client: Client) -> None:
    moment = simulator.world.clock.now()
    simulator.world.clock.now = lambda: moment  # type: ignore[method-assign] # time stands
    codes: list[int] = []
    for user in range(8001, 8008):
        simulator.world.add_person("홍○○", user_id=user)
        simulator.world.chats[user].started = True
        for _ in range(5):
            codes.append((await client.raw("sendMessage", chat_id=user, text="글"))["status"])
    assert (codes.count(200), codes.count(429)) == (30, 5)


def test_length_counts_utf16_units() -> None:
    assert [utf16(text) for text in ("abc", "가나", "😀", "")] == [3, 2, 2, 0]
