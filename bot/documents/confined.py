"""The walls around a job: it reads the programs it is made of, and nothing else of this machine.

Put up by the job's own process before a word of anybody is read. What the kernel does not give is
told on standard error, one line each, and the job goes on: it is one wall among several.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "storage")
SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/dev/null", "/dev/urandom"),
)
OUT_OF_MEMORY = 12  # how a child ends that lacked memory; the number of ENOMEM
MISSING = "not confined: "

NO_NEW_PRIVS, CLONE_NEWUSER, CLONE_NEWNET = 38, 0x1000_0000, 0x4000_0000
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every machine of Linux
OF_A_FILE, OF_A_FOLDER = 0b101, 0b1101  # run, read; and list
LISTED = 0b1000
ASKED_FIRST = (1 << 13) - 1  # what the first Landlock could refuse about files
ASKED_LATER = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # what later ones added
TCP, OTHERS = 0b11, 0b11  # bind and connect; abstract sockets and signals to others
WITH_TCP, WITH_OTHERS = 4, 6


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def enter() -> None:
    """Puts up every wall that this kernel has; says on standard error which it has not."""
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(kind, (0, 0))
    if sys.platform != "linux":
        tell("all", sys.platform)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0):
        tell("privileges", _why())
    if libc.unshare(CLONE_NEWNET) and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
        tell("network", _why())
    if not _leave_files_alone(libc):
        tell("files", _why())


def _leave_files_alone(libc: ctypes.CDLL) -> bool:
    """From here on nothing is opened but programs, and nothing is written at all (Landlock)."""
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    files = ASKED_FIRST | sum(bit for since, bit in ASKED_LATER.items() if version >= since)
    rules = _Rules(files, TCP, OTHERS)
    size = 8 + 8 * (version >= WITH_TCP) + 8 * (version >= WITH_OTHERS)
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    try:
        for path, allowed in _readable():
            _allow(libc, ruleset, path, allowed)
        return not libc.syscall(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, allowed: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not there on this machine
        return
    try:
        rule = _Beneath(allowed, opened)
        libc.syscall(ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(opened)


def _readable() -> Iterator[tuple[Path, int]]:
    """Python, the packages and our rooms. Beside our rooms may lie a token and the data."""
    checkout = (ROOT / "pyproject.toml").is_file()
    for entry in {*sys.path, *SYSTEM}:
        path = Path(entry)
        if path == ROOT and checkout:
            yield path, LISTED
        elif path.is_absolute():
            yield path, OF_A_FOLDER if path.is_dir() else OF_A_FILE
    for room in ROOMS:
        yield ROOT / room, OF_A_FOLDER


def _why() -> str:
    return os.strerror(ctypes.get_errno())


def tell(what: str, why: str) -> None:
    """Says on standard error which wall is missing, and why."""
    sys.stderr.write(f"{MISSING}{what}: {why}\n")
