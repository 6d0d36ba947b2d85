"""Plans, contracts and money print as counts when present."""

from dataclasses import replace
from datetime import date

from storage.facts.shapes import (
    BudgetFacts,
    HireFacts,
    IncentiveFacts,
    Line,
    PlanItemFacts,
    SubcontractFacts,
)
from storage.facts.wording import lines
from storage.facts.wording_record import contract_lines
from storage.rules.terms import BudgetKind, Source, Stage
from tests.storage.facts.samples import CONTRACT, DAY, MONTH, UNKNOWN, texts


def test_a_plan_item_prints_its_counts_only_when_there_are_any() -> None:
    item = PlanItemFacts("공공근로 채용", measure="업무협약(건)", target=3)
    assert texts(item) == [" - 공공근로 채용", "  · 목표 업무협약 3건"]
    full = replace(item, measure="hired", citizens=20, out_of=50, budget=12_000_000, months=MONTH)
    assert texts(full)[1] == (
        "  · 목표 채용 3명, 고양시민 20명(전체 50명), 예산 12백만원, 기간 2021. 3."
    )
    assert texts(PlanItemFacts("공공근로 채용")) == [" - 공공근로 채용"]


def test_a_contract_prints_its_rates_as_counts_and_nothing_when_absent() -> None:
    bare = contract_lines(CONTRACT)
    assert bare[1:] == (Line(2, "대규모공사 ○○공사(120백만원)"),)
    small = contract_lines(replace(CONTRACT, amount=99_000_000))
    assert small[1:] == (Line(2, "○○공사(99백만원)"),)
    full = contract_lines(
        CONTRACT,
        [SubcontractFacts("가", 50_000_000, True), SubcontractFacts("나", 30_000_000, False)],
        [HireFacts(MONTH, 4, 10), HireFacts(DAY, 12, 20, Stage.PROGRESS)],
    )
    assert full[1:] == (
        Line(2, "대규모공사 ○○공사(120백만원) 관내 하도급 62.5%(권장 50%)"),
        Line(3, "(2021.7.3. 기준/기성) 고양시민 12명(전체 20명) 고용"),
    )


def test_one_subcontract_and_one_head_count_have_a_line_of_their_own() -> None:
    sub = SubcontractFacts("(주)나다", 30_000_000, True, "토공")
    assert texts(sub) == [" - 하도급 토공 (주)나다(30백만원/관내)"]
    assert texts(HireFacts(UNKNOWN, 3, 5)) == [" - 고양시민 3명(전체 5명) 고용"]


def test_a_money_row_lists_only_the_columns_that_have_an_amount() -> None:
    row = BudgetFacts(BudgetKind.PLAN, Source.CITY, cells={"'20": 30_000_000, "기투자": 0})
    assert lines(row) == (Line(2, "연도별 투자계획(사업비) 시비 : 기투자 0백만원, '20 30백만원"),)


def test_a_request_to_buy_stands_under_the_heading_of_the_plan_that_it_keeps() -> None:
    facts = IncentiveFacts("(주)가나물류", ("전 부서",), "택배상자", date(2021, 12, 5))
    assert lines(facts) == (
        Line(1, "고용할당제 참여기업 인센티브 제공"),
        Line(2, "(주)가나물류 물품 우선구매 협조요청(21.12.5.)"),
    )
