"""A backup has the bytes of evidence beside it; a restore adds them and changes nothing else."""

import hashlib
import io
import stat
import tarfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import UNAVAILABLE
from storage.safekeeping import bundle
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.vault import Vault

BODIES = (b"%PDF", "사진".encode(), bytes(100_000))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path)
    for body in BODIES:
        made.put(body)
    return made


def asked(patch: pytest.MonkeyPatch, folder: Path, *words: str) -> Result:
    patch.setenv("BOT_TOKEN", "2:canary-token")
    patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'office.db'}")
    patch.setenv("DATA_DIR", str(folder))
    return CliRunner().invoke(app, list(words), input="y\n")


@pytest.mark.long
def test_a_backup_and_its_bundle_bring_back_what_was_lost(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, vault: Vault
) -> None:
    tmp_path.chmod(0o700)
    copy = tmp_path / "copy"
    said = asked(monkeypatch, tmp_path, "backup", str(copy))
    assert said.exit_code == 0, said.output
    assert "증빙 파일 3건" in said.output
    assert stat.S_IMODE(bundle.beside(copy).stat().st_mode) == 0o600
    lost, *_others = vault.all()
    vault.forget(lost)
    later = vault.put(b"later")
    back = asked(monkeypatch, tmp_path, "restore", str(copy))
    assert back.exit_code == 0, back.output
    assert "증빙 파일 1건을 되살렸습니다." in back.output
    assert {vault.get(one) for one in vault.all()} == {*BODIES, b"later"}
    assert vault.get(later) == b"later"


@pytest.mark.long
def test_a_damaged_bundle_stops_a_restore_before_anything_is_changed(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, vault: Vault
) -> None:
    tmp_path.chmod(0o700)
    copy = tmp_path / "copy"
    asked(monkeypatch, tmp_path, "backup", str(copy))
    whole = bundle.beside(copy).read_bytes()
    bundle.beside(copy).write_bytes(whole.replace(b"%PDF", b"%PDG"))
    before = (tmp_path / "office.db").read_bytes()
    back = asked(monkeypatch, tmp_path, "restore", str(copy))
    assert back.exit_code == UNAVAILABLE
    assert "손상되었습니다" in back.output
    assert (tmp_path / "office.db").read_bytes() == before
    bundle.beside(copy).unlink()
    back = asked(monkeypatch, tmp_path, "restore", str(copy))
    assert "증빙" not in back.output
    assert back.exit_code == 0, back.output


def test_bytes_that_changed_are_left_out_and_counted(vault: Vault, tmp_path: Path) -> None:
    wrong = hashlib.sha256(b"%PDF").hexdigest()
    vault.place(wrong).write_bytes(b"%PDG")
    seen: list[tuple[int, int]] = []
    packed = bundle.pack(vault, tmp_path / "b", lambda done, of_all: seen.append((done, of_all)))
    assert packed is not None
    assert (packed.files, packed.wrong) == (2, 1)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert bundle.check(tmp_path / "b") == 2


def test_every_cut_of_a_bundle_is_noticed(vault: Vault, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    bundle.pack(vault, whole)
    body = whole.read_bytes()
    for end in (0, 100, 512, 600, 1024, len(body) // 2):
        cut.write_bytes(body[:end])
        with pytest.raises(NotKept):
            bundle.check(cut)


@pytest.mark.parametrize("name", ["../../elsewhere", "/tmp/elsewhere", "0" * 64])
def test_a_file_that_is_not_what_its_name_says_is_taken_nowhere(tmp_path: Path, name: str) -> None:
    path, vault = tmp_path / "b", Vault(tmp_path / "data")
    with tarfile.open(path, "w") as tar:
        told = tarfile.TarInfo(name)
        told.size = 4
        tar.addfile(told, io.BytesIO(b"evil"))
    with pytest.raises(NotKept):
        bundle.unpack(vault, path)
    assert list(tmp_path.iterdir()) == [path]
    assert bundle.pack(vault, tmp_path / "none") is None
