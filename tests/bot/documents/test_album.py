"""사진대지: the photos behind the report, four on a page, in the three formats for reading."""

import io
import zipfile
from functools import cache
from typing import Any

import pypdf
import pytest

from bot.documents import report_files
from bot.documents.photos import cleaned
from storage.report.formats import WITH_PHOTOS
from storage.report.report_shapes import to_json
from tests.helpers import read_back
from tests.helpers.hwpx_checks import faults, heights, stranded
from tests.helpers.photographs import CANARY, photograph
from tests.helpers.printed_pages import drawn
from tests.helpers.printed_report import report, written

pytestmark = pytest.mark.long

SIZES = ((1600, 1200), (1200, 1600), (3000, 1000), (800, 800), (1000, 1400))
LONG = "구직자와 기업 담당자가 현장 면접을 진행하는 모습, 모두 29개 업체 참여 " * 2


@cache
def album(missing: int = 0) -> dict[str, Any]:
    """Five photos, and some that could not be had."""
    photos = [
        {"title": f"쿠팡채용박람회({at}차) 2021.7.15.", "caption": LONG if at == 2 else ""}
        | cleaned("", photograph(*size))
        for at, size in enumerate(SIZES, 1)
    ]
    photos += [{"title": f"일자리버스 {at}", "caption": "<화정역> & 앞"} for at in range(missing)]
    return {"photos": photos, "all": len(photos) + 3 * bool(missing)}


@cache
def made(form: str, missing: int = 0) -> bytes:
    """The report with that album."""
    given = {"report": to_json(report()), "format": form, "album": album(missing)}
    return report_files.written(given)


@pytest.mark.parametrize("form", WITH_PHOTOS)
def test_each_photo_stands_with_its_record_and_caption(form: str) -> None:
    text = read_back.close(read_back.text(form, made(form, 2)))
    for said in ("□사진대지", "쿠팡채용박람회(5차)2021.7.15.", read_back.close(LONG)):
        assert said in text
    assert text.count("사진을불러오지못했습니다.") == 2
    assert text.count("<화정역>&앞") == 2
    assert "앞의7장만실었습니다.(모두10장)" in text


@pytest.mark.parametrize("form", ["hwpx", "docx"])
def test_the_files_hold_the_photos_and_nothing_of_the_phone(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(form))) as archive:
        photos = [archive.read(name) for name in archive.namelist() if name.endswith("jpg")]
    assert len({*photos}) == len(SIZES)
    assert [one for one in photos if CANARY.encode() in one or b"Exif" in one] == []


def test_the_pdf_holds_the_photos_four_on_a_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(made("pdf"))).pages
    assert [len(page.images) for page in pages] == [0, 0, 0, 4, 1]
    assert CANARY.encode() not in made("pdf")
    darkest, _ = drawn(made("pdf"), 0.5)[3].getextrema()
    assert isinstance(darkest, int)
    assert darkest < 40  # the lower half of each photo is black


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_an_hwpx_with_photos_passes_every_check(missing: int) -> None:
    body = made("hwpx", missing)
    assert faults(body) == []
    assert list(heights(body)) == []
    assert list(stranded(body)) == []


@pytest.mark.parametrize("form", WITH_PHOTOS)
def test_equal_albums_are_equal_bytes(form: str) -> None:
    given = {"report": to_json(report()), "format": form, "album": album()}
    assert report_files.written(given) == made(form)


def test_a_workbook_has_no_photos() -> None:
    assert made("xlsx") == written("xlsx", report())


@pytest.mark.parametrize("form", WITH_PHOTOS)
def test_without_a_photo_there_is_no_appendix(form: str) -> None:
    given = {"report": to_json(report()), "format": form, "album": {"photos": [], "all": 0}}
    assert report_files.written(given) == written(form, report())
