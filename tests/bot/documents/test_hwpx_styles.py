"""What an office finds in 한글: sections in its 개요, and a style of its own for each sign."""

import io
from functools import cache
from typing import Any

import hwpforge
import pytest
from hwpx.document import HwpxDocument

from bot.documents import letter_paper
from storage.facts.letter_shapes import to_json
from tests.bot.documents.test_letter_paper import LETTER
from tests.helpers.hwpx_checks import faults
from tests.helpers.printed_report import FILLED, report, written

pytestmark = pytest.mark.long

STYLES = {"□": "보고서 □", "○": "보고서 ○", "-": "보고서 -", "·": "보고서 ·"}


@cache
def body() -> bytes:
    return written("hwpx", report(money=FILLED))


def headings(of: bytes) -> list[tuple[str, int]]:
    """The outline, as a reader in another language finds it."""
    told: Any = hwpforge.Document.from_bytes(of).outline()["outline"]
    return [(one["text"], one["level"]) for one in told["headings"]]


def test_the_sections_stand_in_the_outline() -> None:
    assert headings(body()) == [
        ("□ 추진실적 및 향후 추진계획", 1),
        ("□ 연도별 투자계획(사업비)", 1),
        ("□ 연도별 확보(집행)액", 1),
        ("□ 문제점 및 개선대책", 1),
    ]


def test_the_subject_of_a_letter_stands_in_its_outline() -> None:
    of = letter_paper.written({"letter": to_json(LETTER), "format": "hwpx"})
    assert headings(of) == [("제목  고용할당제 참여우수기업 물품 우선구매 협조요청", 1)]
    assert faults(of) == []


def test_a_heading_is_not_numbered_beside_its_sign() -> None:
    with HwpxDocument.open(io.BytesIO(body())) as file:
        (numbering,) = file.parts.headers[0].element.iter("{*}numbering")
        assert [one.text for one in numbering if one.get("level") == "1"] == [None]
        names = [one.text for one in file.paragraphs if one.text]
    assert names[0] == "□ 추진실적 및 향후 추진계획"


def test_every_sign_has_a_style_that_looks_as_its_paragraphs_do() -> None:
    with HwpxDocument.open(io.BytesIO(body())) as file:
        found: dict[str, set[tuple[str | None, ...]]] = {}
        styles = {one.name: one for one in file.styles.values()}
        for line in file.sections[0].element.iter("{*}p"):
            text = "".join(line.itertext())
            if text[:1] in STYLES and "tbl" not in {
                one.tag.rpartition("}")[2] for one in line.iter()
            }:
                run = next(one for one in line if one.get("charPrIDRef"))
                form = line.get("styleIDRef"), line.get("paraPrIDRef"), run.get("charPrIDRef")
                found.setdefault(text[0], set()).add(form)
    assert found.keys() == STYLES.keys()
    for sign, forms in found.items():
        style = styles[STYLES[sign]]
        assert {one for one, _, _ in forms} == {str(style.id)}
        assert (str(style.id), str(style.para_pr_id_ref), str(style.char_pr_id_ref)) in forms
