"""The bytes of evidence in the data folder: each under the hash of what it is, whole or not there.

A file is written beside its place, brought to the disk and only then given its name, so that a
process that dies leaves no half of one. Who reads it compares: other bytes are as good as none.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

FOLDER = "evidence"
PART = ".part"
SHA256 = 64  # letters


class Vault:
    """The folder `evidence` of a data folder; it is made when the first file comes."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / FOLDER

    def place(self, sha256: str) -> Path:
        """Where the bytes of this hash lie, or would."""
        return self.folder / sha256[:2] / sha256

    def put(self, body: bytes) -> str:
        """Keeps bytes for good and returns their hash; the same bytes are kept once.

        Raises OSError where the disk does not take them: then nothing was kept.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        if self.get(sha256) is not None:
            return sha256
        place = self.place(sha256)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.parent.mkdir(exist_ok=True, mode=0o700)
        made = place.with_name(f"{sha256}.{token_hex(4)}{PART}")
        try:
            _write(made, body)
            made.replace(place)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
        for folder in (place.parent, self.folder):
            _to_disk(folder)
        return sha256

    @staticmethod
    def is_of(body: bytes, sha256: str) -> bool:
        """Whether these bytes have this hash."""
        return hashlib.sha256(body).hexdigest() == sha256

    def get(self, sha256: str) -> bytes | None:
        """The bytes of this hash; None where they are missing or are not the same any more."""
        try:
            body = self.place(sha256).read_bytes()
        except OSError:
            return None
        return body if self.is_of(body, sha256) else None

    def has(self, sha256: str) -> bool:
        """Whether a file lies there at all, without reading it."""
        return self.place(sha256).is_file()

    def forget(self, sha256: str) -> None:
        """Erases the bytes of this hash."""
        self.place(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """The hashes of what lies there."""
        return (path.name for path in self._files() if len(path.name) == SHA256)

    def size(self) -> int:
        """The bytes of all that lies there."""
        return sum(path.stat().st_size for path in self._files())

    def leftovers(self, before: float) -> Iterator[Path]:
        """What lies there since before this time (seconds since 1970), halves of files too."""
        for path in self._files():
            with suppress(OSError):  # gone meanwhile
                if path.stat().st_mtime < before:
                    yield path

    def _files(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from sorted(self.folder.glob("??/*"))


def _write(path: Path, body: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    """So that the name is on the disk as well as the bytes."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
