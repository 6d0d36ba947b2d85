"""The bytes of evidence beside a backup of an earlier release, in a file of their own.

A bundle is a plain tar. Nothing in it is taken for what it calls itself: a file is taken over only
where its bytes have the hash that is its name, and only into the place of that hash. So it can add
what is missing and change nothing.
"""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path

from storage.safekeeping.reasons import NotKept
from storage.safekeeping.telling import Told, untold
from storage.safekeeping.vault import Vault

ENDING = ".evidence"


def beside(path: Path) -> Path:
    """Where the bundle of a backup lies."""
    return path.with_name(f"{path.name}{ENDING}")


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
