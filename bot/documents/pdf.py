"""Any paper as an archivable PDF, and its first page as a picture for the phone."""

import base64
from dataclasses import replace
from itertools import groupby

from bot.documents import typesetting
from bot.documents.breaks import pieces
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
from bot.documents.typesetting import Json

TEMPLATE = "paper.typ"
PHONE_PPI = 130.0
"""A4 then is 1075 pixels wide: sharp on a phone, and small to send."""
PAGE = 170.0  # millimetres between the margins
BESIDE = {Look.SECTION: 7.0, Look.CIRCLE: 5.0, Look.DASH: 7.0, Look.DOT: 10.5}
"""Millimetres of indent and mark."""
MOST_BULLETS = 200
"""A longer row is cut in several, with rules between: a cell of 400 long lines would take half
as much memory again."""


def render(paper: Paper) -> bytes:
    """The PDF/A-2b; equal papers give equal bytes."""
    return typesetting.to_pdf(TEMPLATE, _data(paper), made_at=paper.made_at)


def pages(paper: Paper, ppi: float = PHONE_PPI) -> list[bytes]:
    """Each page as PNG."""
    return typesetting.to_png(TEMPLATE, _data(paper), ppi=ppi)


def first_page(paper: Paper) -> bytes:
    """Page 1 as PNG."""
    return pages(paper)[0]


def _data(paper: Paper) -> dict[str, Json]:
    return {
        "title": paper.title,
        "numbered": paper.numbered,
        "blocks": [_block(block) for block in paper.blocks],
    }


def _block(block: Block) -> Json:
    if isinstance(block, Table):
        table = _cut(block)
        return {
            "kind": "table",
            "widths": table.widths,
            "header": table.header_rows,
            "whole": table.whole,
            "whole_rows": table.whole_rows,
            "inset": table.inset,
            "cells": [_cell(cell, table) for cell in table.cells],
        }
    if isinstance(block, Picture):
        caption = _paragraph(Paragraph(block.caption, Look.CAPTION), PAGE)
        return {"kind": "picture", "caption": caption, **_picture(block)}
    return {"kind": "paragraph", "fresh": block.fresh, **_paragraph(block, PAGE)}


def _picture(one: Picture) -> dict[str, Json]:
    """An SVG that holds the file: the one way in which a template takes bytes with its data."""
    body = base64.b64encode(one.image).decode()
    kind = "png" if one.image.startswith(PNG) else "jpeg"
    wide, high = one.size
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
    inside = f'<image width="{wide}" height="{high}" href="data:image/{kind};base64,{body}"/>'
    return {"image": typesetting.Ready(f"{frame}{inside}</svg>"), "width": one.width}


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


def _cell(cell: Cell, table: Table) -> Json:
    room = sum(table.widths[cell.column : cell.column + cell.columns]) - 2 * table.inset
    return {
        "row": cell.row,
        "column": cell.column,
        "rows": cell.rows,
        "columns": cell.columns,
        "shaded": cell.shaded,
        "top": cell.top,
        "joined": cell.joined,
        "joins": cell.joins,
        "picture": _picture(cell.picture) if cell.picture else None,
        "text": [_paragraph(one, room) for one in cell.paragraphs],
    }


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
        )
        for at in range(parts)
    ]
