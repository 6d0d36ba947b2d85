"""The proxy of the kit, as it stands, in front of two bots' way in on one database."""

import asyncio
import io
import re
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from bot.pumps.hooks import PATH
from bot.pumps.serving import listener, serving
from bot.pumps.web import MOST_BYTES, SECRET_HEADER, Web
from storage.database import Database
from storage.rules.clock import system_clock

CONF = Path(__file__).parents[3] / "bot" / "deploy" / "nginx.conf"
SECRET = "canary-secret_1"
BOTS = ("bot-one", "bot-two")
TELEGRAM = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
REMEMBERED = 5.0  # seconds: more than for which the proxy leaves a bot alone
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(NGINX is None, reason="no proxy here: apt install nginx-light"),
]


@dataclass
class Town:
    """A proxy, what it is asked with, and the bots behind it."""

    web: aiohttp.ClientSession
    db: Database
    places: dict[str, int]
    folder: Path
    running: dict[str, AsyncExitStack] = field(default_factory=dict)
    number: int = 0

    async def begin(self, name: str) -> None:
        """A bot takes posts from now on."""
        self.running[name] = AsyncExitStack()
        place = listener(f"127.0.0.1:{self.places[name]}")
        pages = Web(self.db, lambda: 1, SECRET, system_clock).application()
        await self.running[name].enter_async_context(serving(pages, place))

    async def end(self, name: str) -> None:
        """It is gone, its place free."""
        await self.running.pop(name).aclose()

    async def post(self) -> int:
        """What Telegram hears of the next update."""
        self.number += 1
        body = b'{"update_id": %d, "message": {}}' % self.number
        async with self.web.post(PATH, data=body, headers=TELEGRAM) as answer:
            return answer.status

    async def kept(self) -> int:
        """How many updates came through."""
        async with self.db.read() as session:
            connection = await session.connection()
            return int(await connection.scalar(text("SELECT count(*) FROM inbox")) or 0)


def free_port() -> int:
    with listener("127.0.0.1:0") as place:
        return int(place.getsockname()[1])


def told(folder: Path, port: int, places: dict[str, int]) -> Path:
    """The proxy's file with the places of this test in it, and nothing else changed."""
    words = CONF.read_text("utf-8").replace("/etc/nginx/tls", str(folder))
    words = words.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    for name, place in places.items():
        words = words.replace(f"server {name}:8080", f"server 127.0.0.1:{place}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"{kind}_temp_path {folder};\n" for kind in kinds)
    assert re.search("^http {\n", words, re.MULTILINE)
    conf = folder / "nginx.conf"
    conf.write_text(words.replace("http {\n", f"http {{\n{own}", 1), "utf-8")
    return conf


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate of our own, as the guide lays it out."""
    folder = tmp_path_factory.mktemp("tls")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*words, *files, *named], check=True, capture_output=True)
    return folder


@asynccontextmanager
async def proxying(conf: Path, port: int) -> AsyncIterator[None]:
    """The proxy runs inside."""
    said = f"daemon off; pid {conf.parent}/pid;"
    command = [str(NGINX), "-p", str(conf.parent), "-c", str(conf), "-e", "stderr", "-g", said]
    checked = await asyncio.to_thread(subprocess.run, [*command, "-t"], capture_output=True)
    assert checked.returncode == 0, checked.stderr
    with (conf.parent / "log").open("wb") as log:
        running = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log)
    try:
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    await asyncio.sleep(0.02)
                else:
                    writer.close()
                    break
        yield
    finally:
        running.terminate()
        await running.wait()


@pytest.fixture
async def town(certificate: Path, sqlite_url: str) -> AsyncIterator[Town]:
    """Two bots behind the proxy."""
    db = Database(sqlite_url)
    port, places = free_port(), {name: free_port() for name in BOTS}
    trusted = ssl.create_default_context(cafile=certificate / "fullchain.pem")
    connector = aiohttp.TCPConnector(ssl=trusted)
    async with (
        proxying(told(certificate, port, places), port),
        aiohttp.ClientSession(f"https://localhost:{port}", connector=connector) as web,
    ):
        made = Town(web, db, places, certificate)
        for name in BOTS:
            await made.begin(name)
        yield made
        for name in [*made.running]:
            await made.end(name)
    await db.close()


async def test_what_telegram_posts_is_kept_and_nothing_else_is_let_in(town: Town) -> None:
    assert [await town.post() for _ in range(4)] == [200] * 4
    for path in (
        "/",
        "/metrics",
        "/readyz",
        "/healthz",
        f"{PATH}/",
        f"{PATH}/x",
        "/%2e%2e/metrics",
    ):
        async with town.web.post(path, data=b"{}", headers=TELEGRAM) as answer:
            assert answer.status == 404, path
    for verb in ("GET", "HEAD", "PUT", "DELETE"):
        async with town.web.request(verb, PATH, headers=TELEGRAM) as answer:
            assert answer.status == 403, verb
    async with town.web.post(PATH, data=b"{}", headers={SECRET_HEADER: "wrong"}) as answer:
        assert answer.status == 401
    assert await town.kept() == 4


async def test_an_update_of_a_mebibyte_comes_through_and_a_letter_more_does_not(
    town: Town,
) -> None:
    head, tail = b'{"update_id": 9, "message": {"text": "', b'"}}'
    for spare, wanted in ((0, 200), (1, 413)):
        body = head + b"x" * (MOST_BYTES - len(head + tail) + spare) + tail
        async with town.web.post(PATH, data=io.BytesIO(body), headers=TELEGRAM) as answer:
            assert answer.status == wanted
    assert await town.kept() == 1
    assert not [*town.folder.rglob("00*")], "what was said lies on the proxy's disk"


@pytest.mark.parametrize("away", BOTS)
async def test_with_one_bot_away_every_update_is_taken_by_the_other(town: Town, away: str) -> None:
    await town.end(away)
    assert [await town.post() for _ in range(6)] == [200] * 6
    assert await town.kept() == 6


async def test_both_back_are_found_again_within_seconds(town: Town) -> None:
    """Mutant: a bot that was away once is left alone for long, and Telegram waits longer yet."""
    for name in BOTS:
        await town.end(name)
    assert await town.post() == 502
    for name in BOTS:
        await town.begin(name)
    said = []
    async with asyncio.timeout(REMEMBERED):
        while 200 not in said:
            said.append(await town.post())
