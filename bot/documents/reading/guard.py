"""Whether an archive may be opened at all.

Everything is asked of the archive's own directory before a library sees it, and bytes are counted
while they are unpacked: a directory may lie. Nothing is ever unpacked to a disk.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from storage.rules.errors import Refusal

MOST_ENTRIES = 2_000
MOST_BYTES = 50 << 20
MOST_RATIO = 100
SMALL = 64 << 10  # below this a high ratio harms nobody: a blank style sheet packs well
CHUNK = 64 << 10
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
"""What `zipfile` raises for an entry that is broken, or packed in a way that it does not know."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_DIRECTORY = b"PK\x05\x06"
LOCAL_HEADER = 30
OFFICE = ("word/", "xl/", "ppt/", "Contents/", "META-INF/", "[Content_Types]", "mimetype")
"""Where the parts of office documents lie; a zip without any is a parcel of files."""
ARCHIVES = (".zip", ".hwpx", ".docx", ".xlsx", ".pptx", ".jar", ".7z", ".rar", ".gz")
TOO_BIG = (
    "압축을 풀면 너무 커지는 파일이라 읽지 않았습니다. 필요한 부분만 담아 다시 저장하여 보내"
    " 주십시오."
)
UNSAFE = (
    "파일 안의 짜임이 정상이 아니어서 읽지 않았습니다. 원본 프로그램에서 다시 저장하여 보내"
    " 주십시오."
)
NESTED = (
    "파일 안에 다른 압축 파일이 들어 있어 읽지 않았습니다. 끼워 넣은 파일을 빼고 다시 저장하여"
    " 보내 주십시오."
)
DAMAGED = (
    "파일이 온전하지 않습니다. 끝까지 저장되었는지 확인하고, 원본 프로그램에서 다시 저장하여 보내"
    " 주십시오."
)
PACKED = "압축 파일{name}이라 읽지 않았습니다. 압축을 풀어 안의 파일을 하나씩 보내 주십시오."
ENCRYPTED = "암호가 걸린 파일이라 읽을 수 없습니다. 암호를 풀어 저장한 뒤 다시 보내 주십시오."
MACROS = (
    "매크로가 든 파일은 읽지 않습니다. 매크로 없는 통합 문서(.xlsx)나 문서(.docx)로 저장하여 보내"
    " 주십시오."
)


class Archive:
    """A zip whose directory was found harmless; `read` counts what it unpacks."""

    def __init__(self, body: bytes) -> None:
        """Raises Refusal for anything an office program would not write."""
        _refuse_many(body)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, struct.error, ValueError, OSError) as error:
            raise Refusal(DAMAGED) from error
        entries = self._zip.infolist()
        _refuse_sizes(entries)
        _refuse_names(entries)
        _refuse_overlaps(body, entries)
        self._left = MOST_BYTES

    @property
    def names(self) -> list[str]:
        """Every entry's name."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of one entry; Refusal when it is missing, damaged, or more than it says."""
        if name not in self.names:
            raise Refusal(DAMAGED)
        kept = io.BytesIO()
        try:
            with self._zip.open(name) as entry:
                while part := entry.read(CHUNK):
                    self._left -= len(part)
                    if self._left < 0:
                        raise Refusal(TOO_BIG)
                    kept.write(part)
        except UNREADABLE as error:
            raise Refusal(DAMAGED) from error
        return kept.getvalue()

    def xml(self, name: str) -> Element:
        """One entry as XML, without document types, entities or anything from outside."""
        try:
            root: Element = fromstring(self.read(name), forbid_dtd=True)
        except DefusedXmlException as error:
            raise Refusal(UNSAFE) from error
        except (ParseError, LookupError, ValueError) as error:
            raise Refusal(DAMAGED) from error
        return root


def _refuse_many(body: bytes) -> None:
    """The count at the end of the archive, before the directory itself is read."""
    at = body.rfind(END_OF_DIRECTORY)
    if at < 0 or len(body) < at + 22:
        raise Refusal(DAMAGED)
    if struct.unpack("<H", body[at + 10 : at + 12])[0] > MOST_ENTRIES:
        raise Refusal(TOO_BIG)


def _refuse_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_BYTES:
        raise Refusal(TOO_BIG)
    for one in entries:
        if one.flag_bits & 1:
            raise Refusal(ENCRYPTED)
        if one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise Refusal(TOO_BIG)


def _refuse_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = [one.orig_filename for one in entries]
    if len({name.casefold() for name in names}) < len(names):
        raise Refusal(UNSAFE)
    for one in entries:
        name = one.orig_filename
        outside = name.startswith("/") or ".." in name.split("/") or ":" in name
        if outside or "\\" in name or "\0" in name or stat.S_ISLNK(one.external_attr >> 16):
            raise Refusal(UNSAFE)
    if not any(name.startswith(OFFICE) for name in names):
        raise Refusal(PACKED.format(name="(.zip)"))
    if any(name.casefold().endswith(ARCHIVES) for name in names):
        raise Refusal(NESTED)


def _refuse_overlaps(body: bytes, entries: Sequence[zipfile.ZipInfo]) -> None:
    """No two entries may share bytes: one packed block could stand for a thousand files."""
    free = 0
    for one in sorted(entries, key=lambda entry: entry.header_offset):
        at = one.header_offset
        if at < free or body[at : at + 4] != ZIP:
            raise Refusal(UNSAFE)
        name, extra = struct.unpack("<HH", body[at + 26 : at + LOCAL_HEADER])
        free = at + LOCAL_HEADER + name + extra + one.compress_size
        if free > len(body):
            raise Refusal(DAMAGED)
