"""Databases of before the first release: the migrations of then, which the product has no more."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from storage import migrate

SCRIPTS = Path(__file__).parents[1] / "storage" / "before"


def numbers() -> list[str]:
    """The migrations of then, oldest first."""
    scripts = ScriptDirectory(str(SCRIPTS))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def taken_back(url: str, number: str) -> None:
    """Takes a database of this release, with its rows, back to a migration of then."""
    migrate.downgrade(url, migrate._first().revision)
    with migrate._transaction(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :last"), {"last": LAST})
        command.downgrade(_config(connection), number)


def brought_up_as_then(url: str) -> None:
    """Brings it up by all the migrations of then."""
    with migrate._transaction(url) as connection:
        command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


LAST = numbers()[-1]
