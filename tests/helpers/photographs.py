"""Photos as phones send them: with the place, the maker and the way the phone was held."""

import io

from PIL import Image, ImageDraw

UPRIGHT, TURNED = 1, 6
ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825
CANARY = "Canary phones"


def photograph(width: int = 1600, height: int = 1200, held: int = UPRIGHT) -> bytes:
    """A JPEG whose upper half is white and whose lower half is black."""
    seen = Image.new("RGB", (width, height), "black")
    ImageDraw.Draw(seen).rectangle((0, 0, width, height // 2), fill="white")
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = held, CANARY
    notes.get_ifd(PLACE).update({1: "N", 2: (37.0, 39.0, 0.0), 3: "E", 4: (126.0, 50.0, 0.0)})
    kept = io.BytesIO()
    seen.save(kept, "JPEG", exif=notes)
    return kept.getvalue()
