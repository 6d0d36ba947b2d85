"""The sheet of those who are invited: each card in all formats, readable codes, sound files."""

import io
import zipfile
from typing import Any

import pytest
import segno
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from bot.documents import invite_sheet
from storage.rules import invite_token
from tests.helpers import hwpx_checks

LINK = "https://t.me/goyang_bot?start="
PLACES = ("자치행정과", "일산동구청 산업위생과", "고양특례시 일자리경제국 소상공인지원과")


def card(at: int) -> dict[str, str]:
    name = "" if at % 4 == 3 else "홍○○"
    link = LINK + f"{at:02}" + "x" * (invite_token.LETTERS - 2)
    return {"department": PLACES[at % 3], "name": name, "role": "주무팀장", "link": link}


def made(form: str, count: int) -> tuple[bytes, list[dict[str, str]]]:
    cards = [card(at) for at in range(count)]
    given: dict[str, Any] = {"format": form, "at": "2026-12-02T01:00:00+00:00"}
    return invite_sheet.written(given | {"until": "2026. 12. 18.(금)", "cards": cards}), cards


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2), (44, 5)])
def test_ten_cards_stand_on_a_page(count: int, pages: int) -> None:
    body, cards = made("pdf", count)
    read = PdfReader(io.BytesIO(body))
    assert len(read.pages) == pages
    said = "".join(page.extract_text() for page in read.pages)
    tight = "".join(said.split()).replace("\u200b", "")
    for one in cards:
        assert one["link"] in tight
        assert "".join(one["department"].split()) in tight


@pytest.mark.long
def test_the_word_processors_sheet_is_sound_and_holds_a_code_for_each() -> None:
    body, cards = made("hwpx", 13)
    assert hwpx_checks.faults(body) == []
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        pictures = [name for name in file.namelist() if name.startswith("BinData/")]
        text = file.read("Contents/section0.xml").decode()
    assert len(pictures) == len(cards)
    assert all(one["link"] in text for one in cards)


def test_the_workbook_has_a_row_a_code_and_a_link_for_each() -> None:
    body, cards = made("xlsx", 5)
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head == list(invite_sheet.COLUMNS)
    assert [(row[1], row[2], row[3], row[5]) for row in rows] == [
        (one["department"], one["name"], one["role"], one["link"]) for one in cards
    ]
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        pictures = [name for name in file.namelist() if name.startswith("xl/media/")]
    assert len(pictures) == len(cards)


@pytest.mark.parametrize("form", ["pdf", "hwpx", "xlsx"])
def test_equal_lists_make_equal_files(form: str) -> None:
    assert made(form, 3)[0] == made(form, 3)[0]


def test_a_link_fits_a_code_that_a_phone_reads_from_paper() -> None:
    code = segno.make(card(0)["link"], error="m", micro=False)
    assert 35 / (code.symbol_size(border=4)[0]) > 0.5  # millimetres of a module
