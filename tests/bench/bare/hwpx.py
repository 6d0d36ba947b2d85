"""python-hwpx by the shortest program: no look, no span, no page number."""

from hwpx.document import HwpxDocument

from bot.documents.outline import Paper
from tests.bench.bare.rows import rows


def render(of: Paper) -> bytes:
    """A table a block, cells with plain paragraphs."""
    file = HwpxDocument.new()
    for row in rows(of):
        table = file.add_table(1, len(row))
        for at, texts in enumerate(row):
            cell = table.cell(0, at)
            cell.paragraphs[0].text = texts[0] if texts else ""
            for text in texts[1:]:
                cell.add_paragraph(text)
    return bytes(file.to_bytes())
