"""Reports and tables as other programs write them: HWPX by hand, DOCX and XLSX by libraries."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import openpyxl
from docx import Document

from tests.helpers.hostile import zipped

TITLE = "□ 추진실적 및 향후 추진계획"
HEADS = ("구 분", "추진실적 및 추진계획", "비 고")
LABEL = "2021년도 하반기 추진실적 (21. 7월~12월 실적)"
MONEY_TITLE = "□ 연도별 투자계획(사업비)"
MONEY_HEADS = ("구 분", "계", "기투자", "‘18.7.", "‘19", "‘20", "‘21", "‘22.6.", "임기후")
HEAD = "http://www.hancom.co.kr/hwpml/2011/head"
SECTION = "http://www.hancom.co.kr/hwpml/2011/section"
PARAGRAPH = "http://www.hancom.co.kr/hwpml/2011/paragraph"


def p(words: str, look: int = 0) -> str:
    """A paragraph of HWPX with these words, by the number of its paragraph property."""
    return run(f"<hp:t>{escape(words)}</hp:t>", look)


def run(inside: str, look: int = 0) -> str:
    """A paragraph of HWPX with this content of its run."""
    return f'<hp:p id="1" paraPrIDRef="{look}"><hp:run>{inside}</hp:run></hp:p>'


def table(*rows: Sequence[str]) -> str:
    """A table of HWPX; each cell is the paragraphs in it."""
    lines = ""
    for at, row in enumerate(rows):
        cells = "".join(
            f"<hp:tc><hp:subList>{cell}</hp:subList>"
            f'<hp:cellAddr colAddr="{column}" rowAddr="{at}"/></hp:tc>'
            for column, cell in enumerate(row)
        )
        lines += f"<hp:tr>{cells}</hp:tr>"
    return run(f"<hp:tbl>{lines}</hp:tbl>")


def progress(content: str) -> str:
    """The title and the table of the report with one row."""
    return p(TITLE) + table([p(one) for one in HEADS], [p(LABEL), content, p("")])


def hwpx(body: str, header: str = "") -> bytes:
    """An HWPX file of one section; `header` is what stands in its list of looks."""
    spaces = f'xmlns:hs="{SECTION}" xmlns:hp="{PARAGRAPH}"'
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/header.xml": f'<hh:head xmlns:hh="{HEAD}">{header}</hh:head>',
            "Contents/section0.xml": f"<hs:sec {spaces}>{body}</hs:sec>",
        }
    )


def money_rows(amounts: Mapping[str, Mapping[str, str]], heads: Sequence[str]) -> list[list[str]]:
    """The cells of a money table: by source, then by the name of the column."""
    rows = [list(heads)]
    for source, cells in amounts.items():
        rows.append([source, *(cells.get(name, "") for name in heads[1:])])
    return rows


def money_text(
    unit: str, amounts: Mapping[str, Mapping[str, str]], heads: Sequence[str] = MONEY_HEADS
) -> bytes:
    """A report of plain text with a money table below the line that says its unit."""
    lines = [TITLE, LABEL, "○ 일자리버스 운영", "- 39회 운영", MONEY_TITLE, unit]
    lines += ["\t".join(row) for row in money_rows(amounts, heads)]
    return "\n".join(lines).encode()


def docx(edit: Callable[[Any], None], body: bytes | None = None) -> bytes:
    """A DOCX, new or of these bytes, after somebody worked on it."""
    paper = Document(io.BytesIO(body)) if body else Document()
    edit(paper)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def docx_progress(paper: Any, *lines: str) -> Any:
    """The table of the report in a new DOCX; returns the cell of its lines."""
    paper.add_paragraph(TITLE)
    made = paper.add_table(2, 3)
    for cell, said in zip(made.rows[0].cells, HEADS, strict=True):
        cell.text = said
    made.cell(1, 0).text = LABEL
    cell = made.cell(1, 1)
    cell.text = "\n".join(lines)
    return cell


def docx_replaced(body: bytes, words: Mapping[str, str]) -> bytes:
    """A DOCX with some words typed over, paragraph by paragraph."""

    def edit(paper: Any) -> None:
        lines = [*paper.paragraphs]
        lines += [one for t in paper.tables for c in t._cells for one in c.paragraphs]
        for old, new in words.items():
            found = [one for one in lines if old in one.text]
            assert found, old
            for one in found:
                said = one.text.replace(old, new)
                for each in one.runs[1:]:
                    each.clear()
                one.runs[0].text = said

    return docx(edit, body)


def hwpx_replaced(body: bytes, words: Mapping[str, str]) -> bytes:
    """An HWPX with some words typed over in the XML of its sections."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for old, new in words.items():
        found = [name for name, part in parts.items() if escape(old).encode() in bytes_of(part)]
        assert found, old
        for name in found:
            parts[name] = bytes_of(parts[name]).replace(escape(old).encode(), escape(new).encode())
    return zipped(parts)


def bytes_of(part: bytes | str) -> bytes:
    """A part of an archive as bytes."""
    return part if isinstance(part, bytes) else part.encode()


def xlsx_replaced(body: bytes, words: Mapping[str, str]) -> bytes:
    """A workbook with some words typed over, cell by cell."""

    def edit(book: Any) -> None:
        cells = [cell for sheet in book for row in sheet.rows for cell in row]
        for old, new in words.items():
            found = [cell for cell in cells if old in str(cell.value or "")]
            assert found, old
            for cell in found:
                cell.value = str(cell.value).replace(old, new)

    return xlsx(edit, body)


REPLACED: dict[str, Callable[[bytes, Mapping[str, str]], bytes]] = {
    "docx": docx_replaced,
    "hwpx": hwpx_replaced,
    "xlsx": xlsx_replaced,
}


def xlsx(edit: Callable[[Any], None], body: bytes | None = None) -> bytes:
    """A workbook, new or of these bytes, after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(body)) if body else openpyxl.Workbook()
    edit(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def xlsx_progress(book: Any, *lines: str) -> Any:
    """The table of the report on the first sheet, a cell a line; returns the sheet."""
    sheet = book.active
    sheet.append([TITLE])
    sheet.append(list(HEADS))
    for at, line in enumerate(lines):
        sheet.append([LABEL if at == 0 else None, line])
    return sheet
