"""PostgreSQL's own tools for a whole copy: `pg_dump`, `pg_restore` and `psql`.

They are taken from where the packages of the server's version keep them, else from the PATH. Where
to connect is told to them in their environment alone: a command line is open to the whole machine.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.pq import Conninfo
from sqlalchemy.engine import make_url

from storage.letter_pairs import FUNCTION
from storage.rules.clock import steady

PACKAGED = ("/usr/lib/postgresql/{major}/bin", "/usr/pgsql-{major}/bin")
QUIETLY = "SET lock_timeout = '10s';\nSET client_min_messages = warning;\n"
LAST_WORDS = 300
ENDING_SECONDS = 5.0  # a server goes on with a connection for a moment after its end
GLANCE = 0.1
ESCAPES = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\b": "\b", "\\f": "\f"}
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
)


class NoTools(Exception):
    """The programs are not installed here, or are older than the server."""


class ToolFailed(Exception):
    """A program did not do its work; holds its last words."""


@dataclass(frozen=True)
class Tools:
    """The programs, and the environment in which they find the database."""

    folder: Path
    environment: dict[str, str]
    schema: str

    def dump(self, path: Path) -> None:
        """Writes a whole copy into a file that is there already, and stays its owner's."""
        plain = ("--format=custom", "--no-owner", "--no-privileges")
        self._run("pg_dump", *plain, f"--file={path}")

    def listed(self, path: Path) -> list[str]:
        """The tables that a dump holds. Raises ToolFailed for a file that is no dump."""
        found = re.findall(
            r"^\d+; \d+ \d+ TABLE (\S+ \S+) ", self._run("pg_restore", "-l", path), re.M
        )
        return [place.partition(" ")[2] for place in found]

    def read(self, path: Path) -> None:
        """Reads a dump to its end. Raises ToolFailed where it cannot be."""
        self._run("pg_restore", f"--file={os.devnull}", path)

    def rows(self, path: Path, table: str) -> list[dict[str, str | None]]:
        """The rows of one table as a dump holds them, each value as text."""
        told = self._run("pg_restore", "--data-only", f"--table={table}", "--file=-", path)
        return list(_copied(told))

    def put_back(self, path: Path, tables: Sequence[str], tail: Sequence[str], room: Path) -> None:
        """Replaces these tables by those of a dump and runs the tail: all of it, or nothing.

        `room` is a folder of ours, for the dump's statements while it is under way.
        """
        with tempfile.TemporaryDirectory(dir=room) as made:
            first, script, last = (Path(made) / name for name in ("first", "script", "last"))
            named = ", ".join(f'"{name}"' for name in tables)  # at once: they refer to each other
            place = f'SET search_path = "{self.schema}";\n'
            drops = f'DROP TABLE IF EXISTS {named};\nDROP FUNCTION IF EXISTS "{FUNCTION}";\n'
            first.write_text(f"{QUIETLY}{place}{drops}", "utf-8")
            plain = ("--no-owner", "--no-privileges", f"--file={script}")
            self._run("pg_restore", *plain, path)
            last.write_text(place + "".join(f"{one};\n" for one in tail), "utf-8")
            files = [f"--file={one}" for one in (first, script, last)]
            whole = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
            self._run("psql", *whole, *files)

    def _run(self, name: str, *words: str | Path) -> str:
        done = subprocess.run(
            [self.folder / name, *words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or [f"{name}: {done.returncode}"]
            told = next((line for line in lines if "error" in line.lower()), lines[-1])
            raise ToolFailed(told[-LAST_WORDS:])
        return done.stdout


def address(url: str) -> str:
    """The database's address as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def at(url: str) -> Tools:
    """The tools for this database. Raises NoTools, and psycopg.Error when it is out of reach."""
    dsn = address(url)
    with psycopg.connect(dsn) as connection:
        (schema,) = connection.execute("SELECT current_schema()").fetchone() or ("public",)
        major = connection.info.server_version // 10_000
        environment = _environment(dsn, connection)
    return Tools(_folder(major), environment, str(schema))


def others(url: str) -> int:
    """Connections of others to this database, once those that are just ending have ended."""
    patience = steady() + ENDING_SECONDS
    with psycopg.connect(address(url), autocommit=True) as connection:
        while True:
            (count,) = connection.execute(_OTHERS).fetchone() or (0,)
            if not count or steady() > patience:
                return int(count)
            time.sleep(GLANCE)


def _folder(major: int) -> Path:
    for place in PACKAGED:
        folder = Path(place.format(major=major))
        if (folder / "pg_dump").is_file():
            return folder
    found = shutil.which("pg_dump")
    if found is None:
        raise NoTools
    return Path(found).parent


def _environment(dsn: str, connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, str]:
    """What libpq was told, by whatever way, as the names that libpq reads."""
    options = {one.keyword: one for one in Conninfo.get_defaults()}
    options |= {one.keyword: one for one in Conninfo.parse(dsn.encode()) if one.val}
    named = {
        one.envvar.decode(): one.val.decode()
        for one in options.values()
        if one.envvar and one.val and one.val != one.compiled
    }
    info = connection.info
    named |= {"PGHOST": info.host, "PGPORT": str(info.port), "PGUSER": info.user}
    return {**named, "PGDATABASE": info.dbname, "PATH": os.defpath, "HOME": str(Path.home())}


def _copied(told: str) -> Iterator[dict[str, str | None]]:
    """The rows between `COPY … FROM stdin;` and `\\.`, by column."""
    names: list[str] = []
    for line in told.split("\n"):
        begun = re.fullmatch(r"COPY \S+ \((.*)\) FROM stdin;", line)
        if begun:
            names = [name.strip().strip('"') for name in begun[1].split(",")]
        elif line == "\\.":
            names = []
        elif names:
            yield dict(zip(names, map(_value, line.split("\t")), strict=True))


def _value(said: str) -> str | None:
    if said == "\\N":
        return None
    return re.sub(r"\\.", lambda found: ESCAPES.get(found[0], found[0][1:]), said)
