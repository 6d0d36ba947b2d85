"""Pictures for the demo's records: drawn, so that no photo of anybody stands in the project."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot import documents
from bot.demo.texts import BOOTH, DRAWN, WORKS_SIGN

SIZE = (1280, 960)
GROUND = 640  # px from the top, where the floor begins
QUALITY = 80
LETTERS = Path(documents.__file__).parent / "assets" / "fonts" / "quota-gothic-bold.otf"
SKIES = ("#cfe4f7", "#fbe6cf", "#dde3f6", "#d6f0e4")
BOOTHS = ("#1d64c8", "#1b7f4b", "#b4552d", "#6b4fb3")
CLOTHES = ("#39475a", "#7a4b3a", "#2f6f63", "#4d4a80", "#8a6a2d")
FACES = ("#e9c4a6", "#d9ab86", "#f0d3b8")


def scene(turn: int, *, works: bool) -> bytes:
    """A JPEG of a job fair, or of a building site; `turn` changes its colours."""
    image = Image.new("RGB", SIZE, SKIES[turn % len(SKIES)])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, GROUND, *SIZE), fill="#c9ced6" if not works else "#cbbfae")
    if works:
        _site(pen, turn)
    else:
        _fair(pen, turn)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _fair(pen: ImageDraw.ImageDraw, turn: int) -> None:
    _sign(pen, (180, 70, 1100, 190), DRAWN, "#17365f")
    for booth in range(3):
        left = 70 + booth * 400
        pen.rectangle((left, 330, left + 340, 730), fill="#f7f8fa")
        box = (left - 12, 280, left + 352, 364)
        _sign(pen, box, BOOTH.format(number=booth + 1), BOOTHS[(booth + turn) % len(BOOTHS)])
        pen.rectangle((left + 20, 600, left + 320, 730), fill="#dfe4ea")
    for place in range(11):
        _person(pen, 60 + place * 112, 790 + place * 37 % 90, place + turn)


def _site(pen: ImageDraw.ImageDraw, turn: int) -> None:
    for floor in range(4):
        top = 250 + floor * 98
        pen.rectangle((640, top, 1180, top + 86), fill="#b9c0c9", outline="#8c96a3", width=4)
    pen.line((380, 640, 380, 120), fill="#d99a1c", width=18)
    pen.line((200, 150, 900, 150), fill="#d99a1c", width=14)
    pen.line((820, 150, 820, 240), fill="#5b6470", width=4)
    _sign(pen, (90, 690, 640, 780), WORKS_SIGN, "#1b7f4b")
    for place in range(5):
        _person(pen, 700 + place * 110, 760 + place * 37 % 80, place + turn)
        left = 670 + place * 110
        pen.pieslice(
            (left, 628 + place * 37 % 80, left + 62, 690 + place * 37 % 80), 180, 360, "#f2c230"
        )


def _sign(
    pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], words: str, colour: str
) -> None:
    pen.rectangle(box, fill=colour)
    left, top, right, bottom = box
    middle = ((left + right) // 2, (top + bottom) // 2)
    pen.text(middle, words, fill="#ffffff", font=_letters((bottom - top) // 2), anchor="mm")


def _person(pen: ImageDraw.ImageDraw, x: int, y: int, turn: int) -> None:
    body = (x - 32, y - 60, x + 32, y + 90)
    pen.rounded_rectangle(body, 30, fill=CLOTHES[turn % len(CLOTHES)])
    pen.ellipse((x - 30, y - 122, x + 30, y - 62), fill=FACES[turn % len(FACES)])


@cache
def _letters(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(LETTERS), size)
