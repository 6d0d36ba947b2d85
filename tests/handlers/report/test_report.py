"""`/report`: the card, its files, what is to be checked, and the versions that are kept."""

from collections.abc import AsyncIterator

import pytest

from handlers.report import texts
from storage.act import Act
from storage.office import officers
from storage.records import record_lookup, records
from storage.report import report_versions
from storage.rules.errors import NotAllowed
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.handlers.report_office import LATER, READER, at_line, files, opened, write
from tests.handlers.round_office import ADMIN, OFFICE, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair

pytestmark = pytest.mark.long


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 with two results."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


# -- the card ------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", [OFFICE, ADMIN, STAFF, READER])
async def test_whoever_may_read_gets_page_one_and_the_card_at_once(desk: Desk, user: int) -> None:
    heard = await desk.says(user, "/report")
    (picture,) = files(desk, user, "picture")
    assert picture["render"] == "report_page"
    assert picture["given"]["half"] == "2021-2"
    assert "2021년 하반기 고용할당제 보고서" in heard[-1]
    assert "단계: 작성 중" in heard[-1]
    assert desk.labels(user)[:4] == ["HWPX", "PDF", "DOCX", "XLSX"]


@pytest.mark.parametrize(("user", "edits"), [(OFFICE, True), (ADMIN, True), (READER, False)])
async def test_only_makers_see_the_buttons_that_change(desk: Desk, user: int, edits: bool) -> None:
    await desk.says(user, "/report")
    assert len(desk.labels(user)) <= 6
    await desk.taps(user, "더 보기 »")
    assert ("줄 고치기" in desk.labels(user)) == edits


async def test_another_half_is_named_or_reached_by_the_arrows(desk: Desk) -> None:
    heard = await desk.says(OFFICE, "/report 2021 상반기")
    assert "2021년 상반기 고용할당제 보고서" in heard[-1]
    await desk.taps(OFFICE, "더 보기 »")
    heard = await desk.taps(OFFICE, "2021 하반기 ▶")
    assert "2021년 하반기 고용할당제 보고서" in heard[-1]
    await desk.taps(OFFICE, "더 보기 »")
    heard = await desk.taps(OFFICE, "◀ 2021 상반기")
    assert "2021년 상반기 고용할당제 보고서" in heard[-1]


async def test_what_is_no_half_is_refused_with_an_example(desk: Desk) -> None:
    (heard,) = await desk.says(OFFICE, "/report 작년")
    assert "2021 하반기" in heard


@pytest.mark.parametrize("label", ["HWPX", "PDF", "DOCX", "XLSX"])
async def test_each_format_is_one_button(desk: Desk, label: str) -> None:
    await desk.says(READER, "/report")
    await desk.taps(READER, label)
    (asked,) = files(desk, READER)
    officer = await desk.officer(READER)
    assert officer is not None
    assert asked["render"] == "report"
    assert asked["given"] == {
        "half": "2021-2",
        "format": label.lower(),
        "version": None,
        "officer": officer.id,
        "at": LATER.isoformat(),
        "photos": False,
    }


# -- versions ------------------------------------------------------------------------------------


async def test_a_version_stays_as_it_was_and_the_next_tells_what_changed(desk: Desk) -> None:
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    assert "v1(초안)" in (await desk.taps(OFFICE, "초안 저장"))[-1]
    await write(desk, fair(title="가을채용박람회"))
    await desk.taps(OFFICE, "제출")
    assert "v2(제출 (잠정))" in (await desk.taps(OFFICE, "잠정치로 제출"))[-1]
    heard = await desk.taps(OFFICE, "v2")
    assert "v1에서 v2까지 바뀐 곳" in heard[-1]
    assert "가을채용박람회" in heard[-1]
    await desk.taps(OFFICE, "PDF")
    assert files(desk, OFFICE)[-1]["given"]["version"] == 2


