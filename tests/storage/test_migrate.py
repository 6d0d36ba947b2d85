"""A database is brought to the shape of the release whole, or left as it was."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import migrate
from storage.database import Database
from storage.models.all_tables import METADATA, MODULES
from storage.models.office import Officer
from storage.records import records
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, seat

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


def _look(url: str, statement: str) -> list[Any]:
    address = make_url(url)
    driver = "postgresql+psycopg" if address.get_backend_name() == "postgresql" else "sqlite"
    engine = create_engine(address.set(drivername=driver), poolclass=NullPool)
    with engine.begin() as connection:
        if statement == "tables":
            return sorted(inspect(connection).get_table_names())
        found = connection.execute(text(statement))
        return list(found) if found.returns_rows else []


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
        await records.add(session, bus(), actor=office.staff, now=NOW)
    await db.close()


def test_a_new_database_gets_every_table_of_the_models(empty_url: str) -> None:
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.head()
    assert _look(empty_url, "tables") == sorted([*METADATA.tables, "alembic_version"])


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
    found = {name: told.partition(" WHERE ")[2] for name, told in _look(url, asked)}
    assert found.keys() == wanted.keys()
    if url.startswith("sqlite"):  # PostgreSQL tells the same in words of its own
        assert found == wanted


async def test_going_to_the_newest_version_again_changes_nothing(url: str) -> None:
    await _fill(url)
    migrate.upgrade(url)
    assert _look(url, "SELECT count(*) FROM event") == [(1,)]


async def test_the_way_down_and_up_again_ends_in_the_same_empty_tables(url: str) -> None:
    await _fill(url)
    migrate.downgrade(url, "base")
    assert _look(url, "tables") == ["alembic_version"]
    migrate.upgrade(url)
    assert migrate.drift(url) == []
    assert _look(url, "SELECT count(*) FROM event") == [(0,)]


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
    assert _look(url, "SELECT event_id, measure, value FROM event_count") == [(1, "runs", 39)]
    assert _look(url, "SELECT count(*) FROM officer") == [(7,)]


async def test_the_one_record_of_an_outcome_becomes_the_first_of_its_records(url: str) -> None:
    """0004: nothing that 0003 kept is lost, up or down, and no department gets a step."""
    await _fill(url)
    migrate.downgrade(url, "0003")
    at = "'2021-08-04 01:00:00'"
    for statement in (
        "INSERT INTO plan (id, department_id, half, state, version) "
        "VALUES (1, 1, '2021-2', 'drafting', 1)",
        "INSERT INTO plan_item (id, department_id, officer_id, created_at, changed_at, version, "
        "facts, title, search, parent_id, position) "
        f"SELECT n, 1, 1, {at}, {at}, 1, '{{}}', '', '', 1, n FROM "
        "(SELECT 1 AS n UNION ALL SELECT 2) AS two",
        "INSERT INTO plan_outcome (plan_item_id, outcome, reason, record_kind, record_id, "
        f"\"by\", at) VALUES (1, 'done', '', 'event', 1, 1, {at})",
        'INSERT INTO plan_outcome (plan_item_id, outcome, reason, "by", at) '
        f"VALUES (2, 'dropped', 'x', 1, {at})",
    ):
        _look(url, statement)
    migrate.upgrade(url)
    kept = "SELECT plan_item_id, record_kind, record_id FROM "
    assert [tuple(row) for row in _look(url, kept + "plan_result")] == [(1, "event", 1)]
    assert {str(steps) for (steps,) in _look(url, "SELECT steps FROM department")} == {"[]"}
    migrate.downgrade(url, "0003")
    told = _look(url, kept + "plan_outcome ORDER BY plan_item_id")
    assert [tuple(row) for row in told] == [(1, "event", 1), (2, None, None)]


async def test_what_no_report_told_of_after_a_confirmation_is_named(url: str) -> None:
    """0014: entered late, changed late, and entered and removed again; not what came before."""
    await _fill(url)
    _look(
        url,
        "INSERT INTO report_version (half, number, stage, provisional, report, sha256, "
        "officer_id, at) VALUES ('2021-2', 1, 'confirmed', "
        "'0', '{}', '', 1, '2021-08-04 12:00:00')",
    )
    db = Database(url)
    async with db.begin() as session:
        known = await records.add(session, bus("2021.9."), actor=await _actor(session), now=NOW)
        actor, later = await _actor(session), NOW + timedelta(days=9)
        await records.change(
            session, known.kind, known.id, bus(), expected_version=1, actor=actor, now=later
        )
        for _ in range(2):
            late = await records.add(session, bus(), actor=actor, now=later)
        await records.remove(session, late.kind, late.id, actor=actor, now=later)
    await db.close()
    migrate.downgrade(url, "0010")
    migrate.upgrade(url)
    asked = "SELECT record_id, even, state, before FROM late_result ORDER BY record_id"
    found = [(row[0], bool(row[1]), row[2], len(str(row[3])) > 2) for row in _look(url, asked)]
    assert found == [(2, False, "open", True), (3, False, "open", False), (4, True, "open", False)]


async def _actor(session: AsyncSession) -> Officer:
    officer = await session.get(Officer, 5)
    assert officer is not None
    return officer


async def test_what_waited_for_a_person_becomes_a_bag_that_ends_after_a_day(url: str) -> None:
    """0013: people whose files waited for a record still place them, whatever their numbers."""
    await _fill(url)
    migrate.downgrade(url, "0010")
    for number, (kind, owner, file, hour) in enumerate(
        [
            ("waiting", 3, "u1", 1),
            ("waiting", 3, "u2", 5),
            ("waiting", 1, "u1", 2),
            ("waiting", 2, "u1", 3),
            ("event", 1, "u1", 4),
        ],
        start=1,
    ):
        _look(
            url,
            "INSERT INTO evidence (id, record_kind, record_id, file_id, file_unique_id, media, "
            "file_name, caption, officer_id, added_at) VALUES "
            f"({number}, '{kind}', {owner}, 'f', '{file}', 'photo', '', '', {owner}, "
            f"'2021-08-04 0{hour}:00:00')",
        )
    migrate.upgrade(url)
    asked = (
        "SELECT evidence_bag.officer_id, file_unique_id, opened_at, ends_at FROM evidence_bag "
        "JOIN evidence ON record_id = evidence_bag.id AND record_kind = 'waiting' ORDER BY 1, 2"
    )
    told = [(who, file, str(at)[8:13], str(end)[8:13]) for who, file, at, end in _look(url, asked)]
    assert told == [
        (1, "u1", "04 02", "05 02"),
        (2, "u1", "04 03", "05 03"),
        (3, "u1", "04 05", "05 05"),
        (3, "u2", "04 05", "05 05"),
    ]
    assert _look(url, "SELECT record_id FROM evidence WHERE record_kind = 'event'") == [(1,)]
    _look(
        url,
        "UPDATE evidence SET officer_id = 3, record_id = 9 WHERE file_unique_id = 'u1' "
        "AND record_kind = 'waiting' AND officer_id = 1",
    )
    migrate.downgrade(url, "0010")
    asked = "SELECT record_id, file_unique_id FROM evidence WHERE record_kind = 'waiting'"
    assert sorted(map(tuple, _look(url, asked))) == [
        *((2, "u1"), (3, "u1"), (3, "u1-3"), (3, "u2")),
    ]


@pytest.mark.parametrize(
    "upgrade",
    [
        "op.create_table('half', sa.Column('id', sa.Integer()))\n    raise RuntimeError('stop')",
        "op.create_table('half', sa.Column('id', sa.Integer()))\n"
        "    op.execute('DELETE FROM event_count')",
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
    assert "half" not in _look(url, "tables")
    assert _look(url, "SELECT count(*) FROM event_count") == [(1,)]


async def test_a_migration_that_breaks_a_reference_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _fill(url)
    _with_revision(monkeypatch, tmp_path, "op.execute('UPDATE event_count SET event_id = 77')")
    with pytest.raises(Exception, match=r"lead nowhere|foreign key"):
        migrate.upgrade(url)
    assert _look(url, "SELECT event_id FROM event_count") == [(1,)]


def test_a_database_of_a_newer_release_is_refused_by_name(url: str) -> None:
    _look(url, "UPDATE alembic_version SET version_num = '9999'")
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


async def test_a_role_that_waited_is_given_as_it_was_asked_and_power_is_not_taken_by_the_old_way(
    url: str,
) -> None:
    """0011: what waited before wants a role; going back, what would take power falls."""
    await _fill(url)
    migrate.downgrade(url, "0010")
    at = "'2021-08-04 01:00:00'"
    columns = 'officer_id, "before", role, asked_by, asked_at, ends_on, told, state'
    _look(
        url,
        f"INSERT INTO role_grant (id, {columns}) VALUES "
        f"(1, 5, 'staff', 'office', 1, {at}, '2021-08-09', '[2]', 'pending')",
    )
    migrate.upgrade(url)
    asked = "SELECT id, act, waits_until, state FROM role_grant ORDER BY id"
    assert [tuple(row) for row in _look(url, asked)] == [(1, "role", None, "pending")]
    _look(
        url,
        f"INSERT INTO role_grant (id, act, {columns}) VALUES "
        f"(2, 'remove', 1, 'admin', 'admin', 2, {at}, '2021-08-09', '[]', 'pending'), "
        f"(3, 'role', 6, 'admin', 'staff', 2, {at}, '2021-08-09', '[]', 'carried_out')",
    )
    migrate.downgrade(url, "0010")
    states = "SELECT id, state FROM role_grant ORDER BY id"
    assert [tuple(row) for row in _look(url, states)] == [
        (1, "pending"),
        (2, "fallen"),
        (3, "approved"),
    ]
