"""A database that is frozen is told of in time, by every page, however often it is asked."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest
from sqlalchemy import make_url

from bot.pumps import health
from bot.pumps.health import Health
from bot.pumps.metrics import Metrics
from bot.pumps.tally import Tally
from scheduler.clockwork import Clockwork
from storage.database import Database
from storage.rules.clock import system_clock

pytestmark = pytest.mark.postgres

ANSWER_SECONDS = 3.0  # a guard of the kit waits for eight


@dataclass
class Wire:
    """What lies between a bot and its database; a frozen one takes all and gives nothing."""

    goes: asyncio.Event = field(default_factory=asyncio.Event)

    async def pass_on(self, of: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        """Byte for byte, while it goes."""
        try:
            while data := await of.read(65_536):
                await self.goes.wait()
                to.write(data)
        finally:
            to.close()
            with suppress(OSError):
                await to.wait_closed()


@asynccontextmanager
async def wired(url: str) -> AsyncIterator[tuple[Wire, str]]:
    """A wire to the database at `url`, and the address at its end."""
    address, wire = make_url(url), Wire()
    wire.goes.set()
    running: set[asyncio.Task[None]] = set()

    async def taken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far = await asyncio.open_unix_connection(f"{address.query['host']}/.s.PGSQL.5432")
        for of, to in ((reader, far[1]), (far[0], writer)):
            running.add(asyncio.create_task(wire.pass_on(of, to)))

    async with await asyncio.start_server(taken, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        place = address.set(host="127.0.0.1", port=port, query={})
        yield wire, place.render_as_string(hide_password=False)
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def test_a_frozen_database_is_told_in_time_and_its_return_is_seen(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: waiting for the driver that was called off, which waits for the frozen server."""
    monkeypatch.setattr(health, "READ_SECONDS", 0.5)
    async with wired(postgres_url) as (wire, url):
        db = Database(url)
        seen = Health(db, system_clock)
        page = Metrics(seen, Tally(), Clockwork(db, system_clock))
        assert (await seen.look())[0]
        wire.goes.clear()
        for _ in range(3):
            began = time.monotonic()
            well, said = await seen.look()
            assert not well
            assert said["reasons"] == ["the database cannot be used: TimeoutError"]
            assert b"quota_database_up 0.0" in await page.text()
            assert time.monotonic() - began < ANSWER_SECONDS
        wire.goes.set()
        async with asyncio.timeout(10):
            back = False
            while not back:
                back, _ = await seen.look()
                await asyncio.sleep(0)
        await db.close()