async def test_any_two_versions_are_compared_in_words_and_bear_their_seal(desk: Desk) -> None:
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    await desk.taps(OFFICE, "초안 저장")
    async with desk.db.begin() as session:
        actor = await officers.by_telegram(session, STAFF)
        assert actor is not None
        found = await record_lookup.all_living(session, RecordKind.EVENT)
        told = next(one for one in found if "버스" in one.title)
        await records.change(
            Act(session, actor, desk.now),
            RecordKind.EVENT,
            told.id,
            bus(runs=41),
            expected_version=told.version,
        )
    await desk.taps(OFFICE, "초안 저장")
    await write(desk, fair(title="가을채용박람회"))
    await desk.taps(OFFICE, "초안 저장")
    heard = await desk.taps(OFFICE, "v3")
    assert "v2에서 v3까지 바뀐 곳" in heard[-1]
    assert "‘39회’ → ‘41회’" not in heard[-1]
    heard = await desk.taps(OFFICE, "비교: v1")
    assert "v1에서 v3까지 바뀐 곳" in heard[-1]
    assert "39회 → 41회" in heard[-1].replace("‘", "").replace("’", "")
    assert "가을채용박람회" in heard[-1]
    async with desk.db.read() as session:
        third = (await report_versions.of_half(session, HalfYear(2021, 2)))[2]
    assert third.sha256 in heard[-1]


async def test_a_mismatch_stands_only_with_a_typed_reason(desk: Desk) -> None:
    heard = await desk.says(OFFICE, "/report")
    assert "확인할 것 2건" in heard[-1]
    await desk.taps(OFFICE, "더 보기 »")
    heard = await desk.taps(OFFICE, "확인할 것 (2)")
    assert "쿠팡채용박람회" in heard[-1]
    await desk.taps(OFFICE, "1번")
    await desk.taps(OFFICE, "그대로 둠")
    heard = await desk.replies(OFFICE, "운행일지로 확인함")
    assert heard[-1].startswith(texts.ACCEPTED)
    assert "그대로 둠: 운행일지로 확인함" in heard[-1]
    heard = await desk.says(OFFICE, "/report")
    assert "확인할 것 1건" in heard[-1]


async def accept_all(desk: Desk) -> None:
    for _ in range(2):  # what stands goes behind what is open
        await desk.taps_code(OFFICE, "v1:repv:claims:2021-2:0", desk.newest(OFFICE).message_id)
        await desk.taps(OFFICE, "1번")
        await desk.taps(OFFICE, "그대로 둠")
        await desk.replies(OFFICE, "현장에서 확인함")


async def test_a_report_with_open_mismatches_is_not_confirmed(desk: Desk) -> None:
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    assert "2건 남아 확정할 수 없습니다" in desk.newest(OFFICE).text
    assert "확정" not in desk.labels(OFFICE)
    assert "확인할 것 (2)" in desk.labels(OFFICE)
    heard = await desk.taps_code(OFFICE, "v1:repv:confirm:2021-2")  # a button of before
    assert "2건 남아 확정할 수 없습니다" in heard[0]


async def test_a_confirmed_report_closes_its_lines(desk: Desk) -> None:
    await desk.says(OFFICE, "/report")
    await accept_all(desk)
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    await desk.taps(OFFICE, "확정")
    heard = await desk.agrees(OFFICE)
    assert "v1(확정)" in heard[-1]
    card = await at_line(desk, "39회")
    assert texts.FROZEN_BLOCK in card
    assert "문구 고치기" not in desk.labels(OFFICE)


async def test_a_confirmation_is_taken_back_and_its_version_stays(desk: Desk) -> None:
    await desk.says(OFFICE, "/report")
    await accept_all(desk)
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    asked = (await desk.taps(OFFICE, "확정"))[-1]
    assert "추진실적 (21. 7월~12월" in asked
    await desk.agrees(OFFICE)
    heard = (await desk.taps(OFFICE, "되돌리기"))[-1]
    assert "확정을 되돌렸습니다." in heard
    assert "v1 · 확정" in heard
    assert "v2 · 초안" in heard
    await at_line(desk, "39회")
    assert "문구 고치기" in desk.labels(OFFICE)


async def test_a_reader_opens_versions_and_makes_none(desk: Desk) -> None:
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    await desk.taps(OFFICE, "초안 저장")
    await desk.taps_code(OFFICE, "v1:repv:submitted:2021-2:0")
    await desk.says(READER, "/report")
    await desk.taps(READER, "더 보기 »")
    heard = await desk.taps(READER, "보고서본")
    assert "v1 · 초안" not in heard[-1]  # drafts hold what was not handed in yet
    assert "v2 · 제출" in heard[-1]
    assert "초안 저장" not in desk.labels(READER)
    assert await desk.taps_code(READER, "v1:repv:draft:2021-2") == [NotAllowed.default]
