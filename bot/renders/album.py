"""The photos of the report's appendix: the bytes that are kept, else fetched from the Bot API.

What is printed is drawn anew in a process of its own.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.api.files import Files, Unfetchable
from bot.renders import own_process, texts
from bot.renders.own_process import PressFault
from storage.report.evidence_album import Shot
from storage.rules.errors import Refusal
from storage.safekeeping.vault import Vault

MOST_PHOTOS = 60  # fifteen pages, some 15 MB: well below what a bot may send
AT_ONCE = 4  # each may be of 20 MB

log = structlog.get_logger("album")


def note_of(album: Mapping[str, Any]) -> str:
    """What its receiver must know of an album that was asked for; nothing when it is whole."""
    if not album["all"]:
        return texts.NO_PHOTOS
    lost = lost_of(album)
    return texts.PHOTOS_LOST.format(all=len(album["photos"]), lost=lost) if lost else ""


def lost_of(album: Mapping[str, Any]) -> int:
    """How many of its photos could not be had."""
    return sum("image" not in photo for photo in album["photos"])


class Album:
    """Reads what is kept, and fetches the rest over the office's own way to the Bot API."""

    def __init__(self, files: Files, vault: Vault) -> None:
        self._files = files
        self._vault = vault

    async def of(self, shots: Sequence[Shot]) -> dict[str, Any]:
        """What bot/documents/album.py prints; a photo that cannot be had has its words alone.

        Raises TelegramError when it may be had later.
        """
        wanted = shots[:MOST_PHOTOS]
        photos: list[dict[str, Any]] = []
        for at in range(0, len(wanted), AT_ONCE):
            photos += await asyncio.gather(*map(self._photo, wanted[at : at + AT_ONCE]))
        return {"photos": photos, "all": len(shots)}

    async def _photo(self, shot: Shot) -> dict[str, Any]:
        words: dict[str, Any] = {"title": shot.title, "caption": shot.caption}
        try:
            kept = await asyncio.to_thread(self._vault.get, shot.sha256) if shot.sha256 else None
            body = kept if kept is not None else await self._files.get(shot.file_id)
            seen: dict[str, Any] = await own_process.read_patiently("photo", "", body)
        except (Unfetchable, PressFault, Refusal) as error:
            log.warning("photo left out", reason=str(error))
            return words
        return words | seen
