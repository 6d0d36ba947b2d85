"""The backup of the night, in a process of its own: its work and its memory are not the bot's."""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path

import structlog

from bot.config import Settings, without_ours
from storage.safekeeping.nights import Nights

ROOT = str(Path(__file__).resolve().parents[2])
CHILD = (  # with our own folder, wherever the bot was started from
    f"import sys; sys.path.insert(0, {ROOT!r}); "
    "from bot.cli.archives import nightly_for_parent; nightly_for_parent()"
)

log = structlog.get_logger("backup")


async def make(settings: Settings, now: datetime) -> str:
    """Makes the backup of this day if it is due; returns why it could not, in words, else ""."""
    nights = Nights(Path(settings.backups), settings.backup_nights)
    try:
        if not await asyncio.to_thread(nights.due, now):
            return ""
    except OSError as error:
        return f"{error.strerror}: {error.filename}"
    code, said = await _child(settings, now)
    if code:
        log.error("no backup was made", told=said)
        return said or f"exit {code}"
    log.info("backup", told=said)
    return ""


async def _child(settings: Settings, now: datetime) -> tuple[int, str]:
    """Its exit code, and the last line of what it said. It knows where the data are, no token."""
    place = {
        "database": settings.database,
        "data_dir": str(settings.data_dir.absolute()),
        "folder": str(settings.backups.absolute()),
        "days": settings.backup_nights,
        "now": now.isoformat(),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CHILD,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=without_ours(),
    )
    try:
        said, _ = await process.communicate(json.dumps(place).encode())
    except BaseException:
        process.kill()
        await process.wait()
        raise
    lines = said.decode("utf-8", errors="replace").strip().splitlines()
    return process.returncode or 0, lines[-1] if lines else ""
