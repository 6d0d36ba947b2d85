"""A PostgreSQL database copied out by `pg_dump` and put back by `pg_restore` and `psql`.

What a restore may not bring back is part of the very transaction that brings the rest: a process
that starts the moment it ends finds the office withdrawn, lowered and locked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from storage import migrate
from storage.models.all_tables import METADATA
from storage.models.traffic import DUE, LEASED, SUPERSEDED
from storage.rules.people import REMOVED
from storage.rules.standing import Held, Post, Returned, posts
from storage.safekeeping import tools as programs
from storage.safekeeping.reasons import NotKept, Standing, refuse_version

CLOSED = (
    f"UPDATE outbox SET state = '{SUPERSEDED}', leased_until = NULL"
    f" WHERE state IN ('{DUE}', '{LEASED}')",
    "UPDATE invite SET expires_at = now() WHERE used_at IS NULL AND expires_at > now()",
    "DO $$ BEGIN IF to_regclass('lockdown') IS NOT NULL THEN"
    " INSERT INTO lockdown (id, since) VALUES (1, now()) ON CONFLICT DO NOTHING;"
    " END IF; END $$",
)
"""What holds at once; `restored.settle` does the same by our models, and writes the trail."""


@dataclass(frozen=True)
class Dump:
    """A file that was found to be a dump of ours, and the database it is for."""

    tools: programs.Tools
    path: Path
    tables: tuple[str, ...]
    newer: tuple[str, ...]  # what a newer release has made in the database, and we know nothing of
    posts: dict[int, Post]
    waiting: int  # messages that waited to be sent when it was made

    def put_back(self, back: Returned, room: Path) -> None:
        """Replaces what is there, or changes nothing."""
        own = {*self.tables, *METADATA.tables, migrate.VERSION_TABLE, *self.newer}
        tail = (*CLOSED, *map(_lowered, back.held))
        with _told():
            self.tools.put_back(self.path, sorted(own), tail, room)


def copy_out(url: str, path: Path) -> None:
    """Dumps the database, which may be in use, into a file that is there already."""
    with _told():
        tools = programs.at(url)
        tools.dump(path)
        if not _version(tools, path):
            raise NotKept("foreign")


def opened(url: str, path: Path) -> Dump:
    """The dump, looked at before anything is changed. NotKept for another file, and in use."""
    with _told():
        tools = programs.at(url)
        if others := programs.others(url):
            raise NotKept("in use", str(others))
        try:
            tables = tools.listed(path)
        except programs.ToolFailed as error:
            raise NotKept("foreign") from error
        if not {"outbox", "officer", migrate.VERSION_TABLE} <= set(tables):
            raise NotKept("foreign")
        refuse_version(_version(tools, path))
        people = posts(_numbered(tools.rows(path, "officer")))
        states = [row["state"] for row in tools.rows(path, "outbox")]
    waiting = sum(state in (DUE, LEASED) for state in states)
    return Dump(tools, path, tuple(tables), _newer(url), people, waiting)


def standing(url: str) -> Standing | None:
    """Who is who in the database as it is; None where it holds no office of ours."""
    with _told(), psycopg.connect(programs.address(url), row_factory=dict_row) as connection:
        if not _there(connection, "officer"):
            return None
        people = connection.execute("SELECT telegram_id, name, role, state FROM officer")
        found = posts(people.fetchall())
        return Standing(found, _locked_since(connection), _end(connection))


def _newer(url: str) -> tuple[str, ...]:
    """Every table of a database that a newer release has changed: the way back to an older one."""
    found = migrate.current(url)
    if found is None or found <= migrate.head():
        return ()
    with psycopg.connect(programs.address(url)) as connection:
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        return tuple(str(name) for (name,) in connection.execute(asked).fetchall())


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


def _version(tools: programs.Tools, path: Path) -> str | None:
    rows = tools.rows(path, migrate.VERSION_TABLE)
    return rows[0]["version_num"] if rows else None


def _numbered(rows: list[dict[str, str | None]]) -> Iterator[dict[str, str | int | None]]:
    for row in rows:
        number = row["telegram_id"]
        yield {**row, "telegram_id": int(number) if number else None}


def _lowered(one: Held) -> str:
    """Words of our own and a number alone: nothing of a person's goes into the statement."""
    less = f"state = '{REMOVED}'" if one.role is None else f"role = '{one.role.value}'"
    return f"UPDATE officer SET {less} WHERE telegram_id = {one.was.telegram_id:d}"


@contextmanager
def _told() -> Iterator[None]:
    """What the tools say, as reasons."""
    try:
        yield
    except programs.NoTools as error:
        raise NotKept("no tools") from error
    except programs.ToolFailed as error:
        raise NotKept("failed", str(error)) from error
    except psycopg.Error as error:
        raise NotKept("out of reach") from error
