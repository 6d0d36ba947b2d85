"""A department's plan: items, handing in, nothing planned; and who may touch it."""

import re

import pytest

from bot.demo.texts import PEOPLE
from storage.facts.shapes import PlanItemFacts
from storage.rules.terms import RecordKind, Role
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

MANAGER = PEOPLE[3][0]
ITEM = "채용행사 개최 시 고양시민 고용할당제 안내 및 참여 유도"


async def add_item(hand: Hand, text: str = ITEM) -> str:
    """One item of the plan due now, with figures; returns what the card shows."""
    await hand.says("/plan")
    await hand.taps("항목 추가", "무엇을 추진합니까?")
    await hand.does(text, "업무협약 체결 건수", "3", "12명", "20명", "5천만원")
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
    return await hand.taps("저장", "저장했습니다.")


async def standing(town: Town) -> dict[str, int]:
    """The figures of the plans as a manager reads them: in, none, drafting, missing."""
    manager = await town.hand(MANAGER)
    shown = await manager.says("/status")
    told = re.search(r"낸 부서 \d+/44.*\n(.*)", shown)
    assert told is not None, shown
    nobody = dict.fromkeys(("해당없음", "작성중", "미제출", "제출"), 0)
    return nobody | {name: int(one) for name, one in re.findall(r"(\S+) (\d+)", told[1])}


async def first_answer(town: Town) -> None:
    """Before anybody is asked or answers, /status counts nobody as late."""
    if "아직 취합을 시작하지 않았습니다." not in await (await town.hand(MANAGER)).says("/status"):
        return
    hand = await town.newcomer(department="도로건설과")
    await hand.says("/plan")
    await hand.taps("해당없음")


async def test_a_plan_is_written_item_by_item_and_handed_in(town: Town) -> None:
    await first_answer(town)
    hand = await town.newcomer(department="녹지과")
    before = await standing(town)
    assert f"- {ITEM}" in await add_item(hand)
    shown = await hand.says("/plan")
    assert "2022년 상반기 고용할당제 추진계획" in shown
    assert "녹지과 · 작성중" in shown
    assert f"1. {ITEM} (목표 3, 고용할 시민 12명, 전체 고용 20명, 예산 50,000,000원" in shown
    assert "제출 · 총괄 검토 대기" in await hand.taps("제출")
    after = await standing(town)
    assert after == before | {"제출": before["제출"] + 1, "미제출": before["미제출"] - 1}


async def test_nothing_planned_is_one_tap_and_is_not_the_same_as_silence(town: Town) -> None:
    await first_answer(town)
    hand = await town.newcomer(department="하수행정과")
    before = await standing(town)
    await hand.says("/plan")
    hand.acts = 0
    assert "해당없음 · 총괄 검토 대기" in await hand.taps("해당없음")
    assert hand.acts == 1
    after = await standing(town)
    wanted = {"해당없음": before["해당없음"] + 1, "미제출": before["미제출"] - 1}
    assert after == before | wanted


async def test_a_plan_with_items_offers_no_nothing_planned(town: Town) -> None:
    hand = await town.newcomer(department="수도행정과")
    await hand.says("/plan")
    message, code = hand.code("해당없음")
    await add_item(hand)
    await hand.says("/plan")
    assert "해당없음" not in [label for row in hand.labels() for label in row]
    assert "항목이 있어 해당없음으로 둘 수 없습니다." in await hand.phone.tap_old(message, code)


async def test_a_plan_handed_in_stands_still_until_it_is_opened_again(town: Town) -> None:
    hand = await town.newcomer(department="생태하천과")
    await add_item(hand)
    await hand.says("/plan")
    message, code = hand.code("항목 추가")
    await hand.taps("제출", "제출 · 총괄 검토 대기")
    await hand.phone.tap_old(message, code)  # refused before anything is asked
    assert "이미 제출한 추진계획입니다." in await hand.reads("이미 제출한")
    await hand.says("/plan")
    await hand.taps("회수", "생태하천과 · 작성중")
    assert len(await town.rows(RecordKind.PLAN_ITEM, hand)) == 1


async def test_another_half_year_is_reached_by_a_word_or_a_tap(town: Town) -> None:
    hand = await town.newcomer(department="농업정책과")
    assert "2021년 하반기 고용할당제" in await hand.says("/plan 2021 하반기")
    assert "2021년 상반기 고용할당제" in await hand.taps("2021 상반기")
    assert "예: 2021 하반기" in await hand.says("/plan 언젠가")


async def test_an_officer_of_another_department_reads_the_item_and_cannot_change_it(
    town: Town,
) -> None:
    owner = await town.newcomer(department="자원순환과")
    other = await town.newcomer(department="환경정책과")
    text = "재활용 선별시설 운영 시 고양시민 우선고용 추진"
    await add_item(owner, text)
    (row,) = await town.rows(RecordKind.PLAN_ITEM, owner)
    assert "찾은 기록이 없습니다." in await other.says("/find 선별시설")  # not handed in yet
    await owner.says("/plan")
    await owner.taps("제출", "제출 · 총괄 검토 대기")
    await other.says("/find 선별시설")
    assert text in await other.opens(1)
    shown = [label for row in other.labels() for label in row]
    assert not {"고치기", "지우기"} & set(shown)
    for code in (f"v1:edit:plan_item:{row.id}", f"v1:del:plan_item:{row.id}"):
        await other.phone.forge(code)
    await other.phone.forge(f"v1:delyes:plan_item:{row.id}")
    await other.phone.forge(f"v1:plan:submit:{row.parent_id}")
    (kept,) = await town.rows(RecordKind.PLAN_ITEM, owner)
    assert (kept.version, kept.removed_at) == (row.version, None)
    assert "자원순환과 · 제출" in await owner.says("/plan")


@pytest.mark.long
async def test_somebody_who_only_reads_sees_plans_handed_in_and_writes_none(town: Town) -> None:
    owner = await town.newcomer(department="교통정책과")
    reader = await town.newcomer(Role.VIEWER, department="교통정책과")
    await add_item(owner, "교통시설 공사 시 고양시민 우선고용 추진")
    assert "찾은 기록이 없습니다." in await reader.says("/find 교통시설")
    await owner.says("/plan")
    await owner.taps("제출", "제출 · 총괄 검토 대기")
    await reader.says("/find 교통시설")
    assert "교통시설 공사 시 고양시민 우선고용 추진" in await reader.opens(1)
    assert "고치기" not in [label for row in reader.labels() for label in row]
    for command in ("/plan", "/event", "/mou", "/contract", "/budget", "/problem"):
        assert "권한이 없습니다." in await reader.says(command)
    assert "고용할당제 현황" in await reader.says("/status")


async def test_figures_of_an_item_are_kept_as_they_were_given(town: Town) -> None:
    hand = await town.newcomer(department="버스정책과")
    await add_item(hand, "운수종사자 채용 시 고양시민 우선고용 추진")
    (facts,) = await town.facts(RecordKind.PLAN_ITEM, hand)
    assert isinstance(facts, PlanItemFacts)
    figures = (facts.target, facts.citizens, facts.out_of, facts.budget)
    assert figures == (3, 12, 20, 50_000_000)
