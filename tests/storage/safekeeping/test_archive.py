"""The archive: what one database holds the other holds too, and nothing broken passes."""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from storage import migrate
from storage.models.all_tables import METADATA
from storage.safekeeping import archive, postgres_dump, restoring, rows, shapes, sqlite_file, tools
from storage.safekeeping.archive import Archive
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.sources import is_sqlite
from storage.safekeeping.vault import Vault
from tests.helpers.databases import Server
from tests.helpers.offices import NOW
from tests.storage.safekeeping.any_rows import fill

TABLES = shapes.of_version(migrate.head())


def furnished(url: str, seed: int) -> None:
    """Rows in every table."""
    with migrate._transaction(url) as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
        fill(rows.of(connection.connection.driver_connection), TABLES, Random(seed))


def archived(url: str, path: Path) -> Archive:
    """The archive of a database, as it is read back."""
    archive.write(url, path, NOW)
    return archive.opened(path)


def read(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row as the product's own types read it."""
    with migrate._transaction(url) as one:
        return {
            table.name: sorted(map(tuple, one.execute(sa.select(table))), key=repr)
            for table in METADATA.sorted_tables
        }


def sums(backed: Archive) -> dict[str, tuple[int, str]]:
    """How many rows of each table, and their hash."""
    return {name: (one.rows, one.sha256) for name, one in backed.contents.tables.items()}


@pytest.mark.parametrize("seed", range(3))
def test_a_file_comes_back_to_the_letter(sqlite_url: str, tmp_path: Path, seed: int) -> None:
    furnished(sqlite_url, seed)
    backed = archived(sqlite_url, tmp_path / "a")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    restoring.rebuild(other, backed)
    assert sums(archived(other, tmp_path / "b")) == sums(backed)
    assert all(rows for rows, _hash in sums(backed).values())
    assert read(other) == read(sqlite_url)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(3))
def test_an_office_moves_to_the_other_database_and_back_with_equal_sums_and_right_numbers(
    sqlite_url: str, postgres_url: str, tmp_path: Path, seed: int
) -> None:
    furnished(sqlite_url, seed)
    backed = archived(sqlite_url, tmp_path / "a")
    restoring.rebuild(postgres_url, backed, METADATA.tables)
    moved = archived(postgres_url, tmp_path / "b")
    assert sums(moved) == sums(backed)
    assert moved.contents.database == "postgresql"
    assert read(postgres_url) == read(sqlite_url)
    highest = {t.name: max(row[_at(t)] for row in moved.rows(t)) for t in TABLES if t.number}
    follow = {name: one.following for name, one in moved.contents.tables.items()}
    counted = [name for name, number in follow.items() if number is not None]
    assert len(counted) > 40
    assert [follow[name] for name in counted] == [highest[name] + 1 for name in counted]
    back = f"sqlite:///{tmp_path / 'back.db'}"
    restoring.rebuild(back, moved)
    assert sums(archived(back, tmp_path / "c")) == sums(backed)
    assert migrate.drift(postgres_url) == []


def _at(table: shapes.Table) -> int:
    return [column.name for column in table.columns].index(table.number or "")


@pytest.mark.long
@pytest.mark.postgres
def test_a_number_that_was_given_once_is_not_given_again(
    postgres: Server, postgres_url: str, tmp_path: Path
) -> None:
    """Of the highest rows, which were erased since: buttons and papers name them still."""
    furnished(postgres_url, 1)
    with psycopg.connect(tools.address(postgres_url)) as one:
        one.execute("SELECT setval('outbox_id_seq', 900)")
    elsewhere = postgres.new_database()
    restoring.rebuild(elsewhere, archived(postgres_url, tmp_path / "a"))
    with psycopg.connect(tools.address(elsewhere)) as one:
        assert one.execute("SELECT nextval('outbox_id_seq')").fetchone() == (901,)
    postgres.drop(elsewhere)


