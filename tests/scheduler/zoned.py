"""`python -m tests.scheduler.zoned URL`: the calendar of a round, printed in the zone of TZ."""

import asyncio
import sys
from datetime import date

from bot.cli import rehearse
from storage.rules.half_year import HalfYear
from tests.scheduler.town import at, build


async def _print(url: str) -> None:
    town = await build(url, 2, at(date(2026, 1, 5)))
    await town.db.close()
    print(await rehearse.calendar(url, HalfYear(2026, 2), at(date(2026, 5, 18))))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(_print(sys.argv[1]))
