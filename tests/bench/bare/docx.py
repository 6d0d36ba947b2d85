"""python-docx by the shortest program."""

import io

from docx import Document

from bot.documents.outline import Paper
from tests.bench.bare.rows import rows


def render(of: Paper) -> bytes:
    """The same with python-docx."""
    file = Document()
    for row in rows(of):
        table = file.add_table(1, len(row))
        for at, texts in enumerate(row):
            cell = table.rows[0].cells[at]
            cell.text = texts[0] if texts else ""
            for text in texts[1:]:
                cell.add_paragraph(text)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()
