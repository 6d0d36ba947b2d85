"""What a file is, by its bytes, and whether it is what its purpose takes.

Every purpose asks here, so that one file is told in the same words wherever it is sent. A name is
not believed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, Protocol

from bot.documents.reading import text
from bot.documents.reading.guard import ENCRYPTED, MACROS, OLE, PACKED, ZIP, Archive
from bot.documents.reading.pieces import Pieces
from storage.rules.errors import Refusal


class Kind(StrEnum):
    """What is read for one purpose or another."""

    HWPX = "한글 문서(.hwpx)"
    HWP = "한글 문서(.hwp)"
    DOCX = "워드 문서(.docx)"
    XLSX = "엑셀 통합 문서(.xlsx)"
    TEXT = "글만 든 파일(.txt, .csv)"


@dataclass(frozen=True)
class Wanted:
    """The kinds that a purpose takes or has words for, and what to send."""

    kinds: Collection[Kind]
    advice: str


REPORT = Wanted(
    [*Kind], "원본을 HWPX, HWP, DOCX, XLSX 또는 텍스트(.txt) 파일로 저장하여 보내 주십시오."
)
PLAN_TABLE = Wanted(
    [Kind.XLSX, Kind.TEXT, Kind.HWPX, Kind.HWP, Kind.DOCX],
    "취합표를 XLSX, CSV, HWPX, HWP 또는 DOCX 파일로 저장하여 보내 주십시오.",
)
REGISTER = Wanted(
    [Kind.XLSX, Kind.TEXT, Kind.HWPX, Kind.HWP],
    "대장을 XLSX, CSV, HWPX 또는 HWP 파일로 저장하여 보내 주십시오.",
)
FORM = Wanted(
    [Kind.HWPX, Kind.HWP, Kind.DOCX],
    "서식은 한글 HWPX 문서만 됩니다. 한글에서 ‘다른 이름으로 저장하기’로 HWPX 문서(.hwpx)를"
    " 골라 저장한 뒤 다시 보내 주십시오.",
)
TEXT_ONLY = Wanted([Kind.TEXT], "표를 CSV(.csv) 또는 텍스트(.txt) 파일로 저장하여 보내 주십시오.")


class Hwp(Protocol):
    """A .hwp document that may be read."""

    def pieces(self) -> Pieces:
        """Its paragraphs and tables."""

    def names(self) -> list[str]:
        """The names of its cells and fields."""


@dataclass(frozen=True)
class Opened:
    """A sound file; the archive of its parts, or the .hwp document, is open already."""

    kind: Kind
    archive: Archive | None = None
    hwp: Hwp | None = None


@dataclass(frozen=True)
class Foreign:
    """A kind that nobody reads: what it is, and how its own program saves it as another."""

    what: str
    saved_as: Kind | None = None
    how: str = ""

    def refused(self, wanted: Wanted) -> Refusal:
        """The sentence; the way of its own program where that leads to a kind that is wanted."""
        if self.saved_as in wanted.kinds:
            return Refusal(f"{self.what} 읽지 못합니다. {self.how}")
        return Refusal(f"{self.what} 읽지 못합니다. {wanted.advice}")


OTHER = "받은 것은 {what}입니다. {advice}"
UNKNOWN = "읽을 수 있는 파일이 아닙니다. {advice}"
EMPTY = "빈 파일(0바이트)입니다. 저장이 끝났는지 확인하고 다시 보내 주십시오."
SECURED = (
    "문서 보안(DRM)이 걸린 파일이라 읽을 수 없습니다. 보안을 풀어 저장한 뒤 다시 보내 주십시오."
)
DRM = (b"\x9b DRMONE", b"<DOCUMENT SAFER", b"SCDSA00")
"""How files of the document guards that offices use begin."""
PICTURE, PHOTO = Foreign("그림 파일은"), Foreign("사진 파일은")
RTF = Foreign("서식 있는 텍스트(.rtf)는")
MAGICS: tuple[tuple[bytes, Foreign], ...] = (
    (b"%PDF", Foreign("PDF는")),
    *((magic, PICTURE) for magic in (b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")),
    (b"\xff\xd8\xff", PHOTO),
    (b"{\\rtf", RTF),
    (
        b"HWP Document File V",
        Foreign(
            "오래된 한글 파일(한글 97 이전)은",
            Kind.HWPX,
            "한글에서 ‘다른 이름으로 저장하기’로 HWPX 문서(.hwpx)를 골라 저장한 뒤 다시 보내"
            " 주십시오.",
        ),
    ),
)
PARCELS = (
    (b"PK\x05\x06", "(.zip)"),
    (b"7z\xbc\xaf\x27\x1c", "(.7z)"),
    (b"Rar!", "(.rar)"),
    (b"EGGA", "(.egg)"),
    (b"ALZ\x01", "(.alz)"),
    (b"\x1f\x8b", "(.gz)"),
)
HML = Foreign(
    "한글 XML 문서(.hml)는",
    Kind.HWPX,
    "한글에서 ‘다른 이름으로 저장하기’로 HWPX 문서(.hwpx)를 골라 저장한 뒤 다시 보내 주십시오.",
)
CONTAINER = "bot.documents.reading.containers"
"""Loaded for a compound file alone: the library behind it takes 0.4 s to load."""
TYPES, MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
SECTION = re.compile(r"Contents/section\d+\.xml")
CONTAINED: tuple[tuple[str, Foreign], ...] = (
    (
        "Workbook",
        Foreign(
            "옛 엑셀 파일(.xls)은",
            Kind.XLSX,
            "엑셀에서 ‘다른 이름으로 저장’으로 통합 문서(.xlsx)를 골라 저장한 뒤 다시 보내"
            " 주십시오.",
        ),
    ),
    ("Book", Foreign("엑셀 95 이전의 파일(.xls)은")),
    (
        "WordDocument",
        Foreign(
            "옛 워드 파일(.doc)은",
            Kind.DOCX,
            "워드에서 ‘다른 이름으로 저장’으로 Word 문서(.docx)를 골라 저장한 뒤 다시 보내"
            " 주십시오.",
        ),
    ),
    ("PowerPoint Document", Foreign("파워포인트 파일(.ppt)은")),
    ("__properties_version1.0", Foreign("전자우편을 저장한 파일(.msg)은")),
    ("\u4840\u3f7f\u4164\u422f\u4836", Foreign("설치 파일(.msi)은")),
    ("Catalog", Foreign("그림 미리 보기 파일(Thumbs.db)은")),
)
"""The kinds of compound files, by a stream of theirs."""
OTHER_CONTAINER = Foreign("문서가 아닌 복합 파일은")
ZIPPED: tuple[tuple[str, Foreign], ...] = (
    (
        "xl/workbook.bin",
        Foreign(
            "엑셀 바이너리 파일(.xlsb)은",
            Kind.XLSX,
            "엑셀에서 ‘다른 이름으로 저장’으로 통합 문서(.xlsx)를 골라 저장한 뒤 다시 보내"
            " 주십시오.",
        ),
    ),
    ("ppt/presentation.xml", Foreign("파워포인트 파일(.pptx)은")),
    ("content.xml", Foreign("오픈도큐먼트 파일(.odt, .ods)은")),
)


def opened(body: bytes, wanted: Wanted) -> Opened:
    """Raises Refusal in one sentence that says what came, and what to send instead."""
    if not body:
        raise Refusal(EMPTY)
    file = _by_first_bytes(body, wanted)
    if file.kind not in wanted.kinds:
        raise Refusal(OTHER.format(what=file.kind.value, advice=wanted.advice))
    return file


def only_text(_name: str, body: bytes) -> None:
    """Refusal for a file that is no text."""
    opened(body, TEXT_ONLY)


def _by_first_bytes(body: bytes, wanted: Wanted) -> Opened:
    if body.startswith(DRM):
        raise Refusal(SECURED)
    for magic, foreign in MAGICS:
        if body.startswith(magic):
            raise foreign.refused(wanted)
    for magic, name in PARCELS:
        if body.startswith(magic):
            raise Refusal(PACKED.format(name=name))
    if body.startswith(OLE):
        in_container: Any = import_module(CONTAINER).opened
        found: Opened = in_container(body, wanted)
        return found
    if body.startswith(ZIP):
        return _in_archive(body, wanted)
    if b"<HWPML" in body[:1024]:
        raise HML.refused(wanted)
    if text.decoded(body) is None:
        raise Refusal(UNKNOWN.format(advice=wanted.advice))
    return Opened(Kind.TEXT)


def _in_archive(body: bytes, wanted: Wanted) -> Opened:
    archive = Archive(body)
    names = set(archive.names)
    for name, foreign in ZIPPED:
        if name in names:
            raise foreign.refused(wanted)
    if TYPES in names and b"macroEnabled" in archive.read(TYPES):
        raise Refusal(MACROS)
    for name, kind in (("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX)):
        if name in names:
            return Opened(kind, archive)
    if not any(SECTION.fullmatch(name) for name in names):
        raise Refusal(UNKNOWN.format(advice=wanted.advice))
    if MANIFEST in names and b"encryption-data" in archive.read(MANIFEST):
        raise Refusal(ENCRYPTED)
    return Opened(Kind.HWPX, archive)
