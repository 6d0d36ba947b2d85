"""A database for the product, with all tables and the crowd as registered officers."""

import asyncio
import sys

from bot.cli.new_office import lay_out
from storage.database import Database
from storage.models.office import Department, Officer
from storage.rules.clock import system_clock
from storage.rules.terms import Role
from tests.bench.load import FIRST_USER, USERS


async def seat(url: str, people: int = USERS) -> None:
    """A department, and the people of the crowd in it.

    One person more stands before them: reminders of a working day go to the first of a
    department, and would be taken for a screen of the form.
    """
    db = Database(url)
    async with db.begin() as session:
        home = Department(name="일자리정책과", position=1)
        session.add(home)
        await session.flush()
        session.add_all(
            Officer(
                telegram_id=FIRST_USER + at,
                name="홍○○",
                role=Role.STAFF,
                department_id=home.id,
                created_at=system_clock(),
            )
            for at in range(-1, people)
        )
    await db.close()


def prepare(place: str, people: str = str(USERS)) -> None:
    """Makes the file at `place`, or fills the database at that address."""
    url = place if "://" in place else f"sqlite:///{place}"
    if "://" not in place:
        lay_out(url)
    asyncio.run(seat(url, int(people)))


if __name__ == "__main__":
    prepare(*sys.argv[1:])
