"""A picture without what its camera wrote down: place, hour, device, owner; not a point changed.

What is left out are the parts of the file that hold notes; the picture's own bytes stay as they
came. How the phone was held is kept, since without it the picture would lie on its side. Of the
hour the day is told, once, for whoever compares it with the record; the place is told to nobody.
"""

import base64
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple

from PIL import Image

from bot.documents import stripping_heic

ORIENTATION, DETAILS, TAKEN = 0x0112, 0x8769, 0x9003
UPRIGHT = 1
EXIF = b"Exif\x00\x00"
NOTHING, CLEAN, LEFT = "nothing", "clean", "left"


class Notes(NamedTuple):
    """What is read of a camera's notes before they go."""

    held: int = UPRIGHT
    day: date | None = None


class Unknown(ValueError):
    """The file is not built as its first bytes say."""


def stripped(_name: str, body: bytes) -> dict[str, Any]:
    """`body` (base64) where it differs from what came, `stripped`, and `day` if a camera told it.

    `stripped` is `nothing` where there was nothing to take out, `clean` where it was taken out,
    and `left` for what is no picture of these kinds, or a damaged one: it stays as it came.
    """
    work = next((work for begins, work in KINDS if begins(body)), None)
    if work is None:
        return {"stripped": LEFT}
    try:
        made, notes = work(body)
    except (Unknown, struct.error, IndexError, zlib.error):
        return {"stripped": LEFT}
    told: dict[str, Any] = {"stripped": NOTHING if made == body else CLEAN}
    if made != body:
        told["body"] = base64.b64encode(made).decode()
    if notes.day is not None:
        told["day"] = notes.day.isoformat()
    return told


def read_notes(tiff: bytes) -> Notes:
    """How the phone was held and on which day, of what EXIF holds behind its first six bytes."""
    found = Image.Exif()
    with suppress(Exception):  # notes that nobody can read tell nothing, and go all the same
        found.load(EXIF + tiff)
        held = found.get(ORIENTATION, UPRIGHT)
        moment = found.get_ifd(DETAILS).get(TAKEN)
        return Notes(held if held in range(1, 9) else UPRIGHT, _day(moment))
    return Notes()


def _day(moment: Any) -> date | None:
    with suppress(ValueError, TypeError):
        return datetime.strptime(str(moment)[:10], "%Y:%m:%d").date()  # noqa: DTZ007
    return None


def orientation_alone(held: int) -> bytes:
    """EXIF that says nothing but how the phone was held."""
    one = struct.pack(">HHIHH", ORIENTATION, 3, 1, held, 0)
    return b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + one + struct.pack(">I", 0)


def _jpeg(body: bytes) -> tuple[bytes, Notes]:
    notes, kept, at = Notes(), [body[:2]], 2
    for marker, part, end in _segments(body):
        payload = part[4:]
        if marker == 0xE1 and payload.startswith(EXIF):
            notes = read_notes(payload[len(EXIF) :])
        if _stays(marker, payload):
            kept.append(part)
        at = end
    if notes.held != UPRIGHT:
        told = EXIF + orientation_alone(notes.held)
        place = 2 if len(kept) > 1 and kept[1][1] == 0xE0 else 1
        kept.insert(place, b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told)
    return b"".join((*kept, _picture(body[at:]))), notes


