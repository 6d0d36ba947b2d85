"""SQLite's file in trouble: what it says then is the database's fault, never that of one row."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import OUT_OF_REACH, is_lost


def test_a_file_that_cannot_be_written_is_a_database_out_of_reach(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as one,
        pytest.raises(OUT_OF_REACH) as told,
    ):
        one.execute("INSERT INTO department (name, position) VALUES ('가', 1)")
    assert is_lost(told.value)


def test_a_damaged_page_is_a_database_out_of_reach(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as one:
        (page,) = one.execute("SELECT rootpage FROM sqlite_schema WHERE name='officer'").fetchone()
        (size,) = one.execute("PRAGMA page_size").fetchone()
    body = bytearray(path.read_bytes())
    body[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(body)
    with closing(sqlite3.connect(path)) as one, pytest.raises(OUT_OF_REACH) as told:
        one.execute("SELECT count(name) FROM officer").fetchone()
    assert is_lost(told.value)
