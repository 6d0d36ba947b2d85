"""The webhook: 200 means kept; a stranger is refused without a hint, too much is not read."""

import hmac
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
from sqlalchemy import text

from bot.pumps.hooks import PATH
from bot.pumps.serving import listener, serving
from bot.pumps.web import MOST_BYTES, SECRET_HEADER, Web
from storage import database
from storage.database import Database
from storage.rules.clock import system_clock
from tests.helpers.databases import locked

SECRET = "canary-secret_1"


@pytest.fixture
async def db(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    made = Database(sqlite_url)
    yield made
    await made.close()


@pytest.fixture
async def client(db: Database) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the pages, which are served as in life."""
    place = listener("127.0.0.1:0")
    port = place.getsockname()[1]
    pages = Web(db, lambda: 1, SECRET, system_clock).application()
    async with serving(pages, place), aiohttp.ClientSession(f"http://127.0.0.1:{port}") as made:
        yield made


async def post(
    client: aiohttp.ClientSession, body: Any, secret: str | None = SECRET
) -> tuple[int, bytes]:
    """Posts as Telegram does; returns status and body."""
    data = io.BytesIO(body if isinstance(body, bytes) else orjson.dumps(body))
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with client.post(PATH, data=data, headers=headers) as answer:
        return answer.status, await answer.read()


async def count(db: Database) -> int:
    async with db.read() as session:
        connection = await session.connection()
        return int(await connection.scalar(text("SELECT count(*) FROM inbox")) or 0)


async def kept(db: Database) -> list[Any]:
    """The updates in the inbox, oldest first."""
    async with db.read() as session:
        connection = await session.connection()
        rows = await connection.scalars(text("SELECT raw FROM inbox ORDER BY id"))
        return [orjson.loads(raw) for raw in rows]


async def test_an_update_is_kept_once_however_often_it_is_posted(
    client: aiohttp.ClientSession, db: Database
) -> None:
    for _ in range(3):
        assert await post(client, {"update_id": 1, "message": {}}) == (200, b"")
    assert await count(db) == 1


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "x" * 257, "비밀"]
)
async def test_a_stranger_is_refused_and_learns_nothing(
    client: aiohttp.ClientSession, db: Database, secret: str | None
) -> None:
    assert await post(client, {"update_id": 1}, secret) == (401, b"")
    assert await count(db) == 0


async def test_the_secret_is_compared_in_constant_time(
    client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def watched(given: bytes, kept: bytes) -> bool:
        compared.append((given, kept))
        return real(given, kept)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    await post(client, {"update_id": 1}, "c" + "x" * (len(SECRET) - 1))
    await post(client, {"update_id": 1})
    wrong = b"c" + b"x" * (len(SECRET) - 1)
    assert compared == [(wrong, SECRET.encode()), (SECRET.encode(), SECRET.encode())]


async def test_without_a_secret_of_its_own_the_bot_refuses_everybody(db: Database) -> None:
    place = listener("127.0.0.1:0")
    port = place.getsockname()[1]
    pages = Web(db, lambda: 1, "", system_clock).application()
    async with serving(pages, place), aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
        for secret in (None, "", "x"):
            assert await post(client, {"update_id": 1}, secret) == (401, b"")


async def test_too_much_is_refused_and_the_next_update_is_served(
    client: aiohttp.ClientSession, db: Database
) -> None:
    assert await post(client, b"x" * (MOST_BYTES + 1)) == (413, b"")
    assert await post(client, {"update_id": 1}) == (200, b"")
    assert await count(db) == 1


async def test_an_update_that_cannot_be_kept_stays_with_telegram(
    client: aiohttp.ClientSession, db: Database, sqlite_url: str
) -> None:
    with locked(sqlite_url):
        headers = {SECRET_HEADER: SECRET}
        async with client.post(PATH, data=b'{"update_id":1}', headers=headers) as answer:
            assert answer.status == 503
            assert int(answer.headers["Retry-After"]) > 0
    assert await count(db) == 0
    assert await post(client, {"update_id": 1}) == (200, b"")
    assert await count(db) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{no json", b"\xff\xfe", b"7", b"[]", b"{}", b'{"update_id":"1"}', b"[" * 9000]
)
async def test_what_is_no_update_is_not_asked_for_again(
    client: aiohttp.ClientSession, db: Database, body: bytes
) -> None:
    assert await post(client, body) == (200, b"")
    assert await count(db) == 0


async def test_other_ways_of_asking_are_refused(client: aiohttp.ClientSession) -> None:
    for verb in ("GET", "PUT", "DELETE"):
        async with client.request(verb, PATH, headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == 405
    async with client.get("/admin") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("depth", [254, 1000])
async def test_what_lies_deeper_than_a_column_holds_is_kept_without_it(
    client: aiohttp.ClientSession, db: Database, depth: int
) -> None:
    """Mutant: it raises, Telegram is answered 500 and repeats it for a day."""
    deep = b"[" * depth + b"]" * depth
    body = b'{"update_id":1,"message":{"text":"whole","from":{"id":7001},"deep":' + deep + b"}}"
    assert await post(client, body) == (200, b"")
    (update,) = await kept(db)
    assert update["message"]["text"] == "whole"


async def test_half_a_sign_does_not_lose_the_message(
    client: aiohttp.ClientSession, db: Database
) -> None:
    assert await post(client, rb'{"update_id":2,"message":{"text":"\ud800 said"}}') == (200, b"")
    assert await kept(db) == [{"update_id": 2, "message": {"text": "? said"}}]


async def test_nothing_but_the_webhook_is_answered_where_it_is_posted_to(
    client: aiohttp.ClientSession,
) -> None:
    for page in ("/healthz", "/readyz", "/metrics", "/"):
        async with client.get(page) as answer:
            assert answer.status == 404
