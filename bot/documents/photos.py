"""A photo as it may be printed: upright, small, and without a word of where it was taken.

A picture from a phone carries the place, the hour and the owner's device. It is drawn anew, point
by point, so that nothing of that is left; a file that only calls itself a picture ends here.
"""

import base64
import io
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from storage.rules.errors import Refusal

KINDS = ("JPEG", "PNG", "WEBP")
MOST_POINTS = 50_000_000  # a phone's largest photo; a JPEG of any size is read smaller at once
LONGEST = 1280  # points on the longer side: 400 to the inch as printed
QUALITY = 82
NO_PHOTO = "사진으로 읽을 수 없는 파일입니다. 예: 행사사진.jpg"


def cleaned(_name: str, body: bytes) -> dict[str, Any]:
    """`image` (JPEG in base64), `width` and `height` in points; Refusal for what is no photo."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about damaged notes of the camera, all thrown away
            return _drawn_anew(body)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refusal(NO_PHOTO) from error
    except Image.DecompressionBombError as error:
        raise Refusal(NO_PHOTO) from error


def _drawn_anew(body: bytes) -> dict[str, Any]:
    with Image.open(io.BytesIO(body), formats=KINDS) as found:
        found.draft("RGB", (LONGEST, LONGEST))
        if found.width * found.height > MOST_POINTS:
            raise Refusal(NO_PHOTO)
        upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONGEST, LONGEST))
    seen = Image.new("RGB", upright.size, "white")
    shown = upright.convert("RGBA")
    seen.paste(shown, mask=shown.getchannel("A"))
    kept = io.BytesIO()
    seen.save(kept, "JPEG", quality=QUALITY)
    told = base64.b64encode(kept.getvalue()).decode()
    return {"image": told, "width": seen.width, "height": seen.height}
