"""Sections are found by what their titles say and by what stands under them, never by order."""

from collections.abc import Sequence

import pytest

from storage.report.reading.outline import Outline
from storage.rules.terms import BudgetKind, LineSection, Source
from tests.helpers.imported import outline_of
from tests.helpers.sheets_in import (
    HEADS,
    LABEL,
    MONEY_HEADS,
    MONEY_TITLE,
    TITLE,
    hwpx,
    money_rows,
    p,
    progress,
    table,
)

PLAN, SECURED = BudgetKind
PROBLEMS = LineSection.PROBLEMS
UNIT = "(단위: 백만원)"


def money(amount: str) -> str:
    rows = money_rows({"시비": {"‘20": amount, "계": amount}}, MONEY_HEADS)
    return table(*[[p(cell) for cell in row] for row in rows])


def of(*parts: str) -> Outline:
    return outline_of(hwpx(progress(p("○ 버스 운영")) + "".join(parts)))


def told(outline: Outline) -> str:
    return "\n".join(outline.losses)


def city(outline: Outline) -> dict[BudgetKind, int]:
    return {one.kind: one.cells[Source.CITY]["'20"] for one in outline.money}


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("□ 연도별 투자계획", PLAN),
        ("2. 연도별 투자계획(사업비)", PLAN),
        ("Ⅱ. 연도별 사업비", PLAN),
        ("▣ 사업비 투자 계획", PLAN),
        ("□ 연도별 확보액", SECURED),
        ("■ 연도별 확보(집행) 현황", SECURED),
        ("◆ 예산 확보 현황", SECURED),
    ],
)
def test_titles_of_money_not_equal_to_the_letter_are_read_and_told(
    said: str, section: BudgetKind
) -> None:
    found = of(p(said), p(UNIT), money("50"))
    assert city(found) == {section: 50_000_000}
    exact = section.label.replace(" ", "") in said.replace(" ", "")
    assert (f"{said} → {section.label}" in told(found)) is not exact
    assert [line.text for line in found.rows[0].lines] == ["버스 운영"]


@pytest.mark.parametrize(
    "said",
    [
        *("□ 문제점 및 대책", "4. 문제점 및 개선방안", "■ 문제점·개선대책", "□ 문제점"),
        *("Ⅳ 애로사항 및 대책", "□문제점및개선대책", "□ 문제점 및 향후 대책"),
    ],
)
def test_problems_under_another_title_are_read(said: str) -> None:
    found = of(p(said), p("- 참여 기업 부족"), p("- 홍보 강화"))
    assert [line.text for line in found.problems] == ["참여 기업 부족", "홍보 강화"]
    assert (said in told(found)) is (said != "□문제점및개선대책")


def test_the_order_of_sections_decides_nothing() -> None:
    found = of(p("□ 문제점 및 대책"), p("- 홍보 강화"), p("□ 연도별 확보액"), p(UNIT), money("7"))
    assert city(found) == {SECURED: 7_000_000}
    both = of(
        *(p("□ 연도별 확보액"), p(UNIT), money("7"), p("□ 연도별 투자계획"), p(UNIT), money("50"))
    )
    assert city(both) == {SECURED: 7_000_000, PLAN: 50_000_000}


def test_a_table_that_nothing_names_is_told_row_by_row_and_never_guessed() -> None:
    found = of(p("□ 그 밖의 자료"), p(UNIT), money("50"), money("60"))
    assert found.money == ()
    assert "시비 | 50 | 50" in told(found)
    assert "시비 | 60 | 60" in told(found)
    assert "‘□ 그 밖의 자료’" in told(found)


def test_a_line_above_a_money_table_may_say_which_it_is() -> None:
    found = of(p("○ 연도별 확보액 세부 내역"), p(UNIT), money("50"))
    assert city(found) == {SECURED: 50_000_000}
    assert "바로 위의 글로 알아보고 읽었습니다: ‘○ 연도별 확보액 세부 내역 → " in told(found)
    assert of(p("○ 세부 내역"), p(UNIT), money("50")).money == ()


