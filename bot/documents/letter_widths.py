"""How wide a text is at most, whichever font sets it: by a table, so it costs nothing to ask.

A PDF brings its fonts. HWPX, DOCX and XLSX only name those of the office (함초롬바탕, 함초롬돋움),
which do not ship with us, and 한글 may take the Latin letters of 한컴바탕 in their place. So each
letter counts as wide as the widest of all that may set it, by their own tables of advances: what
fits here fits in every format. The suite has typst measure each letter of the shipped fonts
against it. Hundredths of an em; a space is half an em, as 한글 has it.
"""

POINT = 25.4 / 72
"""Millimetres."""

FIRST, LAST = " ", "~"
_SERIF = (
    "50 42 42 84 63 92 86 33 50 50 64 84 32 84 32 56 59 59 59 "
    "59 59 59 59 59 59 59 41 41 84 84 84 56 100 75 67 73 79 67 "
    "63 79 85 38 46 75 63 102 85 85 63 85 73 64 75 75 73 102 79 "
    "73 73 50 100 50 100 55 59 58 60 56 60 55 38 57 64 30 30 58 "
    "30 91 64 60 61 60 49 50 38 64 58 80 59 59 49 59 59 59 80"
)
_SANS = (
    "50 34 34 70 63 96 76 29 32 31 54 66 29 58 29 38 58 58 58 "
    "58 58 58 58 58 58 58 31 32 66 58 66 58 88 72 67 73 71 63 "
    "61 74 72 46 55 67 59 89 73 76 67 76 69 63 65 71 72 100 69 "
    "70 65 34 38 34 57 58 48 58 62 57 62 58 37 61 60 28 28 57 "
    "32 92 61 59 61 61 43 54 37 61 57 82 56 57 55 38 36 38 58"
)
_WIDER = (
    (0x00B7, 0x00B7, 45),
    *((0x00A0, 0x1FFF, 102), (0x2000, 0x202F, 102), (0x2030, 0x2031, 168), (0x2032, 0x20FF, 102)),
    *((0x2100, 0x214F, 115), (0x2150, 0x218F, 155), (0x2190, 0x21FF, 130), (0x25A0, 0x25EE, 103)),
    *((0x25EF, 0x25EF, 139), (0x2600, 0x27BF, 130), (0x3200, 0x321F, 120), (0x3380, 0x33DF, 278)),
    *((0x1F000, 0x1FAFF, 140), (0x0000, 0x001F, 0)),
)
"""Runs of letters that are not as wide as a syllable."""
SYLLABLE = 100


def width(text: str, size: float, *, sans: bool = False) -> float:
    """Millimetres on one line, at `size` points; no font of any format takes more."""
    table = _OF_SANS if sans else _OF_SERIF
    return sum(table.get(sign) or _other(sign) for sign in text) * size * POINT / 100


def _other(sign: str) -> int:
    code = ord(sign)
    return next((wide for low, high, wide in _WIDER if low <= code <= high), SYLLABLE)


def _ascii(*rows: str) -> dict[str, int]:
    wide = map(int, "".join(rows).split())
    return dict(zip(map(chr, range(ord(FIRST), ord(LAST) + 1)), wide, strict=True))


_OF_SERIF, _OF_SANS = _ascii(*_SERIF), _ascii(*_SANS)
