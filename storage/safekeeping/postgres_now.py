"""A PostgreSQL database as it stands before a restore: who is who, and whose tables are there."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg
from psycopg.rows import dict_row

from storage import migrate
from storage.models.all_tables import METADATA
from storage.models.traffic import DUE, LEASED, SUPERSEDED
from storage.rules.people import REMOVED
from storage.rules.standing import Held, posts
from storage.safekeeping import tools
from storage.safekeeping.reasons import NotKept, Standing

CLOSED = (
    f"UPDATE outbox SET state = '{SUPERSEDED}', leased_until = NULL"
    f" WHERE state IN ('{DUE}', '{LEASED}')",
    "UPDATE invite SET expires_at = now() WHERE used_at IS NULL AND expires_at > now()",
    "DO $$ BEGIN IF to_regclass('lockdown') IS NOT NULL THEN"
    " INSERT INTO lockdown (id, since) VALUES (1, now()) ON CONFLICT DO NOTHING;"
    " END IF; END $$",
)
"""What holds at once; `restored.settle` does the same by our models, and writes the trail."""


def standing(url: str) -> Standing | None:
    """Who is who in the database as it is; None where it holds no office of ours."""
    with told(), psycopg.connect(tools.address(url), row_factory=dict_row) as connection:
        if not _there(connection, "officer"):
            return None
        people = connection.execute("SELECT telegram_id, name, role, state FROM officer")
        found = posts(people.fetchall())
        return Standing(found, _locked_since(connection), _end(connection))


def refuse_others(url: str) -> None:
    """NotKept while anybody else is connected."""
    with told():
        if others := tools.others(url):
            raise NotKept("in use", str(others))


def tables(url: str, backed: Iterable[str]) -> list[str]:
    """What a restore replaces: our tables of this release and of the backup.

    Of a database that a newer release has changed every one: the way back to an older one.
    """
    own = {*backed, *METADATA.tables, migrate.VERSION_TABLE}
    found = migrate.current(url)
    if found is None or found <= migrate.head():
        return sorted(own)
    with told(), psycopg.connect(tools.address(url)) as connection:
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        return sorted({*own, *(str(name) for (name,) in connection.execute(asked).fetchall())})


def lowered(held: Iterable[Held]) -> list[str]:
    """Words of our own and a number alone: nothing of a person's goes into the statement."""
    return [
        "UPDATE officer SET "
        + (f"state = '{REMOVED}'" if one.role is None else f"role = '{one.role.value}'")
        + f" WHERE telegram_id = {one.was.telegram_id:d}"
        for one in held
    ]


@contextmanager
def told() -> Iterator[None]:
    """What the server and its tools say, as reasons."""
    try:
        yield
    except tools.NoTools as error:
        raise NotKept("no tools") from error
    except tools.ToolFailed as error:
        raise NotKept("failed", str(error)) from error
    except psycopg.Error as error:
        raise NotKept("out of reach") from error


def _locked_since(connection: "psycopg.Connection[dict[str, object]]") -> datetime | None:
    if not _there(connection, "lockdown"):  # a release that knew no lock
        return None
    row = connection.execute("SELECT since FROM lockdown").fetchone()
    since = row["since"] if row else None
    return since if isinstance(since, datetime) else None


def _end(connection: "psycopg.Connection[dict[str, object]]") -> tuple[int, str] | None:
    if not _there(connection, "audit_head"):
        return None
    row = connection.execute("SELECT seq, hash FROM audit_head").fetchone()
    return (int(str(row["seq"])), str(row["hash"])) if row else None


def _there(connection: "psycopg.Connection[dict[str, object]]", table: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) AS found", [table]).fetchone()
    return row is not None and row["found"] is not None
