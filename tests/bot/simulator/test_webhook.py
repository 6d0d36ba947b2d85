"""Webhook: secret, order within a queue, retries, and what setWebhook refuses."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.simulator.people.phone import Phone
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage

SECRET = "s3cret_-"


class Receiver:
    """A bot's own web server that may be told to refuse."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[int, str]] = []
        self.secrets: set[str] = set()
        self.refuse: list[web.Response] = []
        self.news = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.news.set()
        if self.refuse:
            return self.refuse.pop(0)
        message = update.get("message") or {"text": "tap"}
        self.got.append((update["update_id"], message.get("text", "")))
        return web.Response()

    async def until(self, count: int) -> list[str]:
        """The texts, as soon as there are `count` of them."""
        while len(self.got) < count:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 3)
        return [text for _, text in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    found = Receiver()
    app = web.Application()
    app.router.add_post("/hook", found.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    found.url = f"http://127.0.0.1:{port}/hook"
    yield found
    await runner.cleanup()


async def test_waiting_and_new_updates_are_posted_in_order_with_the_secret(
    client: Client, officer: Phone, receiver: Receiver
) -> None:
    await client.call("setWebhook", url=receiver.url, secret_token=SECRET)
    await officer.say("하나")
    await officer.say("둘")
    assert await receiver.until(3) == ["/start", "하나", "둘"]
    assert receiver.secrets == {SECRET}
    info = await client.call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)
    refusal = await client.refusal("getUpdates")
    assert refusal.startswith("Conflict: can't use getUpdates method while webhook is active")


async def test_a_refused_update_is_tried_again_before_the_next(
    client: Client, officer: Phone, receiver: Receiver
) -> None:
    receiver.refuse = [web.Response(status=500)]
    await client.call("setWebhook", url=receiver.url)
    await officer.say("하나")
    assert await receiver.until(2) == ["/start", "하나"]
    info = await client.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")


async def test_retry_after_is_honoured(
    client: Client, officer: Phone, receiver: Receiver, backstage: Backstage
) -> None:
    receiver.refuse = [web.Response(status=503, headers={"Retry-After": "600"})]
    await client.call("setWebhook", url=receiver.url)
    await receiver.news.wait()
    assert receiver.got == []
    while not receiver.got:
        await backstage.advance(300)
    assert await receiver.until(1) == ["/start"]


async def test_an_update_can_be_posted_twice(
    client: Client, officer: Phone, receiver: Receiver, backstage: Backstage
) -> None:
    await client.call("setWebhook", url=receiver.url)
    await backstage.fault("duplicate_update")
    await officer.say("글")
    assert await receiver.until(3) == ["/start", "글", "글"]
    assert receiver.got[1] == receiver.got[2]


async def test_after_delete_the_rest_comes_by_polling(
    client: Client, officer: Phone, receiver: Receiver
) -> None:
    await client.call("setWebhook", url=receiver.url)
    await receiver.until(1)
    await client.call("deleteWebhook")
    await officer.say("뒤")
    assert [u["message"]["text"] for u in await client.call("getUpdates")] == ["뒤"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"url": "https://example.org/hook"}, "simulator: a webhook must be on the loopback"),
        ({"url": "no address"}, "invalid webhook URL specified"),
        ({"secret_token": "비밀"}, "secret token contains unallowed characters"),
        ({"secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_that_are_refused(
    client: Client, given: dict[str, str], refusal: str
) -> None:
    wanted = {"url": "http://127.0.0.1:1/hook"} | given
    assert await client.refusal("setWebhook", **wanted) == f"Bad Request: {refusal}"
