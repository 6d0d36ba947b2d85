"""An agreement's card: promised, delivered and open, the events that keep it, and its contacts."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from storage.act import Act
from storage.facts.shapes import MouFacts, PromiseFacts
from storage.records import record_keeping, record_projection, records
from storage.rules.terms import EventKind, Measure, PromiseStatus, RecordKind
from tests.handlers.report_office import opened
from tests.handlers.round_office import STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, fair, when

HIRES = PromiseFacts(
    text="신규 채용 때 고양시민 우선고용",
    measure="시민 채용 인원(명)",
    target=30,
    due=when("2022.6.30.").start,
)


COUNTED = {Measure.HIRED: 12, Measure.INTERVIEWED: 40, Measure.RESIDENTS: 9}


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 with an agreement that promises 30 hires."""
    made = await opened(sqlite_url)
    await _written(made, agreement(title="우선고용 협약", parties=("고양시", "(주)다라테크")))
    await _written(made, HIRES, parent=1)
    yield made
    await made.close()


async def _written(desk: Desk, facts: Any, parent: int | None = None) -> int:
    async with desk.db.begin() as session:
        officer = await desk.officer(STAFF)
        assert officer is not None
        row = await records.add(Act(session, officer, desk.now), facts, parent_id=parent)
        return int(row.id)


async def _facts(desk: Desk, kind: RecordKind, number: int = 1) -> Any:
    async with desk.db.read() as session:
        row = await record_keeping.get(session, kind, number)
    assert row is not None
    return record_projection.facts_of(row)


async def _promise(desk: Desk, number: int = 1) -> PromiseFacts:
    facts = await _facts(desk, RecordKind.PROMISE, number)
    assert isinstance(facts, PromiseFacts)
    return facts


async def _card(desk: Desk) -> str:
    return (await desk.taps_code(STAFF, "v1:rec:mou:1"))[-1]


async def _contact(desk: Desk, outcome: str = "합의") -> str:
    """A contact with the agreement up to the question that follows its outcome."""
    await desk.taps_code(STAFF, "v1:new:follow_up:1")
    await desk.says(STAFF, "오늘")
    await desk.taps(STAFF, "전화")
    await desk.says(STAFF, "하반기 채용계획")
    return (await desk.taps(STAFF, outcome))[-1]


async def _saved(desk: Desk) -> str:
    await desk.taps(STAFF, "건너뛰기")  # the next contact
    return (await desk.taps(STAFF, "저장"))[-1]


async def test_a_contact_asks_how_much_of_a_promise_was_delivered_and_the_card_shows_it(
    desk: Desk,
) -> None:
    assert "시민 채용 인원 30명 · 이행 확인 전\n    기한 2022. 6. 30." in await _card(desk)
    asked = await _contact(desk)
    assert "이번 연락에서 확인한 이행: 시민 채용 인원 30명 중 지금까지 몇 명입니까?" in asked
    await desk.says(STAFF, "14명")
    assert "저장했습니다." in await _saved(desk)
    assert (await _promise(desk)).delivered == 14
    assert "시민 채용 인원 30명 중 14명 이행 · 16명 남음" in await _card(desk)
    history = (await desk.taps_code(STAFF, "v1:hist:promise:1"))[-1]
    assert "지금까지: 없음 → 14" in history


@pytest.mark.long
async def test_a_contact_needs_its_outcome_and_that_nobody_answered_is_one(desk: Desk) -> None:
    await desk.taps_code(STAFF, "v1:new:follow_up:1")
    await desk.says(STAFF, "오늘")
    await desk.taps(STAFF, "전화")
    await desk.says(STAFF, "하반기 채용계획")
    assert "꼭 필요한 항목" in " ".join(await desk.says(STAFF, "건너뛰기"))
    await desk.taps(STAFF, "응답 없음")
    await desk.taps(STAFF, "건너뛰기")
    await _saved(desk)
    facts = await _facts(desk, RecordKind.FOLLOW_UP)
    assert (facts.result, facts.delivered) == ("응답 없음", ())
    assert (await _promise(desk)).delivered is None


