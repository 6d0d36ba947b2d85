"""The heads of the trail's chain, in a file of the data folder that only ever grows.

A chain of hashes that somebody with the whole database writes anew is sound in itself; what left
the database before is not written anew with it. Each line of the file is sealed with the line
before it, and no restore touches the file: what it knew before a backup was put back it still
knows, and a line of its own says that the trail went back there.
"""

import fcntl
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from storage.rules.clock import kst_date

FILE = "trail-heads.txt"
BEGUN = "0" * 64
HEAD, RESTORED = "head", "restored"
_LINE = re.compile(
    r"(?P<at>\S+) (?P<what>head|restored) (?P<seq>\d+) (?P<hash>[0-9a-f]{64})"
    r"(?: from (?P<left_seq>\d+) (?P<left>[0-9a-f]{64}))? (?P<seal>[0-9a-f]{64})"
)
_TYPED = re.compile(r"(?:(?P<seq>[\d,]+)\s*[:\s]\s*)?(?P<hash>[0-9a-f]{16,64})", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """A line of the trail by its number and hash; `hash` may be the beginning of one.

    `seq` 0 where nobody said the number; `at` is when it was noted, None where it was typed.
    """

    seq: int
    hash: str
    at: datetime | None = None


@dataclass(frozen=True)
class Note:
    """A line of the file: a day's head, or that the trail went back from `left` to `head`."""

    what: str
    head: Head
    left: Head | None = None


@dataclass(frozen=True)
class Heads:
    """The file as it was read: its notes, their lines, and the first line that is not sound."""

    notes: tuple[Note, ...] = ()
    lines: tuple[str, ...] = ()
    broken: int | None = None

    @property
    def heads(self) -> list[Head]:
        """The heads of the days."""
        return [one.head for one in self.notes if one.what == HEAD]


def place(folder: Path) -> Path:
    """Where the file of a data folder lies."""
    return folder / FILE


def read(path: Path) -> Heads:
    """The file, or a copy of it; nothing where there is none. Raises OSError."""
    if not path.exists():
        return Heads()
    lines = path.read_text("utf-8", errors="replace").splitlines()
    notes: list[Note] = []
    seal = BEGUN
    for at, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        text, _, sealed = line.rpartition(" ")
        if found is None or sealed != _seal(seal, text):
            return Heads(tuple(notes), tuple(lines), at)
        notes.append(_note(found))
        seal = sealed
    return Heads(tuple(notes), tuple(lines))


def due(folder: Path, day: date, head: Head) -> bool:
    """Whether a head is to be noted on this day: none was yet, and the chain has grown since."""
    if not head.seq:
        return False
    known = read(place(folder)).heads
    if not known:
        return True
    last = known[-1]
    on = kst_date(last.at) if last.at else day
    return on < day and (last.seq, last.hash) != (head.seq, head.hash)


def append(folder: Path, what: str, head: Head, now: datetime, left: Head | None = None) -> None:
    """Adds a line, brought to the disk; only its owner may read the file. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(place(folder), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(opened, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.fchmod(file.fileno(), 0o600)
        known = file.read().decode("utf-8", errors="replace")
        last = known.splitlines()[-1].rpartition(" ")[2] if known.strip() else BEGUN
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        text = f"{at} {what} {head.seq} {head.hash}"
        text += f" from {left.seq} {left.hash}" if left is not None else ""
        begun = "" if not known or known.endswith("\n") else "\n"  # a power cut within a line
        file.write(f"{begun}{text} {_seal(last, text)}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def said(words: str) -> Head | None:
    """A head that somebody typed or copied out of a message: `12345:ab12…`; None for none."""
    found = _TYPED.fullmatch(words.strip())
    if found is None:
        return None
    return Head(int((found["seq"] or "0").replace(",", "")), found["hash"].lower())


def _note(found: re.Match[str]) -> Note:
    at = datetime.fromisoformat(found["at"])
    left = Head(int(found["left_seq"]), found["left"], at) if found["left"] else None
    return Note(found["what"], Head(int(found["seq"]), found["hash"], at), left)


def _seal(before: str, text: str) -> str:
    return hashlib.sha256(f"{before} {text}".encode()).hexdigest()
