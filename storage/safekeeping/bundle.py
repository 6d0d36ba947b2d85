"""The bytes of evidence beside a backup: one file more, in which each says by its name what it is.

A bundle is a plain tar. Nothing in it is taken for what it calls itself: a file is taken over only
where its bytes have the hash that is its name, and only into the place of that hash. So it can add
what is missing and change nothing.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.safekeeping.reasons import NotKept
from storage.safekeeping.telling import Told, untold
from storage.safekeeping.vault import Vault

ENDING = ".evidence"


@dataclass(frozen=True)
class Packed:
    """A bundle: how many files are in it, and how many were not as they had been kept."""

    path: Path
    files: int
    wrong: int


def beside(path: Path) -> Path:
    """Where the bundle of a backup lies."""
    return path.with_name(f"{path.name}{ENDING}")


def pack(vault: Vault, path: Path, told: Told = untold) -> Packed | None:
    """Writes what is kept into a new file that only its owner may read; None where nothing is.

    What is damaged is left out and counted. Raises OSError, and then leaves no file behind.
    """
    kept = list(vault.all())
    if not kept:
        return None
    opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    files = 0
    try:
        with os.fdopen(opened, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as tar:
                for at, sha256 in enumerate(kept, 1):
                    body = vault.get(sha256)
                    if body is not None:
                        tar.addfile(_named(sha256, len(body)), io.BytesIO(body))
                        files += 1
                    told(at, len(kept))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Packed(path, files, len(kept) - files)


def check(path: Path, told: Told = untold) -> int:
    """How many files a bundle holds. NotKept for one that is damaged, or is none."""
    return sum(1 for _ in _read(path, told))


def unpack(vault: Vault, path: Path, told: Told = untold) -> int:
    """Keeps what a bundle holds and is not here yet; returns how many files were added.

    Raises NotKept for one that is damaged, and OSError.
    """
    added = 0
    for sha256, body in _read(path, told):
        if vault.get(sha256) is None:
            vault.put(body)
            added += 1
    return added


def _read(path: Path, told: Told) -> Iterator[tuple[str, bytes]]:
    """Each file with its hash, compared."""
    whole = path.stat().st_size
    try:
        with tarfile.open(path, mode="r:") as tar:
            for member in tar:
                inside = tar.extractfile(member) if member.isfile() else None
                body = inside.read() if inside is not None else b""
                if hashlib.sha256(body).hexdigest() != member.name:
                    raise NotKept("damaged")
                yield member.name, body
                told(tar.offset, whole)
            if tar.offset + tarfile.BLOCKSIZE > whole:
                raise NotKept("damaged")
    except (tarfile.TarError, EOFError) as error:
        raise NotKept("damaged") from error


def _named(sha256: str, size: int) -> tarfile.TarInfo:
    told = tarfile.TarInfo(sha256)
    told.size, told.mode = size, 0o600
    return told
