"""줄 고치기: what the office decides about a line, by the buttons it presses."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from handlers.report import texts
from storage.act import Act
from storage.records import record_keeping, records
from storage.rules.errors import NotAllowed
from storage.rules.terms import RecordKind, Role
from tests.handlers.report_office import READER, at_line, demote, draft, opened, write
from tests.handlers.round_office import ADMIN, OFFICE, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import fair

pytestmark = pytest.mark.long


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 with two results."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def test_a_line_shows_its_words_and_leads_to_its_records_and_back(desk: Desk) -> None:
    assert "- (2021.7.~12.) 39회" in await at_line(desk, "39회")
    heard = await desk.taps(OFFICE, "기록 1")
    assert heard[-1].startswith("행사 기록 · 일자리버스")
    heard = await desk.taps(OFFICE, "목록으로")
    assert "39회" in heard[-1]


async def test_a_new_wording_is_typed_and_stands_on_the_paper(desk: Desk) -> None:
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "문구 고치기")
    heard = await desk.replies(OFFICE, "- 일자리버스 서른아홉 번 운영")
    assert heard[-1].startswith(texts.REWORDED)
    assert "일자리버스 서른아홉 번 운영" in await draft(desk)


async def test_an_edit_whose_facts_changed_is_flagged_on_the_card(desk: Desk) -> None:
    await at_line(desk, "쿠팡")
    await desk.taps(OFFICE, "문구 고치기")
    await desk.replies(OFFICE, "쿠팡 채용박람회 개최")
    async with desk.db.begin() as session:
        actor = await desk.officer(STAFF)
        assert actor is not None
        row: Any = await record_keeping.get(session, RecordKind.EVENT, 2)
        await records.change(
            Act(session, actor, desk.now),
            row.kind,
            row.id,
            fair(title="쿠팡가을채용박람회"),
            expected_version=row.version,
        )
    heard = await desk.says(OFFICE, "/report")
    assert "원본 기록이 변경된 수정 문구 1건" in heard[-1]
    card = await at_line(desk, "쿠팡 채용박람회 개최")
    assert "지금 기록대로 쓰면:\n쿠팡가을채용박람회 개최(2021.7.15.)" in card


async def test_a_hidden_line_leaves_the_paper_and_comes_back(desk: Desk) -> None:
    before = await draft(desk)
    await at_line(desk, "쿠팡")
    await desk.taps(OFFICE, "숨기기")
    assert [line for line in await draft(desk) if "쿠팡" in line] == []
    await desk.taps(OFFICE, "보이기")
    assert await draft(desk) == before


async def test_forgetting_gives_the_words_of_the_records_back(desk: Desk) -> None:
    before = await draft(desk)
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "문구 고치기")
    await desk.replies(OFFICE, "다른 말")
    await desk.taps(OFFICE, "되돌리기")
    assert await draft(desk) == before


async def test_a_line_is_put_in_below_another(desk: Desk) -> None:
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "아래에 줄 넣기")
    heard = await desk.replies(OFFICE, "- 찾아가는 상담 2회")
    assert heard[-1].startswith(texts.ADDED)
    printed = await draft(desk)
    at = next(at for at, line in enumerate(printed) if "39회" in line)
    assert "찾아가는 상담 2회" in printed[at + 1 :]


async def test_personal_numbers_are_not_taken_into_the_report(desk: Desk) -> None:
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "문구 고치기")
    await desk.replies(OFFICE, "문의 010-1234-5678")
    assert [line for line in await draft(desk) if "1234" in line] == []


async def test_who_lost_the_right_between_question_and_answer_changes_nothing(desk: Desk) -> None:
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "문구 고치기")
    before = await draft(desk)
    await demote(desk, OFFICE, Role.STAFF)
    assert await desk.replies(OFFICE, "다른 말") == [NotAllowed.default]
    await demote(desk, OFFICE, Role.OFFICE)
    assert await draft(desk) == before


async def test_a_wording_that_another_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    await at_line(desk, "39회")
    (code,) = [key.code for key in desk.newest(OFFICE).keys if key.label == "문구 고치기"]
    await desk.taps(OFFICE, "문구 고치기")
    await desk.taps_code(ADMIN, code)
    await desk.says(ADMIN, "먼저 고친 말")
    heard = await desk.says(OFFICE, "나중 말")
    assert "먼저 고쳤습니다" in heard[0]
    assert "먼저 고친 말" in await draft(desk)


@pytest.mark.parametrize("act", ["hide", "up", "slash", "reword", "add", "forget"])
async def test_a_forged_button_changes_nothing_for_a_reader(desk: Desk, act: str) -> None:
    await desk.says(READER, "/help")
    before = await desk.rows()
    heard = await desk.taps_code(READER, f"v1:repw:{act}:2021-2:1:000000000000")
    assert heard == [NotAllowed.default]
    assert await desk.rows() == before


@pytest.mark.parametrize(
    "code",
    [
        "rep:half",
        "rep:half:x",
        "rep:file:2021-2:exe:0",
        "rep:version:2021-2:99",
        "repw:lines:2021-2",
        "repw:line:2021-2:1:zz",
        "repv:claim:2021-2:zz",
        "repv:claims:2021-2",
        "rep:nothing",
    ],
)
async def test_an_old_or_forged_button_gets_one_sentence(desk: Desk, code: str) -> None:
    (heard,) = await desk.taps_code(OFFICE, f"v1:{code}")
    assert heard.endswith("니다.") or heard.endswith("오.")


async def test_lines_are_joined_parted_and_moved(desk: Desk) -> None:
    await write(desk, fair(title="가을채용박람회", companies=(), places=()))
    before = await draft(desk)
    await at_line(desk, "가을")
    await desk.taps(OFFICE, "위로")
    moved = await draft(desk)
    assert moved != before
    assert sorted(moved) == sorted(before)
    await desk.taps(OFFICE, "아래로")
    assert await draft(desk) == before
    await desk.taps(OFFICE, "앞줄과 합치기 (/)")
    assert [
        line for line in await draft(desk) if "쿠팡" in line and "/" in line and "가을" in line
    ]
    await desk.taps(OFFICE, "나누기")
    assert await draft(desk) == before


async def test_the_card_of_a_record_says_that_its_line_is_hidden_or_reworded(desk: Desk) -> None:
    """Mutant: the card shows the heading alone, as if the record stood there."""
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "문구 고치기")
    await desk.replies(OFFICE, "- 일자리버스 서른아홉 번 운영")
    card = (await desk.says(STAFF, "/find 일자리버스"))[-1]
    card = (await desk.taps(STAFF, "1번"))[-1]
    assert "일자리버스 서른아홉 번 운영" in card
    assert "※ 우리 과가 고친 문장입니다." in card
    await at_line(desk, "서른아홉")
    await desk.taps(OFFICE, "숨기기")
    await desk.says(STAFF, "/find 일자리버스")
    card = (await desk.taps(STAFF, "1번"))[-1]
    assert "우리 과가 숨긴 줄이라 보고서에 나오지 않습니다." in card
    assert "서른아홉" not in card
