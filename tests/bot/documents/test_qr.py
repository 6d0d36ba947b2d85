"""The QR picture of an invitation."""

from io import BytesIO

import pytest
import segno
from PIL import Image
from segno.encoder import DataOverflowError

from bot.documents import qr

LINK = "https://t.me/goyang_quota_bot?start=" + "Ab-_0" * 8 + "xyz"


def test_every_module_of_the_code_stands_in_the_picture() -> None:
    picture = Image.open(BytesIO(qr.render({"text": LINK})))
    code = [[bool(module) for module in row] for row in segno.make(LINK, error="m").matrix]
    scale = qr.SIDE // (len(code) + 2 * qr.QUIET)
    edge = (qr.SIDE - len(code) * scale) // 2
    middles = [edge + at * scale + scale // 2 for at in range(len(code))]
    drawn = [[picture.getpixel((x, y)) == 0 for x in middles] for y in middles]
    assert drawn == code


def test_the_picture_is_square_and_quiet_around_the_code() -> None:
    picture = Image.open(BytesIO(qr.render({"text": LINK}))).convert("L")
    assert (picture.format, picture.size) == (None, (800, 800))
    dark = picture.point(lambda tone: 255 - tone).getbbox()
    assert dark is not None
    modules = len(segno.make(LINK, error="m").matrix)
    assert dark[0] >= qr.QUIET * (dark[2] - dark[0]) // modules


def test_the_same_link_is_the_same_picture() -> None:
    assert qr.render({"text": LINK}) == qr.render({"text": LINK})


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(DataOverflowError):
        qr.render({"text": "가" * 3000})
