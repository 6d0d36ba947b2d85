"""Which shape a database has, asked without Alembic.

Alembic costs a start 15 MB and a third of a second; most starts have nothing to change.
"""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import opened

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def known() -> str:
    """The newest version that this code knows: the number before a migration's name."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


async def stored(url: str) -> str | None:
    """The version that the database is at; None when it has none yet."""
    try:
        async with opened(url) as db, db.read() as session:
            connection = await session.connection()
            found: str | None = await connection.scalar(
                text("SELECT version_num FROM alembic_version")
            )
            return found
    except SQLAlchemyError:
        return None
