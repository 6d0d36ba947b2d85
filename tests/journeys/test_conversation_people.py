"""People and departments change while forms are open, and drafts grow old (catalogue C22-C28)."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import PEOPLE
from scheduler.ticks import upkeep
from storage.act import Act
from storage.office import department_changes, departments, officers
from storage.plans import plans
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind, Role
from tests.helpers.waiting import until
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN = PEOPLE[4][0]


async def half_way(town: Town) -> Hand:
    """A newcomer who is asked for the place of a job bus."""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.says("12/6", "어디에서 열렸습니까?")
    return hand


async def test_a_person_is_their_number_and_not_their_name(town: Town) -> None:
    """C22"""
    number = 2**33 + 7
    town.simulator.world.add_person("처음 이름", user_id=number, username="before")
    hand = await town.newcomer(number=number, name="정○○")
    await hand.says("/event 일자리버스")
    await hand.says("12/6", "어디에서 열렸습니까?")
    town.simulator.world.add_person("관리자 승인", user_id=number)
    await hand.does("행신역", "25")
    await hand.taps("저장", "저장했습니다.")
    await hand.taps("기록 보기", "보고서")
    history = await hand.taps("바뀐 내역")
    assert "정○○ 등록" in history
    assert "관리자 승인" not in hand.phone.transcript()


async def test_somebody_removed_in_the_middle_of_a_form_gets_no_further(town: Town) -> None:
    """C23"""
    hand = await half_way(town)
    await change(town, hand, "remove")
    shown = await hand.says("화정역 광장")
    assert shown.startswith("등록된 직원만")
    rows = await town.ask(f"SELECT answers FROM draft WHERE user_id = {hand.user}")
    assert "화정역" not in str(rows)
    assert await hand.phone.tap("건너뛰기") == ""
    assert await town.rows(RecordKind.EVENT) == [
        row for row in await town.rows(RecordKind.EVENT) if row.officer_id != hand.user
    ]


async def test_somebody_who_may_only_read_by_now_saves_nothing(town: Town) -> None:
    """C23"""
    hand = await half_way(town)
    await hand.does(f"{hand.user}역", "25")
    await change(town, hand, "read")
    assert "권한이 없습니다." in await hand.phone.tap("저장")
    assert await town.rows(RecordKind.EVENT, hand) == []


async def test_somebody_who_may_only_read_by_now_is_refused_at_the_next_step(town: Town) -> None:
    """C23"""
    hand = await half_way(town)
    await change(town, hand, "read")
    await hand.says("화정역 광장", "권한이 없습니다.")
    asked = f"SELECT state, answers FROM draft WHERE user_id = {hand.user}"
    ((state, answers),) = await town.ask(asked)
    assert state == "open"
    assert "화정역" not in str(answers)
    await hand.says("/cancel", "입력을 그만두었습니다.")


async def test_a_department_renamed_in_the_half_keeps_its_plan_and_its_old_name(
    town: Town,
) -> None:
    """C24"""
    hand = await town.newcomer(department="정보통신담당관")
    await hand.says("/plan")
    await hand.taps("항목 추가")
    await hand.does("공공와이파이 공사 시 고양시민 우선고용 권장")
    await skip_to_card(hand)
    await hand.taps("저장", "저장했습니다.")
    async with town.office.db.begin() as session:
        admin = await officers.by_telegram(session, ADMIN)
        old = await departments.find_by_name(session, "정보통신담당관")
        assert admin is not None
        assert old is not None
        await department_changes.rename(Act(session, admin, town.clock()), old.id, "스마트도시과")
    shown = await hand.says("/plan")
    assert "스마트도시과 · 작성중" in shown
    assert "공공와이파이 공사 시" in shown
    async with town.office.db.read() as session:
        by_old = await departments.find_by_name(session, "정보통신담당관")
        assert by_old is not None
        plan = await plans.find(session, by_old.id, HalfYear(2022, 1))
    assert by_old.name == "스마트도시과"
    assert plan is not None


async def test_a_draft_that_nobody_touches_ends_after_thirty_days_with_one_notice_before(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    """C28"""
    async with empty_office as town:
        hand = await half_way(town)
        message, code = hand.code("건너뛰기")
        town.advance(days=26)
        await upkeep.settle_drafts(town.office.db, town.clock)
        town.advance(days=1, hours=1)
        for _ in range(2):  # a tick that comes twice tells once
            await upkeep.settle_drafts(town.office.db, town.clock)
        await hand.reads("작성 중인 기록 ‘")
        assert hand.phone.transcript().count("작성 중인 기록 ‘") == 1
        await until(lambda: noticed(town), "the notice is known to have gone out")
        town.advance(days=3)
        await upkeep.settle_drafts(town.office.db, town.clock)
        assert "끝난 입력입니다." in await hand.phone.tap_old(message, code)
        assert "작성 중인 기록" not in await hand.says("/todo")
        rows = await town.ask(f"SELECT answers, sitting FROM draft WHERE user_id = {hand.user}")
        assert list(rows) == [("{}", "{}")]


async def noticed(town: Town) -> bool:
    """The tick of the next hour sees that the notice was sent."""
    await upkeep.settle_drafts(town.office.db, town.clock)
    return await town.ask("SELECT id FROM draft WHERE warned_at IS NOT NULL") != []


async def test_an_office_that_was_quiet_for_a_week_is_answered_as_ever(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    """Mutant: an answer known by the number of its update, which SQLite gives again once all
    older updates are forgotten."""
    async with empty_office as town:
        hand = await town.hand(ADMIN)
        for command in ("/help", "/todo"):
            await hand.says(command)
            town.advance(days=8)
            await upkeep.forget_traffic(town.office.db, town.clock)
            assert await town.ask("SELECT id FROM inbox") == []
        answers = [one for one in hand.phone.messages() if one["_from_bot"]]
        assert len(answers) == 2


async def test_a_draft_taken_up_after_the_notice_lives_on(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    """C28"""
    async with empty_office as town:
        hand = await half_way(town)
        town.advance(days=28)
        await upkeep.settle_drafts(town.office.db, town.clock)
        await hand.reads("작성 중인 기록 ‘")
        await hand.says("대화역")
        town.advance(days=20)
        await upkeep.settle_drafts(town.office.db, town.clock)
        await hand.says("25")
        await hand.taps("저장", "저장했습니다.")
        assert len(await town.rows(RecordKind.EVENT, hand)) == 1


@pytest.mark.long
async def test_a_department_merged_in_the_half_loses_no_plan_and_leaves_its_name(
    town: Town,
) -> None:
    """C24"""
    hand = await town.newcomer(department="공원관리과")
    host = await town.newcomer(department="녹지과")
    ours, theirs = "공원 조성 공사 시 고양시민 우선고용", "녹지 관리 인력 우선고용"
    for one, words in ((hand, ours), (host, theirs)):
        await one.says("/plan")
        await one.taps("항목 추가")
        await one.does(words)
        await skip_to_card(one)
        await one.taps("저장", "저장했습니다.")
    await hand.says("/event 일자리버스")
    await hand.does("12/6", "호수공원", "25")
    await hand.taps("저장", "저장했습니다.")
    admin = await town.hand(ADMIN)
    await merged(town, admin, "공원관리과", "녹지과")
    for one in (hand, host):
        shown = await one.says("/plan")
        assert "녹지과 · 작성중" in shown
        assert f"1. {theirs}" in shown
        assert f"2. {ours}" in shown
    async with town.office.db.read() as session:
        by_old = await departments.find_by_name(session, "공원관리과")
    assert by_old is not None
    assert by_old.name == "녹지과"
    assert [row.department_id for row in await town.rows(RecordKind.EVENT, hand)] == [by_old.id]


async def merged(town: Town, admin: Hand, old: str, into: str) -> None:
    """The administrator finds the department in the list and names where it goes."""
    await admin.says("/departments")
    while old not in [label for row in admin.labels() for label in row]:
        await admin.taps("다음 ›")
    await admin.taps(old, "직제순")
    await admin.taps("다른 부서에 합치기", "어느 부서로 옮기시겠습니까?")
    question = admin.phone.last()
    await admin.phone.say(into, reply_to=question["message_id"])
    await admin.reads("되돌릴 수 없습니다")
    await admin.taps("예", f"{old}에서 직원 1명과 기록 1건을 옮겼습니다")


async def change(town: Town, hand: Hand, act: str) -> None:
    """The administrator takes somebody out, or leaves them only reading."""
    async with town.office.db.begin() as session:
        admin = await officers.by_telegram(session, ADMIN)
        one = await officers.by_telegram(session, hand.user)
        assert admin is not None
        assert one is not None
        if act == "remove":
            await officers.remove(Act(session, admin, town.clock()), one.id)
        else:
            await officers.change_role(Act(session, admin, town.clock()), one.id, Role.VIEWER)


async def skip_to_card(hand: Hand) -> None:
    """Leaves every further question empty."""
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
