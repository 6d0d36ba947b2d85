"""A target keeps the counting word it was said with: card, lists, questions and tables."""

from datetime import date

import pytest

from handlers.forms import engine, screens
from handlers.forms.session import Edit, Press, Sitting, Typed
from handlers.mou.form import PROMISE
from handlers.plan import texts, wording
from handlers.plan.form import PLAN_ITEM
from storage.facts.shapes import PlanItemFacts, PromiseFacts, from_json
from storage.facts.wording import lines
from storage.plans.wording_plan_table import TARGET, cells_of, read_facts
from tests.handlers.forms.walking import AIDS

TODAY = date(2021, 12, 20)


def planned(*answers: str) -> Sitting:
    """A plan item up to its card: text, measure and target as typed."""
    sitting = engine.start(PLAN_ITEM, {})
    for said in answers:
        engine.step(PLAN_ITEM, sitting, Typed(said), AIDS)
    while sitting.asked and sitting.doubt is None:
        engine.step(PLAN_ITEM, sitting, Press.SKIP, AIDS)
    return sitting


def facts(sitting: Sitting) -> PlanItemFacts:
    """What it makes."""
    made = PLAN_ITEM.facts(sitting.answers)
    assert isinstance(made, PlanItemFacts)
    return made


@pytest.mark.parametrize(
    ("measure", "typed", "shown", "printed"),
    [
        ("없음", "12회", "12회", "목표 12회"),
        ("참여 업체", "9개 업체", "9개 업체", "목표 참여 업체 9개 업체"),
        ("업무협약 체결 건수", "3건.", "3건", "목표 업무협약 체결 건수 3건"),
        ("취업률", "90%", "90%", "목표 취업률 90%"),
        ("없음", "1천명", "1,000명", "목표 1,000명"),
        ("없음", "12", "12", "목표 12"),
        ("행사 개최(회)", "12", "12회", "목표 행사 개최 12회"),
        ("행사 개최(회)", "12번", "12회", "목표 행사 개최 12회"),
    ],
)
def test_a_target_is_shown_and_printed_as_it_was_said(
    measure: str, typed: str, shown: str, printed: str
) -> None:
    sitting = planned("채용행사 개최", measure, typed)
    assert f"목표: {shown}" in screens.draw(PLAN_ITEM, sitting, AIDS).text
    made = facts(sitting)
    assert lines(made)[-1].text == printed
    assert f"목표 {shown}" in texts.item_line(1, made)
    cell = read_facts(TARGET, cells_of(made)[TARGET], TODAY)
    assert (cell["target"], cell.get("unit", "")) == (made.target, made.unit)


def test_a_word_that_is_not_the_measures_is_asked_back() -> None:
    sitting = planned("채용행사 개최", "행사 개최(회)", "30명")
    assert sitting.doubt is not None
    assert sitting.doubt["question"] == "‘30명’으로 적으셨습니다. 30회가 맞습니까?"


def test_a_figure_typed_anew_keeps_the_word_until_it_is_changed() -> None:
    sitting = planned("채용행사 개최", "없음", "12회")
    names = [one.name for one in PLAN_ITEM.fields]
    for field, said, shown in (("target", "15", "15회"), ("unit", "건", "15건")):
        engine.step(PLAN_ITEM, sitting, Press.PICK, AIDS)
        engine.step(PLAN_ITEM, sitting, Edit(names.index(field)), AIDS)
        engine.step(PLAN_ITEM, sitting, Typed(said), AIDS)
        assert f"목표: {shown}" in screens.draw(PLAN_ITEM, sitting, AIDS).text


def test_a_promise_counts_what_it_was_promised_in() -> None:
    promise = PromiseFacts("시민 채용", target=30, delivered=14, unit="명")
    assert lines(promise)[-1].text == "시민 채용(목표 30명/이행 14명)"
    said = dict(screens.said(PROMISE, PROMISE.answers(promise)))
    assert (said["목표"], said["지금까지"]) == ("30명", "14명")


def test_a_question_tells_old_and_new_with_their_words() -> None:
    assert wording.shown("target", {"value": 12, "unit": "회"}) == "12회"
    assert wording.shown("target", {"value": 12}) == "12"
    assert wording.shown("target", None) == texts.NOTHING


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("12회", {"target": 12, "unit": "회"}),
        ("12", {"target": 12}),
        ("90%", {"target": 90, "unit": "%"}),
        ("", {"target": None}),
        ("-", {"target": None}),
    ],
)
def test_a_cell_of_the_table_is_read_with_its_word(cell: str, read: dict[str, object]) -> None:
    assert read_facts(TARGET, cell, TODAY) == read


def test_items_of_before_print_as_before() -> None:
    old = from_json(PlanItemFacts, {"text": "박람회", "measure": "개최", "target": 3})
    assert lines(old)[-1].text == "목표 개최 3"
    assert cells_of(old)[TARGET] == "3"
