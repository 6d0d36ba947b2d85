"""Which letters the shipped fonts can print, and 〓 for the rest.

Where no font has a letter, typst draws an empty box or nothing without a word, so it is asked of
the fonts' own character maps before anything is set.
"""

import re
import struct
from functools import cache
from pathlib import Path

from storage.rules.names import clean_text

FONTS = Path(__file__).parent / "assets" / "fonts"
"""The folder of the only fonts that paper and pictures use."""

MISSING = "〓"
"""The printers' old mark for a letter that is not in the case."""

_LOOK_ALIKE = str.maketrans("✔∙ᆞ⋅・☑☐∼⦁", "✓····✓□~●")
"""Marks that phones and Hangul offer beside the ones the fonts hold, drawn almost alike."""
_RIDERS = re.compile("[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
"""Only colour or frame the sign before them; alone they would each become a second 〓."""


def printable(text: str) -> str:
    """The text as it can be printed: cleaned, composed, and 〓 for each letter no font has."""
    known = _known()
    return "".join(
        sign if sign == "\n" or ord(sign) in known else MISSING for sign in _plain(text)
    )


def unprintable(text: str) -> list[str]:
    """The letters of a text for which 〓 is printed, each once."""
    known = _known()
    signs = dict.fromkeys(_plain(text))
    return [sign for sign in signs if sign != "\n" and ord(sign) not in known]


def _plain(text: str) -> str:
    return _RIDERS.sub("", clean_text(text).translate(_LOOK_ALIKE))


@cache
def _known() -> frozenset[int]:
    """Code points in at least one shipped font: typst takes from the other what one lacks."""
    return frozenset().union(*(_mapped(path.read_bytes()) for path in sorted(FONTS.glob("*.otf"))))


def _mapped(font: bytes) -> frozenset[int]:
    """Code points in the Windows Unicode map of a font (OpenType 1.9: cmap, format 4)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    maps = struct.unpack_from(">H", font, start + 2)[0]
    places = [struct.unpack_from(">HHL", font, start + 4 + 8 * index) for index in range(maps)]
    place = start + next(at for platform, kind, at in places if (platform, kind) == (3, 1))
    kind, _, _, doubled = struct.unpack_from(">4H", font, place)
    if kind != 4:
        raise ValueError(f"a character map of format 4 is wanted, not {kind}")
    ends = struct.unpack_from(f">{doubled // 2}H", font, place + 14)
    begins = struct.unpack_from(f">{doubled // 2}H", font, place + 16 + doubled)
    runs = zip(begins, ends, strict=True)
    return frozenset(code for first, last in runs for code in range(first, last + 1)) - {0xFFFF}
