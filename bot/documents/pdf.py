"""Any paper as an archivable PDF, and its first page as a picture for the phone."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.documents import heights, typesetting
from bot.documents.breaks import pieces
from bot.documents.given import Json
from bot.documents.letter_widths import width
from bot.documents.letters import printable
from bot.documents.outline import (
    GOTHIC,
    PNG,
    STEP,
    Block,
    Cell,
    Look,
    Paper,
    Paragraph,
    Picture,
    Table,
)

TEMPLATE = "paper.typ"
PHONE_PPI = 130.0
"""A4 then is 1075 pixels wide: sharp on a phone, and small to send."""
PAGE = 170.0  # millimetres between the margins
BESIDE = {Look.SECTION: 7.0, Look.CIRCLE: 5.0, Look.DASH: 7.0, Look.DOT: 10.5}
"""Millimetres of indent and mark."""
SURE = 0.85
"""Of the width that a text has at most: no font of ours takes less."""
NO_WORDS, UNTITLED = "사진", "문서"
MOST_BULLETS = 200
"""A longer row is cut in several, ruled as if they were one: a cell of 400 long lines would take
half as much memory again."""


def render(paper: Paper) -> bytes:
    """The PDF/A-2a that is PDF/UA-1 as well; equal papers give equal bytes."""
    return typesetting.to_pdf(TEMPLATE, _data(paper), made_at=paper.made_at)


def pages(paper: Paper, ppi: float = PHONE_PPI) -> list[bytes]:
    """Each page as PNG."""
    return typesetting.to_png(TEMPLATE, _data(paper), ppi=ppi)


def first_page(paper: Paper) -> bytes:
    """Page 1 as PNG."""
    return pages(paper)[0]


def _data(paper: Paper) -> dict[str, Json]:
    return {
        "title": printable(paper.title) or UNTITLED,
        "numbered": paper.numbered,
        "blocks": [*map(_block, paper.blocks, (*paper.blocks[1:], None))],
    }


def _block(block: Block, after: Block | None) -> Json:
    if isinstance(block, Table):
        return _table(block, remarked=isinstance(after, Paragraph) and after.look is Look.REMARK)
    if isinstance(block, Picture):
        caption = _paragraph(Paragraph(block.caption, Look.CAPTION), PAGE)
        return {"kind": "picture", "caption": caption, **_picture(block, block.caption)}
    return {"kind": "paragraph", "fresh": block.fresh, **_paragraph(block, PAGE)}


def _table(given: Table, *, remarked: bool) -> Json:
    """A table; the name of a row of bullets stands on each page that the row is on."""
    table = _cut(given)
    bullets = {one.row for one in table.cells if one.top and one.column}
    names = [one for one in table.cells if not one.column and one.row in bullets]
    return {
        "kind": "table",
        "widths": table.widths,
        "header": table.header_rows,
        "whole": table.whole,
        "whole_rows": table.whole_rows,
        "kept": table.whole and remarked,
        "inset": table.inset,
        "cells": [_cell(cell, table, names) for cell in table.cells],
    }


def _picture(one: Picture, said: str) -> dict[str, Json]:
    """An SVG that holds the file: the one way in which a template takes bytes with its data."""
    body = base64.b64encode(one.image).decode()
    kind = "png" if one.image.startswith(PNG) else "jpeg"
    wide, high = one.size
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
    inside = f'<image width="{wide}" height="{high}" href="data:image/{kind};base64,{body}"/>'
    image = typesetting.Ready(f"{frame}{inside}</svg>")
    return {"image": image, "width": one.width, "alt": said or NO_WORDS}


def _paragraph(one: Paragraph, room: float) -> dict[str, Json]:
    """A paragraph that has `room` millimetres for its lines."""
    return {
        "text": one.text,
        "look": one.look.value,
        "size": one.points,
        "mark": one.leads.strip(),
        "indent": one.indent * STEP,
        "hang": one.hang,
        "whole": one.whole,
        "heads": one.heads,
        "parts": _parts_of(one, room - BESIDE.get(one.look, one.indent * STEP + one.hang)),
    }


def _parts_of(one: Paragraph, room: float) -> Json:
    """What of a text stays together; None where all of it stands on one line."""
    text, sans = printable(one.text), one.look in GOTHIC
    if width(text, one.points, sans=sans) < room:
        return None
    return [
        {"text": typesetting.Ready(part), "boxed": len(part) > 1 and not part.isspace()}
        for part in pieces(text, one.points, room, sans=sans)
    ]


def _cell(cell: Cell, table: Table, names: Sequence[Cell]) -> Json:
    room = sum(table.widths[cell.column : cell.column + cell.columns]) - 2 * table.inset
    begins = next((one for one in names if one.row == cell.row and cell.top), None)
    ends = next((one for one in names if one.row + one.rows - 1 == cell.row and cell.top), None)
    wide = table.widths[0] - 2 * table.inset
    last = len(cell.paragraphs) if cell in names else _last(cell, room, ends, wide) if ends else 0
    return {
        "row": cell.row,
        "column": cell.column,
        "rows": cell.rows,
        "columns": cell.columns,
        "shaded": cell.shaded,
        "top": cell.top,
        "joined": cell.joined,
        "joins": cell.joins,
        "picture": _picture(cell.picture, _words(cell)) if cell.picture else None,
        "text": [_paragraph(one, room) for one in cell.paragraphs],
        "runs": _name(begins, table, wide) if begins else None,
        "ends": ends is not None,
        "last": last,
    }


def _words(cell: Cell) -> str:
    return " ".join(one.text for one in cell.paragraphs)


def _name(name: Cell, table: Table, wide: float) -> Json:
    """What is said again where a row goes on: its name, as it stands at its beginning."""
    text = [_paragraph(one, wide) for one in name.paragraphs]
    return {"width": table.widths[0], "inset": table.inset, "name": text}


def _last(cell: Cell, room: float, name: Cell, wide: float) -> int:
    """How many bullets at the end of a row stay together, to be as high as its name."""
    need = sum(heights.lines(one, wide) for one in name.paragraphs)
    for count, one in enumerate(reversed(cell.paragraphs), 1):
        need -= max(1, int(SURE * width(one.text, one.points) / room))
        if need <= 0:
            return count
    return len(cell.paragraphs)


def _cut(table: Table) -> Table:
    """The table with rows of at most MOST_BULLETS paragraphs; the label stands over all parts."""
    out: list[Cell] = []
    shift = 0
    spanning = any(cell.rows > 1 for cell in table.cells)
    for row, found in groupby(table.cells, key=lambda cell: cell.row):
        cells = list(found)
        longest = max(len(cell.paragraphs) for cell in cells)
        parts = 1 if spanning else max(1, -(-longest // MOST_BULLETS))
        out.extend(part for cell in cells for part in _parts(cell, row + shift, parts))
        shift += parts - 1
    return replace(table, rows=table.rows + shift, cells=tuple(out))


def _parts(cell: Cell, row: int, parts: int) -> list[Cell]:
    if parts == 1 or not cell.top:
        return [replace(cell, row=row, rows=max(cell.rows, parts))]
    return [
        replace(
            cell,
            row=row + at,
            paragraphs=cell.paragraphs[at * MOST_BULLETS : (at + 1) * MOST_BULLETS],
            joined=at > 0,
            joins=at < parts - 1,
        )
        for at in range(parts)
    ]
