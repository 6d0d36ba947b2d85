"""A backup has the bytes of evidence, an older one beside it; a restore adds them, no more."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import UNAVAILABLE
from storage.safekeeping import archive, bundle
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.vault import Vault
from tests.helpers.offices import NOW
from tests.helpers.restoring import backed_up_as_before

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
def test_a_backup_brings_back_what_was_lost_of_evidence(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, vault: Vault
) -> None:
    tmp_path.chmod(0o700)
    copy = tmp_path / "copy"
    said = asked(monkeypatch, tmp_path, "backup", str(copy))
    assert said.exit_code == 0, said.output
    assert "증빙 파일 3건" in said.output
    lost, *_others = vault.all()
    vault.forget(lost)
    later = vault.put(b"later")
    back = asked(monkeypatch, tmp_path, "restore", str(copy))
    assert back.exit_code == 0, back.output
    assert "증빙 파일 1건을 되살렸습니다." in back.output
    assert {vault.get(one) for one in vault.all()} == {*BODIES, b"later"}
    assert vault.get(later) == b"later"


@pytest.mark.long
def test_an_older_backup_and_its_bundle_bring_it_back_or_change_nothing(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, vault: Vault
) -> None:
    tmp_path.chmod(0o700)
    copy = backed_up_as_before(sqlite_url, tmp_path)
    pack(vault, bundle.beside(copy))
    lost, *_others = vault.all()
    vault.forget(lost)
    back = asked(monkeypatch, tmp_path, "restore", str(copy))
    assert "증빙 파일 1건을 되살렸습니다." in back.output
    assert {vault.get(one) for one in vault.all()} == {*BODIES}
    whole = bundle.beside(copy).read_bytes()
    bundle.beside(copy).write_bytes(whole.replace(b"%PDF", b"%PDG"))
    before = (tmp_path / "office.db").read_bytes()
    back = asked(monkeypatch, tmp_path, "restore", str(copy), "--even-locked")
    assert back.exit_code == UNAVAILABLE
    assert "손상되었습니다" in back.output
    assert (tmp_path / "office.db").read_bytes() == before
    bundle.beside(copy).unlink()
    back = asked(monkeypatch, tmp_path, "restore", str(copy), "--even-locked")
    assert "증빙" not in back.output
    assert back.exit_code == 0, back.output


def pack(vault: Vault, path: Path) -> None:
    """A bundle, as earlier releases laid one beside a backup."""
    with tarfile.open(path, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for sha256 in vault.all():
            body = vault.get(sha256) or b""
            told = tarfile.TarInfo(sha256)
            told.size, told.mode = len(body), 0o600
            tar.addfile(told, io.BytesIO(body))


def test_bytes_that_changed_are_left_out_and_counted(
    sqlite_url: str, vault: Vault, tmp_path: Path
) -> None:
    wrong = hashlib.sha256(b"%PDF").hexdigest()
    vault.place(wrong).write_bytes(b"%PDG")
    done = archive.write(sqlite_url, tmp_path / "b", NOW, vault=vault)
    assert (done.files, done.wrong) == (2, 1)
    assert archive.opened(tmp_path / "b").kept() == {*vault.all()} - {wrong}


def test_every_cut_of_a_bundle_is_noticed(vault: Vault, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    pack(vault, whole)
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
