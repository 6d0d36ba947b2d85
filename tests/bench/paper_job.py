"""One writer in a fresh process: `python -m tests.bench.paper_job WAY FORM BULLETS` tells JSON.

WAY is `ours`, or `bare`: the same texts through the same library by the shortest program that
its documentation suggests, without a look, a span or a page number.
"""

import io
import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module

from bot.documents.outline import MARKS, Paper, Table
from bot.documents.report_paper import paper
from tests.helpers.printed_report import bullets, report

Writer = Callable[[Paper], bytes]


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


def bare_hwpx(of: Paper) -> bytes:
    """A table a block, cells with plain paragraphs."""
    from hwpx.document import HwpxDocument

    file = HwpxDocument.new()
    for row in rows(of):
        table = file.add_table(1, len(row))
        for at, texts in enumerate(row):
            cell = table.cell(0, at)
            cell.paragraphs[0].text = texts[0] if texts else ""
            for text in texts[1:]:
                cell.add_paragraph(text)
    return bytes(file.to_bytes())


def bare_docx(of: Paper) -> bytes:
    """The same with python-docx."""
    from docx import Document

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


def bare_xlsx(of: Paper) -> bytes:
    """A row of the sheet for each row, one string a cell."""
    import xlsxwriter

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows(of)):
        for column, texts in enumerate(row):
            sheet.write_string(at, column, "\n".join(texts)[:32_767])
    book.close()
    return kept.getvalue()


def bare_pdf(of: Paper) -> bytes:
    """typst's own table from JSON, with the fonts of the house, since it has no Korean one."""
    import typst

    from bot.documents.letters import FONTS

    source = (
        '#set text(font: "Quota Myeongjo")\n#for row in json(bytes(sys.inputs.data)) '
        '{ table(columns: row.len(), ..row.map(cell => cell.join("\\n"))) }'
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    told = json.dumps([[texts or [""] for texts in row] for row in rows(of)])
    made = typst.compile(source.encode(), font_paths=fonts, sys_inputs={"data": told})
    return bytes(made)  # type: ignore[arg-type]  # one file, since no place was named


BARE: dict[str, Writer] = {
    "hwpx": bare_hwpx,
    "pdf": bare_pdf,
    "docx": bare_docx,
    "xlsx": bare_xlsx,
}


def main(way: str, form: str, count: int) -> None:
    """Builds twice and tells seconds, MB and bytes."""
    said = paper(report(*bullets(count)))
    begun = time.perf_counter()
    write: Writer = import_module(f"bot.documents.{form}").render if way == "ours" else BARE[form]
    imported = time.perf_counter()
    write(said)
    first = time.perf_counter()
    body = write(said)
    second = time.perf_counter()
    told = {
        "first": first - begun,
        "second": second - first,
        "import": imported - begun,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "bytes": len(body),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
