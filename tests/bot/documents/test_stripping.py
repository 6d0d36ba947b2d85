"""A picture is kept point by point as it came, without where, when and with what it was taken."""

import base64
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from bot.documents.stripping import CLEAN, LEFT, NOTHING, stripped
from tests.helpers.photographs import CANARY, PLACE, TURNED, heic, photograph

KINDS = ("JPEG", "PNG", "WEBP")
TAKEN = "2021:07:15 23:59:59"
FILM = b"\x00\x00\x00\x18ftypmp42" + CANARY.encode()


def kept(body: bytes) -> tuple[bytes, dict[str, Any]]:
    """What would be kept of it, and what was told."""
    told = stripped("", body)
    return (base64.b64decode(told["body"]) if "body" in told else body), told


def points(body: bytes) -> bytes:
    """What a person sees."""
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(body)))
    return bytes(f"{seen.size}", "ascii") + seen.convert("RGB").tobytes()


@pytest.mark.parametrize("held", [1, 3, TURNED])
@pytest.mark.parametrize("kind", KINDS)
def test_place_and_maker_go_and_what_is_seen_stays(kind: str, held: int) -> None:
    came = photograph(320, 240, held, kind=kind, taken=TAKEN)
    assert CANARY.encode() in came
    body, told = kept(came)
    assert CANARY.encode() not in body
    assert TAKEN.encode() not in body
    assert dict(Image.open(io.BytesIO(body)).getexif().get_ifd(PLACE)) == {}
    assert points(body) == points(came)
    assert (told["stripped"], told["day"]) == (CLEAN, "2021-07-15")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_again_has_nothing_to_take_out(kind: str) -> None:
    body, _told = kept(photograph(320, 240, TURNED, kind=kind, taken=TAKEN))
    assert stripped("", body) == {"stripped": NOTHING}


def test_a_film_and_a_comment_behind_and_within_a_photo_go_too() -> None:
    came = photograph(320, 240)
    words = CANARY.encode()
    comment = b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words
    body, _told = kept(came[:2] + comment + came[2:] + FILM)
    assert words not in body
    assert points(body) == points(came)


def test_a_photo_whose_picture_comes_in_several_scans_stays_whole() -> None:
    seen = Image.effect_noise((300, 200), 90).convert("RGB")
    made = io.BytesIO()
    seen.save(made, "JPEG", progressive=True, comment=CANARY.encode())
    body, told = kept(made.getvalue() + FILM)
    assert told["stripped"] == CLEAN
    assert points(body) == points(made.getvalue())
    assert CANARY.encode() not in body


def test_words_in_a_drawing_go() -> None:
    made = io.BytesIO()
    from_somebody = Image.new("RGBA", (20, 10), (1, 2, 3, 4))
    told_beside = PngImagePlugin.PngInfo()
    told_beside.add_text("Author", CANARY)
    from_somebody.save(made, "PNG", pnginfo=told_beside)
    body, told = kept(made.getvalue())
    assert told["stripped"] == CLEAN
    assert CANARY.encode() not in body
    assert points(body) == points(made.getvalue())


def test_the_notes_of_a_heic_photo_are_blank_and_nothing_in_it_moves() -> None:
    came = heic(TAKEN)
    body, told = kept(came)
    assert len(body) == len(came)
    assert b"PIC" in body
    assert CANARY.encode() in came
    assert CANARY.encode() not in body
    assert (told["stripped"], told["day"]) == (CLEAN, "2021-07-15")


def test_a_picture_in_such_boxes_that_a_library_wrote_is_still_one() -> None:
    came = photograph(64, 48, kind="AVIF", taken=TAKEN)
    assert CANARY.encode() in came
    body, told = kept(came)
    assert CANARY.encode() not in body
    assert points(body) == points(came)
    assert told["day"] == "2021-07-15"


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 ...", b"PK\x03\x04", b"\xff\xd8\xff"])
def test_what_is_no_picture_stays_as_it_came_and_is_said_to(body: bytes) -> None:
    assert stripped("", body) == {"stripped": LEFT}


EVERY = [*(photograph(40, 30, TURNED, kind=kind, taken=TAKEN) for kind in KINDS), heic(TAKEN)]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EVERY), st.data())
def test_whatever_is_damaged_is_kept_or_left_and_never_breaks(body: bytes, data: Any) -> None:
    at = data.draw(st.integers(0, len(body) - 1))
    cut = data.draw(st.booleans())
    hurt = body[:at] if cut else body[:at] + data.draw(st.binary(max_size=4)) + body[at + 1 :]
    assert stripped("", hurt)["stripped"] in (NOTHING, CLEAN, LEFT)
