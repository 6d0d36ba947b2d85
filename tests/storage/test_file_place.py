"""Where SQLite's file lies: on a disk of our own, and still the one that was opened."""

from pathlib import Path

import pytest

from storage.file_place import FilePlace, Replaced, share

MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/office\\040files rw - nfs4 server:/files rw
41 40 8:2 / /mnt/office\\040files/own rw shared:1 - xfs /dev/sdb1 rw
42 22 0:40 / /mnt/c rw - 9p C: rw
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/bot", ""),
        ("/mnt/office files/bot", "nfs4"),
        ("/mnt/office files/own/bot", ""),
        ("/mnt/c/bot", "9p"),
        ("/mnt/cd", ""),
    ],
)
def test_a_network_share_is_known_by_what_is_mounted_there(
    folder: str, kind: str, mounts: Path
) -> None:
    assert share(Path(folder), mounts) == kind


def test_a_system_without_such_a_list_is_taken_at_its_word(tmp_path: Path) -> None:
    assert share(tmp_path, tmp_path / "none") == ""


def test_the_file_of_the_first_look_is_the_only_one(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.touch()
    place = FilePlace(path)
    place.check()
    path.write_bytes(b"changed")
    place.check()
    away = path.rename(tmp_path / "away.db")
    with pytest.raises(Replaced, match="deleted"):
        place.check()
    path.touch()
    with pytest.raises(Replaced, match="another"):
        place.check()
    away.replace(path)
    place.check()
