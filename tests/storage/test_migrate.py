"""A database is brought to the shape of the release whole, or left as it was."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from storage import migrate
from storage.act import Act
from storage.database import Database
from storage.models.all_tables import METADATA, MODULES
from storage.records import records
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, seat
from tests.helpers.plain_sql import look

REVISION = '''"""A revision of this test."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = {after!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    pass
'''


def _with_revision(monkeypatch: pytest.MonkeyPatch, folder: Path, upgrade: str) -> None:
    """The release with one more revision behind its last."""
    scripts = folder / "migrations"
    versions = scripts / "versions"
    versions.mkdir(parents=True)
    for source in migrate.SCRIPTS.rglob("*.py"):
        target = scripts / source.relative_to(migrate.SCRIPTS)
        target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    after = migrate.head()
    (versions / "9000_test.py").write_text(REVISION.format(after=after, upgrade=upgrade))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)


async def _fill(url: str) -> None:
    db = Database(url)
    async with db.begin() as session:
        office = await seat(session)
        await records.add(Act(session, office.staff, NOW), bus())
    await db.close()


def test_a_new_database_gets_every_table_of_the_models(empty_url: str) -> None:
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.head()
    assert look(empty_url, "tables") == sorted([*METADATA.tables, "alembic_version"])


def test_the_tables_are_exactly_those_of_the_models(url: str) -> None:
    assert migrate.drift(url) == []


def test_every_module_of_models_is_known_to_the_migrations() -> None:
    folder = Path(migrate.__file__).parent / "models"
    with_tables = {
        path.stem for path in folder.glob("*.py") if "table=True" in path.read_text("utf-8")
    }
    assert {module.__name__.rpartition(".")[2] for module in MODULES} == with_tables


def test_partial_indexes_are_partial_on_both_databases(url: str) -> None:
    """Alembic compares no conditions, so they are looked at here."""
    asked = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        if url.startswith("sqlite")
        else "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '% WHERE %'"
        " AND schemaname = 'public'"
    )
    wanted = {
        index.name: index.info["where"]
        for table in METADATA.tables.values()
        for index in table.indexes
        if "where" in index.info
    }
    found = {name: told.partition(" WHERE ")[2] for name, told in look(url, asked)}
    assert found.keys() == wanted.keys()
    if url.startswith("sqlite"):  # PostgreSQL tells the same in words of its own
        assert found == wanted


async def test_going_to_the_newest_version_again_changes_nothing(url: str) -> None:
    await _fill(url)
    migrate.upgrade(url)
    assert look(url, "SELECT count(*) FROM event") == [(1,)]


@pytest.mark.long
async def test_the_way_down_and_up_again_ends_in_the_same_empty_tables(url: str) -> None:
    await _fill(url)
    migrate.downgrade(url, "base")
    assert look(url, "tables") == ["alembic_version"]
    migrate.upgrade(url)
    assert migrate.drift(url) == []
    assert look(url, "SELECT count(*) FROM event") == [(0,)]


async def test_changing_a_table_others_point_to_keeps_every_row(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _fill(url)
    _with_revision(
        monkeypatch,
        tmp_path,
        "with op.batch_alter_table('event') as batch:\n"
        "        batch.alter_column('precision', existing_type=sa.String(), nullable=True)",
    )
    migrate.upgrade(url)
    assert look(url, "SELECT record_id, value FROM figure WHERE measure = 'runs'") == [(1, 39)]
    assert look(url, "SELECT count(*) FROM officer") == [(7,)]


@pytest.mark.parametrize(
    "upgrade",
    [
        "op.create_table('half', sa.Column('id', sa.Integer()))\n    raise RuntimeError('stop')",
        "op.create_table('half', sa.Column('id', sa.Integer()))\n"
        "    op.execute('DELETE FROM figure')",
        "op.create_table('half', sa.Column('id', sa.Integer()))\n"
        "    op.execute('SELECT * FROM no_such_table')",
    ],
    ids=["raises", "loses rows", "is refused by the database"],
)
async def test_a_migration_that_fails_leaves_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upgrade: str
) -> None:
    await _fill(url)
    before = migrate.head()
    _with_revision(monkeypatch, tmp_path, upgrade)
    with pytest.raises(Exception, match=r"stop|row counts|no_such_table"):
        migrate.upgrade(url)
    assert migrate.current(url) == before
    assert "half" not in look(url, "tables")
    assert look(url, "SELECT count(*) FROM figure") == [(2,)]


async def test_a_migration_that_breaks_a_reference_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _fill(url)
    _with_revision(monkeypatch, tmp_path, "op.execute('UPDATE figure SET department_id = 77')")
    with pytest.raises(Exception, match=r"lead nowhere|foreign key"):
        migrate.upgrade(url)
    assert look(url, "SELECT count(*) FROM figure WHERE department_id = 77") == [(0,)]


def test_a_database_of_a_newer_release_is_refused_by_name(url: str) -> None:
    look(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(migrate.NewerDatabase) as refused:
        migrate.upgrade(url)
    assert (refused.value.found, refused.value.known) == ("9999", migrate.head())
    assert "9999" in str(refused.value)
    assert migrate.head() in str(refused.value)


def test_asking_for_the_version_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert migrate.current(f"sqlite:///{path}") is None
    assert not path.exists()


@pytest.mark.postgres
def test_a_migration_waits_for_the_one_that_runs(postgres_url: str) -> None:
    """The lock is a real one: a second connection cannot have it meanwhile."""
    asked = text("SELECT pg_try_advisory_xact_lock(:name)")
    address = make_url(postgres_url).set(drivername="postgresql+psycopg")
    engine = create_engine(address, poolclass=NullPool)
    answers: list[bool] = []

    def look(config: Any) -> None:
        with engine.begin() as other:
            answers.append(other.execute(asked, {"name": migrate.LOCK}).scalar_one())
        command.upgrade(config, "head")

    with migrate._transaction(postgres_url) as connection:
        migrate._checked(connection, look)
    assert answers == [False]
