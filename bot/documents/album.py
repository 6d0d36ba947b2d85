"""사진대지: the photos of a half's records behind the report, four on a page."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any

from bot.documents.outline import Block, Cell, Look, Paragraph, Picture, Table

TITLE = "사진대지"
MISSING = "사진을 불러오지 못했습니다."
MORE = "사진이 많아 앞의 {shown}장만 실었습니다. (모두 {all}장)"
WIDTHS = (85.0, 85.0)
ROOM = (76.0, 84.0)
"""Millimetres: the widest and the highest that a photo may be, so that two rows fill a page."""


def blocks(given: Mapping[str, Any]) -> list[Block]:
    """`given` holds `photos` (`title`, `caption`, and unless it is missing `image`) and `all`."""
    photos: Sequence[Mapping[str, Any]] = given["photos"]
    if not photos:
        return []
    cells = [_cell(at, photo) for at, photo in enumerate(photos)]
    if len(cells) % 2:
        cells.append(Cell(len(cells) // 2, 1))
    found: list[Block] = [
        Paragraph(TITLE, Look.SECTION, fresh=True),
        Table(WIDTHS, len(cells) // 2, tuple(cells), whole_rows=True),
    ]
    if given["all"] > len(photos):
        found.append(Paragraph(MORE.format(shown=len(photos), all=given["all"]), Look.CAPTION))
    return found


def _cell(at: int, photo: Mapping[str, Any]) -> Cell:
    said = [text for text in (photo["title"], photo["caption"]) if text]
    if not photo.get("image"):
        said.append(MISSING)
        return Cell(at // 2, at % 2, _captions(said))
    size = photo["width"], photo["height"]
    width = min(ROOM[0], ROOM[1] * size[0] / size[1])
    picture = Picture(b64decode(photo["image"]), "", width, size)
    return Cell(at // 2, at % 2, _captions(said), picture=picture)


def _captions(said: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, Look.CAPTION) for text in said)
