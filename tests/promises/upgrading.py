"""A process that upgrades a database and says when it begins.

With `--careless` each statement is for good by itself, which is what SQLite's driver does unless
it is told otherwise, and PostgreSQL where nobody begins a transaction.
"""

import sys

from sqlalchemy import Connection, Engine

from storage import migrate


def careless() -> None:
    """Nothing holds the statements of an upgrade together any more."""

    def alone(_connection: Connection) -> None:
        """No transaction is begun."""

    engine = migrate._engine

    def each_for_good(url: str) -> Engine:
        made = engine(url)
        if made.dialect.name == "sqlite":
            return made
        return made.execution_options(isolation_level="AUTOCOMMIT")

    migrate._take_write_lock = alone  # type: ignore[assignment]  # the point of this module
    migrate._engine = each_for_good


if __name__ == "__main__":
    if "--careless" in sys.argv:
        careless()
    migrate.head()  # Alembic is loaded
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    migrate.upgrade(sys.argv[1])
