"""A bot that hears nothing says so: on its health page, in its log, and to its administrators."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select
from telegram.error import InvalidToken

from bot.api.transport import AiohttpRequest
from bot.pumps import hooks, intake, pulse
from bot.pumps.health import Health
from bot.pumps.intake import Poller
from bot.pumps.pulse import Pulse
from bot.simulator.server import Simulator
from storage.database import Database
from storage.models.traffic import Inbox, Outbox
from storage.rules.clock import steady, system_clock
from tests.helpers.offices import Office
from tests.helpers.waiting import until

pytestmark = pytest.mark.long

BOT, PERSON = 1, 7001
THIEF = "http://localhost:9/a-secret-of-theirs"
OWN = "http://localhost:9/webhook"


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses: how long they are in life is no promise."""
    monkeypatch.setattr(intake, "PAUSE_FIRST", 0.02)
    monkeypatch.setattr(intake, "PAUSE_MOST", 0.05)


class Bot:
    """One poller, its pulse on a clock that can be pushed, and its health page."""

    def __init__(self, simulator: Simulator, db: Database, admin: int) -> None:
        self.simulator, self.db, self.admin = simulator, db, admin
        self.later = 0.0
        self.pulse = Pulse(db, system_clock, lambda: steady() + self.later)
        self.address = f"{simulator.base_url}{simulator.token}"
        self.poller = Poller(self.address, BOT, db, system_clock, self.pulse)
        self.health = Health(db, system_clock, self.pulse, sends=True)

    async def told(self) -> list[str]:
        """What the administrators were told."""
        async with self.db.read() as session:
            found = await session.exec(select(Outbox).order_by(col(Outbox.id)))
            return [row.payload["text"] for row in found.all() if row.chat_id == self.admin]

    async def hears(self) -> None:
        """Somebody writes, and it is kept."""
        before = await self._kept()
        self.simulator.world.updates.put_raw({"message": {"from": {"id": PERSON}}})

        async def kept() -> bool:
            return await self._kept() > before

        await until(kept, "the update")

    async def _kept(self) -> int:
        async with self.db.read() as session:
            return len((await session.exec(select(Inbox))).all())

    async def reasons(self) -> list[str]:
        """Why the health page is red; nothing when it is green."""
        well, said = await self.health.look()
        assert well is not bool(said["reasons"])
        return list(said["reasons"])

    async def comes(self, what: str, look: Callable[[], Awaitable[Any]]) -> None:
        async def found() -> bool:
            return bool(await look())

        await until(found, what)


async def telegram(bot: Bot, method: str, **given: object) -> Any:
    """A call with the bot's token, by whoever has it."""
    request = AiohttpRequest(connections=1)
    await request.initialize()
    try:
        return await request.call(f"{bot.address}/{method}", given)
    finally:
        await request.shutdown()


@pytest.fixture
async def bot(simulator: Simulator, db: Database, office: Office) -> Bot:
    return Bot(simulator, db, office.admin.telegram_id or 0)


@pytest.fixture
async def polling(bot: Bot) -> AsyncIterator[Callable[[], None]]:
    """Starts the pump, which must be alive at the end."""
    tasks: list[asyncio.Task[None]] = []
    yield lambda: tasks.append(asyncio.create_task(bot.poller.run()))
    assert not any(task.done() for task in tasks), "the pump died"
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_bot_that_polls_clears_the_webhook_that_it_once_set(
    bot: Bot, polling: Callable[[], None]
) -> None:
    await hooks.remember(bot.db, OWN, system_clock)
    await telegram(bot, "setWebhook", url=OWN)
    polling()
    await bot.hears()
    assert await bot.reasons() == []
    await telegram(bot, "setWebhook", url=OWN)  # by the former process, which ends just now
    await bot.hears()
    assert await bot.told() == []


