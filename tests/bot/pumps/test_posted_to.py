"""In webhook mode the bot looks that Telegram still posts to it, and says what is in the way."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import col, select

from bot.app import Office
from bot.config import load
from bot.pumps import hooks, web
from bot.pumps.web import Webhook
from bot.simulator.server import Simulator
from storage.models.traffic import Outbox
from storage.office import posts
from tests.bot.test_running import closed_port
from tests.helpers.offices import seat
from tests.helpers.waiting import until

pytestmark = pytest.mark.long

THIEF = "http://localhost:9/a-secret-of-theirs"


@pytest.fixture
async def office(
    simulator: Simulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """An office that is posted to; it looks at its webhook many times a second."""
    monkeypatch.setattr(web, "LOOK_SECONDS", 0.05)
    listen = f"127.0.0.1:{closed_port()}"
    made = Office(
        load(
            _env_file=None,
            bot_token=simulator.token,
            bot_api_url=simulator.url,
            data_dir=tmp_path,
            database_url=url,
            webhook_url=f"http://{listen}",
            webhook_secret="canary-secret",
            listen=listen,
            status_listen=f"127.0.0.1:{closed_port()}",
            roles="intake,worker",
        ),
        way_in=Webhook,
    )
    async with made.db.begin() as session:
        await seat(session)
    await made.start()
    yield made
    await made.stop()


async def told(office: Office) -> list[str]:
    """What the administrators were told."""
    async with office.db.read() as session:
        (admin,) = await posts.administrators(session)
        rows = (await session.exec(select(Outbox).where(col(Outbox.kind) == "message"))).all()
    said = [row.payload["text"] for row in rows if row.chat_id == admin.telegram_id]
    return [words for words in said if "텔레그램" in words]


async def call(simulator: Simulator, method: str, **given: str) -> None:
    """By whoever has the token."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.base_url}{simulator.token}/{method}", json=given) as answer,
    ):
        assert answer.status == 200, await answer.text()


async def ours(simulator: Simulator) -> bool:
    return simulator.webhook.url.endswith(hooks.PATH)


@pytest.mark.parametrize("how", ["taken", "removed"])
async def test_a_webhook_that_was_taken_or_removed_is_set_again_and_told(
    office: Office, simulator: Simulator, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mutant: an address that is set at the start and never looked at again."""
    simulator.world.flood.active = False  # the thief and we may set it within a second
    await until(lambda: ours(simulator), "the webhook")
    if how == "taken":
        await call(simulator, "setWebhook", url=THIEF)
    else:
        await call(simulator, "deleteWebhook")

    async def is_told() -> bool:
        return bool(await told(office))

    await until(is_told, "the notice")
    await until(lambda: ours(simulator), "our webhook again")
    (words,) = await told(office)
    assert ("http://localhost" in words) is (how == "taken")
    assert "a-secret-of-theirs" not in words + capsys.readouterr().out

    async def is_well() -> bool:
        return (await office.health.look())[0]

    await until(is_well, "a green page")
    await asyncio.sleep(0.3)
    assert await told(office) == [words]


async def test_what_telegram_says_of_its_vain_tries_is_told(
    office: Office, simulator: Simulator
) -> None:
    """Mutant: nothing but the address is looked at."""
    await until(lambda: ours(simulator), "the webhook")
    simulator.world.updates.put_raw({"message": {"from": {"id": 7}}})
    queue = simulator.world.updates

    async def quiet() -> bool:
        return not queue.pending

    await until(quiet, "the first update")
    office._doors[0].secret = ""  # type: ignore[attr-defined]  # another's secret: all are strangers
    object.__setattr__(simulator.webhook, "secret", "another")
    queue.put_raw({"message": {"from": {"id": 7}}})
    now = int(simulator.world.clock.now())
    for later in range(1, 60):
        simulator.webhook.error = (now + later, "Wrong response from the webhook: 401")
        if await told(office):
            break
        await asyncio.sleep(0.06)
    (words,) = await told(office)
    assert "Wrong response from the webhook: 401" in words
    assert "기다리는 글 1건" in words


async def test_the_address_is_known_as_ours_by_the_next_start(
    office: Office, simulator: Simulator
) -> None:
    await until(lambda: ours(simulator), "the webhook")
    hook = hooks.Hook(simulator.webhook.url)
    assert await hooks.is_ours(office.db, hook)
    assert not await hooks.is_ours(office.db, hooks.Hook(THIEF))
