"""The notes of a HEIC or AVIF picture, blanked where they lie: nothing in the file moves.

Such a file is a list of boxes. `iinf` names its items, `iloc` says where each lies; the notes are
items of the kinds `Exif` and `mime` (XMP). Boxes of a kind of its own (`uuid`) go blank as well.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
EMPTY = bytes(4) + b"MM\x00\x2a" + struct.pack(">IHI", 8, 0, 0)
NOTES = {b"Exif": EMPTY, b"mime": b""}
"""What is read in the place of the notes: strict readers refuse EXIF that is no EXIF."""


class Unknown(ValueError):
    """The boxes do not fit into each other."""


class Box(NamedTuple):
    kind: bytes
    start: int  # of what is in it
    end: int


def blanked(body: bytes) -> tuple[bytes, bytes]:
    """The same file with its notes zeroed, and the EXIF that was in it (empty where none was)."""
    made, exif = bytearray(body), b""
    top = list(_boxes(body, 0, len(body)))
    meta = next((box for box in top if box.kind == b"meta"), None)
    if meta is None:
        raise Unknown("no list of what is in it")
    inside = {box.kind: box for box in _boxes(body, meta.start + 4, meta.end)}
    kinds = _items(body, inside)
    for number, spans in _places(body, inside).items():
        kind = kinds.get(number)
        if kind not in NOTES:
            continue
        if kind == b"Exif":
            exif = b"".join(body[first:last] for first, last in spans)
        _blank(made, spans, NOTES[kind])
    for box in top:
        if box.kind == b"uuid":
            made[box.start : box.end] = bytes(box.end - box.start)
    return bytes(made), _tiff(exif)


def _blank(made: bytearray, spans: list[tuple[int, int]], told: bytes) -> None:
    if sum(last - first for first, last in spans) < len(told):
        told = b""
    for first, last in spans:
        size = last - first
        made[first:last] = told[:size].ljust(size, b"\x00")
        told = told[size:]


def _tiff(exif: bytes) -> bytes:
    """The notes begin behind four bytes that say how much stands before them."""
    if len(exif) < 8:
        return b""
    (before,) = struct.unpack_from(">I", exif)
    return exif[4 + before :]


def _boxes(body: bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", body, at)
        start = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", body, start)
            start += 8
        elif size == 0:
            size = end - at
        if size < start - at or at + size > end:
            raise Unknown("a box larger than what it lies in")
        yield Box(kind, start, at + size)
        at += size


def _items(body: bytes, inside: dict[bytes, Box]) -> dict[int, bytes]:
    """The kind of each item, by its number."""
    box = inside.get(b"iinf")
    if box is None:
        return {}
    found = {}
    counted = 2 if body[box.start] == 0 else 4
    for one in _boxes(body, box.start + 4 + counted, box.end):
        version = body[one.start]
        if one.kind != b"infe" or version < 2:
            continue
        form = ">HH4s" if version == 2 else ">IH4s"
        number, _protected, kind = struct.unpack_from(form, body, one.start + 4)
        found[number] = kind
    return found


def _places(body: bytes, inside: dict[bytes, Box]) -> dict[int, list[tuple[int, int]]]:
    """Where each item lies, in bytes from the start of the file."""
    box = inside.get(b"iloc")
    if box is None:
        return {}
    version, at = body[box.start], box.start + 4
    sizes = struct.unpack_from(">H", body, at)[0]
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    index = index if version in (1, 2) else 0
    wide = ">I" if version == 2 else ">H"
    (count,) = struct.unpack_from(wide, body, at + 2)
    at += 2 + struct.calcsize(wide)
    idat = inside.get(b"idat")
    found: dict[int, list[tuple[int, int]]] = {}
    for _ in range(count):
        (number,) = struct.unpack_from(wide, body, at)
        at += struct.calcsize(wide)
        method = 0
        if version in (1, 2):
            method, at = body[at + 1] & 15, at + 2
        at += 2  # which file it lies in: this one
        first, at = _number(body, at, base)
        (extents,) = struct.unpack_from(">H", body, at)
        at += 2
        if method == 1 and idat is not None:
            first += idat.start
        for _ in range(extents):
            at += index
            start, at = _number(body, at, offset)
            size, at = _number(body, at, length)
            span = (first + start, first + start + size)
            if span[1] > len(body):
                raise Unknown("an item behind the end of the file")
            if method < 2:
                found.setdefault(number, []).append(span)
    return found


def _number(body: bytes, at: int, size: int) -> tuple[int, int]:
    if at + size > len(body):
        raise Unknown("a number behind the end of the file")
    return int.from_bytes(body[at : at + size], "big"), at + size
