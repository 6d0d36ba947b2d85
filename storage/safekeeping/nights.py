"""The backups of each night as they lie there: which is due, which is the newest.

A running bot asks this; what makes one is `nightly`, in a process of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from storage.rules.clock import kst, kst_date

FROM = time(2, 30)  # in Korea: nobody works, and what the day before ended is done
FEW = 3  # of the newest stay however old they are, for an office that was away
_NAME = re.compile(r"office-(\d{4})(\d{2})(\d{2})\.zip")


@dataclass(frozen=True)
class Nights:
    """Where the backups of an office lie, and for how many days; 0: none are made."""

    folder: Path
    days: int

    def due(self, now: datetime) -> bool:
        """Whether the backup of this day is to be made, and is not there."""
        return bool(self.days) and kst(now).time() >= FROM and not self.place(now).exists()

    def last(self) -> tuple[Path, date] | None:
        """The newest one, and its day in Korea."""
        return max(self._found(), key=lambda one: one[1], default=None)

    def place(self, now: datetime) -> Path:
        """Where the backup of this day lies, or would lie."""
        return self.folder / f"office-{kst_date(now):%Y%m%d}.zip"

    def forget(self, today: date) -> None:
        """Removes what has had its days."""
        found = sorted(self._found(), key=lambda one: one[1])
        for path, day in found[:-FEW]:
            if today - day >= timedelta(days=self.days):
                path.unlink()

    def _found(self) -> Iterator[tuple[Path, date]]:
        for path in self.folder.glob("office-*.zip"):
            if named := _NAME.fullmatch(path.name):
                yield path, date(*map(int, named.groups()))
