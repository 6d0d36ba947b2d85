"""What a guard (systemd, Docker, a person at a terminal) may rely on: signals and exit codes."""

import asyncio
import shutil
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot import running
from bot.pumps.hooks import PATH
from bot.pumps.web import SECRET_HEADER
from bot.simulator.server import Simulator, serve
from tests.helpers.nursery import Child, Nursery
from tests.helpers.waiting import until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.long]

STOP_SECONDS = 10.0
QUEUED = 300


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def nursery(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    async with Nursery.opened(tmp_path_factory.mktemp("logs")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def simulator() -> AsyncIterator[Simulator]:
    async with await serve() as running_one:
        yield running_one


@pytest.fixture
def folder(tmp_path: Path, migrated_file: Path) -> Path:
    """A data folder with a database that has every table."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    shutil.copyfile(migrated_file, made / "office.db")
    return made


def settings(folder: Path, api: str, token: str, **more: str) -> dict[str, str]:
    return {"BOT_TOKEN": token, "BOT_API_URL": api, "DATA_DIR": str(folder), **more}


async def runs(child: Child) -> None:
    """Waits until the bot says that it has started."""

    async def look() -> bool:
        assert child.alive, child.log()
        return "started" in child.log()

    await until(look, "a start", 20)


def closed_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def test_a_signal_ends_the_bot_in_time_and_queued_updates_are_not_lost(
    nursery: Nursery, simulator: Simulator, folder: Path
) -> None:
    simulator.world.add_person("낯선이", user_id=5001)
    simulator.world.faults.latency = 0.02
    environment = settings(folder, simulator.url, simulator.token)
    child = await nursery.start(environment)
    await runs(child)
    for number in range(QUEUED):
        simulator.world.updates.put_raw(text_update(5001 + number % 7, f"글 {number}"))
    began = time.monotonic()
    code = await child.end(signal.SIGTERM)
    assert time.monotonic() - began < STOP_SECONDS
    assert code == 0, child.log()
    again = await nursery.start(environment)
    await until(lambda: all_done(folder), "all updates worked on", 20)
    assert await again.end(signal.SIGTERM) == 0
    assert states(folder) == {"done": QUEUED}


def text_update(user: int, words: str) -> dict[str, object]:
    person = {"id": user, "is_bot": False, "first_name": "낯선이"}
    chat = {"id": user, "type": "private"}
    return {"message": {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": words}}


def states(folder: Path) -> dict[str, int]:
    """How many updates are in each state."""
    with closing(sqlite3.connect(folder / "office.db")) as database:
        return dict(database.execute("SELECT state, count(*) FROM inbox GROUP BY state"))


async def all_done(folder: Path) -> bool:
    return states(folder) == {"done": QUEUED}


async def test_ctrl_c_is_as_good_as_a_signal(
    nursery: Nursery, simulator: Simulator, folder: Path
) -> None:
    child = await nursery.start(settings(folder, simulator.url, simulator.token))
    await runs(child)
    assert await child.end(signal.SIGINT) == 0
    assert "Traceback" not in child.log()


async def test_a_signal_during_the_start_ends_it_at_once(nursery: Nursery, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # accepts, and never answers
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        child = await nursery.start(settings(folder, url, "1:simulator"))
        deaf.settimeout(20)
        connection, _ = deaf.accept()
        began = time.monotonic()
        assert await child.end(signal.SIGTERM) == 0
        assert time.monotonic() - began < STOP_SECONDS
        connection.close()


async def test_a_second_process_on_the_same_database_file_is_refused(
    nursery: Nursery, simulator: Simulator, folder: Path, tmp_path: Path
) -> None:
    environment = settings(folder, simulator.url, simulator.token)
    first = await nursery.start(environment)
    await runs(first)
    second = await nursery.start(environment)
    assert await second.code() == running.ALREADY_RUNS
    assert second.log().count("another process of the bot already runs on this SQLite file") == 1
    assert "Traceback" not in second.log()
    elsewhere = settings(tmp_path, simulator.url, simulator.token)
    third = await nursery.start(elsewhere | {"DATABASE_URL": f"sqlite:///{folder / 'office.db'}"})
    assert await third.code() == running.ALREADY_RUNS
    assert first.alive
    assert await first.end(signal.SIGKILL) == -signal.SIGKILL
    after = await nursery.start(environment)
    await runs(after)
    assert await after.end() == 0


async def test_a_wrong_token_ends_the_start_with_one_sentence(
    nursery: Nursery, simulator: Simulator, folder: Path
) -> None:
    child = await nursery.start(settings(folder, simulator.url, "2:somebody-else"))
    assert await child.code() == running.BAD_CONFIGURATION
    assert "the bot token was refused" in child.log()
    assert "Traceback" not in child.log()
    assert "somebody-else" not in child.log()


async def says(child: Child, words: str) -> None:
    """Waits until its log holds the words."""

    async def look() -> bool:
        assert child.alive, child.log()
        return words in child.log()

    await until(look, words, 20)


async def test_an_api_that_is_away_at_the_start_is_waited_for_and_that_is_said(
    nursery: Nursery, folder: Path
) -> None:
    port = closed_port()
    child = await nursery.start(settings(folder, f"http://127.0.0.1:{port}", "1:simulator"))
    await says(child, "waiting for the Bot API")
    async with await serve(port):
        await runs(child)
        assert await child.end(signal.SIGTERM) == 0, child.log()
    assert "Traceback" not in child.log()
    assert "Unclosed" not in child.log()


@pytest.mark.parametrize("away", ["api", "database"])
async def test_a_wait_at_the_start_ends_at_once_by_a_signal(
    nursery: Nursery, simulator: Simulator, folder: Path, away: str
) -> None:
    api = f"http://127.0.0.1:{closed_port()}" if away == "api" else simulator.url
    base = f"postgresql://quota:canary-password@127.0.0.1:{closed_port()}/quota"
    more = {"DATABASE_URL": base} if away == "database" else {}
    child = await nursery.start(settings(folder, api, simulator.token, **more))
    await says(child, f"waiting for the {'Bot API' if away == 'api' else 'database'}")
    began = time.monotonic()
    assert await child.end(signal.SIGTERM) == 0, child.log()
    assert time.monotonic() - began < STOP_SECONDS
    assert "Traceback" not in child.log()
    assert "canary-password" not in child.log()


async def test_a_supervisor_hears_of_the_wait_the_start_the_running_and_the_end(
    nursery: Nursery, folder: Path, tmp_path: Path
) -> None:
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.bind(str(tmp_path / "ear"))
    ear.setblocking(False)

    async def told(begin: str) -> None:
        async with asyncio.timeout(20):
            while True:
                heard = await asyncio.get_running_loop().sock_recv(ear, 4096)
                if heard.decode().startswith(begin):
                    return

    port = closed_port()
    environment = settings(folder, f"http://127.0.0.1:{port}", "1:simulator")
    watched = {"NOTIFY_SOCKET": str(tmp_path / "ear"), "WATCHDOG_USEC": "300000"}
    with closing(ear):
        child = await nursery.start(environment | watched)
        await told("STATUS=waiting for the Bot API")
        async with await serve(port):
            await told("READY=1")
            await told("WATCHDOG=1")
            await told("WATCHDOG=1")
            child.send(signal.SIGTERM)
            await told("STOPPING=1")
            assert await child.code() == 0, child.log()


async def test_a_listening_place_that_is_taken_ends_the_start_with_one_sentence(
    nursery: Nursery, simulator: Simulator, folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        environment = settings(
            folder,
            simulator.url,
            simulator.token,
            WEBHOOK_URL=f"http://{listen}",
            WEBHOOK_SECRET="canary-secret",
            LISTEN=listen,
            STATUS_LISTEN=f"127.0.0.1:{closed_port()}",
        )
        child = await nursery.start(environment)
        assert await child.code() == running.UNAVAILABLE
    assert "LISTEN out of reach" in child.log()
    assert "Traceback" not in child.log()


async def test_a_database_of_a_newer_release_is_left_alone(
    nursery: Nursery, simulator: Simulator, folder: Path
) -> None:
    with closing(sqlite3.connect(folder / "office.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = 'f00f'")
    child = await nursery.start(settings(folder, simulator.url, simulator.token))
    assert await child.code() == running.BAD_CONFIGURATION
    assert "더 새로운 버전에서 만든 자료입니다(틀 f00f)" in child.log()
    assert "Traceback" not in child.log()


@pytest.mark.parametrize("roles", ["intake,worker,delivery,clock", "delivery,clock"])
async def test_a_bot_to_which_nothing_is_posted_shows_its_health_where_it_is_told_to(
    nursery: Nursery, simulator: Simulator, folder: Path, roles: str
) -> None:
    listen = f"127.0.0.1:{closed_port()}"
    environment = settings(
        folder, simulator.url, simulator.token, STATUS_LISTEN=listen, ROLES=roles
    )
    child = await nursery.start(environment)
    await runs(child)
    async with aiohttp.ClientSession(f"http://{listen}") as guard:
        async with guard.get("/healthz") as answer:
            assert answer.status == 200
        async with guard.get("/readyz") as answer:
            assert (answer.status, await answer.json()) == (
                200,
                {"database": "ok", "waiting": 0, "late": [], "reasons": []},
            )
        async with guard.post(PATH, headers={SECRET_HEADER: ""}, json={"update_id": 1}) as answer:
            assert answer.status == 404
    assert await child.end(signal.SIGTERM) == 0, child.log()


async def test_by_webhook_the_bot_takes_updates_in_and_ends_in_time(
    nursery: Nursery, simulator: Simulator, folder: Path
) -> None:
    port, status = closed_port(), f"127.0.0.1:{closed_port()}"
    listen = f"0.0.0.0:{port}"
    environment = settings(
        folder,
        simulator.url,
        simulator.token,
        WEBHOOK_URL=f"http://127.0.0.1:{port}",
        WEBHOOK_SECRET="canary-secret",
        LISTEN=listen,
        STATUS_LISTEN=status,
    )
    child = await nursery.start(environment)

    async def is_set() -> bool:
        assert child.alive, child.log()
        return bool(simulator.webhook.url)

    await until(is_set, "the webhook", 20)
    for number in range(30):
        simulator.world.updates.put_raw(text_update(5001 + number % 3, f"글 {number}"))

    async def thirty() -> bool:
        return states(folder) == {"done": 30}

    await until(thirty, "thirty updates", 20)
    async with aiohttp.ClientSession() as guard, guard.get(f"http://{status}/readyz") as answer:
        assert answer.status == 200
    (warned,) = [line for line in child.log().splitlines() if "other machines" in line]
    assert "setting=LISTEN" in warned
    began = time.monotonic()
    assert await child.end(signal.SIGTERM) == 0, child.log()
    assert time.monotonic() - began < STOP_SECONDS
    assert "Traceback" not in child.log()
