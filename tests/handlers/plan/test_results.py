"""What came of a plan item is asked in figures beside what was planned, and stays changeable."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage import audit
from storage.act import Act
from storage.facts.shapes import Came, PlanItemFacts
from storage.plans import plan_outcomes, plans
from storage.records import records
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure
from storage.rules.trail import Subject, Verb
from tests.handlers.round_office import ROADS, STAFF, opened
from tests.helpers.desk import Desk
from tests.helpers.facts import fair

pytestmark = pytest.mark.long  # the quick suite stays quick

CLOSING = HalfYear(2021, 2)
ITEM = PlanItemFacts("보통인부 고양시민 우선고용", measure="명", target=20)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """A round that collects the results of an item with 목표 20명."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        officer = await made.officer(STAFF)
        assert officer is not None
        plan = await plans.ensure(session, officer.department_id or 0, CLOSING)
        await records.add(Act(session, officer, made.now), ITEM, parent_id=plan.id)
    yield made
    await made.close()


async def came(desk: Desk) -> Came:
    """The figures of the result as they are kept."""
    async with desk.db.read() as session:
        stands = await plan_outcomes.of_item(session, 1)
    assert stands is not None
    return stands.came


async def in_words(desk: Desk, words: str) -> str:
    """The result told in a sentence; what is asked then."""
    await desk.taps_code(STAFF, "v1:outcome:set:1:done")
    await desk.taps_code(STAFF, "v1:outcome:words:1")
    await desk.says(STAFF, words)
    return desk.newest(STAFF).text


async def test_a_result_in_words_proposes_its_figures_and_a_tap_takes_them(desk: Desk) -> None:
    asked = await in_words(desk, "보통인부 22명 중 고양시민 14명 고용")
    assert "목표 20명 → 얼마나 이루었습니까?" in asked
    heard = await desk.taps(STAFF, "적은 글에서 채용 22명(고양시민 14명)")
    assert "채용 22명(고양시민 14명)으로 남겼습니다." in heard[0]
    assert await came(desk) == Came(None, 22, 14)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("22", Came(22)),
        ("22명(시민 14명)", Came(22, 22, 14)),
        ("달성 22 채용 30 시민 14", Came(22, 30, 14)),
        ("시민 14", Came(None, None, 14)),
    ],
)
async def test_the_figures_are_one_answer_of_which_each_part_may_be_left_out(
    desk: Desk, typed: str, kept: Came
) -> None:
    await in_words(desk, "우선고용 안내")
    heard = await desk.says(STAFF, typed)
    assert "남겼습니다." in heard[-1]
    assert await came(desk) == kept


async def test_what_cannot_be_is_asked_again_and_skipping_leaves_it_open(desk: Desk) -> None:
    await in_words(desk, "우선고용 안내")
    (refused,) = await desk.says(STAFF, "채용 14 시민 22")
    assert "시민(22명)이 채용(14명)보다 많습니다." in refused
    assert await came(desk) == Came()
    await desk.taps(STAFF, "건너뛰기")
    assert await came(desk) == Came()
    assert "모든 항목의 결과를 정했습니다." in desk.heard(STAFF)[-1]


async def test_the_records_of_a_result_propose_what_they_counted_together(desk: Desk) -> None:
    hired = replace(fair(), counts={Measure.HIRED: 22, Measure.RESIDENTS: 14})
    async with desk.db.begin() as session:
        officer = await desk.officer(STAFF)
        assert officer is not None
        row = await records.add(Act(session, officer, desk.now), hired)
    await desk.taps_code(STAFF, f"v1:outcome:pick:1:event:{row.id}:0")
    assert "기록 합계 채용 22명(고양시민 14명)" in desk.heard(STAFF)[-1]
    await desk.taps(STAFF, "실적 수치")
    await desk.taps(STAFF, "기록 합계 채용 22명(고양시민 14명)")
    assert await came(desk) == Came(None, 22, 14)


async def test_the_figures_are_changed_later_from_the_card_and_the_trail_tells(
    desk: Desk,
) -> None:
    await in_words(desk, "우선고용 안내")
    await desk.says(STAFF, "22")
    await desk.taps_code(STAFF, "v1:rec:plan_item:1")
    card = desk.heard(STAFF)[-1]
    assert "결과: 실적 (우선고용 안내)" in card
    assert "1. 실적 수치: 달성 22명" in card
    await desk.taps(STAFF, "1번")
    assert "실적 수치: 달성 22명" in desk.newest(STAFF).text
    await desk.says(STAFF, "달성 21 채용 21 시민 13")
    assert await came(desk) == Came(21, 21, 13)
    async with desk.db.read() as session:
        lines = await audit.of_subject(session, Subject.PLAN_OUTCOME, 1)
    assert [one.action for one in lines] == [Verb.SETTLE, Verb.COUNT, Verb.COUNT]
    assert (lines[-1].before, lines[-1].after) == (
        {"achieved": 22},
        {"achieved": 21, "workers": 21, "residents": 13},
    )


@pytest.mark.parametrize("act", ["figures:1", "take:1:records", "take:1:words"])
async def test_nobody_counts_for_another_department(desk: Desk, act: str) -> None:
    await in_words(desk, "보통인부 22명 중 고양시민 14명 고용")
    await desk.taps_code(ROADS, f"v1:outcome:{act}")
    assert await came(desk) == Came()