def _segments(body: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each part before the picture itself: its marker, its bytes, where the next begins."""
    at = 2
    while True:
        if body[at] != 0xFF:
            raise Unknown("no marker where one should be")
        marker = body[at + 1]
        if marker == 0xFF:  # one of several, to fill up
            at += 1
            continue
        if marker == 0xDA:
            return
        (length,) = struct.unpack_from(">H", body, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(body):
            raise Unknown("a part longer than the file")
        yield marker, body[at:end], end
        at = end


def _stays(marker: int, payload: bytes) -> bool:
    """Of the parts for programs the size, the colours and Adobe's kind of them; no comment."""
    if marker == 0xE2:
        return payload.startswith(b"ICC_PROFILE\x00")
    if marker == 0xE0:
        return payload.startswith(b"JFIF\x00")
    if marker == 0xEE:
        return payload.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _picture(rest: bytes) -> bytes:
    """From the first scan to the picture's end; phones hang films and second pictures behind it.

    Within a scan an 0xFF is followed by 0 or a restart; between scans stand tables with a length.
    """
    at = 0
    while True:
        at = rest.find(b"\xff", at)
        if at < 0 or at + 1 >= len(rest):
            return rest  # cut short by whoever wrote it: shown as far as it goes
        marker = rest[at + 1]
        if marker == 0xD9:
            return rest[: at + 2]
        if marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", rest, at + 2)
        at += 2 + length


PNG = b"\x89PNG\r\n\x1a\n"
PNG_STAYS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB"),
    *(b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI"),
}


def _png(body: bytes) -> tuple[bytes, Notes]:
    notes, kept, at, kind = Notes(), [PNG], len(PNG), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", body, at)
        kind, end = body[at + 4 : at + 8], at + 12 + length
        if end > len(body):
            raise Unknown("a part longer than the file")
        if kind == b"eXIf":
            notes = read_notes(body[at + 8 : end - 4])
        if kind in PNG_STAYS:
            kept.append(body[at:end])
        at = end
    if notes.held != UPRIGHT:
        kept.insert(2, _chunk(b"eXIf", orientation_alone(notes.held)))
    return b"".join(kept), notes


def _chunk(kind: bytes, payload: bytes) -> bytes:
    told = kind + payload
    return struct.pack(">I", len(payload)) + told + struct.pack(">I", zlib.crc32(told))


WEBP_STAYS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
HAS_EXIF, HAS_XMP = 0x08, 0x04


def _webp(body: bytes) -> tuple[bytes, Notes]:
    notes, kept, at = Notes(), [], 12
    (told,) = struct.unpack_from("<I", body, 4)
    end_of_file = min(len(body), told + 8)
    while at + 8 <= end_of_file:
        kind = body[at : at + 4]
        (length,) = struct.unpack_from("<I", body, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(body):
            raise Unknown("a part longer than the file")
        if kind == b"EXIF":
            notes = read_notes(body[at + 8 : at + 8 + length].removeprefix(EXIF))
        if kind in WEBP_STAYS:
            kept.append((kind, body[at + 8 : at + 8 + length]))
        at = end
    if not kept:
        raise Unknown("no picture in it")
    turned = notes.held != UPRIGHT
    flags = HAS_EXIF if turned else 0
    kept = [(kind, _flagged(part, flags) if kind == b"VP8X" else part) for kind, part in kept]
    if turned:
        kept.append((b"EXIF", orientation_alone(notes.held)))
    inner = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(part)) + part + b"\x00" * (len(part) % 2)
        for kind, part in kept
    )
    return b"RIFF" + struct.pack("<I", len(inner)) + inner, notes


def _flagged(part: bytes, flags: int) -> bytes:
    return bytes([part[0] & ~(HAS_EXIF | HAS_XMP) | flags]) + part[1:]


def _heic(body: bytes) -> tuple[bytes, Notes]:
    """How it lies is a property of the picture there, and not among the notes."""
    try:
        made, tiff = stripping_heic.blanked(body)
    except stripping_heic.Unknown as error:
        raise Unknown(str(error)) from error
    return made, Notes(day=read_notes(tiff).day if tiff else None)


Work = Callable[[bytes], tuple[bytes, Notes]]
KINDS: tuple[tuple[Callable[[bytes], bool], Work], ...] = (
    (lambda body: body.startswith(b"\xff\xd8\xff"), _jpeg),
    (lambda body: body.startswith(PNG), _png),
    (lambda body: body[:4] == b"RIFF" and body[8:12] == b"WEBP", _webp),
    (lambda body: body[4:8] == b"ftyp" and body[8:12] in stripping_heic.BRANDS, _heic),
)
"""By its first bytes, whatever it is called."""
