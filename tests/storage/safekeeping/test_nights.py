"""The backup of the night: one a day, whole before it has its name, gone after its days."""

import fcntl
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storage.safekeeping import archive, nightly
from storage.safekeeping.nightly import LOCK
from storage.safekeeping.nights import FEW, Nights
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.vault import Vault

NIGHT = datetime(2026, 3, 2, 17, 31, tzinfo=UTC)  # 3 March, 2:31 in Korea


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    """Fourteen days in a folder that is not there yet."""
    return Nights(tmp_path / "deep" / "backups", 14)


def named(nights: Nights) -> list[str]:
    """What lies there, without the file that is locked."""
    return sorted(path.name for path in nights.folder.iterdir() if path.name != LOCK)


def test_it_is_due_from_half_past_two_until_it_is_there(
    nights: Nights, sqlite_url: str, tmp_path: Path
) -> None:
    assert not nights.due(NIGHT - timedelta(minutes=2))
    assert nights.due(NIGHT)
    assert nights.last() is None
    vault = Vault(tmp_path)
    vault.put(b"%PDF")
    made = nightly.make(nights, sqlite_url, tmp_path, NIGHT)
    assert made is not None
    assert made.files == 1
    assert named(nights) == ["office-20260303.zip"]
    assert nights.last() == (nights.folder / "office-20260303.zip", date(2026, 3, 3))
    assert not nights.due(NIGHT + timedelta(hours=12))
    assert nightly.make(nights, sqlite_url, tmp_path, NIGHT) is None
    assert nights.due(NIGHT + timedelta(days=1))
    assert not Nights(nights.folder, 0).due(NIGHT + timedelta(days=1))
    assert nights.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in nights.folder.iterdir()} == {0o600}
    archive.opened(nights.folder / "office-20260303.zip").check()


def test_after_its_days_it_goes_and_the_newest_stay_however_old(
    nights: Nights, sqlite_url: str, tmp_path: Path
) -> None:
    """An office that was closed for long finds its last ones; nobody else's file is touched."""
    nightly.make(nights, sqlite_url, tmp_path, NIGHT)
    first = nights.folder / "office-20260303.zip"
    for day in range(1, 20):
        name = f"office-{NIGHT + timedelta(days=day, hours=9):%Y%m%d}.zip"
        shutil.copyfile(first, nights.folder / name)
    kept = nights.folder / "office-before-the-move.zip"
    shutil.copyfile(first, kept)
    nightly.make(nights, sqlite_url, tmp_path, NIGHT + timedelta(days=20))
    days = [path.name[7:15] for path in nights.folder.glob("office-2*.zip")]
    assert sorted(days) == [f"202603{day:02}" for day in range(10, 24)]
    nightly.make(nights, sqlite_url, tmp_path, NIGHT + timedelta(days=120))
    left = sorted(path.name for path in nights.folder.glob("office-2*.zip"))
    assert len(left) == FEW
    assert left[:2] == ["office-20260322.zip", "office-20260323.zip"]
    assert kept.exists()


def test_what_a_killed_process_left_is_no_backup_and_is_cleared_away(
    nights: Nights, sqlite_url: str, tmp_path: Path
) -> None:
    nights.folder.mkdir(parents=True)
    (nights.folder / "office-20260302.part").write_bytes(b"half")
    assert nights.last() is None
    nightly.make(nights, sqlite_url, tmp_path, NIGHT)
    assert named(nights) == ["office-20260303.zip"]


def test_two_processes_make_it_once(nights: Nights, sqlite_url: str, tmp_path: Path) -> None:
    nights.folder.mkdir(parents=True)
    with (nights.folder / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert nightly.make(nights, sqlite_url, tmp_path, NIGHT) is None
    assert named(nights) == []


def test_a_night_that_would_fill_the_disk_or_is_not_whole_leaves_nothing(
    nights: Nights, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _path: free._replace(free=1000))
        with pytest.raises(NotKept, match="no room"):
            nightly.make(nights, sqlite_url, tmp_path, NIGHT)
    assert named(nights) == []
    write = archive.write

    def failing(url: str, path: Path, now: datetime, *, vault: Vault) -> archive.Contents:
        made = write(url, path, now, vault=vault)
        body = path.read_bytes()
        path.write_bytes(body[:-9])
        return made

    with monkeypatch.context() as bad:
        bad.setattr(archive, "write", failing)
        with pytest.raises(NotKept, match="damaged"):
            nightly.make(nights, sqlite_url, tmp_path, NIGHT)
    assert named(nights) == []
    assert nights.due(NIGHT)
