"""The archive: one file with all rows, their sums and the bytes of evidence, for both databases.

A zip of `manifest.json`, a member of JSON lines for each table (`rows.py`) and one for each file
of evidence, named by its hash. Nothing in it is taken for what it calls itself: each table is read
against its hash and its count, and a file is taken over only into the place of the hash that its
bytes have.
"""

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import orjson

from storage.models.traffic import DUE, LEASED
from storage.rules.standing import Post, posts
from storage.safekeeping import shapes, sources
from storage.safekeeping.reasons import NotKept, refuse_version
from storage.safekeeping.rows import Row, Rows
from storage.safekeeping.shapes import Table
from storage.safekeeping.telling import Told, untold
from storage.safekeeping.vault import Vault

FORMAT = "goyang-quota-bot archive 1"
BEGINS = b"PK\x03\x04"
MANIFEST, TABLES, EVIDENCE = "manifest.json", "tables/", "evidence/"
PRESSED = 1  # of deflate's nine
BATCH = 64 << 10  # bytes that go through the press at once
BUFFER = 1 << 20
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,  # pressed or locked in a way that we never use
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Sum:
    """A table as it was copied: how many rows, their hash, and the number that came next."""

    rows: int
    sha256: str
    following: int | None = None


@dataclass(frozen=True)
class Contents:
    """What an archive says of itself; `files` is None where no evidence was taken along."""

    made_at: datetime
    database: str  # sqlite | postgresql
    version: str
    tables: dict[str, Sum]
    files: int | None = None
    wrong: int = 0  # files of evidence that were not any more what they had been

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(one.rows for one in self.tables.values())


