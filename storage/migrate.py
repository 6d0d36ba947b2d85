"""Brings a database to the shape that this release knows, whole or not at all.

Alembic is run from code, over the plain drivers (sqlite3, psycopg). SQLite: foreign keys are off
before the transaction begins, since a table copied in batch mode would else empty its children by
ON DELETE, and `BEGIN IMMEDIATE` makes the change of tables part of the transaction. PostgreSQL:
an advisory lock keeps a second process waiting. Afterwards references and row counts are checked
inside the same transaction, so what fails leaves nothing behind.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import MetaData, create_engine, event, func, inspect, select, table, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import NullPool

from storage import letter_pairs
from storage.figures import filling, kept_sums, proof
from storage.migrations import before
from storage.models.all_tables import METADATA

SCRIPTS = Path(__file__).parent / "migrations"
LOCK = 7_402_118  # any fixed number: the name of our lock among PostgreSQL's advisory locks
BUSY_SECONDS = 5.0
LOCK_SECONDS = 10  # for tables that are replaced
VERSION_TABLE = "alembic_version"
SEARCHED = "0036"
"""From here on the databases keep the pairs of letters by which words are found."""
COUNTED = "counted"
"""Where a migration leaves the sums of before to have the ledger filled when all tables stand."""
SUMMED = "summed"
"""Where a migration says that the sums of the ledger have to be made anew."""
MOST_NAMED = 10


class MigrationFault(Exception):
    """The database cannot be brought to the wanted shape; it was left as it was."""


class NewerDatabase(MigrationFault):
    """The database was made by a newer release than this code."""

    def __init__(self, found: str, known: str) -> None:
        self.found = found
        self.known = known
        super().__init__(f"the database is at version {found}, this release knows up to {known}")


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the database at `url` up to `revision`; does nothing when it is there.

    One of before the first release gets the first's tables on the way. Raises NewerDatabase, or
    MigrationFault when rows or references would be lost.
    """
    with _transaction(url) as connection:
        _refuse_newer(connection)
        _checked(connection, lambda config: _up(connection, config, revision))


def rebuild(
    url: str,
    version: str,
    tables: Iterable[str],
    fill: Callable[[Connection], None],
    last: Iterable[str] = (),
) -> None:
    """Makes the tables anew as they were at `version`, has `fill` put rows into them, and brings
    them to this release: all of it, with the statements of `last`, or nothing.

    `tables` are those that may stand there now. Raises as `upgrade`, and whatever `fill` raises.
    """
    with _transaction(url) as connection:
        _drop(connection, tables)
        command.upgrade(_config(connection), version)
        for one in inspect(connection).get_table_names():
            if one != VERSION_TABLE:  # what a migration wrote into an empty office
                connection.execute(table(one).delete())
        fill(connection)
        _checked(connection, lambda config: _up(connection, config, "head"))
        for statement in last:
            connection.execute(text(statement))


def _drop(connection: Connection, tables: Iterable[str]) -> None:
    there = {*inspect(connection).get_table_names()} & {*tables, VERSION_TABLE}
    if not there:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
    quoted = ", ".join(map(connection.dialect.identifier_preparer.quote, sorted(there)))
    connection.execute(text(f"DROP TABLE {quoted}"))  # at once: they refer to each other


def refill(url: str, told: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Writes the ledger anew from the records. MigrationFault names one that cannot be read.

    `told` hears how much is done, and of how much.
    """
    with _transaction(url) as connection:
        _filled(connection, told)
        kept_sums.fill(connection)


def downgrade(url: str, revision: str) -> None:
    """Takes the database back to `revision`, or to nothing with "base"."""
    with _transaction(url) as connection:
        _refuse_newer(connection)
        _checked(connection, lambda config: command.downgrade(config, revision))


def current(url: str) -> str | None:
    """The version the database is at; None when it has no table of ours or no file yet."""
    address = _plain_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return None
    with _transaction(url) as connection:
        return _revision(connection)


def first() -> str:
    """The version of the first release, before which tables are carried, not migrated."""
    return _first().revision


def head() -> str:
    """The newest version that this code knows."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise MigrationFault("the release holds no migration")
    return newest


def drift(url: str) -> list[Any]:
    """Differences between the database and the models, as Alembic names them; empty is right."""
    with _transaction(url) as connection:
        return _differences(connection, METADATA)


def _differences(connection: Connection, metadata: MetaData) -> list[Any]:
    opts = {"compare_type": True, "include_name": _is_ours}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, metadata))


def _is_ours(name: str | None, _type: str, _parents: Any) -> bool:
    return name is None or not letter_pairs.own(name)


def _plain_url(url: str) -> URL:
    address = make_url(url)
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
    return address.set(drivername=drivers[address.get_backend_name()])


def _engine(url: str) -> Engine:
    address = _plain_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, poolclass=NullPool)
    engine = create_engine(
        address,
        poolclass=NullPool,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )
    event.listen(engine, "connect", _leave_references)
    event.listen(engine, "begin", _take_write_lock)
    return engine


def _leave_references(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


def _take_write_lock(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            yield connection
    finally:
        engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _up(connection: Connection, config: Config, revision: str) -> None:
    found, first = _revision(connection), _first()
    if found is not None and found < first.revision:
        tables: MetaData = first.module.TABLES
        before.carry(connection, tables, found)
        # What it holds besides, an index of somebody's own say, is left to it.
        if lacking := [one for one in _differences(connection, tables) if "remove" not in one[0]]:
            raise MigrationFault(f"a database at {found} lacks what it should hold: {lacking}")
        command.stamp(config, first.revision, purge=True)
    command.upgrade(config, revision)
    if (_revision(connection) or "") >= SEARCHED:
        letter_pairs.ensure(connection)
    counted: proof.Sums | None = config.attributes.get(COUNTED)
    if counted is not None:
        _fill_ledger(connection, counted)
    if SUMMED in config.attributes:
        kept_sums.fill(connection)


def _fill_ledger(connection: Connection, counted: proof.Sums) -> None:
    """Writes every record's figures, and proves that they sum up to what was counted before."""
    _filled(connection)
    if differing := list(proof.differences(connection, counted)):
        told = "; ".join(differing[:MOST_NAMED])
        raise MigrationFault(f"the ledger differs from what was counted: {told}")


def _filled(
    connection: Connection, told: Callable[[int, int], None] = lambda _done, _all: None
) -> None:
    try:
        filling.fill(connection, told)
    except filling.Unreadable as broken:
        raise MigrationFault(f"the ledger cannot be filled: {broken}") from broken


def _first() -> Script:
    scripts = _scripts()
    return scripts.get_revision(scripts.get_base() or "")


def _refuse_newer(connection: Connection) -> None:
    found = _revision(connection)
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known and found > _first().revision:
        raise NewerDatabase(found, head())


def _checked(connection: Connection, run: Any) -> None:
    before = _row_counts(connection)
    run(_config(connection))
    after = _row_counts(connection)
    lost = {
        name: (count, after[name])
        for name, count in before.items()
        if name in after and after[name] != count
    }
    if lost:
        raise MigrationFault(f"row counts changed (before, after): {lost}")
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if broken:
            raise MigrationFault(f"{len(broken)} references lead nowhere: {broken[:5]}")


def _row_counts(connection: Connection) -> dict[str, int]:
    names = [
        name
        for name in inspect(connection).get_table_names()
        if name != VERSION_TABLE and not letter_pairs.own(name)
    ]
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
    }
