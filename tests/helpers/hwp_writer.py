"""What 한글 does on ‘다른 이름으로 저장 → HWP’: the paragraphs, tables, notes and marks of an HWPX
as HWP 5 records. Written from the published format; two foreign readers read what comes out.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, fromstring

from tests.helpers.compound import compound

PROPERTIES, MAPPINGS, FONT, BORDER, LETTERS, BULLET, LOOK, STYLE = 16, 17, 19, 20, 21, 24, 25, 26
PARAGRAPH, TEXT, SHAPES, CONTROL, LIST, PAGE, NOTE_LOOK, FRAME = 66, 67, 68, 71, 72, 73, 74, 75
SHAPE, TABLE, RECTANGLE, FORMULA, MEMOS = 76, 77, 79, 88, 93
PACKED, LOCKED, FOR_READING, DRM, TRACKED = 1, 2, 4, 16, 1 << 14
HEADINGS = {"OUTLINE": 1, "NUMBER": 2, "BULLET": 3}
SPACES = {"nbSpace": "\x1e", "fwSpace": "\x1f", "lineBreak": "\n", "tab": "\t" + "\0" * 6 + "\t"}
CODES = {
    **{"secd": 2, "cold": 2, "tbl ": 11, "gso ": 11, "eqed": 11, "tcmt": 15, "head": 16},
    **{"foot": 16, "fn  ": 17, "en  ": 17, "atno": 18, "tdut": 23, "tcps": 23},
}
NOTES = {
    **{"footNote": "fn  ", "endNote": "en  ", "header": "head", "footer": "foot"},
    **{"hiddenComment": "tcmt"},
}
NAME = struct.pack("<HHHHH", 0x21B, 1, 0, 0x4000, 1)  # a set of parameters with one string


def saved_as_hwp(hwpx: bytes, *, flags: int = PACKED, version: bytes = b"\0\3\0\5") -> bytes:
    """The same document as a .hwp file."""
    with zipfile.ZipFile(io.BytesIO(hwpx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sections = sorted(name for name in parts if name.startswith("Contents/section"))
    header = fromstring(parts["Contents/header.xml"])
    if any(b"<hp:insertBegin" in body or b"<hp:deleteBegin" in body for body in parts.values()):
        flags |= TRACKED
    streams = {"DocInfo": _looks(header, len(sections))}
    for at, name in enumerate(sections):
        streams[f"BodyText/Section{at}"] = _section(fromstring(parts[name]))
    return hwp_of(streams, flags=flags, version=version)


def hwp_of(
    streams: Mapping[str, bytes], *, flags: int = PACKED, version: bytes = b"\0\3\0\5"
) -> bytes:
    """A file of these streams, packed if the flags say so."""
    packed = {name: _deflated(body) if flags & PACKED else body for name, body in streams.items()}
    return compound({"FileHeader": file_header(flags, version), **packed, "PrvText": b"<\0>\0"})


def file_header(flags: int = PACKED, version: bytes = b"\0\3\0\5") -> bytes:
    """The first stream: that it is a document of 한글, its version, and what it is locked with."""
    return b"HWP Document File".ljust(32, b"\0") + version + struct.pack("<I", flags) + bytes(216)


def record(tag: int, level: int, body: bytes = b"") -> bytes:
    """One record; a long one tells its size behind its head."""
    size = min(len(body), 0xFFF)
    head = struct.pack("<I", tag | level << 10 | size << 20)
    return head + (struct.pack("<I", len(body)) if size == 0xFFF else b"") + body


def _deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def _looks(header: Element, sections: int) -> bytes:
    """Bullets and the shapes of paragraphs by their numbers, and little else."""
    bullets = [one for one in header.iter() if _kind(one) == "bullet"]
    signs = {one.get("id", ""): at for at, one in enumerate(bullets, 1)}
    looks = {int(one.get("id", "0")): one for one in header.iter() if _kind(one) == "paraPr"}
    every = [looks.get(at) for at in range(max(looks, default=0) + 1)]
    counts = [0, *[1] * 7, 1, 1, 0, 0, len(bullets), len(every), 1, 0, 0, 0]
    made = record(PROPERTIES, 0, struct.pack("<H24x", sections))
    made += record(MAPPINGS, 0, struct.pack("<18I", *counts))
    made += record(FONT, 1, b"\0" + _string("함초롬바탕")) * 7
    made += record(BORDER, 1, bytes(40)) + record(LETTERS, 1, bytes(42) + b"\xe8\3" + bytes(30))
    for one in bullets:
        made += record(BULLET, 1, bytes(12) + one.get("char", "●").encode("utf-16-le")[:2])
    made += b"".join(record(LOOK, 1, _look(one, signs)) for one in every)
    return made + record(STYLE, 1, _string("바탕글") + _string("Normal") + bytes(10))


def _look(look: Element | None, signs: Mapping[str, int]) -> bytes:
    parts = () if look is None else look
    heading = next((one for one in parts if _kind(one) == "heading"), None)
    kind = HEADINGS.get(heading.get("type", ""), 0) if heading is not None else 0
    level = int(heading.get("level", "0")) if heading is not None else 0
    which = signs.get(heading.get("idRef", ""), 1) if heading is not None else 0
    about = kind << 23 | level << 25
    return struct.pack("<I24xHHH20x", about, 0, which if kind else 0, 1)


def _section(section: Element) -> bytes:
    paragraphs = [one for one in section if _kind(one) == "p"]
    return b"".join(
        _paragraph(one, 0, last=one is paragraphs[-1], first=one is paragraphs[0])
        for one in paragraphs
    )


def _paragraph(element: Element, level: int, *, last: bool, first: bool = False) -> bytes:
    letters, controls = "", b""
    pieces = [("secd", _page(level + 1)), ("cold", _control("cold", level + 1, bytes(12)))]
    for piece in [*(pieces if first else ()), *_pieces(element, level + 1)]:
        if isinstance(piece, str):
            letters += piece
        else:
            name, made = piece
            code = chr(CODES[name])
            letters += code + name[::-1].encode().decode("utf-16-le") + "\0" * 4 + code
            controls += made
    letters += "\r"
    size = len(letters.encode("utf-16-le")) // 2
    head = struct.pack(
        "<IIHBBHHHIH",
        *(size | last << 31, 0, int(element.get("paraPrIDRef") or 0), 0, 0, 1, 0, 0, 0, 0),
    )
    made = record(PARAGRAPH, level, head)
    if size > 1:
        made += record(TEXT, level + 1, letters.encode("utf-16-le"))
    memos = [
        record(MEMOS, level + 1, bytes(4)) + _list(one, level + 1, bytes(8))
        for one in element.iter()
        if _kind(one) == "fieldBegin" and one.get("type") == "MEMO" and _owns(element, one)
    ]
    return made + record(SHAPES, level + 1, bytes(8)) + controls + b"".join(memos)


def _pieces(element: Element, level: int) -> Iterator[str | tuple[str, bytes]]:
    """The letters of a paragraph, and the controls between them."""
    for run in (one for one in element if _kind(one) == "run"):
        for one in run:
            kind = _kind(one)
            if kind == "t":
                yield one.text or ""
                for mark in one:
                    gone = _kind(mark) == "deleteBegin"  # the body holds what is left of it
                    yield SPACES.get(_kind(mark), "") + ("" if gone else mark.tail or "")
            elif kind == "tbl":
                yield "tbl ", _table(one, level)
            elif kind == "compose":
                said = one.get("composeText") or _inside(one, "composeText")
                framed = _string(f"◯{said}") + b"\1" + bytes(3)
                yield "tcps", _control("tcps", level, framed)
            elif kind == "dutmal":
                both = _string(_inside(one, "mainText")) + _string(_inside(one, "subText"))
                yield "tdut", _control("tdut", level, both + bytes(20))
            elif kind == "equation":
                formula = bytes(4) + _string(_inside(one, "script")) + bytes(16)
                made = _control("eqed", level, bytes(42)) + record(FORMULA, level + 1, formula)
                yield "eqed", made
            elif kind == "ctrl":
                yield from _noted(one, level)
            elif any(_kind(each) == "t" for each in one.iter()):
                yield "gso ", _box(one, level)


def _noted(element: Element, level: int) -> Iterator[tuple[str, bytes]]:
    for one in element:
        name = NOTES.get(_kind(one))
        if name:
            yield name, _control(name, level, bytes(12)) + _list(one, level + 1, bytes(8))
        elif _kind(one) == "autoNum":
            yield "atno", _control("atno", level, bytes(12))


def _table(table: Element, level: int) -> bytes:
    rows, columns = int(table.get("rowCnt", "1")), int(table.get("colCnt", "1"))
    made = _control("tbl ", level, bytes(42))
    for one in (one for one in table if _kind(one) == "caption"):
        made += _list(one, level + 1, bytes(22))
    about = struct.pack("<IHHH8x", 4, rows, columns, 0) + struct.pack("<H", columns) * rows
    made += record(TABLE, level + 1, about + struct.pack("<HH", 1, 0))
    for cell in (one for row in table if _kind(row) == "tr" for one in row if _kind(one) == "tc"):
        at, span = (
            next(one for one in cell if _kind(one) == kind) for kind in ("cellAddr", "cellSpan")
        )
        place = [int(at.get(name, "0")) for name in ("colAddr", "rowAddr")]
        place += [int(span.get(name, "1")) for name in ("colSpan", "rowSpan")]
        named = b"\xff" + NAME + _string(cell.get("name") or "") if cell.get("name") else bytes(9)
        made += _list(cell, level + 1, struct.pack("<4H8x8xHI", *place, 1, 0) + named)
    return made


def _box(element: Element, level: int) -> bytes:
    made = _control("gso ", level, bytes(42)) + record(SHAPE, level + 1, b"cer$" * 2 + bytes(188))
    return made + _list(element, level + 2, bytes(12)) + record(RECTANGLE, level + 2, bytes(33))


def _list(element: Element, level: int, about: bytes) -> bytes:
    """The head of a list of paragraphs, and the paragraphs beside it, on the same level."""
    inside = list(_own_paragraphs(element))
    head = record(LIST, level, struct.pack("<II", len(inside), 0) + about)
    return head + b"".join(_paragraph(one, level, last=one is inside[-1]) for one in inside)


def _own_paragraphs(element: Element) -> Iterator[Element]:
    for one in element:
        if _kind(one) == "p":
            yield one
        elif _kind(one) != "tbl":
            yield from _own_paragraphs(one)


def _owns(element: Element, below: Element) -> bool:
    """Whether something hangs on a paragraph itself, and not on one in a table or list of it."""
    runs = (one for one in element if _kind(one) == "run")
    return any(below in list(ctrl) for run in runs for ctrl in run)


def _page(level: int) -> bytes:
    made = _control("secd", level, bytes(34)) + record(PAGE, level + 1, bytes(40))
    return (
        made
        + record(NOTE_LOOK, level + 1, bytes(28)) * 2
        + record(FRAME, level + 1, bytes(14)) * 3
    )


def _control(name: str, level: int, about: bytes) -> bytes:
    return record(CONTROL, level, name[::-1].encode() + about)


def _string(text: str) -> bytes:
    body = text.encode("utf-16-le")
    return struct.pack("<H", len(body) // 2) + body


def _inside(element: Element, kind: str) -> str:
    return "".join(one.text or "" for one in element if _kind(one) == kind)


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2]
