"""The accepted calendar as an older release of the bot has left it in the database."""

from collections.abc import Iterable
from datetime import date

from storage.database import Database
from storage.models.round import AcceptedYear
from storage.rules.workday import public_days

OLDER = "0.1"


async def left_behind(
    db: Database, first: int, *, without: Iterable[date] = (), more: Iterable[date] = ()
) -> None:
    """Three years of holidays from `first` on: today's days but for some, and some others."""
    missing = set(without)
    async with db.begin() as session:
        for year in range(first, first + 3):
            days = {day: name for day, name in public_days(year).items() if day not in missing}
            days |= {day: "옛 공휴일" for day in more if day.year == year}
            told = {day.isoformat(): name for day, name in sorted(days.items())}
            session.add(AcceptedYear(year=year, days=told, package=OLDER))
