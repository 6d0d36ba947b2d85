"""확인할 것 asked of the one officer who can answer: the answer patches the record, or is told."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers.report import texts as report_texts
from handlers.report import wording_questions as words
from handlers.report.taps import claim_name
from scheduler.reminders import rows
from storage.act import Act
from storage.models.report import ClaimQuestion
from storage.records import record_keeping, record_projection, records
from storage.report import claim_questions, report_claims
from storage.report.figure_claims import Claim
from storage.rules.clock import kst_date
from storage.rules.terms import Measure, RecordKind, ReturnState
from tests.handlers.report_office import HALF, opened, write
from tests.handlers.round_office import OFFICE, ROADS, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair, when

MANY = 14


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    """An office whose job-bus runs lack a figure, and whose fairs have no evidence."""
    made = await opened(url)
    for day in (5, 6):
        await write(made, bus(f"2021.9.{day}.", 1, 25 if day == 5 else None))
    for month in range(7, 11):
        await write(made, fair(title=f"{month}월 박람회", period=when(f"2021.{month}.5.")))
    yield made
    await made.close()


async def claims(desk: Desk, sort: str) -> list[Claim]:
    async with desk.db.read() as session:
        found = await report_claims.claims(session, HALF)
    return [one for one in found if one.sort == sort]


async def questions(desk: Desk) -> list[ClaimQuestion]:
    async with desk.db.read() as session:
        found = await claim_questions.of_half(session, HALF)
    return [row for some in found.values() for row in some]


async def ask_group(desk: Desk, sort: str = "evidence") -> None:
    await desk.taps_code(OFFICE, f"v1:repv:askall:{HALF.code}:{sort}")


async def counts(desk: Desk, number: int) -> dict[Measure, int]:
    async with desk.db.read() as session:
        row = await record_keeping.existing(session, RecordKind.EVENT, number)
        facts = record_projection.facts_of(row)
    return dict(facts.counts)  # type: ignore[union-attr]  # an event was asked for


async def test_the_keeper_gets_what_is_asked_in_one_message_after_a_yes(desk: Desk) -> None:
    heard = len(desk.heard(STAFF))
    await ask_group(desk)
    shown = desk.screens[OFFICE][1].text
    many = len(await claims(desk, "evidence"))
    assert f"확인할 것 {many}건을 담당에게 묻습니다." in shown
    assert f"- 담○○ 님(일자리정책과) {many}건" in shown
    assert len(desk.heard(STAFF)) == heard
    await desk.agrees(OFFICE)
    (arrived,) = desk.heard(STAFF)[heard:]
    assert arrived.startswith(f"확인 요청 {many}건 · 2021년 하반기 보고서")
    await desk.taps(STAFF, "1번")
    assert desk.labels(STAFF) == ["답 적기", "적은 대로 맞습니다", "기록 고치기"]


@pytest.mark.long
async def test_nobody_is_asked_twice_a_day_and_the_office_sees_what_waits(desk: Desk) -> None:
    await ask_group(desk)
    await desk.agrees(OFFICE)
    heard = len(desk.heard(STAFF))
    await ask_group(desk)
    assert "오늘 이미 물었거나" in desk.screens[OFFICE][1].text
    assert len(desk.heard(STAFF)) == heard
    await desk.taps_code(OFFICE, f"v1:repv:alike:{HALF.code}:evidence:0:0")
    assert "물음 12. 1. 담○○ 님 · 답 기다림" in desk.screens[OFFICE][1].text
    desk.now += timedelta(days=1)
    await ask_group(desk)
    await desk.agrees(OFFICE)
    assert len(desk.heard(STAFF)) == heard + 1
    assert len({one.claim for one in await questions(desk)}) == len(await questions(desk))


async def test_words_come_to_whoever_asked_and_settle_the_claim_with_one_tap(desk: Desk) -> None:
    one = (await claims(desk, "evidence"))[-1]
    await desk.taps_code(OFFICE, f"v1:repv:alike:{HALF.code}:evidence:0:0")
    await desk.taps_code(OFFICE, f"v1:repv:askone:{HALF.code}:{claim_name(one.key)}")
    await desk.agrees(OFFICE)
    await desk.taps(STAFF, "답 적기")
    await desk.says(STAFF, "공문으로 갈음함")
    assert desk.newest(STAFF).text == words.THANKS
    assert "답: 공문으로 갈음함" in desk.newest(OFFICE).text
    await desk.taps(OFFICE, words.SETTLE)
    left = {each.key: each.accepted for each in await claims(desk, "evidence")}
    assert left[one.key] == "공문으로 갈음함"
    assert list(left.values()).count(None) == len(left) - 1


async def test_a_figure_that_is_typed_is_written_and_the_claim_is_gone(desk: Desk) -> None:
    (lacking,) = await claims(desk, "lacks")
    await ask_group(desk, "lacks")
    await desk.agrees(OFFICE)
    (asked,) = await questions(desk)
    assert asked.record_id == lacking.records[0][1]
    await desk.taps(STAFF, "수치 적기")
    await desk.says(STAFF, "31명")
    assert (await counts(desk, asked.record_id))[Measure.CONSULTATIONS] == 31
    assert "기록이 바뀌었습니다.\n전: " in desk.newest(OFFICE).text
    assert await claims(desk, "lacks") == []
    await desk.taps(OFFICE, words.TO_CLAIMS)
    assert "일부만 센" not in desk.newest(OFFICE).text


@pytest.mark.long
async def test_a_change_of_the_record_itself_is_an_answer(desk: Desk) -> None:
    await ask_group(desk, "lacks")
    await desk.agrees(OFFICE)
    (asked,) = await questions(desk)
    await desk.taps_code(STAFF, f"v1:edit:event:{asked.record_id}:counts.consultations")
    await desk.says(STAFF, "31명")
    await desk.taps(STAFF, "저장")
    await desk.taps(STAFF, desk.labels(STAFF)[0])  # how it stands to the runs of its time
    (row,) = await questions(desk)
    assert (row.state, row.said != row.after) == (ReturnState.ANSWERED, True)
    assert "확인 요청 답" in desk.newest(OFFICE).text


async def test_what_waits_stands_in_todo_and_in_the_digest_until_it_is_answered(
    desk: Desk,
) -> None:
    await ask_group(desk, "lacks")
    await desk.agrees(OFFICE)
    desk.now += timedelta(days=1)
    await desk.says(STAFF, "/todo")
    assert "확인 요청" in desk.newest(STAFF).text
    async with desk.db.read() as session:
        scene = await rows.today(session, kst_date(desk.now))
    assert [one.officer_id for one in scene.rows.questions]
    (asked,) = await questions(desk)
    await desk.taps_code(STAFF, f"v1:asked:right:{asked.id}")
    await desk.says(STAFF, "/todo")
    assert "확인 요청" not in desk.newest(STAFF).text


async def test_what_nobody_can_be_asked_is_told_with_what_can_be_done(desk: Desk) -> None:
    roads = await desk.officer(ROADS)
    async with desk.db.begin() as session:
        act = Act(session, roads, desk.now)
        await records.add(act, fair(title="도로 박람회", period=when("2021.11.5.")))
    await _gone(desk, ROADS)
    (one,) = [one for one in await claims(desk, "evidence") if "도로" in one.text]
    await desk.taps_code(OFFICE, f"v1:repv:askone:{HALF.code}:{claim_name(one.key)}")
    shown = desk.screens[OFFICE][1]
    assert f"연락할 분이 봇에 없는 것 1건\n- 도로건설과: {one.text}" in shown.text
    assert "공문이나 전화로 확인하신 뒤" in shown.text
    assert [key.label for key in shown.keys] == ["사람 초대", "확인할 것 보기"]


async def _gone(desk: Desk, user: int) -> None:
    officer = await desk.officer(user)
    async with desk.db.begin() as session:
        assert officer is not None
        kept = await session.merge(officer)
        kept.state = "removed"


@pytest.mark.long
async def test_questions_are_withdrawn_whole_but_for_what_was_answered(desk: Desk) -> None:
    await ask_group(desk)
    await desk.agrees(OFFICE)
    rows_asked = await questions(desk)
    await desk.taps_code(STAFF, f"v1:asked:right:{rows_asked[0].id}")
    await desk.taps(OFFICE, "되돌리기")
    shown = desk.screens[OFFICE][1].text
    assert f"{len(rows_asked) - 1}건의 확인 요청을 거두었습니다." in shown
    assert "답이 와서 거두지 않은 것: 1건" in shown
    assert "거두었습니다. 답하지 않으셔도 됩니다." in desk.heard(STAFF)[-1]
    assert len(await questions(desk)) == 1


async def test_another_department_cannot_answer(desk: Desk) -> None:
    await ask_group(desk)
    await desk.agrees(OFFICE)
    (first, *_others) = await questions(desk)
    await desk.taps_code(ROADS, f"v1:asked:right:{first.id}")
    assert (await questions(desk))[0].state is ReturnState.OPEN


@pytest.mark.long
async def test_fourteen_claims_take_far_fewer_acts_than_three_each(sqlite_url: str) -> None:
    """One reason for a group: 5 acts where there were 42."""
    desk = await opened(sqlite_url)
    for at in range(1, MANY - 1):
        await write(desk, fair(title=f"{at}차 박람회", period=when(f"2021.8.{at}.")))
    many = await claims(desk, "evidence")
    assert len(many) == MANY
    acts = 0
    await desk.taps_code(OFFICE, f"v1:repv:claims:{HALF.code}:0")
    shown = desk.screens[OFFICE][1].text.splitlines()
    group = report_texts.ALIKE["evidence"].format(count=MANY)
    (place,) = [line.partition(".")[0] for line in shown if group in line]
    for label in (f"{place}번", report_texts.ACCEPT_ALL.format(count=MANY)):
        keys = desk.screens[OFFICE][1].keys
        await desk.taps_code(OFFICE, next(key.code for key in keys if key.label == label))
        acts += 1
    await desk.says(OFFICE, "현장 일지로 확인")
    for label in ("예", f"예, {MANY}건 모두"):
        await desk.taps(OFFICE, label)
    acts += 3
    assert all(one.accepted for one in await claims(desk, "evidence"))
    assert acts == 5 < MANY * 3
    await desk.close()
