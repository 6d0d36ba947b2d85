"""A .hwp file (HWP 5) as records: its container, its locks, what is packed in it.

dochan opens the container and unpacks; its own reading of the records leaves out where notes, text
boxes and automatic marks stand, so the records are put into a tree here.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from dochan.cfb import OleFileIO
from dochan.hwp.distdoc import decode_distribution_section
from dochan.hwp.header import FileHeader
from dochan.utils.safe_decompress import safe_zlib_decompress

from bot.documents.reading.guard import DAMAGED, ENCRYPTED, MOST_BYTES, TOO_BIG
from storage.rules.errors import Refusal

HEADER, LOOKS = "FileHeader", "DocInfo"
SIGNATURE = "HWP Document File"
LEAST_VERSION = 5
MOST_RECORDS = 500_000
LONG = 0xFFF  # a size that does not fit stands behind the record's head
OLDER = (
    "한글 5.0보다 오래된 한글 파일이라 읽지 못합니다. 한글에서 ‘다른 이름으로 저장하기’로 HWPX"
    " 문서(.hwpx)를 골라 저장한 뒤 다시 보내 주십시오."
)
SECURED = (
    "보안(DRM·인증서)이 걸린 한글 파일이라 읽을 수 없습니다. 보안을 풀어 저장한 뒤 다시 보내"
    " 주십시오."
)
FOR_READING = (
    "배포용으로 저장된 한글 파일이라 글을 꺼내지 못했습니다. 한글에서 배포용을 풀거나 HWPX"
    " 문서(.hwpx)로 저장한 뒤 다시 보내 주십시오."
)


@dataclass(slots=True)
class Record:
    """One record with those below it."""

    tag: int
    data: bytes
    below: list["Record"] = field(default_factory=list)

    def number(self, at: int, size: int = 2) -> int:
        """The unsigned number of so many bytes at a place; 0 beyond the record's end."""
        return int.from_bytes(self.data[at : at + size], "little")


class HwpFile:
    """An open file; `tracked` when it remembers changes."""

    def __init__(self, container: OleFileIO) -> None:
        """Raises Refusal for a file that is locked, too old, or no document."""
        self._container = container
        try:
            header = FileHeader.parse(self._stream(HEADER))
        except ValueError as error:
            raise Refusal(DAMAGED) from error
        if SIGNATURE not in header.signature:
            raise Refusal(DAMAGED)
        if header.is_drm or header.has_cert_encrypt or header.has_cert_drm:
            raise Refusal(SECURED)
        if header.is_encrypted:
            raise Refusal(ENCRYPTED)
        if header.major_version < LEAST_VERSION:
            raise Refusal(OLDER)
        self.tracked = bool(header.is_track_change)
        self._packed = bool(header.is_compressed)
        self._for_reading = bool(header.is_distribution)
        self._left, self._records = MOST_BYTES, MOST_RECORDS

    def looks(self) -> list[Record]:
        """The shapes of paragraphs, bullets and numbers, one after the other."""
        return self._tree(self._unpacked(LOOKS))

    def sections(self) -> Iterator[list[Record]]:
        """The paragraphs of each section. Raises Refusal for a file without one."""
        folder = "ViewText" if self._for_reading else "BodyText"
        pattern = re.compile(rf"{folder}/Section(\d+)")
        names = ["/".join(path) for path in self._container.listdir()]
        found = sorted((int(one[1]), name) for name in names if (one := pattern.fullmatch(name)))
        if not found:
            raise Refusal(DAMAGED)
        for _at, name in found:
            yield self._tree(self._unpacked(name, locked=self._for_reading))

    def _stream(self, name: str) -> bytes:
        try:
            body: bytes = self._container.openstream(name).read()
        except (OSError, ValueError) as error:
            raise Refusal(DAMAGED) from error
        return body

    def _unpacked(self, name: str, *, locked: bool = False) -> bytes:
        """A stream as it was before it was packed, counted against what is left of all."""
        body = self._stream(name)
        try:
            if locked:
                body = decode_distribution_section(
                    body, is_compressed=self._packed, max_size=self._left, decompress=True
                )
            elif self._packed:
                body = safe_zlib_decompress(body, max_size=self._left)
        except (ValueError, zlib.error) as error:
            if "exceeds limit" in str(error):
                raise Refusal(TOO_BIG) from error
            raise Refusal(FOR_READING if locked else DAMAGED) from error
        self._left -= len(body)
        if self._left < 0:
            raise Refusal(TOO_BIG)
        return body

    def _tree(self, body: bytes) -> list[Record]:
        """Each record under the last one of a lower level. Raises Refusal where one is cut off."""
        top: list[Record] = []
        open_ones: list[tuple[int, list[Record]]] = [(-1, top)]
        at = 0
        while at < len(body):
            try:
                (head,) = struct.unpack_from("<I", body, at)
                at, size = at + 4, head >> 20
                if size == LONG:
                    (size,) = struct.unpack_from("<I", body, at)
                    at += 4
            except struct.error as error:
                if not body[at:].strip(b"\0"):  # room that some writers leave behind the last one
                    break
                raise Refusal(DAMAGED) from error
            if at + size > len(body):
                raise Refusal(DAMAGED)
            self._records -= 1
            if not self._records:
                raise Refusal(TOO_BIG)
            record = Record(head & 0x3FF, body[at : at + size])
            level = head >> 10 & 0x3FF
            at += size
            while open_ones[-1][0] >= level:
                open_ones.pop()
            open_ones[-1][1].append(record)
            open_ones.append((level, record.below))
        return top