def write(
    url: str, path: Path, now: datetime, *, vault: Vault | None = None, told: Told = untold
) -> Contents:
    """Copies one moment of the database, which may be in use, and what the vault keeps.

    The file is new and its owner's alone, and is on the disk when this returns. Raises NotKept,
    and OSError when it cannot be made; then there is none.
    """
    with new_file(path) as file, sources.snapshot(url) as source:
        refuse_version(source.version)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=PRESSED) as made:
            tables = shapes.of_version(source.version)
            sums = {}
            for at, table in enumerate(tables, 1):
                sums[table.name] = _put(made, source.rows, table)
                told(at, len(tables))
            files = _pack(made, vault, told) if vault is not None else (None, 0)
            contents = Contents(now, source.database, source.version, sums, *files)
            made.writestr(MANIFEST, _said(contents))
        file.flush()
        os.fsync(file.fileno())
    return contents


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that was not there before, its owner's alone; gone again unless it was filled."""
    opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(opened, "w+b") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class Archive:
    """A file that was found to be an archive of ours, of this release or an older one."""

    path: Path
    contents: Contents
    tables: tuple[Table, ...]

    def check(self, told: Told = untold) -> None:
        """Reads all of it. NotKept where anything is not as it was written."""
        files = self._files()
        whole = len(self.tables) + len(files)
        for at, table in enumerate(self.tables, 1):
            for _row in self.rows(table):
                pass
            told(at, whole)
        for at, _body in enumerate(self._bodies(files), len(self.tables) + 1):
            told(at, whole)

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table. NotKept, after the last at the latest, where they are not whole."""
        told, digest, count = self.contents.tables[table.name], hashlib.sha256(), 0
        with (
            self._opened() as kept,
            _sound(),
            io.BufferedReader(cast(io.RawIOBase, kept.open(_member(table))), BUFFER) as lines,
        ):
            for line in lines:
                digest.update(line)
                count += 1
                yield _row(table, line)
        if (count, digest.hexdigest()) != (told.rows, told.sha256):
            raise NotKept("damaged")

    def posts(self) -> dict[int, Post]:
        """Who was who in it."""
        return posts(self._named("officer"))

    def waiting(self) -> int:
        """How many messages waited to be sent."""
        return sum(row["state"] in (DUE, LEASED) for row in self._named("outbox"))

    def unpack(self, vault: Vault, told: Told = untold) -> int:
        """Keeps what is not here yet of the evidence; returns how many files were added."""
        files = self._files()
        lacking = [one for one in files if vault.get(one.removeprefix(EVIDENCE)) is None]
        for at, body in enumerate(self._bodies(lacking), 1):
            vault.put(body)
            told(at, len(lacking))
        return len(lacking)

    def kept(self) -> set[str]:
        """The hashes of the evidence in it."""
        return {one.removeprefix(EVIDENCE) for one in self._files()}

    def fill(self, rows: Rows) -> None:
        """Puts every row into empty tables of its version, and reads them all again.

        Raises NotKept where what stands there then is not what the archive holds.
        """
        for table in self.tables:
            told = self.contents.tables[table.name]
            rows.load(table, self.rows(table))
            rows.follow(table, told.following)
            if _summed(rows.lines(table)) != (told.rows, told.sha256):
                raise NotKept("differs", table.name)

    def _named(self, name: str) -> Iterator[dict[str, Any]]:
        (table,) = (one for one in self.tables if one.name == name)
        names = [column.name for column in table.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows(table))

    def _files(self) -> list[str]:
        with self._opened() as kept:
            return [one for one in kept.namelist() if one.startswith(EVIDENCE)]

    def _bodies(self, files: Iterable[str]) -> Iterator[bytes]:
        with self._opened() as kept:
            for name in files:
                with _sound():
                    body = kept.read(name)
                if not Vault.is_of(body, name.removeprefix(EVIDENCE)):
                    raise NotKept("damaged")
                yield body

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile]:
        with zipfile.ZipFile(self.path) as kept:
            yield kept


def opened(path: Path) -> Archive:
    """Looks into a file. NotKept: foreign, damaged, or of a newer release."""
    with _sound(), zipfile.ZipFile(path) as kept:
        if MANIFEST not in kept.namelist():
            raise NotKept("foreign")
        told = orjson.loads(kept.read(MANIFEST))
        if told.get("format") != FORMAT:
            raise NotKept(
                "newer" if str(told.get("format")).startswith(FORMAT[:-1]) else "foreign"
            )
        sums = {name: Sum(**one) for name, one in told["tables"].items()}
        contents = Contents(
            datetime.fromisoformat(told["made_at"]),
            told["database"],
            told["version"],
            sums,
            told["files"],
            told["wrong"],
        )
    refuse_version(contents.version)
    tables = shapes.of_version(contents.version)
    if {table.name for table in tables} != set(sums):
        raise NotKept("damaged")
    return Archive(path, contents, tables)


def _put(made: zipfile.ZipFile, rows: Rows, table: Table) -> Sum:
    with made.open(_member(table), "w", force_zip64=True) as member:
        count, digest = _summed(rows.lines(table), member)
    return Sum(count, digest, rows.following(table))


def _summed(lines: Iterable[bytes], into: IO[bytes] | None = None) -> tuple[int, str]:
    """How many lines, and their hash; written on the way where somebody wants them."""
    digest, count = hashlib.sha256(), 0
    batch = bytearray()
    for line in lines:
        count += 1
        batch += line
        if len(batch) >= BATCH:
            _through(batch, digest, into)
    _through(batch, digest, into)
    return count, digest.hexdigest()


def _through(batch: bytearray, digest: "hashlib._Hash", into: IO[bytes] | None) -> None:
    digest.update(batch)
    if into is not None:
        into.write(batch)
    batch.clear()


def _pack(made: zipfile.ZipFile, vault: Vault, told: Told) -> tuple[int, int]:
    """How many files were packed, and how many were left out since they are damaged."""
    kept, files = list(vault.all()), 0
    for at, sha256 in enumerate(kept, 1):
        body = vault.get(sha256)
        if body is not None:
            made.writestr(f"{EVIDENCE}{sha256}", body, zipfile.ZIP_STORED)  # photos are pressed
            files += 1
        told(at, len(kept))
    return files, len(kept) - files


def _said(contents: Contents) -> bytes:
    told = asdict(contents) | {"made_at": contents.made_at.astimezone(UTC).isoformat()}
    return orjson.dumps({"format": FORMAT, **told}, option=orjson.OPT_INDENT_2)


def _member(table: Table) -> str:
    return f"{TABLES}{table.name}.jsonl"


def _row(table: Table, line: bytes) -> Row:
    row: Row = orjson.loads(line)
    if not isinstance(row, list) or len(row) != len(table.columns):
        raise NotKept("damaged")
    return row


@contextmanager
def _sound() -> Iterator[None]:
    """What a broken file raises, as one reason."""
    try:
        yield
    except BROKEN as error:
        raise NotKept("damaged") from error
