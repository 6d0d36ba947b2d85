"""Pictures and pages come out the same everywhere, and officers' text is never a program."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import typst

from bot.documents import typesetting
from bot.documents.given import Json
from tests.helpers.pdf_parts import fonts_in
from tests.helpers.printed_pages import invisible

pytestmark = pytest.mark.long

MADE_AT = datetime(2022, 6, 30, 9, 0, tzinfo=UTC)
TILE: Json = {
    "name": "참여·상담 인원",
    "value": "7",
    "unit": "명",
    "notes": [],
    "warn": False,
}


def status(*names: str) -> dict[str, Json]:
    """The smallest data the status template takes, with these departments."""
    plans: Json = {
        "title": "추진계획",
        "word": "낸 부서",
        "done": "1",
        "due": "2",
        "not_applicable": "0",
        "none": "",
        "now": "",
        "parts": [],
    }
    groups: Json = [{"state": "submitted", "word": "제출", "names": list(names)}]
    return {
        "title": "현황",
        "as_of": "기준",
        "exceptions": [],
        "plans": plans,
        "tiles": [TILE],
        "rates": [],
        "groups": groups,
    }


def pdf_of(*names: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(
        BytesIO(
            typesetting.to_pdf(
                "status.typ", status(*names), made_at=MADE_AT, standards=typesetting.PICTURE
            )
        )
    )


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("x") $a$ *b*',
        '#read("x")',
        "= 제목 _기울임_",
        '"]; }) \\ \\u{41}',
        "<label> @ref // 주석",
        "`raw` [본문]",
        "https://a.b/c",
    ],
)
def test_markup_in_text_is_printed_letter_by_letter(hostile: str) -> None:
    printed = pdf_of(hostile).pages[0].extract_text()
    assert "".join(hostile.split()) in "".join(printed.split())


def test_emoji_and_control_characters_do_not_stop_an_archivable_pdf() -> None:
    printed = pdf_of("총무\x00과😀\x1b").pages[0].extract_text()
    assert "총무과〓" in printed


def test_a_pdf_holds_no_font_but_ours() -> None:
    fonts = fonts_in(pdf_of("총무과 〓 ✓"))
    assert fonts == {"QuotaGothicRegular", "QuotaGothicBold", "QuotaMyeongjoRegular"}


def test_every_letter_of_a_pdf_leaves_ink_where_it_stands() -> None:
    body = typesetting.to_pdf(
        "status.typ", status("총무과 〓 ✓ □"), made_at=MADE_AT, standards=typesetting.PICTURE
    )
    assert "".join(invisible(body)) == ""


def test_equal_data_gives_equal_bytes() -> None:
    data = status("총무과", "세정과")
    assert typesetting.to_png("status.typ", data) == typesetting.to_png("status.typ", data)
    first = typesetting.to_pdf("status.typ", data, made_at=MADE_AT, standards=typesetting.PICTURE)
    assert (
        typesetting.to_pdf("status.typ", data, made_at=MADE_AT, standards=typesetting.PICTURE)
        == first
    )


def test_resolution_decides_the_size() -> None:
    small, large = (
        typesetting.to_png("status.typ", status("총무과"), ppi=ppi)[0] for ppi in (72, 144)
    )
    widths = [int.from_bytes(png[16:20], "big") for png in (small, large)]
    assert widths == [1080, 2160]


def test_several_threads_may_print_at_once() -> None:
    jobs = [status(f"{number}과") for number in range(6)]
    alone = [typesetting.to_png("status.typ", job) for job in jobs]
    with ThreadPoolExecutor(max_workers=3) as threads:
        together = list(threads.map(lambda job: typesetting.to_png("status.typ", job), jobs))
    assert together == alone


def test_data_that_the_template_does_not_know_is_an_error() -> None:
    with pytest.raises(typst.TypstError):
        typesetting.to_png("status.typ", {"title": "현황"})


def test_the_shipped_fonts_pass_the_check_at_the_start() -> None:
    typesetting.check_fonts()


def test_without_its_fonts_nothing_is_printed(tmp_path: Path) -> None:
    with pytest.raises(typesetting.FontsMissing, match="Quota Gothic 400"):
        typesetting.check_fonts(tmp_path)
