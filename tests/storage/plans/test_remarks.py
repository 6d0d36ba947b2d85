"""What of a plan is to be looked at before 확정: one rule, for the review and for many at once."""

import random

import pytest

from storage.facts.shapes import PlanItemFacts
from storage.plans.remarks import FEW, MUCH, Remark, Sort, Written, remarks


def plan(*items: PlanItemFacts) -> list[Written]:
    """Items as they are written, numbered from 1."""
    return [Written(number, facts) for number, facts in enumerate(items, 1)]


def hired(target: int | None, text: str = "공원 관리 인력 채용") -> PlanItemFacts:
    """An item that counts heads."""
    return PlanItemFacts(text=text, target=target, unit="명")


def sorts(found: tuple[Remark, ...]) -> list[Sort]:
    return [one.sort for one in found]


def test_a_plan_with_its_figures_wants_no_look() -> None:
    assert remarks(plan(hired(12), PlanItemFacts(text="안내문 배부")), plan(hired(10))) == ()
    assert remarks([], []) == ()


def test_two_items_of_one_text_are_named_by_their_places() -> None:
    (one,) = remarks(plan(hired(12), hired(3, text="공원  관리 인력채용")), [])
    assert (one.sort, one.text) == (Sort.DOUBLE, "2번이 1번과 같은 내용입니다.")
    assert (one.item_id, one.field) == (2, "text")


def test_a_plan_without_any_figure_says_so_once() -> None:
    texts = [PlanItemFacts(text=f"안내 {at}") for at in "가나다"]
    (one,) = remarks(plan(*texts), [])
    assert (one.sort, one.text, one.item_id) == (Sort.LACKING, "목표 수치가 하나도 없습니다.", 1)


def test_a_measure_without_its_figure_is_asked_for() -> None:
    items = plan(hired(12), PlanItemFacts(text="협약 체결", measure="업무협약 체결 건수"))
    (one,) = remarks(items, [])
    assert one.text == "2번에 목표 수치가 없습니다."
    assert (one.item_id, one.field, one.reason) == (2, "target", "목표 수치를 적어 주십시오.")


def test_a_figure_that_the_last_half_had_is_missed() -> None:
    items = plan(PlanItemFacts(text="공원 관리 인력 채용"), hired(5, text="도로 보수 인력"))
    (one,) = remarks(items, plan(hired(30)))
    assert one.text == "1번에 목표 수치가 없습니다(지난 반기 30명)."


@pytest.mark.parametrize(
    ("then", "now", "odd"),
    [(10, 30, True), (10, 29, False), (30, 10, True), (1, 3, False), (2, 7, True), (10, 0, True)],
)
def test_a_figure_is_odd_from_three_times_the_last_one_on(then: int, now: int, odd: bool) -> None:
    found = remarks(plan(hired(now)), plan(hired(then)))
    assert sorts(found) == ([Sort.ODD] if odd else [])


def test_what_counts_something_else_is_not_compared() -> None:
    before = plan(PlanItemFacts(text="공원 관리 인력 채용", target=2, unit="회"))
    assert remarks(plan(hired(60)), before) == ()


def test_only_a_question_without_an_answer_keeps_a_plan_from_its_confirmation() -> None:
    found = remarks(plan(hired(12)), [], waiting=1, answered=2)
    assert sorts(found) == [Sort.WAITING, Sort.ANSWERED]
    assert [one.stops for one in found] == [True, False]
    assert "2개" in found[1].text


@pytest.mark.parametrize("seed", range(200))
def test_each_remark_of_any_plan_points_at_its_item_and_says_why(seed: int) -> None:
    """Invariant: the same plan twice is never odd; what a remark asks is a field of its item."""
    rng = random.Random(seed)
    words = ["공원 관리", "도로 보수", "안내문 배부", "채용행사 개최", "협약 체결"]

    def written() -> list[PlanItemFacts]:
        return [
            PlanItemFacts(
                text=rng.choice(words),
                target=rng.choice([None, 0, 1, 4, 20, 400]),
                citizens=rng.choice([None, None, 3, 90]),
                measure=rng.choice(["", "건수"]),
                unit=rng.choice(["", "명"]),
            )
            for _ in range(rng.randrange(0, 9))
        ]

    now, before = plan(*written()), plan(*written())
    for one in remarks(now, before):
        assert one.text
        assert one.reason
        assert one.item_id in {item.number for item in now}
        assert hasattr(now[0].facts, one.field)
    odd = [one for one in remarks(now, now) if one.sort is Sort.ODD and "0" not in one.text]
    assert odd == []
    big = [one for one in now if (one.facts.target or 0) >= FEW * MUCH]
    assert len(big) <= len(now)
