"""What a power cut would leave on the disk, from a trace of what the bot asked of its files.

A write is on the disk for sure once a sync of its file that began after it has ended. Until then
any part of it may be there, sector by sector, or none.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CALLS = "pwrite64,write,writev,sendto,sendmsg,fdatasync,fsync,ftruncate"
SECTOR = 512  # bytes that a disk writes whole
MOST_BYTES = "4000000"  # of one call
SEGMENT, SEGMENT_NAME = 16 << 20, re.compile("[0-9A-F]{24}")  # of PostgreSQL's log
_CALL = re.compile(r"(\d+) +(\w+)\(\d+<([^>]*)>(.*)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. f(?:data)?sync resumed>")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_PLACE = re.compile(r", \d+, (\d+)(?: <unfinished|\))")
_LENGTH = re.compile(r", (\d+)(?: <unfinished|\))")


def tracer(trace: Path, beside: Sequence[int] = ()) -> tuple[str, ...]:
    """The program that writes the trace of the one that follows it, and of processes beside it."""
    assert shutil.which("strace"), "Debian's strace is missing: apt install strace"
    words = ("strace", "-f", "-yy", "-xx", "-s", MOST_BYTES, "-e", f"trace={CALLS}")
    ends = ("-I", "2") if beside else ()  # when it is told to: the others go on
    attached = (word for pid in beside for word in ("-p", str(pid)))
    return (*words, *ends, "-o", str(trace), *attached)


@dataclass
class Write:
    """Bytes on their way to a place in a file; without bytes, the file ends there."""

    file: str
    place: int
    body: bytes | None


@dataclass
class Disk:
    """The files as they stand for sure, and what is on its way to them."""

    folder: Path
    files: dict[str, bytearray]
    before: Path = Path()
    pending: list[Write] = field(default_factory=list)
    syncs: int = 0
    _covered: dict[str, tuple[str, int]] = field(default_factory=dict)  # by thread

    @classmethod
    def of(cls, database: Path) -> "Disk":
        """The disk before the bot is started."""
        names = (database.name, f"{database.name}-wal")
        found = {name: database.with_name(name) for name in names}
        bodies = {n: path.read_bytes() if path.exists() else b"" for n, path in found.items()}
        return cls(database.parent, {name: bytearray(body) for name, body in bodies.items()})

    @classmethod
    def of_log(cls, folder: Path, before: Path) -> "Disk":
        """PostgreSQL's log, as it was `before`: its files are there whole before they are used."""
        return cls(folder, {}, before)

    def sends(self, trace: Path) -> Iterator[bytes]:
        """Goes through the trace; stops at all that is sent, with the disk as it is then."""
        with trace.open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                sent = self._take(line)
                if sent:
                    yield sent

    def cut(self, folder: Path, chance: Random | None = None) -> Path:
        """Writes down what is there after a cut: with chance, parts of what is on its way too."""
        made = {name: bytearray(body) for name, body in self.files.items()}
        for write in self.pending if chance else ():
            for part in _sectors(write):
                if chance and chance.random() < 0.5:
                    _put(made, part)
        for name, body in made.items():
            (folder / name).write_bytes(body)
        return folder / min(made)

    def _take(self, line: str) -> bytes:
        if resumed := _RESUMED.match(line):
            self._synced(*self._covered.pop(resumed[1], ("", 0)))
            return b""
        if not (call := _CALL.match(line)):
            return b""
        thread, name, where, rest = call.groups()
        hexed = where.startswith("\\x")  # a file; what is no file is named in words
        path = bytes.fromhex(where.replace("\\x", "")).decode() if hexed else where
        if path.startswith("TCP:"):
            return b"".join(bytes.fromhex(one.replace("\\x", "")) for one in _BYTES.findall(rest))
        file = path.rpartition("/")[2]
        if path != f"{self.folder}/{file}" or not self._knows(file):
            return b""
        if name in ("fdatasync", "fsync"):
            if "unfinished" in rest:
                self._covered[thread] = (file, len(self.pending))
            else:
                self._synced(file, len(self.pending))
        elif name == "ftruncate" and (length := _LENGTH.search(rest)):
            self.pending.append(Write(file, int(length[1]), None))
        elif name == "pwrite64" and (place := _PLACE.search(rest)):
            body = bytes.fromhex(rest[rest.index('"') + 1 : rest.rindex('"')].replace("\\x", ""))
            self.pending.append(Write(file, int(place[1]), body))
        return b""

    def _knows(self, file: str) -> bool:
        if file not in self.files and SEGMENT_NAME.fullmatch(file):
            found = self.before / file
            self.files[file] = bytearray(found.read_bytes() if found.exists() else SEGMENT)
        return file in self.files

    def _synced(self, file: str, covered: int) -> None:
        self.syncs += 1
        now, later = self.pending[:covered], self.pending[covered:]
        for write in now:
            if write.file == file:
                _put(self.files, write)
        self.pending = [write for write in now if write.file != file] + later


def _sectors(write: Write) -> Iterator[Write]:
    if write.body is None:
        yield write
        return
    for at in range(0, len(write.body), SECTOR):
        yield Write(write.file, write.place + at, write.body[at : at + SECTOR])


def _put(files: dict[str, bytearray], write: Write) -> None:
    body = files[write.file]
    if write.body is None:
        del body[write.place :]
        return
    body.extend(bytes(max(0, write.place - len(body))))
    body[write.place : write.place + len(write.body)] = write.body