@pytest.mark.parametrize(
    ("answer", "status"),
    [("이행 완료로 적기", PromiseStatus.KEPT), ("이행중으로 두기", PromiseStatus.OPEN)],
)
@pytest.mark.long
async def test_a_target_that_is_reached_proposes_that_the_promise_is_kept(
    desk: Desk, answer: str, status: PromiseStatus
) -> None:
    await _contact(desk)
    asked = (await desk.says(STAFF, "31"))[-1]
    assert "시민 채용 인원 31/30명: 목표에 이르렀습니다. 이행 완료로 적으시겠습니까?" in asked
    await desk.taps(STAFF, answer)
    await _saved(desk)
    assert ((await _promise(desk)).delivered, (await _promise(desk)).status) == (31, status)


@pytest.mark.long
async def test_undoing_and_removing_a_contact_takes_exactly_what_it_said(desk: Desk) -> None:
    await _contact(desk)
    await desk.says(STAFF, "30")
    await desk.taps(STAFF, "이행 완료로 적기")
    await _saved(desk)
    await desk.taps(STAFF, "되돌리기")
    assert await _promise(desk) == HIRES
    await desk.taps(STAFF, "되살리기")
    told = await _promise(desk)
    assert (told.delivered, told.status) == (30, PromiseStatus.KEPT)
    await desk.taps_code(STAFF, "v1:edit:follow_up:1:delivered")
    await desk.says(STAFF, "12")
    await desk.taps(STAFF, "저장")
    told = await _promise(desk)
    assert (told.delivered, told.status) == (12, PromiseStatus.OPEN)
    await desk.taps_code(STAFF, "v1:edit:promise:1:delivered")
    await desk.says(STAFF, "13")
    await desk.taps(STAFF, "저장")
    await desk.taps_code(STAFF, "v1:delyes:follow_up:1")
    assert (await _promise(desk)).delivered == 13, "somebody has said otherwise since"


@pytest.mark.long
async def test_several_promises_are_answered_at_once_and_sums_say_how_many_they_run_over(
    desk: Desk,
) -> None:
    await _written(desk, HIRES, parent=1)
    other = PromiseFacts(text="현장면접 개최", measure="행사 개최(회)", target=2)
    await _written(desk, other, parent=1)
    asked = await _contact(desk)
    assert "1. 시민 채용 인원 30명\n2. 시민 채용 인원 30명\n3. 행사 개최 2회" in asked
    refused = (await desk.says(STAFF, "14"))[-1]
    assert "‘14’는 이행사항 3건 각각의 수로 읽지 못했습니다." in refused
    await desk.says(STAFF, "14명, -, 1회")
    await _saved(desk)
    card = await _card(desk)
    assert "합계: 시민 채용 인원 60명 중 14명 이행 · 46명 남음 (이행사항 2건 중 1건 확인)" in card
    assert "행사 개최 2회 중 1회 이행 · 1회 남음" in card


@pytest.mark.long
async def test_the_button_at_a_promise_and_in_its_reminder_asks_how_much(desk: Desk) -> None:
    await desk.taps_code(STAFF, "v1:rec:promise:1")
    asked = (await desk.taps(STAFF, "이행 수량 적기"))[-1]
    assert "시민 채용 인원 30명 중 지금까지 얼마나 이행했습니까?" in asked
    asked = (await desk.says(STAFF, "30"))[-1]
    assert "이행 완료로 적으시겠습니까?" in asked
    await desk.taps(STAFF, "이행 완료로 적기")
    await desk.taps(STAFF, "저장")
    assert (await _promise(desk)).status is PromiseStatus.KEPT
    shown = (await desk.taps_code(STAFF, "v1:rec:promise:1"))[-1]
    assert "이행 시민 채용 인원 30명" in shown
    assert "이행 수량 적기" not in desk.labels(STAFF)


async def test_an_event_of_a_company_with_an_agreement_asks_whether_it_keeps_it(
    desk: Desk,
) -> None:
    """And the agreement's card tells what it counted, beside what was said to be delivered."""
    await _hiring_event(desk, "다라테크")
    asked = (await desk.taps(STAFF, "저장"))[-1]
    assert "이 협약에 따른 행사입니까?" in asked
    assert "우선고용 협약" in asked
    await desk.taps(STAFF, "예")
    event = await _facts(desk, RecordKind.EVENT, 3)
    assert event.agreement == 1
    await _written(desk, fair(agreement=1, counts=COUNTED))
    await _contact(desk)
    await desk.says(STAFF, "14")
    await _saved(desk)
    card = await _card(desk)
    assert "시민 채용 인원 30명 중 14명 이행 · 16명 남음" in card
    assert "행사로 확인된 채용 12명, 그중 고양시민 9명 (행사 2건 중 1건 집계)" in card
    assert "면접 40명 · 채용 12명 · 고양시민 채용 9명" in card
    shown = (await desk.taps_code(STAFF, "v1:rec:event:3"))[-1]
    assert "이 행사가 따른 협약:\n1. (주)다라테크 우선고용 협약" in shown


