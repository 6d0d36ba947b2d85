"""The clock of the bot as a process of its own, for a test that sets the wall clock under it.

Prints one line a tick. Its look and its doubt are seconds here, as all waits in a test are short.
"""

import asyncio
import sys
from datetime import timedelta

from scheduler import clockwork, stepping
from scheduler.clockwork import Clockwork
from scheduler.tick import Tick
from storage.database import Database
from storage.rules.clock import Clock, system_clock

clockwork.LOOK_SECONDS = 0.2
stepping.SECOND_LOOK_SECONDS = 2.0


async def tick(_db: Database, clock: Clock) -> None:
    """Says what time it is for the bot."""
    sys.stdout.write(f"tick {clock().timestamp()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    database = Database(sys.argv[1])
    asyncio.run(
        Clockwork(database, system_clock, [Tick("look", timedelta(seconds=1), tick)]).run()
    )
