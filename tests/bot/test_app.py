"""The end of the office: in time, with nothing left running, whatever state it was in."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from telegram.error import InvalidToken, TelegramError

from bot import app, running
from bot.app import Office
from bot.config import Settings, load
from bot.pumps import delivery, intake
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.file_place import Replaced
from storage.traffic import outbox
from storage.traffic.messages import Message
from tests.helpers.waiting import until

pytestmark = pytest.mark.long

STOP_SECONDS = 10.0
PEOPLE = range(7001, 7009)


@pytest.fixture
def settings(simulator: Simulator, sqlite_url: str, tmp_path: Path) -> Settings:
    return load(
        _env_file=None,
        bot_token=simulator.token,
        bot_api_url=simulator.url,
        data_dir=tmp_path,
        database_url=sqlite_url,
    )


@pytest.fixture(autouse=True)
async def nothing_is_left(simulator: Simulator) -> AsyncIterator[None]:
    """After each test no task of the office is alive; the simulator's own requests may be."""
    yield
    left = [
        task.get_name()
        for task in asyncio.all_tasks() - {asyncio.current_task()}
        if "run_asgi" not in repr(task.get_coro()) and not task.get_name().startswith("Lifespan")
    ]
    assert left == []


async def stopped(office: Office) -> float:
    """Stops the office; returns the seconds it took."""
    began = time.monotonic()
    await office.stop()
    return time.monotonic() - began


async def busy(office: Office, simulator: Simulator) -> list[Phone]:
    """People who all say something at once."""
    phones = [await Phone.connect(simulator.url, number, first_name="홍○○") for number in PEOPLE]
    await asyncio.gather(*(phone.say(f"글 {number}") for phone in phones for number in range(5)))
    return phones


async def test_an_idle_office_ends_at_once(settings: Settings) -> None:
    office = Office(settings)
    await office.start()
    assert await stopped(office) < 1


async def test_an_office_ends_in_time_at_any_instant_of_its_work(
    settings: Settings, simulator: Simulator
) -> None:
    chance = Random(7)
    for _ in range(6):
        office = Office(settings)
        await office.start()
        phones = await busy(office, simulator)
        await asyncio.sleep(chance.uniform(0, 0.15))
        assert await stopped(office) < STOP_SECONDS
        for phone in phones:
            await phone.close()


async def test_an_office_whose_sends_hang_ends_in_time(
    settings: Settings, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "DRAIN_SECONDS", 0.1)
    office = Office(settings)
    await office.start()
    simulator.world.add_person("홍○○", user_id=7001)
    simulator.world.faults.order({"kind": "delay", "delay_ms": 1500, "chat": 7001})
    async with office.db.begin() as session:
        await outbox.put(session, 7001, Message("글"), now=office.clock())

    async def hangs() -> bool:
        return 7001 in office.delivery._busy

    await until(hangs, "a send")
    assert await stopped(office) < 2


async def test_a_pump_that_will_not_end_is_left_behind_in_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "PUMPS_SECONDS", 0.1)
    office = Office(settings)
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    monkeypatch.setattr(office.worker, "run", stubborn)
    await office.start()
    assert await stopped(office) < 3
    release.set()
    await asyncio.sleep(0)


async def test_an_office_that_could_not_start_leaves_nothing_behind(settings: Settings) -> None:
    wrong = settings.model_copy(update={"bot_api_url": "http://127.0.0.1:1"})
    office = Office(wrong)
    with pytest.raises(TelegramError):
        await office.start()
    assert await stopped(office) < 1
    foreign = Office(load(_env_file=None, bot_token="2:other", bot_api_url=settings.bot_api_url))
    with pytest.raises(InvalidToken):
        await foreign.start()
    assert await stopped(foreign) < 1
    assert await stopped(foreign) < 1


async def test_a_pump_that_dies_ends_the_wait_and_the_others_end_in_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(settings)

    async def dying() -> None:
        raise LookupError("of a sudden")

    monkeypatch.setattr(office.worker, "run", dying)
    await office.start()
    async with asyncio.timeout(2):
        await office.wait()
    assert await stopped(office) < 2


async def test_a_token_that_is_revoked_ends_the_run_with_the_code_of_wrong_settings(
    settings: Settings, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can be told in chat. Mutant: the code of a crash, which a supervisor starts again."""
    monkeypatch.setattr(intake, "REFUSED_SECONDS", 0.1)
    monkeypatch.setattr(intake, "PAUSE_MOST", 0.05)
    running_now = asyncio.ensure_future(running._until_signal(settings, app.polling, None))

    async def polls() -> bool:
        return simulator.world.updates.polled

    await until(polls, "a poll")
    simulator.world.faults.order({"kind": "401", "times": 10_000})
    simulator.world.updates.wake()
    assert await asyncio.wait_for(running_now, 10) == running.BAD_CONFIGURATION


def _take_away(file: Path, to: Path, *, other: bool) -> None:
    away = file.rename(to)
    if other:
        file.write_bytes(away.read_bytes())


@pytest.mark.parametrize("other", [False, True], ids=["deleted", "replaced"])
async def test_nothing_is_taken_in_once_the_file_of_the_database_is_another(
    settings: Settings, simulator: Simulator, tmp_path: Path, other: bool
) -> None:
    """What would go into a file that nobody finds again stays with Telegram, and the bot ends."""
    file = Path(settings.database.removeprefix("sqlite:///"))
    office = Office(settings)
    await office.start()
    phone = await Phone.connect(simulator.url, 7001, first_name="홍○○")
    await phone.say("/start")
    await phone.reads("초대")
    _take_away(file, tmp_path / "away.db", other=other)
    await phone.say("/start")
    async with asyncio.timeout(5):
        await office.wait()
    assert isinstance(office.cause(), Replaced)
    await office.stop()
    assert simulator.world.updates.pending
    await phone.close()
