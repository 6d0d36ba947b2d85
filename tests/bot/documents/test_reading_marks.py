"""Marks of lists in files: typed ones of every kind, and those that nobody typed."""

from typing import Any

import pytest

from tests.helpers.imported import outline_of
from tests.helpers.sheets_in import (
    LABEL,
    TITLE,
    docx,
    docx_progress,
    hwpx,
    p,
    progress,
    xlsx,
    xlsx_progress,
)

Lines = list[tuple[int, str]]
BULLETS = (
    '<hh:bullets><hh:bullet id="1" char="○"/><hh:bullet id="2" char="-"/>'
    '<hh:bullet id="3" char="·"/><hh:bullet id="4" char="&#xF09F;"/></hh:bullets>'
)


def looks(*headings: tuple[str, int, int]) -> str:
    """Paragraph properties 1, 2, … by the type, number and level of their headings."""
    made = "".join(
        f'<hh:paraPr id="{at}"><hh:heading type="{kind}" idRef="{number}" level="{level}"/>'
        "</hh:paraPr>"
        for at, (kind, number, level) in enumerate(headings, 1)
    )
    return f"{BULLETS}<hh:paraProperties>{made}</hh:paraProperties>"


def lines(body: bytes) -> Lines:
    [row] = outline_of(body).rows
    return [(line.level, line.text) for line in row.lines]


def pasted(*said: str) -> bytes:
    return "\n".join([TITLE, LABEL, *said]).encode()


WANTED = [
    (1, "고양시 찾아가는 일자리버스 운영"),
    (2, "(2021.7.~12.) 39회 운영"),
    (1, "기업 채용행사 지원"),
    (2, "가나유통 채용박람회 개최"),
]


@pytest.mark.parametrize(
    "header",
    [
        looks(("BULLET", 1, 0), ("BULLET", 2, 1)),
        looks(("BULLET", 1, 0), ("BULLET", 2, 0)),  # the sign says the level
        looks(("BULLET", 9, 0), ("BULLET", 9, 1)),  # no sign: the indent says it
        looks(("BULLET", 4, 0), ("BULLET", 4, 1)),  # a sign of a symbol font
        looks(("NUMBER", 1, 0), ("NUMBER", 1, 1)),
        looks(("OUTLINE", 0, 0), ("OUTLINE", 0, 1)),
    ],
)
def test_automatic_marks_of_hwpx_begin_lines_and_are_said(header: str) -> None:
    content = "".join(p(text, level) for level, text in WANTED)
    body = hwpx(progress(content), header)
    assert lines(body) == WANTED
    assert "자동 글머리표로 쓴 문단 4개" in outline_of(body).losses[-1]


def test_a_typed_mark_counts_before_an_automatic_one_and_a_title_keeps_its_place() -> None:
    header = looks(("BULLET", 1, 0), ("OUTLINE", 0, 0))
    body = progress(p("- (2021.7.~12.) 39회 운영", 1)).replace('Ref="0"', 'Ref="2"', 1)
    assert lines(hwpx(body, header)) == [(2, "(2021.7.~12.) 39회 운영")]
    numbered = body.replace(p(LABEL), p(LABEL, 2))
    assert [row.label for row in outline_of(hwpx(numbered, header)).rows] == [LABEL]


def test_lists_of_word_by_their_styles_and_their_own_signs() -> None:
    def written(paper: Any) -> None:
        cell = docx_progress(paper, "기업 채용행사 지원")
        cell.paragraphs[0].style = "List Bullet"
        cell.add_paragraph("가나유통 채용박람회 개최", style="List Bullet 2")
        cell.add_paragraph("다라물류 채용행사 지원", style="List Number 2")

    body = docx(written)
    found = lines(body)
    assert [text for _, text in found] == [
        "기업 채용행사 지원",
        "가나유통 채용박람회 개최",
        "다라물류 채용행사 지원",
    ]
    assert "자동 글머리표로 쓴 문단 3개" in outline_of(body).losses[-1]


D02 = """❍ 일자리버스 운영
  - (2021.7.~12.) 39회 운영
❍ 기업 채용행사 지원
  ▪ 가나유통 채용박람회 개최
  ∙ 다라물류 채용행사 지원
  ･ 마바식품 채용행사 지원
  ᆞ 사아건설 채용행사 지원
  ⋅ 자차의료 업무협약 체결
  ◦ 카타교육 1기 운영"""


def test_every_sign_of_offices_begins_a_line_below_the_circle_above_it() -> None:
    found = lines(pasted(*D02.split("\n")))
    assert [text for _, text in found] == [
        line.strip().split(" ", 1)[1] for line in D02.split("\n")
    ]
    assert [level == 1 for level, _ in found] == [True, False, True, *[False] * 6]


@pytest.mark.parametrize("sign", [*"◦❍〇◎■▪‣․∘―⁃▫❖✓➢◈▶※★→+~*§", "ㅇ", "ㅡ", "ㅁ", "\uf0a7"])
def test_a_sign_that_nobody_knows_begins_a_line(sign: str) -> None:
    found = lines(pasted("○ 기업 채용행사 지원", f"{sign} 가나유통 개최", f"{sign} 다라물류 지원"))
    assert len(found) == 3
    assert all(
        text.endswith(said) for (_, text), said in zip(found[1:], ["개최", "지원"], strict=True)
    )


def test_an_unknown_system_is_learned_from_its_order_and_said() -> None:
    body = pasted("❖ 일자리버스 운영", "✓ 39회 운영", "❖ 기업 채용행사 지원", "✓ 가나유통 개최")
    assert [level for level, _ in lines(body)] == [1, 2, 1, 2]
    [told] = [one for one in outline_of(body).losses if "글머리표나 번호로" in one]
    assert ("시작하는 줄 4개" in told, told.endswith(": ‘❖’, ‘✓’")) == (True, True)


@pytest.mark.parametrize("first", ["나머지", "39회", "(계속)", "‘행사’", '"행사"', "[행사]"])
def test_letters_figures_brackets_and_quotes_go_on_with_the_line_above(first: str) -> None:
    body = pasted("○ 기업 채용행사 지원", "- 가나유통", f"{first} 개최")
    assert lines(body)[-1] == (2, f"가나유통 {first} 개최")


def test_joined_lines_are_counted_and_named_row_by_row() -> None:
    later = "2022년도 상반기 추진계획"
    body = pasted("○ 가", "나", "○ 다", "라", later, "○ 마", "바 사 아")
    told = [one for one in outline_of(body).losses if "이어 붙였습니다" in one]
    assert [("줄 2개" in told[0], "‘나’, ‘라’" in told[0])] == [(True, True)]
    assert ("줄 1개" in told[1], "‘바 사 아’" in told[1]) == (True, True)
    assert (LABEL[:23] in told[0], later in told[1], len(told)) == (True, True, 2)


def test_a_name_that_hides_a_company_is_no_mark() -> None:
    assert lines(pasted("○ 기업 방문", "○○기업 방문"))[1][1] == "○○기업 방문"


def test_lines_of_a_sheet_begin_with_any_sign() -> None:
    body = xlsx(lambda book: xlsx_progress(book, "❍ 일자리버스 운영", "◦ 39회 운영"))
    assert lines(body) == [(1, "일자리버스 운영"), (2, "39회 운영")]
