"""XlsxWriter by the shortest program."""

import io

import xlsxwriter

from bot.documents.outline import Paper
from tests.bench.bare.rows import rows


def render(of: Paper) -> bytes:
    """A row of the sheet for each row, one string a cell."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows(of)):
        for column, texts in enumerate(row):
            sheet.write_string(at, column, "\n".join(texts)[:32_767])
    book.close()
    return kept.getvalue()
