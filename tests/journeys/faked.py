"""A bot process whose clock is Debian's `faketime`: started at any moment, slow or fast."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.simulator.server import Simulator

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@asynccontextmanager
async def bot_at(
    simulator: Simulator, folder: Path, moment: datetime, speed: int = 1
) -> AsyncIterator[None]:
    """The real command `bot run`, alive inside, for which it is `moment` (UTC) when it begins.

    With `speed` 60 an hour passes for it in a minute, sleeps and timeouts of its own included.
    The simulator's clock is set to the same moment and goes on at the usual speed.
    """
    assert LIBRARIES, "Debian's faketime is missing: apt install faketime"
    simulator.world.clock.advance(moment.timestamp() - simulator.world.clock.now())
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
        "TZ": "UTC",
        "LD_PRELOAD": str(LIBRARIES[0]),  # as `faketime` does, but that one hides the process
        "FAKETIME": f"@{moment:%Y-%m-%d %H:%M:%S} x{speed}",
        "QUOTA_NO_BOOTSTRAP": "1",
        "BOT_TOKEN": simulator.token,
        "BOT_API_URL": simulator.url,
        "DATA_DIR": str(folder),
    }
    with (folder / "bot.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            code = await process.wait()
    assert code == 0, (folder / "bot.log").read_text("utf-8")
