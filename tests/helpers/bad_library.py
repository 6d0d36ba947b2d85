"""What a library that turned bad would try, from inside a job of the press.

`planted` has the child's interpreter run it in the place of the QR renderer, with everything
around it as it is in earnest. It tells as JSON what it was able to do.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

PLANTED = """
import ctypes, json, os, resource, signal, socket
from pathlib import Path
from bot.documents import qr

def tried(act):
    try:
        return repr(act())
    except BaseException as error:
        return type(error).__name__

def render(given):
    if given.get("hungry"):
        return bytes(given["hungry"])
    parent = os.getppid()
    told = {name: tried(Path(path).read_bytes) for name, path in given["files"].items()}
    told |= {
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "parent's environment": tried(Path(f"/proc/{parent}/environ").read_bytes),
        "parent's folder": tried(lambda: os.listdir(f"/proc/{parent}/cwd")),
        "written": tried(lambda: Path(given["new"]).write_bytes(b"x")),
        "temporary": tried(lambda: Path("/tmp/canary").write_bytes(b"x")),
        "connected": tried(lambda: socket.create_connection(("127.0.0.1", given["port"]), 2)),
        "shell": tried(lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {})),
        "privileges": ctypes.CDLL(None).prctl(39, 0, 0, 0, 0),
        "memory": resource.getrlimit(resource.RLIMIT_AS),
        "work": resource.getrlimit(resource.RLIMIT_CPU),
        "size": resource.getrlimit(resource.RLIMIT_FSIZE),
    }
    return json.dumps(told).encode()

qr.render = render
"""


def planted(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on the job `qr` of a child does what it should not."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(PLANTED)
    patch.setattr(sys, "path", [str(folder), *sys.path])


def environment_of(told: Mapping[str, Any]) -> set[str]:
    """The names that the child found in its environment, but for those that Python sets itself."""
    return set(told["environment"]) - {"LC_CTYPE"}


def parent_is_readable() -> bool:
    """Whether /proc shows us to ourselves, so that it is worth asking whether it shows others."""
    return Path(f"/proc/{os.getpid()}/environ").exists()
