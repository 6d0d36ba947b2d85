"""What the bare libraries are given: the texts of a paper, and where they stand."""

from bot.documents.outline import MARKS, Paper, Table


def rows(of: Paper) -> list[list[list[str]]]:
    """Every row of every table as texts of paragraphs by cell, other blocks as rows of one."""
    found: list[list[list[str]]] = []
    for block in of.blocks:
        if not isinstance(block, Table):
            found.append([[getattr(block, "text", "")]])
            continue
        grid: list[list[list[str]]] = [[[] for _ in block.widths] for _ in range(block.rows)]
        for cell in block.cells:
            grid[cell.row][cell.column] = [
                MARKS.get(one.look, "") + one.text for one in cell.paragraphs
            ]
        found += grid
    return found
