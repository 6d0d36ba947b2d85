"""The largest report that is taken, of every format, fits into the child that reads it."""

import pytest

from bot.renders import own_process
from tests.bot.documents.test_reading_whole import MOST_OF_A_SENTENCE, WRITERS
from tests.helpers.made.reports import HEADS
from tests.helpers.made.shapes import Box, Cell, Hidden, Memo, Note, Paper, Para, Said, Sign, Table

LABEL = "2021년도 하반기 추진실적"
MOST = 499
ASIDE = ("각주 글", "메모 글", "숨은 글", "상자 글")
NOTHING_ASIDE = ("txt", "xlsx")  # of a workbook's cell all memos are one
IN_A_ROW = 250  # lines; a cell of a workbook holds 32,767 letters


def large() -> Paper:
    """As many lines as may be, each with all that can hang on one, and as many outside."""
    lines = tuple(
        Para(
            (
                *(Sign("- "), Said(f"가나유통 채용행사 지원 {at}회 " * 6)),
                *(Note(f"각주 글 {at}"), Memo(f"메모 글 {at}"), Hidden(f"숨은 글 {at}")),
                Box((Para((Said(f"상자 글 {at}"),)),)),
            )
        )
        for at in range(MOST)
    )
    cells = [Cell(0, at, (Para((Said(name),)),)) for at, name in enumerate(HEADS)]
    for row, first in enumerate(range(0, MOST, IN_A_ROW), start=1):
        cells.append(Cell(row, 0, (Para((Said(LABEL),)),)))
        cells.append(Cell(row, 1, lines[first : first + IN_A_ROW]))
    outside = tuple(Para((Said(f"표 밖의 글 {at}"),)) for at in range(MOST))
    return Paper((Table(tuple(cells)), *outside))


@pytest.mark.long
@pytest.mark.parametrize("form", WRITERS)
async def test_a_report_as_long_as_may_be_is_read_with_every_loss(form: str) -> None:
    told = await own_process.read("import", f"보고서.{form}", WRITERS[form](large()), patience=60)
    assert len(told["rows"][0]["lines"]) == MOST
    losses = "\n".join(told["losses"])
    assert max(map(len, told["losses"])) < MOST_OF_A_SENTENCE
    wanted = () if form in NOTHING_ASIDE else ASIDE
    for at in range(MOST):
        assert all(f"‘{word} {at}’" in losses for word in (*wanted, "표 밖의 글")), at
