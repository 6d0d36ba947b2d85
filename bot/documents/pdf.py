"""Any paper as an archivable PDF, and its first page as a picture for the phone."""

import base64
from dataclasses import replace
from itertools import groupby

from bot.documents import typesetting
from bot.documents.outline import STEP, Block, Cell, Paper, Paragraph, Picture, Table
from bot.documents.typesetting import Json

TEMPLATE = "paper.typ"
PHONE_PPI = 130.0
"""A4 then is 1075 pixels wide: sharp on a phone, and small to send."""
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
            "cells": [_cell(cell) for cell in table.cells],
        }
    if isinstance(block, Picture):
        image = base64.b64encode(block.image).decode()
        return {
            "kind": "picture",
            "image": image,
            "caption": block.caption,
            "width": block.width,
        }
    return {"kind": "paragraph", **_paragraph(block)}


def _paragraph(one: Paragraph) -> dict[str, Json]:
    return {
        "text": one.text,
        "look": one.look.value,
        "mark": one.leads.strip(),
        "indent": one.indent * STEP,
        "hang": one.hang,
    }


def _cell(cell: Cell) -> Json:
    return {
        "row": cell.row,
        "column": cell.column,
        "rows": cell.rows,
        "columns": cell.columns,
        "shaded": cell.shaded,
        "top": cell.top,
        "text": [_paragraph(one) for one in cell.paragraphs],
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
