"""Small pictures made on the spot."""

import io

from PIL import Image


def jpeg(width: int = 640, height: int = 480, **save: object) -> bytes:
    """A plain JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "JPEG", **save)
    return out.getvalue()


def png(width: int = 640, height: int = 480) -> bytes:
    """A plain PNG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def size(data: bytes) -> tuple[str | None, int, int]:
    """Format, width and height of a picture."""
    with Image.open(io.BytesIO(data)) as image:
        return image.format, image.width, image.height
