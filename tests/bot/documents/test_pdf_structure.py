"""What a PDF tells who listens to it or keeps it: contents, language, headings, words of pictures.

Looked at by pypdf and PDFium, which share nothing with the writer.
"""

import io
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Any

import pypdf
import pytest
from PIL import Image

from bot.documents import letter_paper, report_files
from bot.documents.outline import Paper, Paragraph
from bot.documents.pdf import UNTITLED, render
from storage.facts import letter_shapes
from storage.report.report_shapes import Report, ReportLine, ReportRow, to_json
from tests.bot.documents.test_letter_paper import LETTER
from tests.helpers import placed_text
from tests.helpers.printed_report import FILLED, bullets, report, written

pytestmark = pytest.mark.long

SECTIONS = [
    "추진실적 및 향후 추진계획",
    "연도별 투자계획(사업비)",
    "연도별 확보(집행)액",
    "문제점 및 개선대책",
]
LABEL = "2021년도 하반기 추진실적 (21. 7월~12월 실적)"


@cache
def opened(body: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(body))


def root(body: bytes) -> Mapping[str, Any]:
    found: Mapping[str, Any] = opened(body).root_object
    return found


def nodes(body: bytes) -> Iterator[Mapping[str, Any]]:
    """Each element of the structure tree, in reading order."""
    waiting = [root(body)["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            if "/S" in one:
                yield one
            below = one.get("/K", [])
            kept = below if isinstance(below, list) else [below]
            waiting += [each.get_object() for each in reversed(kept)]


def contents(body: bytes) -> list[str]:
    return [str(one.title) for one in opened(body).outline if not isinstance(one, list)]


def letter() -> bytes:
    return letter_paper.written({"letter": letter_shapes.to_json(LETTER), "format": "pdf"})


def test_the_sections_are_headings_and_bookmarks() -> None:
    body = written("pdf", report())
    assert contents(body) == SECTIONS
    assert [one["/S"] for one in nodes(body) if one["/S"] == "/H1"] == ["/H1"] * 4
    marks = [one for one in opened(body).outline if not isinstance(one, list)]
    assert [opened(body).get_destination_page_number(one) for one in marks] == [0, 2, 2, 2]


def test_the_subject_of_a_letter_is_its_heading() -> None:
    assert contents(letter()) == ["고용할당제 참여우수기업 물품 우선구매 협조요청"]


@pytest.mark.parametrize("body", [written("pdf", report(money=FILLED)), letter()])
def test_the_file_says_its_language_its_title_and_that_it_is_tagged(body: bytes) -> None:
    assert root(body)["/Lang"] == "ko-KR"
    assert bool(root(body)["/MarkInfo"]["/Marked"])
    assert root(body)["/ViewerPreferences"]["/DisplayDocTitle"]
    about = opened(body).metadata
    assert about is not None
    assert about.title


def test_a_paper_without_a_title_is_a_file_all_the_same() -> None:
    body = render(Paper(" ", report().as_of, (Paragraph("글"),)))
    about = opened(body).metadata
    assert about is not None
    assert about.title == UNTITLED


def test_the_names_of_columns_are_headers_of_their_tables() -> None:
    found = Counter(str(one["/S"]) for one in nodes(written("pdf", report(money=FILLED))))
    assert found["/Table"] == 4
    assert found["/TH"] == 3 + 2 * 10


def test_pictures_say_their_captions() -> None:
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "black").save(kept, "JPEG")
    photo = {"image": b64encode(kept.getvalue()).decode(), "width": 8, "height": 6}
    photos = [{"title": "채용박람회", "caption": "면접 모습", **photo}]
    given = {"report": to_json(report()), "format": "pdf", "album": {"photos": photos, "all": 1}}
    body = report_files.written(given)
    said = [one["/Alt"] for one in nodes(body) if one["/S"] == "/Figure"]
    assert said == ["채용박람회 면접 모습"]
    assert contents(body) == [*SECTIONS, "사진대지"]


# -- a row that goes on --------------------------------------------------------------------------


def long(count: int, above: int = 0) -> Report:
    lines = (ReportLine(1, "채용행사"), *bullets(count))
    rows = (ReportRow("앞의 기간", tuple(bullets(above))),) if above else ()
    return replace(report(), rows=(*rows, ReportRow(LABEL, lines)), problems=())


def names(body: bytes) -> list[tuple[float, float]]:
    """Top and bottom of the name of a period, page by page; what is torn is no name."""
    found = []
    letters = sorted(placed_text.letters(body), key=lambda one: one.page)
    for _page, held in groupby(letters, lambda one: one.page):
        column = [one for one in held if one.right < 20 + 39]
        said = "".join(one.sign for one in column)
        if "".join(LABEL.split()) in said:
            at = said.index("".join(LABEL.split()))
            mine = column[at : at + len("".join(LABEL.split()))]
            found.append((min(one.top for one in mine), max(one.bottom for one in mine)))
    return found


@pytest.mark.parametrize("count", [10, 60, 150, 450])
def test_the_name_of_a_period_stands_on_each_of_its_pages(count: int) -> None:
    body = written("pdf", long(count))
    lines = [one for one in placed_text.letters(body) if one.sign == "회"]
    pages = {one.page for one in lines}
    assert len(names(body)) == len(pages)


@pytest.mark.parametrize("above", range(36, 46))
def test_it_is_never_torn_and_stands_beside_its_own_lines(above: int) -> None:
    """Whatever the room that is left on the first page, and however little goes on."""
    body = written("pdf", long(9, above))
    letters = list(placed_text.letters(body))
    said = "".join(one.sign for one in letters)
    assert said.count("하반기추진실적") == len(names(body)) >= 1
    for top, bottom in names(body):
        assert bottom - top < 20
        assert bottom < 277
