"""A keeper in a process of its own that is killed at a named moment of its work.

`python -m tests.helpers.dying_keeper WHERE <json>`; the JSON names url, api, token, folder, now.
"""

import asyncio
import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.api.files import Files
from bot.api.transport import AiohttpRequest
from bot.pumps.keeper import Keeper
from storage.database import Database
from storage.safekeeping import vault
from storage.safekeeping.vault import Vault

_put, _write = Vault.put, vault._write


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _half(path: Path, body: bytes) -> None:
    path.write_bytes(body[: len(body) // 2])
    _die()


def _whole(path: Path, body: bytes) -> None:
    _write(path, body)
    _die()


def _kept(self: Vault, body: bytes) -> str:
    sha256 = _put(self, body)
    _die()
    return sha256


def spoil(where: str) -> None:
    """Has it die there."""
    if where == "kept":
        Vault.put = _kept  # type: ignore[method-assign]  # this is what spoils it
    else:
        vault._write = {"half": _half, "whole": _whole}[where]


async def _run(url: str, api: str, token: str, folder: str, now: str) -> None:
    request, db = AiohttpRequest(), Database(url)
    await request.initialize()
    moment = datetime.fromisoformat(now)
    await Keeper(Files(api, token, request), Vault(Path(folder)), db, lambda: moment).once()


if __name__ == "__main__":
    spoil(sys.argv[1])
    asyncio.run(_run(**json.loads(sys.argv[2])))
