"""The backup of each night: made once a day, read again before it counts, gone after its days."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from storage.rules.clock import kst, kst_date
from storage.safekeeping import archive, copies, sources
from storage.safekeeping.archive import Contents
from storage.safekeeping.vault import Vault

FROM = time(2, 30)  # in Korea: nobody works, and what the day before ended is done
FEW = 3  # of the newest stay however old they are, for an office that was away
LOCK, PART = ".lock", ".part"
_NAME = re.compile(r"office-(\d{4})(\d{2})(\d{2})\.zip")


@dataclass(frozen=True)
class Nights:
    """Where the backups of an office lie, and for how many days; 0: none are made."""

    folder: Path
    days: int

    def due(self, now: datetime) -> bool:
        """Whether the backup of this day is to be made, and is not there."""
        return bool(self.days) and kst(now).time() >= FROM and not self._place(now).exists()

    def last(self) -> tuple[Path, date] | None:
        """The newest one, and its day in Korea."""
        return max(self._found(), key=lambda one: one[1], default=None)

    def make(self, url: str, data_dir: Path, now: datetime) -> Contents | None:
        """Makes the backup of this day; None where it is there, or another process makes it.

        What has had its days goes. Raises NotKept, and OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._alone() as alone:
            if not alone or self._place(now).exists():
                return None
            for left in self.folder.glob(f"office-*{PART}"):
                left.unlink()
            vault = Vault(data_dir)
            copies.refuse_full(self.folder, sources.size(url) + vault.size())
            made = self._place(now).with_suffix(PART)
            contents = archive.write(url, made, now, vault=vault)
            try:
                archive.opened(made).check()
            except BaseException:
                made.unlink()
                raise
            made.rename(self._place(now))
            self._forget(kst_date(now))
        return contents

    def _place(self, now: datetime) -> Path:
        return self.folder / f"office-{kst_date(now):%Y%m%d}.zip"

    def _forget(self, today: date) -> None:
        found = sorted(self._found(), key=lambda one: one[1])
        for path, day in found[:-FEW]:
            if today - day >= timedelta(days=self.days):
                path.unlink()

    def _found(self) -> Iterator[tuple[Path, date]]:
        for path in self.folder.glob("office-*.zip"):
            if named := _NAME.fullmatch(path.name):
                yield path, date(*map(int, named.groups()))

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        held = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield True
        except BlockingIOError:
            yield False
        finally:
            os.close(held)
