"""Photos as a phone would send them."""

import io

from PIL import Image


def picture(shade: int) -> bytes:
    """A small JPEG; another shade makes another picture."""
    made = io.BytesIO()
    Image.new("RGB", (32, 24), (shade, 90, 160)).save(made, "JPEG")
    return made.getvalue()
