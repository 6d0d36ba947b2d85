"""The trail written into a file of its own, and beside it the head that proves it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from storage import audit
from storage.act import Act
from storage.database import opened
from storage.rules.trail import Subject, Verb
from storage.safekeeping.heads import Head
from storage.safekeeping.telling import Told, untold
from storage.tracing import export

NUMBER = 0  # of the reading: the trail as a whole has no row


async def write(
    database: str, path: Path, reason: str, now: datetime, told: Told = untold
) -> Head:
    """Notes that it is handed out, and why; then writes it. Returns its head.

    FileExistsError where there is such a file; OSError, and then no half of one is left.
    """
    with new_file(path) as file:
        async with opened(database) as db:
            async with db.begin() as session:
                act = Act(session, None, now)
                await act.log(Subject.READING_PAPERS, NUMBER, Verb.READ, reason=reason)
            async with db.read() as session:
                async for line in export.lines(session, told):
                    file.write(f"{line}\n")
                return Head(*await audit.head(session))


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A file that was not there before, its owner's alone; gone again unless it was filled."""
    made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(made, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
