"""A 취합표 that a department keeps in 한글 is read as one that it keeps in a spreadsheet."""

from collections.abc import Callable, Sequence

import pytest

from bot.documents.plan_table_reader import read
from storage.rules.errors import Refusal
from tests.bot.documents.test_plan_table_reader import HEADINGS, ROW, table
from tests.helpers.hwp_writer import saved_as_hwp
from tests.helpers.made.hwpx import hwpx
from tests.helpers.made.shapes import Block, Cell, Note, Paper, Para, Said, Table

pytestmark = pytest.mark.long

OTHER = ["주택과", "작성중", "2", "", "공사 담당 채용", "", "5", *ROW[7:-2], "i2v1", ""]
FORMS: dict[str, Callable[[bytes], bytes]] = {"hwpx": bytes, "hwp": saved_as_hwp}


def document(*rows: Sequence[str], tall: int = 1, before: Sequence[Block] = ()) -> bytes:
    """The rows under the headings as a table of HWPX; the first department spans `tall` rows."""
    cells = []
    for at, row in enumerate((HEADINGS, *rows)):
        for column, text in enumerate(row):
            spans = tall if at == 1 and column == 0 else 1
            if column or not 1 < at <= tall:
                cells.append(Cell(at, column, (Para((Said(text),)),), rows=spans))
    return hwpx(Paper((*before, Table(tuple(cells)))))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_table_reads_the_same(form: str) -> None:
    body = FORMS[form](document(ROW, OTHER))
    assert read(f"취합표.{form}", body) == read("취합표.xlsx", table(ROW, OTHER))


@pytest.mark.parametrize("form", FORMS)
def test_a_merged_department_speaks_for_its_rows(form: str) -> None:
    rows = read("a", FORMS[form](document(ROW, OTHER, tall=2)))["rows"]
    assert [cells["부서"] for _line, cells in rows] == ["도로건설과", "도로건설과"]


@pytest.mark.parametrize("form", FORMS)
def test_what_else_stands_in_the_document_is_told(form: str) -> None:
    other = Table((Cell(0, 0, (Para((Said("결재"),)),)), Cell(0, 1, ())))
    before = (Para((Said("2022년 상반기 추진계획"), Note("각주의 글"))), other)
    notes = "\n".join(read("a", FORMS[form](document(ROW, before=before)))["notes"])
    for said in ("다른 표 1개", "표 밖의 글 1줄", "각주"):
        assert said in notes


@pytest.mark.parametrize("form", FORMS)
def test_a_document_without_such_a_table_is_told_which_headings_it_needs(form: str) -> None:
    body = FORMS[form](hwpx(Paper((Para((Said("회의록"),)),))))
    with pytest.raises(Refusal, match="취합표를 찾지 못했습니다"):
        read("a", body)
