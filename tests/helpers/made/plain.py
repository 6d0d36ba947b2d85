"""A made report as plain text: what a clipboard keeps, cells parted by tabs."""

from html import escape

from tests.helpers.made.shapes import (
    Composed,
    Paper,
    Para,
    Said,
    Sign,
    Small,
    Table,
    paragraphs,
)


def text(paper: Paper) -> bytes:
    """The words of the file; the paragraphs of a cell stand in tags on its one line."""
    lines: list[str] = []
    for block in paper.blocks:
        lines += _table(block) if isinstance(block, Table) else [escape(_line(block))]
    return "\n".join(lines).encode()


def _table(block: Table) -> list[str]:
    high, wide = block.size
    if wide == 1:
        return [escape(_line(one)) for cell in block.cells for one in paragraphs(cell)]
    lines = [block.caption] if block.caption else []
    for at in range(high):
        row = [""] * wide
        for cell in block.row(at):
            inside = [escape(_line(one)) for one in paragraphs(cell)]
            whole = inside[0] if len(inside) == 1 else "".join(f"<p>{one}</p>" for one in inside)
            row[cell.column] = whole
        lines.append("\t".join(row))
    return lines


def _line(block: Para) -> str:
    sign = f"{block.auto[0]} " if block.auto else ""
    shown = (Said, Sign, Small, Composed)
    return sign + "".join(one.text for one in block.runs if isinstance(one, shown))
