"""P10: a day of the bot at its most talkative, and no secret stands anywhere that leaves it.

The token, the secret of the webhook, the password of the database and numbers that people typed
are looked for in the log, the pages of a guard, what commands print, the database, a backup,
the papers and the trail that was handed out.
"""

import asyncio
import os
import signal
import sys
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import make_url, text

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator, serve
from storage.database import opened
from tests.bot.test_running import closed_port
from tests.helpers.nursery import ROOT, Nursery
from tests.helpers.offices import seat
from tests.helpers.waiting import until
from tests.promises.promise import Trial, tries

TOKEN = "1:canary-token-of-a-bot"
SECRET, PASSWORD = "canary-of-the-webhook", "canary-of-the-database"
PHONE, RESIDENT = "010-9876-5432", "880214-2045678"
CANARIES = ("canary-token", SECRET, PASSWORD, "9876-5432", "98765432", "2045678")
ADMIN = 1_000_000_000
SHORT = (
    ("backup", "{}/copy"),
    ("audit", "export", "--out", "{}/trail", "--reason", "정기감사"),
)
FULL = (
    *SHORT,
    ("doctor",),
    ("report", "--half", "2021-2", "--format", "docx", "--out", "{}"),
    ("export", "--of", "event", "--all", "--out", "{}"),
    ("person", "export", "#1", "--out", "{}/person", "--reason", "본인 요청"),
    ("lockdown",),
)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Telegram, to which this bot is known by a token that is easily found again."""
    async with await serve(token=TOKEN) as made:
        yield made


def settings(trial: Trial, simulator: Simulator, listen: str, status: str) -> dict[str, str]:
    """A bot that is posted to and logs whatever it can; the database has a password."""
    url = make_url(trial.url)
    if not trial.sqlite:
        url = url.set(password=PASSWORD)
    return trial.environment(simulator) | {
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "WEBHOOK_URL": f"http://{listen}",
        "WEBHOOK_SECRET": SECRET,
        "LISTEN": listen,
        "STATUS_LISTEN": status,
        "LOG_LEVEL": "debug",
    }


async def talked(simulator: Simulator, size: int) -> None:
    """The administrator says so many things, some with numbers in them; the network fails."""
    for kind in ("500", "429", "502html", "cut_before", "cut_after_accept"):
        simulator.world.faults.order({"kind": kind, "method": "sendMessage", "retry_after": 0})
    words = (
        "/help",
        f"전화 {PHONE}",
        "/event",
        f"{RESIDENT} 상담",
        "/find 쿠팡",
        "/audit",
        "/todo",
    )
    async with await Phone.connect(simulator.url, ADMIN, first_name="홍○○") as phone:
        for at in range(size):
            await phone.say(words[at % len(words)])
        await phone.reads("", 30)


async def worked_on(trial: Trial) -> bool:
    """Whether nothing waits: a backup holds the words that nobody has read yet."""
    async with opened(trial.url) as db, db.read() as session:
        connection = await session.connection()
        return not await connection.scalar(text("SELECT count(*) FROM inbox WHERE state = 'new'"))


async def ran(environment: dict[str, str], command: tuple[str, ...], out: Path) -> bytes:
    """What a command prints."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *(word.format(out) for word in command)),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await child.communicate()
    return said


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder; of one that is packed, its parts."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as parts:
                for name in parts.namelist():
                    yield f"{path.name}/{name}", parts.read(name)


async def found(
    trial: Trial, simulator: Simulator, nursery: Nursery, out: Path, spoil: str
) -> list[tuple[str, str]]:
    """Where one of the canaries stands, once the day is over."""
    listen, status = (f"127.0.0.1:{closed_port()}" for _ in range(2))
    environment = settings(trial, simulator, listen, status)
    async with opened(trial.url) as db, db.begin() as session:
        await seat(session)
    child = await nursery.start(environment, spoil)

    async def is_set() -> bool:
        assert child.alive, child.log()
        return bool(simulator.webhook.url)

    await until(is_set, "the webhook", 20)
    await talked(simulator, trial.size)
    await until(lambda: worked_on(trial), "what was said is worked on", 120)
    places: list[tuple[str, bytes]] = []
    async with aiohttp.ClientSession(f"http://{status}") as guard:
        for page in ("/healthz", "/readyz", "/metrics"):
            async with guard.get(page) as answer:
                places.append((page, await answer.read()))
    commands = () if trial.experiment.mutant else FULL if trial.full else SHORT
    for command in commands:
        places.append((command[0], await ran(environment, command, out)))
    assert await child.end(signal.SIGTERM) == 0, child.log()
    places += [("log", child.log().encode()), *written(out), *written(trial.folder)]
    hits = [(name, one) for name, body in places for one in CANARIES if one.encode() in body]
    size = round(sum(len(body) for _name, body in places) / 1024)
    trial.count(places=len(places), kilobytes=size, found=len(hits))
    assert not commands or {"copy", "trail"} <= {name for name, _body in places}
    return hits


@tries("P10", of="messages", sqlite=(14, 300), postgres=(14, 300))
async def test_no_secret_stands_anywhere_that_leaves_the_bot(
    trial: Trial, simulator: Simulator, nursery: Nursery, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    spoil = "tests.promises.spoiled.names_addresses"
    assert await found(trial, simulator, nursery, out, spoil) == []


@tries(
    "P10",
    of="messages",
    sqlite=(7, 50),
    postgres=(0, 50),
    mutant="logs what it is given as it is",
)
async def test_a_bot_without_its_filter_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    hits = await found(trial, simulator, nursery, out, "tests.promises.spoiled.unredacted")
    assert {name for name, _one in hits} == {"log"}
