"""`python -m tests.bench killed`: who still gets an answer after the bot was killed under load.

All people stand somewhere in their form, act at once, and the bot is killed before it can have
answered everybody. It is started again; nobody does anything more. Whoever has heard nothing
after `PATIENCE` seconds was lost: their words, or their place in the form.
"""

import asyncio
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.load import USERS, Crowd
from tests.bench.measure import OURS, STOCK, Peer, spawn
from tests.bench.page import Table
from tests.bench.server import TOKEN

LATENCY = 0.05
KILLED_AFTER = 0.4
PATIENCE = 15.0
GLANCE = 0.05


async def lost(peer: Peer) -> int:
    """How many of the people were never answered."""
    crowd = Crowd()
    address = await crowd.server.start()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "office.db")
        if peer.prepare:
            await (await spawn(peer.prepare, path)).wait()
        bot = await spawn(peer.module, address, TOKEN, path, python=peer.python)
        crowd.begin()
        await _while(lambda: not crowd.placed)
        crowd.server.latency = LATENCY
        crowd.go()
        crowd.hold()
        await asyncio.sleep(KILLED_AFTER)
        bot.send_signal(signal.SIGKILL)
        await bot.wait()
        bot = await spawn(peer.module, address, TOKEN, path, python=peer.python)
        await _while(lambda: not crowd.quiet)
        bot.send_signal(signal.SIGTERM)
        await bot.wait()
    await crowd.server.stop()
    return crowd.unanswered


async def _while(waits: Callable[[], bool]) -> None:
    """Returns when it is over, or after `PATIENCE` seconds."""
    for _ in range(int(PATIENCE / GLANCE)):
        if not waits():
            return
        await asyncio.sleep(GLANCE)


async def table() -> Table:
    """Both bots, one line each."""
    told = f"{USERS} people in their forms; calls take {LATENCY * 1000:.0f} ms; killed under way."
    rows = [(peer.name, f"{await lost(peer)} of {USERS}") for peer in (STOCK, OURS)]
    return Table(("bot", "never answered"), rows, told)
