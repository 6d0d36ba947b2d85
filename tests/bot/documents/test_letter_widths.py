"""No font sets a text wider than we count it: typst measures the shipped ones."""

import json
from collections.abc import Sequence

import pytest
import typst

from bot.documents.breaks import pieces, unbroken
from bot.documents.letter_widths import width
from bot.documents.letters import FONTS, _known
from bot.documents.typesetting import FAMILIES

SIZE = 100  # points
MEASURE = """
#let given = json(bytes(sys.inputs.data))
#context [#metadata(given.texts.map(it => measure(
  text(font: given.fonts, weight: given.weight, size: 100pt, box(it))
).width.mm())) <wide>]
"""


def measured(texts: Sequence[str], family: str, weight: str) -> list[float]:
    """Millimetres that typst gives each text at SIZE."""
    fonts = [family, *(other for other in FAMILIES if other != family)]
    given = {"texts": texts, "fonts": fonts, "weight": weight}
    told = typst.query(
        MEASURE.encode(),
        "<wide>",
        field="value",
        one=True,
        sys_inputs={"data": json.dumps(given)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
        ignore_system_fonts=True,
    )
    found: list[float] = json.loads(told)
    return found


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("family", FAMILIES)
def test_no_letter_of_our_fonts_is_wider_than_counted(family: str, weight: str) -> None:
    letters = [chr(code) for code in sorted(_known()) if not 0xAC02 <= code <= 0xD7A2]
    sans = family == FAMILIES[0]
    found = zip(letters, measured(letters, family, weight), strict=True)
    assert [(one, wide) for one, wide in found if wide > width(one, SIZE, sans=sans) + 0.05] == []


SAID = (
    *(
        "031-0000-0000(내선 0001)",
        "1,234,567,890,123",
        "-36,000,000,000",
        "일자리정책팀장(직무대리)",
    ),
    *("Maria-Fernanda de la Cruz", "알렉산드르 이바노비치 페트로프", "'18.7.", "AVAToYo., 1-4-3"),
)


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("family", FAMILIES)
def test_no_text_of_our_fonts_is_wider_than_counted_and_none_is_counted_far_too_wide(
    family: str, weight: str
) -> None:
    sans = family == FAMILIES[0]
    for text, wide in zip(SAID, measured(SAID, family, weight), strict=True):
        assert wide <= width(text, SIZE, sans=sans) < 1.35 * wide, text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("문의:031-0000-0000(내선 0001)로 연락", "031-0000-0000"),
        ("총사업비1,234,567,890,123원을확보", "1,234,567,890,123원"),
        ("전화02-123-4567전화02-123-4567", "02-123-4567"),
        ("국비-370,368.25백만원", "-370,368.25백만원"),
        ("고양시고양시고양시고양시12,345,678원", "12,345,678원"),
    ],
)
def test_a_telephone_and_an_amount_stay_in_one_piece(text: str, whole: str) -> None:
    for room in range(45, 170, 5):
        parts = list(pieces(text, 11, room))
        assert "".join(parts) == text
        assert [one for one in parts if whole in one], (room, parts)
    assert unbroken(text, 11, 20) >= width(whole, 11) - 0.01


def test_every_piece_fits_its_room_and_all_of_them_are_the_text() -> None:
    for text in ("가" * 200, "A" * 200, "1" * 200, "한 줄 " * 60, "(주)가나·다라/마바", "W"):
        for room in (8, 15, 36, 100):
            parts = list(pieces(text, 11, room))
            assert "".join(parts) == text
            assert [one for one in parts if len(one) > 1 and width(one, 11) > room] == []
