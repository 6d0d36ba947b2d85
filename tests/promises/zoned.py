"""`python -m tests.promises.zoned URL TIMES [MODULE]`: what is reminded of, in the zone of TZ.

The calendar of a round as it is foretold at so many moments, all around the clock. MODULE spoils
the product first.
"""

import asyncio
import importlib
import sys
from datetime import date, timedelta

FIRST, APART = date(2026, 5, 18), timedelta(hours=11)


async def _print(url: str, times: int) -> None:
    rehearse = importlib.import_module("bot.cli.rehearse")
    halves = importlib.import_module("storage.rules.half_year")
    towns = importlib.import_module("tests.scheduler.town")
    town = await towns.build(url, 2, towns.at(date(2026, 1, 5)))
    await town.db.close()
    for number in range(times):
        moment = towns.at(FIRST) + number * APART
        print(await rehearse.calendar(url, halves.HalfYear(2026, 2), moment))  # noqa: T201


if __name__ == "__main__":
    for module in sys.argv[3:]:  # before anything of ours is loaded
        importlib.import_module(module).spoil()
    asyncio.run(_print(sys.argv[1], int(sys.argv[2])))
