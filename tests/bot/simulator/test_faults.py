"""Faults: refusals, cut connections, delays, doubled and swapped updates."""

import aiohttp
import pytest

from bot.simulator.people.phone import Phone
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage

KEYS = {"inline_keyboard": [[{"text": "저장", "callback_data": "save"}]]}


@pytest.mark.parametrize(
    ("kind", "code", "description"),
    [
        ("429", 429, "Too Many Requests: retry after 7"),
        ("500", 500, "Internal Server Error"),
        ("401", 401, "Unauthorized"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
        ("chat_migrated", 400, "Bad Request: group chat was upgraded to a supergroup chat"),
    ],
)
async def test_an_ordered_refusal_strikes_as_often_as_ordered(
    client: Client, officer: Phone, backstage: Backstage, kind: str, code: int, description: str
) -> None:
    await backstage.fault(kind, method="sendMessage", retry_after=7, migrate_to=-1009, times=2)
    assert (await client.call("getMe"))["id"] == 1
    for _ in range(2):
        answer = await client.raw("sendMessage", chat_id=officer.user, text="글")
        assert (answer["status"], answer["description"]) == (code, description)
    await client.call("sendMessage", chat_id=officer.user, text="글")
    assert len(await backstage.calls("sendMessage")) == 1


async def test_a_fault_of_one_chat_spares_the_others(
    client: Client, officer: Phone, stranger: Phone, backstage: Backstage
) -> None:
    await stranger.say("/start")
    await backstage.fault("429", chat=officer.user)
    await client.call("sendMessage", chat_id=stranger.user, text="글")
    await client.refusal("sendMessage", chat_id=officer.user, text="글")


async def test_cut_after_accept_does_the_work_and_hides_it(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    await backstage.fault("cut_after_accept", method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await client.raw("sendMessage", chat_id=officer.user, text="도착한 글")
    assert await officer.reads("도착한 글") == "도착한 글"


async def test_cut_before_does_nothing(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    await backstage.fault("cut_before", method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await client.raw("sendMessage", chat_id=officer.user, text="사라진 글")
    assert await backstage.calls("sendMessage") == []


async def test_a_bad_gateway_speaks_html(client: Client, backstage: Backstage) -> None:
    await backstage.fault("502html")
    async with client.session.get(f"/bot{client.token}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")


async def test_an_update_comes_twice(client: Client, officer: Phone, backstage: Backstage) -> None:
    first = await client.call("getUpdates")
    await backstage.fault("duplicate_update")
    await officer.say("한 번 쓴 글")
    update = (await client.call("getUpdates", offset=first[-1]["update_id"] + 1))[0]
    again = await client.call("getUpdates", offset=update["update_id"] + 1)
    assert again == [update]
    assert await client.call("getUpdates", offset=update["update_id"] + 1) == []


async def test_a_text_and_a_tap_come_swapped(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    await backstage.fault("swap_updates")
    await officer.say("먼저 쓴 글")
    await officer.tap("저장", answered=False)
    updates = await client.call("getUpdates", offset=-2)
    assert [sorted(update)[0] for update in updates] == ["callback_query", "message"]
    assert updates[0]["update_id"] < updates[1]["update_id"]


async def test_any_json_can_be_an_update(client: Client, backstage: Backstage) -> None:
    await backstage.fault("raw_update", update={"future_kind": {"x": 1}})
    await backstage.fault("raw_update", update={"update_id": 5, "message": "broken"})
    updates = await client.call("getUpdates")
    assert [update.get("future_kind") for update in updates] == [None, {"x": 1}]
    assert updates[0] == {"update_id": 5, "message": "broken"}


async def test_delay_and_latency_hold_answers_back(client: Client, backstage: Backstage) -> None:
    await backstage.fault("delay", delay_ms=500)
    hasty = aiohttp.ClientTimeout(total=0.05)
    with pytest.raises(TimeoutError):
        await client.session.get(f"/bot{client.token}/getMe", timeout=hasty)
    await backstage.latency(500)
    with pytest.raises(TimeoutError):
        await client.session.get(f"/bot{client.token}/getMe", timeout=hasty)
    await backstage.calm()
    await client.call("getMe")


async def test_an_unknown_fault_is_refused(backstage: Backstage) -> None:
    with pytest.raises(ValueError, match="unknown kind of fault"):
        await backstage.fault("earthquake")
