"""An address as a QR picture, to be read from another screen or from paper."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import segno
from PIL import Image

SIDE = 800
"""Pixels of each side of the picture."""

QUIET = 4
"""Modules of white around the code: the quiet zone of ISO/IEC 18004."""


def render(given: Mapping[str, Any]) -> bytes:
    """The PNG of `given["text"]`; raises ValueError when the text does not fit a QR code.

    Error correction M: a photo of a shiny screen loses a little. Modules are whole pixels, so
    that their edges stay sharp; what is left over widens the quiet zone.
    """
    code = segno.make(given["text"], error="m", micro=False)
    rows = [bytes(255 * (not module) for module in row) for row in code.matrix_iter(border=QUIET)]
    modules = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    scale = SIDE // len(rows)
    drawn = modules.resize((len(rows) * scale,) * 2, Image.Resampling.NEAREST)
    picture = Image.new("L", (SIDE, SIDE), 255)
    picture.paste(drawn, ((SIDE - drawn.width) // 2,) * 2)
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
