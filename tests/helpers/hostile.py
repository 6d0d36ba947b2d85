"""Files that want to do harm, or are not what their name says; each made here."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter
from docx import Document
from docx.document import Document as WordFile

from tests.helpers.compound import compound
from tests.helpers.hwp_writer import file_header, hwp_of

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """An archive of these parts."""
    kept = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return kept.getvalue()


def word_file(body: str, *, head: str = "", packed: bool = True) -> bytes:
    """A DOCX whose body is this XML."""
    whole = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    types = f'<Types><Default ContentType="{MAIN}"/></Types>'
    return zipped({TYPES: types, DOCUMENT: f'<?xml version="1.0"?>{head}{whole}'}, packed=packed)


def cell_bomb() -> bytes:
    """Four million cells in a quarter of a megabyte."""
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    sheet = b"<worksheet><sheetData>" + row * 4000 + b"</sheetData></worksheet>"
    return zipped(
        {TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet}
    )


def packed_thin() -> bytes:
    """Twenty megabytes of nothing in twenty kilobytes."""
    return zipped({TYPES: "<Types/>", DOCUMENT: b" " * 20_000_000})


def lying_sizes() -> bytes:
    """A directory that tells of a hundred bytes where there are ten million."""
    body = bytearray(zipped({TYPES: "<Types/>", DOCUMENT: b"A" * 10_000_000}))
    true, said = struct.pack("<I", 10_000_000), struct.pack("<I", 100)
    return bytes(body.replace(true, said))


def nested() -> bytes:
    """An archive in an archive."""
    return zipped({TYPES: "<Types/>", DOCUMENT: "<a/>", "word/more.zip": zipped({"a": "b"})})


def overlapping() -> bytes:
    """Two entries of the directory that share their bytes."""
    body = zipped({"Contents/section0.xml": "<a/>", "Contents/section1.xml": "<a/>"}, packed=False)
    at = body.rindex(b"PK\x01\x02")
    return body[: at + 42] + struct.pack("<I", 0) + body[at + 46 :]


def very_many() -> bytes:
    """Sixty-five thousand entries."""
    return zipped({f"word/{n}": "" for n in range(65_000)}, packed=False)


def laughing() -> bytes:
    """A billion laughs."""
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    head = f'<!DOCTYPE w [<!ENTITY a0 "ha">{"".join(names)}]>'
    return word_file("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", head=head)


def quadratic() -> bytes:
    """One long entity a thousand times."""
    head = f'<!DOCTYPE w [<!ENTITY a "{"x" * 50_000}">]>'
    return word_file(f"<w:p><w:r><w:t>{'&a;' * 1000}</w:t></w:r></w:p>", head=head)


def reaching_out(where: str) -> bytes:
    """An entity that asks for a file or an address."""
    head = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{where}">]>'
    return word_file("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head=head)


def outside_type(where: str) -> bytes:
    """A document type that lies outside."""
    return word_file("<w:p/>", head=f'<!DOCTYPE w SYSTEM "{where}">')


def named(name: str) -> bytes:
    """An entry of that name."""
    return zipped({TYPES: "<Types/>", DOCUMENT: "<a/>", name: "x"})


def twice() -> bytes:
    """Two entries of one name."""
    body = zipped({"Contents/section0.xml": "<a/>", "Contents/section1.xml": "<b/>"}, packed=False)
    return body.replace(b"section1", b"section0")


def link() -> bytes:
    """A symbolic link to somewhere."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(DOCUMENT, "<a/>")
        entry = zipfile.ZipInfo("word/link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return kept.getvalue()


def old_office(name: str) -> bytes:
    """A compound file with a stream of that name."""
    return compound({name: b"\0" * 99})


def locked_hwp(flags: int) -> bytes:
    """A .hwp whose first stream says how it is locked; what is in it, nobody can tell."""
    return compound(
        {"FileHeader": file_header(flags), "DocInfo": b"\x01" * 99, "BodyText/Section0": b"\x02"}
    )


def old_hwp(section: bytes) -> bytes:
    """A .hwp with that, packed, in the place of its records."""
    return hwp_of({"DocInfo": b"", "BodyText/Section0": section})


def with_macros() -> bytes:
    """A workbook with macros, renamed."""
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = f'<Types><Default ContentType="{kind}"/></Types>'
    return zipped({TYPES: types, "xl/workbook.xml": "<workbook/>"})


def locked_hwpx() -> bytes:
    """An HWPX with a password."""
    return zipped(
        {
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
            "Contents/section0.xml": b"\x01\x02",
        }
    )


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """A workbook that somebody fills."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    fill(book)
    book.close()
    return kept.getvalue()


def long_sheet() -> bytes:
    """A hundred thousand rows."""
    return workbook(lambda book: [book.add_worksheet().write_column(0, 0, range(100_000))])


def wide_sheet() -> bytes:
    """Sixteen thousand columns."""
    return workbook(lambda book: [book.add_worksheet().write_row(0, 0, range(16_000))])


def dense_corner() -> bytes:
    """Two cells in the farthest corners, without the places by which they could be counted."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='4999'><c r='XFD4999'><v>1</v></c></row>"
        "</sheetData></worksheet>"
    )
    whole = workbook(lambda book: [book.add_worksheet().write(0, 0, 1)])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet})


def deep() -> bytes:
    """A table in a table, three thousand times: more than any reader can go down."""
    levels = 3_000
    body = "<w:tbl><w:tr><w:tc>" * levels + "</w:tc></w:tr></w:tbl>" * levels
    return word_file(body, packed=False)


def many_elements() -> bytes:
    """Four million elements in sixteen megabytes: many seconds of work."""
    return word_file("<p/>" * 4_000_000, packed=False)


def heavy_elements() -> bytes:
    """Elements that each hold a table of attributes: more than the memory of a reader."""
    return word_file("<p a='1'/>" * 1_900_000, packed=False)


def word(fill: Callable[[WordFile], object]) -> bytes:
    """A DOCX that somebody fills."""
    made, kept = Document(), io.BytesIO()
    fill(made)
    made.save(kept)
    return kept.getvalue()
