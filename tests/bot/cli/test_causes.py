"""Why the data cannot be used is said with what to do, whatever command met it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.cli.causes import CURES
from storage import ailments, schema
from storage.ailments import Ailment
from tests.helpers.command import TOKEN, commanded
from tests.helpers.databases import Server, locked

READERS = (
    ("report", "--half", "2021-2"),
    ("export", "--half", "2021-2"),
    ("rehearse",),
    ("audit", "verify"),
    ("lockdown",),
)


def execute(path: Path, words: str) -> None:
    with closing(sqlite3.connect(path)) as one, one:
        one.execute(words)


def no_file(path: Path) -> None:
    path.unlink()


def older(path: Path) -> None:
    execute(path, "UPDATE alembic_version SET version_num = '0021'")


def newer(path: Path) -> None:
    execute(path, "UPDATE alembic_version SET version_num = '9999'")


def damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as one:
        one.execute("PRAGMA journal_mode=DELETE")
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x5a" * 30_000)


def foreign(path: Path) -> None:
    path.write_text("다른 글입니다. " * 300)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


ILL: dict[Ailment, Callable[[Path], None]] = {
    Ailment.MISSING: no_file,
    Ailment.OLDER: older,
    Ailment.NEWER: newer,
    Ailment.DAMAGED: damaged,
    Ailment.FOREIGN: foreign,
    Ailment.CLOSED: folder,
}


def sentence(ailment: Ailment, place: str) -> str:
    found = {Ailment.OLDER: "0021", Ailment.NEWER: "9999"}.get(ailment)
    return CURES[ailment].format(place=place, found=found, known=schema.known(), kind="")


@pytest.fixture
def made(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "office.db"
    shutil.copyfile(migrated_file, path)
    path.chmod(0o600)
    tmp_path.chmod(0o700)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.long
@pytest.mark.parametrize("ailment", ILL)
def test_each_cause_is_said_by_every_command_with_its_cure(
    ailment: Ailment, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: `report` on data of a newer release writes papers of what it misread."""
    ILL[ailment](made)
    url = f"sqlite:///{made}"
    for words in READERS:
        if words == ("lockdown",) and ailment in (Ailment.OLDER, Ailment.NEWER):
            continue  # in need it is tried all the same
        result = commanded(monkeypatch, url, *words)
        assert result.exit_code == 69, (words, result.output)
        assert sentence(ailment, str(made)) in result.output, words
        assert not isinstance(result.exception, OSError)
    assert not list(made.parent.glob("*.pdf"))


@pytest.mark.long
@pytest.mark.parametrize("ailment", ILL)
def test_the_check_up_names_the_same_cause_for_people_and_for_programs(
    ailment: Ailment, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: whatever it is, "migrate, or init"."""
    ILL[ailment](made)
    url = f"sqlite:///{made}"
    said = commanded(monkeypatch, url, "doctor")
    assert said.exit_code == 1
    for line in sentence(ailment, str(made)).splitlines():
        assert line in said.output
    told = json.loads(commanded(monkeypatch, url, "doctor", "--json").output)
    assert not told["well"]
    [tables] = [one for one in told["parts"] if one["part"] == "tables"]
    assert tables["cure"] == sentence(ailment, str(made))
    assert TOKEN not in said.output + str(told)


@pytest.mark.long
def test_the_check_up_of_a_well_office_has_its_figures(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(
        made,
        "INSERT INTO inbox (bot_id, update_id, lane, raw, state, attempts, received_at, error)"
        " VALUES (1, 1, 1, '{}', 'set_aside', 1, '2021-08-04 01:00:00', 'KeyError'),"
        " (1, 2, 1, '{}', 'new', 0, '2021-08-04 01:00:00', '')",
    )
    told = json.loads(commanded(monkeypatch, f"sqlite:///{made}", "doctor", "--json").output)
    figures = told["figures"]
    assert (figures["inbox_waiting"], figures["inbox_set_aside"]) == (1, 1)
    assert figures["inbox_oldest_seconds"] > 86_400
    assert figures["disk_free_bytes"] > 0
    assert figures["database_bytes"] == made.stat().st_size
    [backlog] = [one for one in told["parts"] if one["part"] == "backlog"]
    assert not backlog["well"]
    assert "python3 -m bot stuck list" in backlog["cure"]


def test_a_change_of_tables_and_a_start_name_the_cause_too(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(made)
    result = commanded(monkeypatch, f"sqlite:///{made}", "migrate")
    assert result.exit_code == 78
    assert sentence(Ailment.NEWER, str(made)) in result.output
    foreign(made)
    result = commanded(monkeypatch, f"sqlite:///{made}", "migrate")
    assert result.exit_code == 69
    assert sentence(Ailment.FOREIGN, str(made)) in result.output


def test_every_cause_has_a_sentence_and_what_sqlite_says_has_a_cause() -> None:
    assert set(CURES) == {one.value for one in Ailment}
    for code, wanted in ailments.SQLITE.items():
        error = sqlite3.OperationalError("words")
        error.sqlite_errorcode = code | (3 << 8)
        assert ailments.of_error(error) is wanted
    assert ailments.of_error(sqlite3.OperationalError("words")) is Ailment.UNKNOWN


@pytest.mark.long
def test_data_that_another_program_holds_are_said_to_be_held(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{made}"
    monkeypatch.setattr("storage.migrate.BUSY_SECONDS", 0.1)
    with locked(url):
        result = commanded(monkeypatch, url, "rehearse")
    assert result.exit_code == 69
    assert sentence(Ailment.BUSY, str(made)) in result.output


@pytest.mark.postgres
def test_a_server_that_is_away_or_refuses_is_named_without_its_password(
    postgres: Server, postgres_url: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: all of them "the database cannot be reached"."""
    address = make_url(postgres_url)
    cases = {
        Ailment.AWAY: address.set(host="127.0.0.1", port=9, password="canary-secret"),
        Ailment.NO_DATABASE: address.set(database="nowhere"),
        Ailment.REFUSED: address.set(username="nobody_of_ours", password="canary-secret"),
        Ailment.MISSING: make_url(postgres.new_database()),
    }
    for ailment, url in cases.items():
        words = url.render_as_string(hide_password=False)
        for command in ("rehearse", "audit verify", "doctor"):
            result = commanded(monkeypatch, words, *command.split())
            assert result.exit_code == (1 if command == "doctor" else 69), result.output
            cure = CURES[ailment].format(
                place=ailments.place(words), found=None, known="", kind=""
            )
            for line in cure.splitlines():
                assert line in result.output, (ailment, command)
            assert "canary" not in result.output
    postgres.drop(cases[Ailment.MISSING].render_as_string(hide_password=False))
