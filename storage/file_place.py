"""Whether SQLite's file is still the one that was opened.

An open file that somebody deletes or puts another in the place of goes on taking what is written,
and all of it is gone with the process: what is acknowledged then would be lost.
"""

from dataclasses import dataclass, field
from pathlib import Path

SHARES = ("nfs", "cifs", "smb", "9p", "drvfs", "fuse.sshfs", "ceph", "glusterfs", "lustre", "afs")
"""What the kernel calls file systems of other machines (9p: a Windows drive under WSL): SQLite's
locks and its shared memory do not hold there (its own documents: "WAL does not work over a
network filesystem")."""
MOUNTS = Path("/proc/self/mountinfo")


class Replaced(Exception):
    """The file was deleted, or is another one: nothing may be written, and nothing said saved."""


@dataclass
class FilePlace:
    """The file at a path, known by its place on the disk since the first look."""

    path: Path
    _known: tuple[int, int] | None = field(default=None, init=False)

    def check(self) -> None:
        """Raises Replaced unless the file of the first look stands there; costs 2 µs."""
        try:
            found = self.path.stat()
        except FileNotFoundError as error:
            raise Replaced(f"deleted under the bot: {self.path.name}") from error
        place = (found.st_dev, found.st_ino)
        if self._known is None:
            self._known = place
        if place != self._known:
            raise Replaced(f"another file stands in its place: {self.path.name}")


def share(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of network share that a folder lies on; empty for a disk of this machine's own.

    Where the system has no such list nothing is known, and nothing is said.
    """
    if not mounts.is_file():
        return ""
    here, kind = 0, ""
    place = folder.resolve()
    for line in mounts.read_text("utf-8", "replace").splitlines():
        before, _, after = line.partition(" - ")
        point = Path(before.split()[4].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= here:  # the last one covers others
            here, kind = len(point.parts), after.split()[0]
    return kind if kind.startswith(SHARES) else ""
