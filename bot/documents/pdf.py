"""Any paper as an archivable PDF, and its first page as a picture for the phone."""

import base64
from dataclasses import replace
from itertools import groupby

from bot.documents import typesetting
from bot.documents.outline import PNG, STEP, Block, Cell, Look, Paper, Paragraph, Picture, Table
from bot.documents.typesetting import Json

TEMPLATE = "paper.typ"
PHONE_PPI = 130.0
"""A4 then is 1075 pixels wide: sharp on a phone, and small to send."""
EM_MM = 3.9  # of 11 points, in which a letter of Hangul stands; a Latin one takes less
LAST_NARROW = 0x10FF
BESIDE_MM = 14.0  # insets, indent and mark, at most
MOST_BULLETS = 60
"""A longer row is cut in several: one cell of hundreds of lines costs gigabytes of layout."""


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
            "cells": [_cell(cell, table.widths) for cell in table.cells],
        }
    if isinstance(block, Picture):
        return {"kind": "picture", "caption": block.caption, **_picture(block)}
    return {"kind": "paragraph", "fresh": block.fresh, **_paragraph(block)}


def _picture(one: Picture) -> dict[str, Json]:
    """An SVG that holds the file: the one way in which a template takes bytes with its data."""
    body = base64.b64encode(one.image).decode()
    kind = "png" if one.image.startswith(PNG) else "jpeg"
    wide, high = one.size
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
    inside = f'<image width="{wide}" height="{high}" href="data:image/{kind};base64,{body}"/>'
    return {"image": typesetting.Drawing(f"{frame}{inside}</svg>"), "width": one.width}


def _paragraph(one: Paragraph, room: float = 0.0) -> dict[str, Json]:
    return {
        "text": one.text,
        "look": one.look.value,
        "mark": one.leads.strip(),
        "indent": one.indent * STEP,
        "hang": one.hang,
        "fits": _width(one) < room,
    }


def _width(one: Paragraph) -> float:
    """No less than what the text takes on one line, in mm."""
    ems = sum(1.0 if ord(letter) > LAST_NARROW else 0.75 for letter in one.text)
    return ems * (EM_MM * 10 / 11 if one.look is Look.DOT else EM_MM)


def _cell(cell: Cell, widths: tuple[float, ...]) -> Json:
    room = sum(widths[cell.column : cell.column + cell.columns]) - BESIDE_MM
    return {
        "row": cell.row,
        "column": cell.column,
        "rows": cell.rows,
        "columns": cell.columns,
        "shaded": cell.shaded,
        "top": cell.top,
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
