"""A PDF as a reader draws it: PDFium, the engine of browsers, which shares nothing with typst."""

from collections.abc import Iterator

import pypdfium2
from PIL import Image

SCALE = 2.0  # pixels a point
DARK = 128


def drawn(body: bytes, scale: float = SCALE) -> list[Image.Image]:
    """Each page as a grey picture."""
    with pypdfium2.PdfDocument(body) as file:
        return [page.render(scale=scale, grayscale=True).to_pil() for page in file]


def invisible(body: bytes) -> Iterator[str]:
    """Every letter of the text that leaves no dark point in its own place on the page."""
    pictures = drawn(body)
    with pypdfium2.PdfDocument(body) as file:
        for page, picture in zip(file, pictures, strict=True):
            text = page.get_textpage()
            height = page.get_height()
            for at, letter in enumerate(text.get_text_range()):
                if letter.strip() and not _inked(picture, text.get_charbox(at), height):
                    yield letter


def _inked(picture: Image.Image, box: tuple[float, ...], height: float) -> bool:
    left, bottom, right, top = (side * SCALE for side in box)
    place = (
        int(left),
        int(height * SCALE - top),
        int(right) + 1,
        int(height * SCALE - bottom) + 1,
    )
    darkest = picture.crop(place).getextrema()[0]
    return isinstance(darkest, int) and darkest < DARK
