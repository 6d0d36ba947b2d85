"""A bot whose clock has one tick a second, which does what a file in its data folder orders.

Nothing of the product is spoiled: the faults are in the tick, as they would be in any of ours.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from scheduler import timetable
from scheduler.tick import Tick
from storage.database import Database
from storage.rules.clock import Clock
from storage.traffic import health

SECOND = timedelta(seconds=1)
ORDER, BEATS = "order", "beats"
BLOCK_SECONDS = 5.0


def ordered(folder: Path, *_others: Any) -> tuple[Tick, ...]:
    """The one tick: it writes to the database and then leaves a mark, unless told otherwise."""

    async def beat(db: Database, clock: Clock) -> None:
        order = folder / ORDER
        said = order.read_text("utf-8") if order.is_file() else ""
        if said == "raise":
            raise RuntimeError("an ordered fault")
        if said == "block":
            order.unlink()
            time.sleep(BLOCK_SECONDS)  # noqa: ASYNC251  # the very fault: the loop stands still
        async with db.begin() as session:
            await health.write(session, clock())
        with (folder / BEATS).open("a", encoding="utf-8") as marks:
            marks.write(f"{time.monotonic()}\n")

    return (Tick("beat", SECOND, beat),)


def spoil() -> None:
    """Puts the ordered tick in the place of the timetable."""
    timetable.with_folder = ordered  # type: ignore[assignment]  # the point of this module