@pytest.mark.parametrize("when", ["before", "meanwhile"])
async def test_a_foreign_webhook_is_named_and_stays(
    bot: Bot, polling: Callable[[], None], capsys: pytest.CaptureFixture[str], when: str
) -> None:
    """A thief of the token may set it; so may a colleague who tries something."""
    if when == "meanwhile":
        polling()
        await bot.hears()
    await telegram(bot, "setWebhook", url=THIEF)
    if when == "before":
        polling()
    await bot.comes("the notice", bot.told)
    (words,) = await bot.told()
    assert "http://localhost" in words
    assert await bot.reasons() == ["webhook: another's stands at Telegram: http://localhost"]
    for _ in range(10):  # looked at again and again, told once
        await asyncio.sleep(intake.PAUSE_MOST)
    assert await bot.told() == [words]
    assert bot.simulator.webhook.url == THIEF
    shown = capsys.readouterr().out + words
    assert "a-secret-of-theirs" not in shown
    assert bot.simulator.token not in shown
    bot.later += 600
    assert any("nothing heard" in one for one in await bot.reasons())
    await telegram(bot, "deleteWebhook")
    await bot.hears()
    await bot.comes("the second notice", lambda: _second(bot))
    assert await bot.reasons() == []


async def _second(bot: Bot) -> bool:
    return any(
        "까지 텔레그램의 글을 받지 못했습니다." in words for words in (await bot.told())[1:]
    )


async def test_another_process_with_the_same_token_is_named(
    bot: Bot, polling: Callable[[], None]
) -> None:
    polling()
    for _ in range(intake.RIVAL_TIMES):
        await bot.comes("a poll", lambda: _polled(bot))
        await telegram(bot, "getUpdates", timeout=0)
    await bot.comes("the notice", bot.told)
    assert await bot.reasons() == ["rival: another process polls with this token"]
    assert ["다른 곳에서도" in words for words in await bot.told()] == [True]


async def test_a_process_that_takes_over_is_no_rival(
    bot: Bot, polling: Callable[[], None]
) -> None:
    polling()
    await bot.comes("a poll", lambda: _polled(bot))
    await telegram(bot, "getUpdates", timeout=0)
    await bot.hears()
    assert (await bot.reasons(), await bot.told()) == ([], [])


async def _polled(bot: Bot) -> bool:
    return bot.simulator.world.updates.polled


async def test_a_silence_turns_the_page_red_and_is_told_when_it_is_over(
    bot: Bot, polling: Callable[[], None]
) -> None:
    """Mutant: a page that asks only whether the process runs."""
    polling()
    await bot.hears()
    bot.simulator.world.faults.order({"kind": "500", "times": 10_000, "method": "getUpdates"})
    bot.simulator.world.updates.wake()
    await bot.comes("polls that are refused", lambda: _refused(bot))
    bot.later += pulse.UNHEARD_SECONDS - 30
    assert await bot.reasons() == []
    bot.later += 60
    assert any("nothing heard from Telegram for" in one for one in await bot.reasons())
    assert await bot.told() == []
    bot.simulator.world.faults.clear()
    await bot.hears()
    await bot.comes("the notice", bot.told)
    assert await bot.reasons() == []
    (words,) = await bot.told()
    assert "까지 텔레그램의 글을 받지 못했습니다." in words
    await bot.hears()
    assert await bot.told() == [words]


async def _refused(bot: Bot) -> bool:
    return bot.simulator.world.faults._orders[0].times < 9_998


async def test_what_waits_while_nothing_goes_out_turns_the_page_red(bot: Bot) -> None:
    async with bot.db.begin() as session:
        payload = {"text": "글"}
        row = Outbox(
            chat_id=PERSON,
            kind="message",
            payload=payload,
            due_at=system_clock(),
            created_at=system_clock(),
        )
        session.add(row)
    assert await bot.reasons() == []
    ahead = Health(
        bot.db,
        lambda: system_clock() + timedelta(seconds=2 * pulse.STUCK_SECONDS),
        bot.pulse,
        sends=True,
    )
    bot.later += pulse.STUCK_SECONDS + 1
    well, said = await ahead.look()
    assert (well, said["reasons"]) == (
        False,
        ["nothing was sent for a while, though something waits"],
    )
    bot.pulse.said()
    assert (await ahead.look())[0]


async def test_a_revoked_token_ends_the_process(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can be told in chat: the exit code says it, after a while of trying."""
    monkeypatch.setattr(intake, "REFUSED_SECONDS", 0.1)
    bot.simulator.world.faults.order({"kind": "401", "times": 10_000})
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(bot.poller.run(), 10)
