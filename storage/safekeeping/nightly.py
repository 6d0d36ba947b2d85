"""The backup of each night: made once a day, read again before it counts, gone after its days."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from storage.rules.clock import kst_date
from storage.safekeeping import archive, copies, sources
from storage.safekeeping.archive import Contents
from storage.safekeeping.nights import Nights
from storage.safekeeping.vault import Vault

LOCK, PART = ".lock", ".part"


def make(nights: Nights, url: str, data_dir: Path, now: datetime) -> Contents | None:
    """Makes the backup of this day; None where it is there, or another process makes it.

    What has had its days goes. Raises NotKept, and OSError.
    """
    nights.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(nights.folder) as alone:
        if not alone or nights.place(now).exists():
            return None
        for left in nights.folder.glob(f"office-*{PART}"):
            left.unlink()
        vault = Vault(data_dir)
        copies.refuse_full(nights.folder, sources.size(url) + vault.size())
        made = nights.place(now).with_suffix(PART)
        contents = archive.write(url, made, now, vault=vault)
        try:
            archive.opened(made).check()
        except BaseException:
            made.unlink()
            raise
        made.rename(nights.place(now))
        nights.forget(kst_date(now))
    return contents


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    held = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(held)
