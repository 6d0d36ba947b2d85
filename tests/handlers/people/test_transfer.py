"""인사이동: the successor has everything, the old account nothing."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from handlers.chat import errors
from scheduler.reminders import run
from storage import audit
from storage.act import Act
from storage.facts.shapes import MouFacts, PromiseFacts
from storage.office import deputies
from storage.plans import plan_duties
from storage.records import record_lookup, records
from storage.rules.terms import RecordKind, Role
from storage.traffic import drafts
from tests.handlers.round_office import OFFICE, SENIOR, STAFF, opened
from tests.helpers.desk import Desk
from tests.storage.facts.samples import DAY

OUT, AT_ONCE = "퇴직·시 밖 전출 (등록 해제)", "오늘 바로"
MOU = MouFacts("고양시민 우선고용 업무협약", ("고양시", "고양산업진흥원"), DAY)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, whose 담당 has an agreement and an open form."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        officer = await made.officer(STAFF)
        assert officer is not None
        await records.add(Act(session, officer, made.now), MOU)
    await made.says(STAFF, "/event")
    yield made
    await made.close()


async def hand_over(desk: Desk) -> list[str]:
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, "담○○ · 담당")
    await desk.taps(OFFICE, "인계")
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    await desk.taps(OFFICE, OUT)
    await desk.taps(OFFICE, AT_ONCE)
    asked = desk.newest(OFFICE).text
    assert "고양시민 우선고용 업무협약" in asked
    assert "행사 기록" in asked
    return await desk.taps(OFFICE, "예")


async def test_duties_drafts_and_agreements_are_the_successors_in_one_act(desk: Desk) -> None:
    await hand_over(desk)
    successor = await desk.officer(SENIOR)
    assert successor is not None
    async with desk.db.read() as session:
        answers = await plan_duties.responsible_for(session, successor.department_id or 0)
        assert answers is not None
        assert answers.id == successor.id
        assert len(await drafts.unfinished(session, SENIOR)) == 1
        (agreement,) = await record_lookup.all_living(session, RecordKind.MOU)
        assert agreement.officer_id == successor.id
    (todo,) = await desk.says(SENIOR, "/todo")
    assert "작성 중인 기록" in todo


async def test_both_read_the_paper_of_what_was_handed_over(desk: Desk) -> None:
    (heard,) = [words for words in await hand_over(desk) if "인계인수서" in words]
    for shown in (heard, desk.heard(SENIOR)[-1]):
        assert "업무 인계인수서\n인계자 담○○ · 인수자 주○○ · 2021. 11. 15.(월)" in shown
        assert "추진계획: 일자리정책과 담당" in shown
        assert "작성 중인 기록 1건\n· 행사 기록" in shown
        assert "협약 1건\n· 고양산업진흥원 고양시민 우선고용 업무협약" in shown


async def test_the_paper_tells_the_days_by_which_the_digests_remind(desk: Desk) -> None:
    """Mutant: the paper with the day of the row, which came before the agreement was entered."""
    async with desk.db.begin() as session:
        officer = await desk.officer(STAFF)
        assert officer is not None
        promise = PromiseFacts("시민 5명 채용", due=date(2021, 10, 1))
        await records.add(Act(session, officer, desk.now), promise, parent_id=1)
    (todo,) = await desk.says(STAFF, "/todo")
    assert "시민 5명 채용(기한 2021.10.1.)\n    기한 2021. 11. 15.(월)" in todo
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, "담○○ · 담당")
    await desk.taps(OFFICE, "인계")
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    await desk.taps(OFFICE, OUT)
    await desk.taps(OFFICE, AT_ONCE)
    (heard,) = [words for words in await desk.taps(OFFICE, "예") if "인계인수서" in words]
    assert "· 시민 5명 채용(기한 2021.10.1.)\n    기한 2021. 11. 15.(월)" in heard
    (todo,) = await desk.says(SENIOR, "/todo")
    assert "시민 5명 채용(기한 2021.10.1.)\n    기한 2021. 11. 15.(월)" in todo


async def test_the_old_account_hears_and_reads_nothing_any_more(desk: Desk) -> None:
    await hand_over(desk)
    before = len(desk.heard(STAFF))
    await desk.ticks(run.remind)
    assert len(desk.heard(STAFF)) == before
    assert await desk.says(STAFF, "/todo") == [errors.STRANGER]
    assert any("추진계획을 12.6.까지" in words for words in desk.heard(SENIOR))


async def test_a_transfer_is_taken_back_with_all_that_it_moved(desk: Desk) -> None:
    await hand_over(desk)
    await desk.taps(OFFICE, "되돌리기")
    back = await desk.officer(STAFF)
    assert back is not None
    assert back.state == "active"
    async with desk.db.read() as session:
        answers = await plan_duties.responsible_for(session, back.department_id or 0)
        assert answers is not None
        assert answers.id == back.id
        assert len(await drafts.unfinished(session, STAFF)) == 1
        (agreement,) = await record_lookup.all_living(session, RecordKind.MOU)
        assert agreement.officer_id == back.id
    await desk.ticks(run.remind)
    assert "추진계획을 12.6.까지" in desk.heard(STAFF)[-1]


async def test_both_names_stand_in_the_trail(desk: Desk) -> None:
    leaver, successor = await desk.officer(STAFF), await desk.officer(SENIOR)
    assert leaver is not None
    assert successor is not None
    await hand_over(desk)
    async with desk.db.read() as session:
        (entry,) = await audit.of_subject(session, "transfer", leaver.id)
    assert entry.after is not None
    assert entry.after["successor_id"] == successor.id


async def test_nobody_closes_the_account_that_is_in_their_hand(desk: Desk) -> None:
    office, successor = await desk.officer(OFFICE), await desk.officer(SENIOR)
    assert office is not None
    assert successor is not None
    code = f"v1:people:handok:{office.id}:{successor.id}"
    assert await desk.taps_code(OFFICE, code) == [errors.BAD_CODE]


async def test_a_deputy_is_named_for_some_days_and_is_told_in_place(desk: Desk) -> None:
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, "담○○ · 담당")
    await desk.taps(OFFICE, "업무대행")
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    (heard,) = await desk.replies(OFFICE, "11/15~11/19")
    assert "· 주○○ 2021. 11. 15.(월)~2021. 11. 19.(금)" in heard
    assert "담○○ 님을 대신해 알림을 받습니다" in desk.heard(SENIOR)[-1]
    await desk.ticks(run.remind)
    assert "(담○○ 님 대신)" in desk.heard(SENIOR)[-1]
    officer = await desk.officer(STAFF)
    assert officer is not None
    await desk.taps(OFFICE, "끝내기: 주○○ 11. 15.")
    async with desk.db.read() as session:
        assert await deputies.of_officer(session, officer.id, date(2021, 11, 15)) == []


async def test_unreadable_days_are_answered_by_an_example(desk: Desk) -> None:
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, "담○○ · 담당")
    await desk.taps(OFFICE, "업무대행")
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    heard = await desk.replies(OFFICE, "며칠 동안")
    assert "예: " in heard[0]


async def test_who_runs_the_round_is_stood_in_for_by_one_who_may_run_it(desk: Desk) -> None:
    chief = await desk.officer(OFFICE)
    assert chief is not None
    await desk.hire(8000, Role.OFFICE, None, name="부○○")
    await desk.taps_code(OFFICE, f"v1:people:dep:{chief.id}")
    able = [label for label in desk.labels(OFFICE) if " · " in label]
    assert able == ["관○○ · 관리자", "부○○ · 총괄"]  # neither 담당 nor 주무팀장 of the department
