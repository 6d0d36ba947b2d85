"""Files: bytes in memory with Telegram-like identifiers and links that expire."""

from __future__ import annotations

import hashlib
import io
import itertools
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.simulator.world import limits
from bot.simulator.world.clock import Clock
from bot.simulator.world.refusal import bad

Json = dict[str, Any]
SIDE = 1280
PREFIXES = {"photo": "AgACAgUAAxkBAAI", "document": "BQACAgUAAxkBAAI"}


class Stored:
    """One file: its bytes and what is known of it."""

    __slots__ = ("data", "face", "file_id", "kind", "path", "sizes", "unique_id")

    def __init__(self, kind: str, file_id: str, unique_id: str, data: bytes, path: str):
        self.kind = kind
        self.file_id = file_id
        self.unique_id = unique_id
        self.data = data
        self.path = path
        self.face: Json = {}
        self.sizes: list[Json] = []


class Shelf:
    """All files by file_id; a link from getFile lives for an hour."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._files: dict[str, Stored] = {}
        self._links: dict[str, tuple[float, Stored]] = {}
        self._count = itertools.count(1)

    def find(self, file_id: str) -> Stored | None:
        """The file, or None."""
        return self._files.get(file_id)

    def burn(self) -> None:
        """Forget every file: Telegram keeps none for ever."""
        self._files.clear()
        self._links.clear()

    def _keep(self, kind: str, data: bytes, folder: str, ending: str) -> Stored:
        number = next(self._count)
        mark = hashlib.sha256(f"{kind} {number}".encode()).hexdigest()
        file_id = f"{PREFIXES.get(kind, 'AwACAgUAAxkBAAI')}{mark[:40]}{number}"
        path = f"{folder}/file_{number}{ending}"
        stored = Stored(kind, file_id, f"AQAD{mark[40:52]}{number}", data, path)
        stored.face = {
            "file_id": file_id,
            "file_unique_id": stored.unique_id,
            "file_size": len(data),
        }
        self._files[file_id] = stored
        return stored

    def add_document(self, data: bytes, name: str, mime: str) -> Stored:
        """Keep a file as it is; raises 400 for an empty one."""
        if not data:
            raise bad("file must be non-empty")
        ending = f".{name.rpartition('.')[2]}" if "." in name else ""
        stored = self._keep("document", data, "documents", ending)
        stored.face = {"file_name": name, "mime_type": mime, **stored.face}
        return stored

    def add_voice(self, data: bytes) -> Stored:
        """Keep a voice note."""
        return self._keep("voice", data, "voice", ".oga")

    def add_sticker(self, data: bytes) -> Stored:
        """Keep a sticker."""
        return self._keep("sticker", data, "stickers", ".webp")

    def add_photo(self, data: bytes) -> Stored:
        """Keep a picture as Telegram does: JPEG without metadata, sides of at most 1280.

        A plain JPEG within the bounds is kept byte for byte. Raises 400 for what is no image.
        """
        if not data:
            raise bad("file must be non-empty")
        if len(data) > limits.PHOTO_BYTES:
            raise bad("file is too big")
        try:
            with Image.open(io.BytesIO(data)) as image:
                return self._add_image(image, data)
        except (UnidentifiedImageError, OSError) as error:
            raise bad("IMAGE_PROCESS_FAILED") from error

    def _add_image(self, image: Image.Image, data: bytes) -> Stored:
        width, height = image.size
        if width + height > limits.PHOTO_SIDES or max(width, height) > 20 * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        plain = image.format == "JPEG" and not image.getexif() and max(image.size) <= SIDE
        whole = image if plain else _upright(image)
        if not plain:
            data = _jpeg(whole)
        stored = self._keep("photo", data, "photos", ".jpg")
        for side in (90, 320):
            if max(whole.size) > side:
                small = whole.convert("RGB")
                small.thumbnail((side, side))
                size = self._keep("photo", _jpeg(small), "photos", ".jpg")
                stored.sizes.append({**size.face, "width": small.width, "height": small.height})
                size.sizes = stored.sizes
        stored.sizes.append({**stored.face, "width": whole.width, "height": whole.height})
        return stored

    def link(self, stored: Stored) -> Json:
        """The File object of getFile; its path works for an hour of the simulator's clock."""
        if len(stored.data) > limits.DOWNLOAD_BYTES:
            raise bad("file is too big")
        expires = self._clock.now() + limits.FILE_LINK_SECONDS
        self._links[stored.path] = (expires, stored)
        return {
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": len(stored.data),
            "file_path": stored.path,
        }

    def follow(self, path: str) -> bytes | None:
        """The bytes behind a link, or None when it is unknown or too old."""
        expires, stored = self._links.get(path, (0.0, None))
        return stored.data if stored is not None and expires > self._clock.now() else None


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image).convert("RGB")
    turned.thumbnail((SIDE, SIDE))
    return turned


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=87)
    return out.getvalue()
