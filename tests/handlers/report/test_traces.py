"""From a printed line to what stands behind it, for whoever looks over it all."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.act import Act
from storage.records import evidence, records
from storage.rules.terms import RecordKind, Role
from tests.handlers.report_office import READER, opened
from tests.handlers.round_office import OFFICE, ROADS, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import bus
from tests.helpers.trail import recent

pytestmark = pytest.mark.long
FILE = {"file_id": "AgAC1", "file_unique_id": "u1", "media": "photo", "caption": "현장"}


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Two results of 일자리정책과, one of which was changed and proved since."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        staff = await made.officer(STAFF)
        assert staff is not None
        act = Act(session, staff, made.now + timedelta(hours=1))
        await records.change(
            act, RecordKind.EVENT, 1, bus(runs=29, people=265), expected_version=1
        )
        await evidence.attach(act, RecordKind.EVENT, 1, FILE)
    yield made
    await made.close()


async def at(desk: Desk, user: int, words: str) -> str:
    """The card of the line that holds these words, as the list leads to it."""
    await desk.says(user, "/report")
    heard = (await desk.taps(user, "줄 보기"))[-1]
    found = next(line for line in heard.splitlines() if words in line)
    return (await desk.taps(user, f"{found.partition('.')[0]}번"))[-1]


async def test_one_tap_from_a_line_tells_its_records_figures_evidence_and_hands(
    desk: Desk,
) -> None:
    card = await at(desk, READER, "265명")
    for told in ("변조 없음", "일자리정책과", "265명", "29회", "등록 담○○", "고침 담○○"):
        assert told in card, told
    assert "사진 1장" in card
    assert "바뀐 내역과 같음" in card
    await desk.taps(READER, "기록 1")
    assert {"바뀐 내역", "증빙 보기"} <= set(desk.labels(READER))
    history = (await desk.taps(READER, "바뀐 내역"))[-1]
    assert "39회 → 29회" in history or "39" in history.split("→")[0]
    entered = history.partition("등록")[2]
    assert ": 일자리버스" in entered or "일자리버스" in entered  # what was entered is told, too


async def test_typed_words_of_a_line_and_its_number_find_it(desk: Desk) -> None:
    card = (await desk.says(READER, "29회 운영 및 265명 상담"))[-1]
    assert "기록 1" in desk.labels(READER)
    number = card.partition("번 줄")[0].rpartition(" ")[2]
    again = (await desk.says(READER, f"{number}번 줄"))[-1]
    kept = [line for line in card.splitlines() if "변조 없음" not in line]
    assert [line for line in again.splitlines() if "변조 없음" not in line] == kept


async def test_the_head_and_the_money_tables_have_lines_as_well(desk: Desk) -> None:
    await desk.says(READER, "/report")
    heard = (await desk.taps(READER, "줄 보기"))[-1]
    assert "보고서 머리" in heard
    assert "소관부서" in heard


async def once_printed(desk: Desk, user: int) -> str:
    """The card of a line of v1, whose record was removed since."""
    await desk.taps_code(OFFICE, "v1:repv:submitted:2021-2:1")
    async with desk.db.begin() as session:
        staff = await desk.officer(STAFF)
        assert staff is not None
        await records.remove(Act(session, staff, desk.now), RecordKind.EVENT, 2)
    await desk.says(user, "/report")
    for label in ("더 보기 »", "보고서본", "v1"):
        await desk.taps(user, label)
    heard = (await desk.taps(user, "줄 보기"))[-1]
    found = next(line for line in heard.splitlines() if "쿠팡" in line)
    return (await desk.taps(user, f"{found.partition('.')[0]}번"))[-1]


async def test_a_kept_version_tells_what_it_said_and_what_the_draft_says_now(desk: Desk) -> None:
    card = await once_printed(desk, READER)
    assert "지운 기록" in card
    assert "지금 초안에는 이 줄이 없습니다." in card
    assert "v1 제출" in card
    past = (await desk.taps(READER, "기록 1"))[-1]
    assert "지움" in past
    assert "쿠팡" in past.partition("등록")[2]  # what was entered stays readable


async def test_a_record_changed_behind_the_trail_is_told_on_its_card(desk: Desk) -> None:
    """Mutant: a card says 변조 없음 without holding the record against the trail."""
    async with desk.db.begin() as session:
        connection = await session.connection()
        await connection.execute(text("UPDATE event SET department_id = 2 WHERE id = 1"))
    card = await at(desk, READER, "265명")
    assert "지금 값이 바뀐 내역과 다릅니다" in card
    assert "변조 없음" not in card


async def test_a_trail_that_was_written_into_is_told_on_every_card(desk: Desk) -> None:
    """Mutant: a card says 변조 없음 without reading the chain."""
    async with desk.db.begin() as session:
        connection = await session.connection()
        await connection.execute(text("UPDATE audit_entry SET reason = 'x' WHERE seq = 2"))
    card = await at(desk, READER, "265명")
    assert "내역 2번 줄이 적힌 뒤에 바뀌었습니다." in card
    assert "변조 없음" not in card


async def test_an_officer_sees_of_others_neither_hands_nor_removed_records(desk: Desk) -> None:
    card = await at(desk, ROADS, "265명")
    assert "265명" in card
    assert "담○○" not in card


async def test_what_was_removed_stays_closed_to_others_behind_a_line_as_well(desk: Desk) -> None:
    """Mutant: whoever reads the paper opens what it once printed."""
    card = await once_printed(desk, ROADS)
    assert "그 부서만 보는 기록" in card
    assert "기록 1" not in desk.labels(ROADS)


async def test_looking_behind_a_line_leaves_its_line_in_the_trail(desk: Desk) -> None:
    await desk.hire(77, Role.VIEWER, None, name="감○○")
    await at(desk, 77, "265명")
    async with desk.db.read() as session:
        lines = [one for one in await recent(session) if one.action == "read"]
    told = [(one.subject, one.subject_id, (one.after or {})["what"]) for one in lines]
    assert told == [("reading_event", 1, "history")]
