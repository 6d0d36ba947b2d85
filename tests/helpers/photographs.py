"""Photos as phones send them: with the place, the maker, the day and how the phone was held."""

import io
import struct

from PIL import Image, ImageDraw

UPRIGHT, TURNED = 1, 6
ORIENTATION, MAKER, PLACE, DETAILS, TAKEN = 0x0112, 0x010F, 0x8825, 0x8769, 0x9003
CANARY = "Canary phones"


def photograph(
    width: int = 1600,
    height: int = 1200,
    held: int = UPRIGHT,
    *,
    kind: str = "JPEG",
    taken: str = "",
) -> bytes:
    """A picture whose upper half is white and whose lower half is black.

    `taken` as a camera writes it: "2021:07:15 10:20:30".
    """
    seen = Image.new("RGB", (width, height), "black")
    ImageDraw.Draw(seen).rectangle((0, 0, width, height // 2), fill="white")
    kept = io.BytesIO()
    seen.save(kept, kind, exif=notes(held, taken))
    return kept.getvalue()


def notes(held: int = UPRIGHT, taken: str = "") -> Image.Exif:
    """What a phone writes beside a picture."""
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = held, CANARY
    told.get_ifd(PLACE).update({1: "N", 2: (37.0, 39.0, 0.0), 3: "E", 4: (126.0, 50.0, 0.0)})
    if taken:
        told.get_ifd(DETAILS)[TAKEN] = taken
    return told


def heic(taken: str = "") -> bytes:
    """The boxes of a HEIC picture: three bytes of a picture, EXIF and XMP that name its maker."""
    exif = b"\x00\x00\x00\x06" + notes(taken=taken).tobytes()
    xmp = f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    items = (b"hvc1", b"Exif", b"mime")
    head = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    bodies = (b"PIC", exif, xmp)
    before = len(head) + len(_meta(items, [(0, len(one)) for one in bodies])) + 8
    places, at = [], before
    for one in bodies:
        places.append((at, len(one)))
        at += len(one)
    return head + _meta(items, places) + _box(b"mdat", b"".join(bodies))


def _meta(items: tuple[bytes, ...], places: list[tuple[int, int]]) -> bytes:
    named = b"".join(
        _box(b"infe", struct.pack(">BBBBHH4s", 2, 0, 0, 0, at, 0, kind) + b"\x00")
        for at, kind in enumerate(items, 1)
    )
    iinf = _box(b"iinf", bytes(4) + struct.pack(">H", len(items)) + named)
    rows = b"".join(
        struct.pack(">HHHHII", at, 0, 0, 1, *place) for at, place in enumerate(places, 1)
    )
    iloc = _box(b"iloc", bytes([1, 0, 0, 0]) + struct.pack(">HH", 0x4400, len(places)) + rows)
    return _box(b"meta", bytes(4) + iinf + iloc)


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body