@pytest.mark.long
async def test_an_event_that_keeps_none_is_not_asked_again_and_is_tied_by_hand_later(
    desk: Desk,
) -> None:
    await _hiring_event(desk, "다라테크")
    await desk.taps(STAFF, "저장")
    assert "저장했습니다." in (await desk.taps(STAFF, "아니요"))[-1]
    assert (await _facts(desk, RecordKind.EVENT, 3)).agreement is None
    await desk.taps_code(STAFF, "v1:edit:event:3:agreement")
    await desk.taps(STAFF, (await _choices(desk))[0])
    assert "저장" in desk.labels(STAFF)
    await desk.taps(STAFF, "저장")
    assert (await _facts(desk, RecordKind.EVENT, 3)).agreement == 1


async def _choices(desk: Desk) -> list[str]:
    return [label for label in desk.labels(STAFF) if "협약" in label]


@pytest.mark.parametrize(
    "change", [{"expires": when("2021.8.31.").start}, {"parties": ("고양시",)}]
)
@pytest.mark.long
async def test_nobody_is_asked_of_an_agreement_that_has_ended_or_of_the_citys_own_name(
    desk: Desk, change: dict[str, Any]
) -> None:
    facts = await _facts(desk, RecordKind.MOU)
    assert isinstance(facts, MouFacts)
    async with desk.db.begin() as session:
        officer = await desk.officer(STAFF)
        assert officer is not None
        made = agreement(title=facts.title, **({"parties": facts.parties} | change))
        act = Act(session, officer, desk.now)
        await records.change(act, RecordKind.MOU, 1, made, expected_version=1)
    await _hiring_event(desk, "다라테크, 고양시")
    assert "저장했습니다." in (await desk.taps(STAFF, "저장"))[-1]


@pytest.mark.long
async def test_removing_an_agreement_leaves_its_events_and_says_so(desk: Desk) -> None:
    await _written(desk, fair(agreement=1))
    await desk.taps_code(STAFF, "v1:rec:mou:1")
    asked = (await desk.taps(STAFF, "지우기"))[-1]
    assert "이 협약에 따른 행사 1건은 지우지 않고 그대로 둡니다." in asked
    await desk.taps(STAFF, "예, 지웁니다")
    shown = (await desk.taps_code(STAFF, "v1:rec:event:3"))[-1]
    assert "우선고용 협약" in shown
    assert "(지운 기록)" in shown
    await desk.taps_code(STAFF, "v1:restore:mou:1")
    assert "이 협약에 따른 행사" in await _card(desk)


@pytest.mark.long
async def test_the_end_of_an_agreement_offers_its_ways_on(desk: Desk) -> None:
    facts = agreement(
        title="기한부 협약", expires=(desk.now + timedelta(days=7)).date(), parties=("(주)마바",)
    )
    await _written(desk, facts)
    await desk.taps_code(STAFF, "v1:edit:mou:2:expires")
    assert "언제까지 유효합니까?" in desk.newest(STAFF).text
    await desk.taps_code(STAFF, "v1:new:follow_up:2")
    assert "언제 연락했습니까?" in desk.newest(STAFF).text


async def _hiring_event(desk: Desk, companies: str) -> None:
    """A company's hiring event of 12.1. up to its card."""
    await desk.says(STAFF, f"/event {EventKind.HIRING_EVENT.label}")
    await desk.says(STAFF, "오늘")
    await desk.taps(STAFF, "지원")
    await desk.says(STAFF, companies)
    while "보고서에 실릴 문장" not in desk.newest(STAFF).text:
        same = [label for label in desk.labels(STAFF) if label.startswith("같음")]
        await desk.taps(STAFF, same[0] if same else "건너뛰기")
