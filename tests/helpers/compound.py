"""A writer of compound files (MS-CFB 3), in which older office programs keep their streams."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECTOR, SMALL_SECTOR, CUTOFF = 512, 64, 4096
NOTHING, END, OF_FAT = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD
STORAGE, STREAM, ROOT = 1, 2, 5
MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass
class _Entry:
    name: str
    kind: int
    body: bytes = b""
    inside: dict[str, "_Entry"] = field(default_factory=dict)
    left: int = NOTHING
    right: int = NOTHING
    child: int = NOTHING
    start: int = END


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams; `A/B` is the stream B in the storage A."""
    root = _Entry("Root Entry", ROOT)
    for path, body in streams.items():
        *folders, name = path.split("/")
        place = root
        for folder in folders:
            place = place.inside.setdefault(folder, _Entry(folder, STORAGE))
        place.inside[name] = _Entry(name, STREAM, body)
    entries = [root]
    _listed(root, entries)
    return _written(entries)


def _listed(parent: _Entry, entries: list[_Entry]) -> None:
    """Puts all below a storage into the list, each level as a balanced tree of names."""
    order = sorted(parent.inside.values(), key=lambda one: (len(one.name), one.name.upper()))
    first = len(entries)
    entries += order
    parent.child = _tree(order, first, 0, len(order))
    for one in order:
        if one.kind == STORAGE:
            _listed(one, entries)


def _tree(order: Sequence[_Entry], first: int, low: int, high: int) -> int:
    if low >= high:
        return NOTHING
    middle = (low + high) // 2
    order[middle].left = _tree(order, first, low, middle)
    order[middle].right = _tree(order, first, middle + 1, high)
    return first + middle


def _written(entries: list[_Entry]) -> bytes:
    body, chain = bytearray(), list[int]()
    small, small_chain = bytearray(), list[int]()
    for one in entries[1:]:
        if one.kind == STREAM and one.body:
            large = len(one.body) >= CUTOFF
            where = (body, chain, SECTOR) if large else (small, small_chain, SMALL_SECTOR)
            one.start = _put(one.body, *where)
    entries[0].body = bytes(small)
    if small:
        entries[0].start = _put(bytes(small), body, chain, SECTOR)
    first_small = _put(_words(small_chain), body, chain, SECTOR) if small_chain else END
    first_entry = _put(b"".join(map(_packed, entries)), body, chain, SECTOR)
    tables = 1
    while tables * SECTOR // 4 < len(chain) + tables:
        tables += 1
    first_table = len(chain)
    chain += [OF_FAT] * tables
    body += _padded(_words(chain), SECTOR, b"\xff")
    places = [*range(first_table, first_table + tables), *[NOTHING] * (109 - tables)]
    small_tables = -(-len(small_chain) * 4 // SECTOR)
    head = struct.pack("<8s16x5H6x", MAGIC, 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack(
        "<9I", 0, tables, first_entry, 0, CUTOFF, first_small, small_tables, END, 0
    )
    return head + _words(places) + bytes(body)


def _put(said: bytes, body: bytearray, chain: list[int], size: int) -> int:
    """Adds a stream to its sectors; returns the number of the first."""
    first, count = len(chain), -(-len(said) // size)
    body += _padded(said, size, b"\0")
    chain += [*range(first + 1, first + count), END]
    return first


def _packed(one: _Entry) -> bytes:
    name = one.name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(name), one.kind, 1, one.left, one.right, one.child)
    return name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", one.start, len(one.body))


def _words(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _padded(said: bytes, size: int, by: bytes) -> bytes:
    return said + by * (-len(said) % size)
