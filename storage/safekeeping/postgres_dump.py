"""PostgreSQL's own dumps: those that earlier releases made as backups, and of tables of a version
that this release knows no shape of.

What a restore may not bring back is part of the very transaction that brings the rest: a process
that starts the moment it ends finds the office withdrawn, lowered and locked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage import migrate
from storage.models.traffic import DUE, LEASED
from storage.rules.standing import Post, Returned, posts
from storage.safekeeping import postgres_now
from storage.safekeeping import tools as programs
from storage.safekeeping.postgres_now import CLOSED, lowered, told
from storage.safekeeping.reasons import NotKept, refuse_version
from storage.safekeeping.sources import is_sqlite

BEGINS = b"PGDMP"


@dataclass(frozen=True)
class Dump:
    """A file that was found to be a dump of ours, and the database it is for."""

    tools: programs.Tools
    path: Path
    tables: tuple[str, ...]  # every one that is replaced
    posts: dict[int, Post]
    waiting: int  # messages that waited to be sent when it was made

    def put_back(self, back: Returned, room: Path) -> None:
        """Replaces what is there, or changes nothing."""
        with told():
            self.tools.put_back(self.path, self.tables, (*CLOSED, *lowered(back.held)), room)


def copy_out(url: str, path: Path) -> None:
    """Dumps the database, which may be in use, into a file that is there already."""
    with told():
        tools = programs.at(url)
        tools.dump(path)
        if not _version(tools, path):
            raise NotKept("foreign")


def opened(url: str, path: Path) -> Dump:
    """The dump, looked at before anything is changed. NotKept for another file."""
    with told():
        tools = programs.at(url)
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
    return Dump(tools, path, tuple(postgres_now.tables(url, tables)), people, waiting)


def check(url: str, path: Path) -> None:
    """Reads all of a dump. NotKept for what is none of ours, or is damaged."""
    if is_sqlite(url):
        raise NotKept("other database")
    dump = opened(url, path)
    with told():
        try:
            dump.tools.read(path)
        except programs.ToolFailed as error:
            raise NotKept("damaged") from error


def _version(tools: programs.Tools, path: Path) -> str | None:
    rows = tools.rows(path, migrate.VERSION_TABLE)
    return rows[0]["version_num"] if rows else None


def _numbered(rows: list[dict[str, str | None]]) -> Iterator[dict[str, str | int | None]]:
    for row in rows:
        number = row["telegram_id"]
        yield {**row, "telegram_id": int(number) if number else None}
