"""Where the text of a PDF stands, letter by letter, as PDFium finds it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

POINT = 25.4 / 72
HYPHEN = "\ufffe"
"""How PDFium tells a hyphen at the end of a line."""


@dataclass(frozen=True)
class Letter:
    """A letter with its box in millimetres from the upper left corner of its page."""

    sign: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Halfway between its sides."""
        return (self.left + self.right) / 2


def letters(body: bytes) -> Iterator[Letter]:
    """Every letter but spaces, in the order in which it was set."""
    with pypdfium2.PdfDocument(body) as file:
        for number, page in enumerate(file):
            text, high = page.get_textpage(), page.get_height()
            for at, sign in enumerate(text.get_text_range()):
                if sign.strip():
                    left, bottom, right, top = text.get_charbox(at, loose=True)
                    yield Letter(
                        sign.replace(HYPHEN, "-"),
                        number,
                        left * POINT,
                        (high - top) * POINT,
                        right * POINT,
                        (high - bottom) * POINT,
                    )


def lines(body: bytes) -> list[str]:
    """The text line by line, without spaces."""
    with pypdfium2.PdfDocument(body) as file:
        told = "\n".join(page.get_textpage().get_text_range() for page in file)
    return ["".join(line.split()) for line in told.replace(HYPHEN, "-").splitlines()]
