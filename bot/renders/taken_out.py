"""What a command takes out of the data on the server leaves its line among the readings."""

from collections.abc import Sequence
from datetime import datetime

from storage.act import Act
from storage.database import opened
from storage.plans import readings
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter


async def note(
    database: str,
    half: HalfYear,
    names: Sequence[str],
    now: datetime,
    *,
    matter: Matter = Matter.SUBMITTED,
    department: int | None = None,
) -> None:
    """Before files of these names are written, or lines of the report are shown: by nobody.

    Raises storage.database.OUT_OF_REACH.
    """
    async with opened(database) as db, db.begin() as session:
        for name in names:
            await readings.taken_out(Act(session, None, now), half, matter, name, department)
