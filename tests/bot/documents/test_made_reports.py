"""The made reports are always the same, differ from each other, and open in other programs."""

import io

from docx import Document

from tests.helpers.made.docx import docx
from tests.helpers.made.hwpx import hwpx
from tests.helpers.made.plain import text
from tests.helpers.made.reports import MANY, made
from tests.helpers.made.shapes import Box, Hidden, Note, Para, Small, Table, owed


def test_a_number_is_always_the_same_report_and_no_two_are_alike() -> None:
    first = [made(number) for number in range(MANY)]
    assert first == [made(number) for number in range(MANY)]
    assert len({one.paper for one in first}) == MANY


def test_every_habit_comes_up() -> None:
    papers = [made(number).paper for number in range(MANY)]
    tables = [one for paper in papers for one in paper.blocks if isinstance(one, Table)]
    blocks = [block for one in tables for cell in one.cells for block in cell.blocks]
    runs = [run for block in blocks if isinstance(block, Para) for run in block.runs]
    assert {Note, Hidden, Small, Box} <= {type(run) for run in runs}
    assert any(isinstance(block, Table) for block in blocks)
    assert any(cell.rows > 1 for one in tables for cell in one.cells)
    assert any(cell.columns > 1 for one in tables for cell in one.cells)
    assert any(one.caption for one in tables)


def test_the_files_hold_the_words_and_word_opens_its_own() -> None:
    one = made(3)
    opened = Document(io.BytesIO(docx(one.paper)))
    said = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert any(one.rows[0].label in text for text in said)
    assert sum(owed(one.paper, "hwpx").values()) > sum(owed(one.paper, "txt").values()) > 100
    assert hwpx(one.paper).startswith(b"PK")
    assert one.rows[0].label in text(one.paper).decode()