@pytest.mark.parametrize("said", ["※ 비예산 사업", "비예산", "○ 비 예 산", "(비예산 사업)"])
def test_a_line_that_says_non_budget_is_no_line_of_the_row_above(said: str) -> None:
    found = of(p(said))
    assert [(one.kind, one.non_budget) for one in found.money] == [(PLAN, True), (SECURED, True)]
    assert [line.text for line in found.rows[0].lines] == ["버스 운영"]
    assert f"비예산으로 읽었습니다: ‘{said}’" in told(found)


def test_a_title_that_is_none_of_the_form_ends_the_section_above_it() -> None:
    found = of(p("□ 문제점 및 개선대책"), p("- 홍보 강화"), p("□ 붙임"), p("- 사진 3매"))
    assert [line.text for line in found.problems] == ["홍보 강화"]
    assert "표 밖의 글 2줄을 읽지 않았습니다: ‘□ 붙임’, ‘- 사진 3매’" in told(found)


@pytest.mark.parametrize(
    "said", ["- 문제점 및 개선대책 마련", "○ 투자계획", "추진실적 우수", "○ 문제점 및 대책 논의"]
)
def test_a_line_that_only_speaks_of_a_section_opens_none(said: str) -> None:
    body = "\n".join([TITLE, LABEL, "○ 버스 운영", said, "- 39회 운영"])
    found = outline_of(body.encode())
    assert found.sections == 1
    assert found.rows[-1].lines[-1].text == "39회 운영"


def test_a_row_that_is_called_as_a_section_is_stays_a_row() -> None:
    body = "\n".join([TITLE, LABEL, "○ 버스 운영", "추진실적", "- 39회 운영"])
    assert [row.label for row in outline_of(body.encode()).rows] == [LABEL, "추진실적"]


def test_a_numbered_problem_that_speaks_of_results_is_a_problem() -> None:
    found = of(p("□ 문제점 및 대책"), p("1. 추진실적 부진"), p("2. 문제점 조사 필요"))
    assert [line.text for line in found.problems] == ["추진실적 부진", "문제점 조사 필요"]


def cells(*rows: Sequence[str]) -> str:
    return table(*[[p(cell) for cell in row] for row in rows])


def test_a_report_that_is_one_table_is_parted_at_its_titles() -> None:
    wide = ["", "", ""]
    found = outline_of(
        hwpx(
            cells(
                [TITLE, *wide[1:]],
                list(HEADS),
                [LABEL, "○ 버스 운영", "비고 글"],
                [MONEY_TITLE, *wide[1:]],
                ["구 분", "계", "‘20"],
                ["시비(백만원)", "", ""],
                ["□ 문제점 및 대책", *wide[1:]],
                ["- 홍보 강화", *wide[1:]],
            )
        )
    )
    assert [(row.label, row.note) for row in found.rows] == [(LABEL, "비고 글")]
    assert [line.text for line in found.problems] == ["홍보 강화"]
    assert [one.kind for one in found.money] == [PLAN]


def test_a_frame_around_the_report_is_opened() -> None:
    inside = progress(p("○ 버스 운영")) + p("□ 문제점 및 개선대책") + p("- 홍보 강화")
    found = outline_of(hwpx(table([inside])))
    assert [line.text for row in found.rows for line in row.lines] == ["버스 운영"]
    assert [line.text for line in found.problems] == ["홍보 강화"]


def test_the_head_is_known_by_what_it_says_and_other_tables_above_are_told() -> None:
    signed = cells(["결재", "과장"], ["", "전결"])
    head = cells(
        ["1-4-3", "고용할당제 도입", "", "", "", ""],
        ["소관부서", "일자리정책과", "과장", "홍○○", "연락처", "000-0000"],
        ["작성일", "2021. 12. 20.", "", "", "", ""],
    )
    found = outline_of(hwpx(signed + head + progress(p("○ 버스 운영"))))
    assert found.head is not None
    assert found.head.department == "일자리정책과"
    assert "결재 | 과장" in told(found)
    assert "‘작성일’, ‘2021. 12. 20.’" in told(found)


def test_an_amount_in_brackets_is_no_unit() -> None:
    found = of(p(MONEY_TITLE), p(UNIT), money("50"), p("- 시비 확보(100만원)"))
    assert city(found) == {PLAN: 50_000_000}
    problems = of(p("□ 문제점 및 개선대책"), p("- 예산 부족(100만원)"))
    assert [line.text for line in problems.problems] == ["예산 부족(100만원)"]
