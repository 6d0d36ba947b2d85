"""제출 서식 of one department's plan: a paper for any writer, or a workbook of text cells.

What comes back is read by `plan_table_reader`: its table bears the headings of the 취합표.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from bot.documents.office_sheet import FONT, LINE_HEIGHT, SHADE, SIZE, put
from bot.documents.outline import Cell, Look, Paper, Paragraph, Table
from bot.documents.plan_table_sheet import LETTERS, MADE, WIDTHS, look_of
from bot.documents.report_files import in_format
from storage.facts.wording_letter import official_weekday
from storage.plans import wording_plan_form as words
from storage.plans.plan_form_shapes import Form
from storage.plans.wording_plan_table import TEXT
from storage.report.formats import Format
from storage.rules.adapter import adapter

MILLIMETRES = (17.0, 44.0, 20.0, 13.0, 14.0, 14.0, 18.0, 16.0, 14.0)
KEY_MILLIMETRES = 10.0
PAST_MILLIMETRES = (110.0, 20.0, 50.0)
HEIGHT = 13.0
POINTS = 9
KEY_POINTS = 5
SHEET, PAST_SHEET = "제출 서식", "참고"


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the form as JSON, a format, and the moment at which it was made."""
    form = adapter(Form).validate_python(given["form"])
    if given["format"] == Format.XLSX:
        return workbook(form)
    return in_format(paper(form, datetime.fromisoformat(given["at"])), given["format"])


def paper(form: Form, made_at: datetime) -> Paper:
    """The form for HWPX, DOCX and PDF."""
    title = words.TITLE.format(half=form.half.label)
    head = [*words.COLUMNS, words.key_heading(form.half)]
    blocks: list[Any] = [Paragraph(title, Look.TITLE, heads=True), Paragraph("")]
    blocks += [Paragraph(line) for line in _facts(form)]
    blocks += [Paragraph(line, mark=f"{at}. ") for at, line in enumerate(words.how(form.half), 1)]
    blocks.append(Paragraph(""))
    blocks.append(_table(head, form.rows, (*MILLIMETRES, KEY_MILLIMETRES), HEIGHT))
    if form.past:
        past = words.PAST.format(half=form.half.previous().label)
        blocks += [Paragraph(""), Paragraph(past)]
        blocks.append(_table(words.PAST_COLUMNS, form.past, PAST_MILLIMETRES, 0))
    return Paper(title, made_at, tuple(blocks), numbered=False)


def _facts(form: Form) -> Iterator[str]:
    if form.department:
        yield words.OF_DEPARTMENT.format(department=form.department)
    if form.due:
        yield words.DUE.format(due=official_weekday(form.due))


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], least: float
) -> Table:
    cells = [
        Cell(0, at, (Paragraph(name, Look.NAME, size=_points(at, head)),), shaded=True)
        for at, name in enumerate(head)
    ]
    cells += [
        Cell(line, at, (Paragraph(said, Look.PLAIN, size=_points(at, head)),))
        for line, row in enumerate(rows, 1)
        for at, said in enumerate(row)
    ]
    heights = (0.0, *(least for _ in rows))
    return Table(
        tuple(widths),
        len(rows) + 1,
        tuple(cells),
        header_rows=1,
        whole_rows=True,
        inset=0.8,
        least=heights,
    )


def _points(at: int, head: Sequence[str]) -> int:
    return KEY_POINTS if head[at].startswith(words.FORM) else POINTS


def workbook(form: Form) -> bytes:
    """The same as a workbook: how it is filled in stands above its table."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    title = words.TITLE.format(half=form.half.label)
    book.set_properties({"title": title, "created": MADE})
    sheet = book.add_worksheet(SHEET)
    head = [*words.COLUMNS, words.key_heading(form.half)]
    above = [title, *_facts(form), *words.how(form.half)]
    plain = {"font_name": FONT, "font_size": SIZE}
    for line, said in enumerate(above):
        look = book.add_format(plain | ({"bold": True, "font_size": 14} if not line else {}))
        sheet.write_string(line, 0, said, look)
    _grid(book, sheet, len(above), head, form.rows)
    for at, column in enumerate(words.COLUMNS):
        text = book.add_format({"num_format": "@"} if column in LETTERS else {})
        sheet.set_column(at, at, WIDTHS[column], text)
    sheet.set_column(len(words.COLUMNS), len(words.COLUMNS), 12)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if form.past:
        past = book.add_worksheet(PAST_SHEET)
        heading = words.PAST.format(half=form.half.previous().label)
        past.write_string(0, 0, heading, book.add_format(plain | {"bold": True}))
        _grid(book, past, 1, words.PAST_COLUMNS, form.past)
        for at, wide in enumerate((WIDTHS[TEXT], 12, 30)):
            past.set_column(at, at, wide)
    book.close()
    return kept.getvalue()


def _grid(
    book: Any, sheet: Any, top: int, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    named = book.add_format(look_of() | {"bold": True, "align": "center", "bg_color": SHADE})
    for at, name in enumerate(head):
        sheet.write_string(top, at, name, named)
    sheet.set_row(top, 2 * LINE_HEIGHT)
    looks = [book.add_format(look_of(name)) for name in head]
    for line, row in enumerate(rows, top + 1):
        sheet.set_row(line, 2 * LINE_HEIGHT)
        for at, said in enumerate(row):
            put(sheet, line, at, said, looks[at])
