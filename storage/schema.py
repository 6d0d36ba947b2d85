"""Which shape a database has, asked without Alembic.

Alembic costs a start 15 MB and a third of a second; most starts have nothing to change.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import async_url, opened

ASKED_SECONDS = 5
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def known() -> str:
    """The newest version that this code knows: the number before a migration's name."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


async def stored(url: str) -> str | None:
    """The version that the database is at; None when it has none yet."""
    try:
        return await version(url)
    except SQLAlchemyError:
        return None


async def version(url: str) -> str | None:
    """As `stored`; raises what the database raises, as for a table that is not there."""
    async with opened(url) as db, db.read() as session:
        connection = await session.connection()
        asked = text("SELECT version_num FROM alembic_version")
        found: str | None = await connection.scalar(asked)
        return found


def answers(url: str) -> bool:
    """Whether the database's server takes connections at all; a file always does. Blocks.

    It asks for nothing behind the door: a wrong password or a missing database is no silence.
    """
    address = async_url(url)
    if address.get_backend_name() == "sqlite":
        return True
    driver: Any = address.get_dialect().import_dbapi()  # a start on SQLite never loads it
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        words = driver.conninfo.make_conninfo(plain, connect_timeout=ASKED_SECONDS)
    except driver.Error:
        return True  # what reads the address next says what is wrong with it
    silent = (driver.pq.Ping.NO_RESPONSE, driver.pq.Ping.REJECT)
    return driver.pq.PGconn.ping(words.encode()) not in silent
