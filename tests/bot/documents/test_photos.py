"""A photo is printed upright and small, and tells nothing of who took it, where and when."""

import base64
import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from bot.documents.photos import LONGEST, cleaned
from storage.rules.errors import Refusal
from tests.helpers.photographs import CANARY, TURNED, photograph


def seen(told: dict[str, Any]) -> Image.Image:
    """The picture that is printed."""
    found = Image.open(io.BytesIO(base64.b64decode(told["image"])))
    assert found.size == (told["width"], told["height"])
    return found


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    assert CANARY.encode() in photograph()
    told = cleaned("", photograph())
    assert CANARY.encode() not in base64.b64decode(told["image"])
    assert dict(seen(told).getexif()) == {}
    assert "exif" not in seen(told).info


def test_a_photo_of_a_turned_phone_stands_upright() -> None:
    found = seen(cleaned("", photograph(held=TURNED)))
    assert found.width < found.height
    grey = found.convert("L")
    left, right = (grey.getpixel((x, found.height // 2)) for x in (10, found.width - 10))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left < 40
    assert right > 215


@pytest.mark.parametrize("size", [(4000, 3000), (300, 6000), (200, 100)])
def test_no_side_is_longer_than_is_printed(size: tuple[int, int]) -> None:
    found = seen(cleaned("", photograph(*size)))
    assert max(found.size) == min(max(size), LONGEST)
    assert found.width / found.height == pytest.approx(size[0] / size[1], rel=0.05)


def test_what_is_seen_through_is_white() -> None:
    kept = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(kept, "PNG")
    assert seen(cleaned("", kept.getvalue())).getpixel((20, 15)) == (255, 255, 255)


def huge(side: int) -> bytes:
    """A PNG of a few bytes that says it is side x side points."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"%PDF-1.7",
        photograph()[:2000],
        huge(8_000),
        huge(60_000),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "text", "pdf", "cut off", "64 million points", "3.6 billion", "svg"],
)
def test_what_is_no_photo_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(Refusal, match="사진으로 읽을 수 없는"):
        cleaned("", body)
