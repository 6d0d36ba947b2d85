"""A letter in the form that 온나라 expects: marks, indents, 끝., and the same in every format."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import hwpforge
import openpyxl
import pypdf
import pytest
from dochan import Dochan
from hwpx.document import HwpxDocument

from bot.documents import letter_paper
from bot.documents.outline import Paragraph
from storage.facts.letter_shapes import Letter, LetterItem, from_json, to_json
from storage.facts.pledge import Head
from storage.facts.shapes import IncentiveFacts
from storage.incentive.wording_letter import incentive_letter
from storage.report.formats import Format

pytestmark = pytest.mark.long

FACTS = IncentiveFacts(
    company="(주)가나물류",
    recipients=("도로건설과", "기획담당관"),
    goods="택배상자",
    asked_on=date(2021, 12, 5),
    reason="고양시민 22명 고용",
)
HEAD = Head("1-4-3", "고양시 고용할당제 도입", "일자리정책과")
MADE = datetime(2021, 12, 20, tzinfo=UTC)
LETTER = incentive_letter(FACTS, HEAD, MADE)


def lines(letter: Letter) -> list[Paragraph]:
    """The paragraphs that say something."""
    blocks = letter_paper.paper(letter).blocks
    return [one for one in blocks if isinstance(one, Paragraph) and one.text]


def said(letter: Letter) -> list[str]:
    return [one.leads + one.text for one in lines(letter)]


def nested(depth: int) -> tuple[LetterItem, ...]:
    """Two thoughts, the second with as many levels below it."""
    below = nested(depth - 1) if depth > 1 else ()
    return (LetterItem("하나"), LetterItem("둘", below))


def test_the_letter_says_whom_what_and_when_and_that_it_is_a_draft() -> None:
    text = said(LETTER)
    assert "온나라 기안용 초안" in text[0]
    assert text[1:5] == [
        "고양시",
        "수신  수신자 참조",
        "(경유)",
        "제목  고용할당제 참여우수기업 물품 우선구매 협조요청",
    ]
    assert text[5] == "1. 관련: 공약사항 1-4-3 고양시 고용할당제 도입"
    assert text[6].startswith("2. 고용할당제 참여기업에 인센티브를 제공하고자")
    assert text[7:] == [
        "가. 대상 기업: (주)가나물류",
        "나. 선정 사유: 고양시민 22명 고용",
        "다. 우선구매 물품: 택배상자",
        "라. 요청일: 2021. 12. 5.  끝.",
        "일자리정책과장",
        "수신자  도로건설과장, 기획담당관",
    ]


def test_a_single_department_is_addressed_by_name_and_a_reason_may_be_missing() -> None:
    one = incentive_letter(replace(FACTS, recipients=("건축과",), reason=""), HEAD, MADE)
    text = said(one)
    assert "수신  건축과장" in text
    assert text[-1] == "일자리정책과장"
    assert not [line for line in text if "선정 사유" in line]


def test_everybody_at_once_is_named_below() -> None:
    text = said(incentive_letter(replace(FACTS, recipients=("전 부서",)), HEAD, MADE))
    assert "수신  수신자 참조" in text
    assert text[-1] == "수신자  전 부서"


def test_each_level_has_its_mark_and_stands_two_spaces_further_in() -> None:
    found = [one for one in lines(replace(LETTER, items=nested(8))) if one.text[0] in "하둘"]
    assert [(one.mark, one.indent) for one in found if one.text.startswith("하나")] == [
        ("1. ", 0),
        ("가. ", 1),
        ("1) ", 2),
        ("가) ", 3),
        ("(1) ", 4),
        ("(가) ", 5),
        ("① ", 6),
        ("㉮ ", 7),
    ]
    assert [one.mark for one in found if one.text.startswith("둘")][:2] == ["2. ", "나. "]


def test_what_stands_alone_has_no_mark() -> None:
    items = (LetterItem("다음과 같이 요청합니다.", (LetterItem("하나뿐"),)),)
    found = lines(replace(LETTER, items=items))
    assert [(one.mark, one.text) for one in found][5:7] == [
        ("", "다음과 같이 요청합니다."),
        ("", "하나뿐  끝."),
    ]


def test_after_the_last_syllable_the_next_vowel_begins() -> None:
    many = replace(LETTER, items=(LetterItem("하나"), LetterItem("둘", (LetterItem("셋"),) * 30)))
    marks = [one.mark for one in lines(many) if one.indent == 1]
    assert (marks[13:16], marks[27:30]) == (["하. ", "거. ", "너. "], ["허. ", "고. ", "노. "])


@pytest.mark.parametrize(
    ("attached", "printed"),
    [
        (("제품 안내",), ["붙임  제품 안내 1부.  끝."]),
        (("제품 안내 2부",), ["붙임  제품 안내 2부.  끝."]),
        (("안내", "견적"), ["붙임  1. 안내 1부.", "2. 견적 1부.  끝."]),
    ],
)
def test_what_is_enclosed_closes_the_letter(attached: tuple[str, ...], printed: list[str]) -> None:
    text = said(incentive_letter(replace(FACTS, attachments=attached), HEAD, MADE))
    assert text[-2 - len(printed) : -2] == printed
    assert len([line for line in text if "끝." in line]) == 1


def written(form: str, letter: Letter = LETTER) -> bytes:
    return letter_paper.written({"letter": to_json(letter), "format": form})


@pytest.mark.parametrize("form", Format)
def test_every_format_says_the_whole_letter_and_equal_letters_are_equal_bytes(
    form: str, tmp_path: Path
) -> None:
    body = written(form)
    assert written(form, from_json(to_json(LETTER))) == body
    if form == "pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    else:
        path = tmp_path / f"letter.{form}"
        path.write_bytes(body)
        text = Dochan(str(path)).to_plain_text()
    close = "".join(text.split())
    for line in said(LETTER):
        assert "".join(line.split()) in close


def test_the_hwpx_is_valid_for_its_schema_and_for_a_foreign_reader() -> None:
    body = written("hwpx")
    assert not HwpxDocument.open(io.BytesIO(body)).validate().issues
    found = hwpforge.Document.from_bytes(body).validate()
    assert (found["ok"], found["errors"], found["warnings"]) == (True, [], [])


def test_every_format_begins_with_the_first_line_and_has_the_empty_ones_that_were_meant() -> None:
    blocks = letter_paper.paper(LETTER).blocks
    meant = [one.leads + one.text for one in blocks if isinstance(one, Paragraph)]
    with HwpxDocument.open(io.BytesIO(written("hwpx"))) as file:
        assert [one.text or "" for one in file.paragraphs] == meant
    said = [one.text for one in docx.Document(io.BytesIO(written("docx"))).paragraphs]
    assert said == meant
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx"))).active
    assert sheet is not None
    assert sheet["A1"].value == meant[0]


def test_the_lines_of_a_level_hang_under_its_first_letter() -> None:
    found = {one.mark: one.hang for one in lines(replace(LETTER, items=nested(2)))}
    assert 0 < found["1. "] < found["가. "]
    assert found[""] == 0