@pytest.mark.long
@pytest.mark.postgres
def test_an_older_copy_of_a_file_goes_into_the_other_database_and_a_dump_does_not(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    furnished(sqlite_url, 2)
    copy, dump = tmp_path / "office.copy", tmp_path / "office.dump"
    for path in (copy, dump):
        path.touch()
    sqlite_file.copy_out(Path(sqlite_url.removeprefix("sqlite:///")), copy)
    postgres_dump.copy_out(postgres_url, dump)
    done = restoring.restore(restoring.Place(postgres_url, tmp_path, NOW), copy)
    assert done.before is not None
    mine, theirs = read(sqlite_url), read(postgres_url)
    assert {name for name in mine if mine[name] != theirs[name]} <= CHANGED_BY_A_RESTORE
    with pytest.raises(NotKept, match="other database"):
        restoring.restore(restoring.Place(sqlite_url, tmp_path, NOW), dump)


CHANGED_BY_A_RESTORE = {"outbox", "invite", "lockdown", "audit_entry", "audit_head", "origin"}


@pytest.fixture
def whole(sqlite_url: str, tmp_path: Path) -> Path:
    """An archive with rows in every table and two files of evidence."""
    furnished(sqlite_url, 5)
    vault = Vault(tmp_path / "data")
    vault.put(b"%PDF" * 99)
    vault.put("사진".encode() * 99)
    archive.write(sqlite_url, tmp_path / "whole", NOW, vault=vault)
    return tmp_path / "whole"


def refused(path: Path) -> bool:
    """Whether it is not taken for a whole archive."""
    try:
        archive.opened(path).check()
    except NotKept:
        return True
    return False


def test_every_cut_and_every_changed_letter_is_noticed(whole: Path, tmp_path: Path) -> None:
    body, broken = whole.read_bytes(), tmp_path / "broken"
    assert not refused(whole)
    dice = Random(7)
    for end in (0, 10, len(body) // 3, len(body) - 1):
        broken.write_bytes(body[:end])
        assert refused(broken)
    with zipfile.ZipFile(whole) as kept:
        begins = [one.header_offset for one in kept.infolist()]
    for at in begins:  # where a part's own bytes begin, behind its name and what stands beside it
        name, beside = body[at + 26 : at + 28], body[at + 28 : at + 30]
        at += 30 + int.from_bytes(name, "little") + int.from_bytes(beside, "little")
        at += dice.randrange(8)
        broken.write_bytes(body[:at] + bytes([body[at] ^ 0x55]) + body[at + 1 :])
        assert refused(broken), at


@pytest.mark.parametrize("lost", ["tables/officer.jsonl", "evidence/", "manifest.json"])
def test_a_part_that_was_taken_out_or_exchanged_is_noticed(
    whole: Path, tmp_path: Path, lost: str
) -> None:
    for way in ("out", "changed"):
        other = tmp_path / way
        with zipfile.ZipFile(whole) as kept, zipfile.ZipFile(other, "w") as made:
            for name in kept.namelist():
                body = kept.read(name)
                if not name.startswith(lost):
                    made.writestr(name, body)
                elif way == "changed":
                    made.writestr(name, body.replace(b"2", b"3").replace(b"%", b"$"))
        if lost == "evidence/" and way == "out":
            continue  # fewer files are a backup with fewer files
        assert refused(other)


def test_what_differs_once_it_stands_there_is_not_taken_over(whole: Path, tmp_path: Path) -> None:
    """A disk, or a database, that does not keep what it is given."""
    backed = archive.opened(whole)

    class Forgetful(rows.SqliteRows):
        def load(self, table: shapes.Table, given: Any) -> None:
            kept = list(given)
            super().load(table, kept[:-1] if table.name == "event" else kept)

    with closing(sqlite3.connect(tmp_path / "made.db")) as one:
        migrate.upgrade(f"sqlite:///{tmp_path / 'made.db'}")
        one.execute("DELETE FROM pace")
        with pytest.raises(NotKept, match="differs: event"):
            backed.fill(Forgetful(one))


def test_evidence_goes_nowhere_but_to_the_place_of_its_hash(whole: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil"
    shutil.copyfile(whole, evil)
    with zipfile.ZipFile(evil, "a") as made:
        made.writestr("evidence/../../elsewhere", b"evil")
    vault = Vault(tmp_path / "new")
    with pytest.raises(NotKept):
        archive.opened(evil).unpack(vault)
    assert not (tmp_path / "elsewhere").exists()
    assert archive.opened(whole).unpack(vault) in (0, 1, 2)
    assert {*vault.all()} == archive.opened(whole).kept()


def test_whatever_a_file_holds_against_its_type_comes_back_as_it_was(
    sqlite_url: str, tmp_path: Path
) -> None:
    """SQLite lets a time be any word; a backup that failed over one would be worse."""
    furnished(sqlite_url, 6)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as one, one:
        one.execute("UPDATE outbox SET due_at = 'gestern', attempts = 'viele' WHERE id = 3")
        one.execute("UPDATE event SET created_at = '2021-01-02 03:04:05' WHERE id = 3")
    backed = archived(sqlite_url, tmp_path / "a")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    restoring.rebuild(other, backed)
    assert sums(archived(other, tmp_path / "b")) == sums(backed)
    with closing(sqlite3.connect(tmp_path / "other.db")) as one:
        told = one.execute("SELECT due_at, attempts FROM outbox WHERE id = 3").fetchone()
        day = one.execute("SELECT created_at FROM event WHERE id = 3").fetchone()
    assert told == ("gestern", "viele")
    assert day == ("2021-01-02 03:04:05.000000",)


def test_a_backup_holds_up_nobody_who_writes(url: str, tmp_path: Path) -> None:
    """It reads one moment: what is written meanwhile is not in it, and does not wait for it."""
    furnished(url, 8)
    before = sums(archived(url, tmp_path / "before"))
    seen: list[int] = []

    def meanwhile(done: int, _of_all: int) -> None:
        if done != 1:
            return
        with migrate._transaction(url) as connection:
            connection.execute(sa.text("UPDATE event SET title = 'meanwhile'"))
            connection.execute(sa.text("DELETE FROM plan_return"))
        seen.append(done)

    archive.write(url, tmp_path / "during", NOW, told=meanwhile)
    assert seen == [1]
    assert sums(archive.opened(tmp_path / "during")) == before
    assert sums(archived(url, tmp_path / "after")) != before
    assert is_sqlite(url) or migrate.drift(url) == []
