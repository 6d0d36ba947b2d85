"""On the card before saving: a total beside single runs, and a half whose report is closed."""

from collections.abc import AsyncIterator

import pytest

from storage.act import Act
from storage.facts.shapes import EventFacts
from storage.records import record_keeping, record_projection
from storage.report import claim_settling, report_claims, report_versions
from storage.rules.half_year import HalfYear
from storage.rules.terms import Beside, Measure, RecordKind
from tests.handlers.report_office import HALF, draft, opened, write
from tests.handlers.round_office import OFFICE, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, works

pytestmark = pytest.mark.long


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 with 일자리버스 39회 and a fair."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def _confirm(desk: Desk) -> None:
    async with desk.db.begin() as session:
        officer = await desk.officer(OFFICE)
        assert officer is not None
        for one in await report_claims.claims(session, HALF):
            await claim_settling.accept(Act(session, officer, desk.now), HALF, [one.key], "확인")
        await report_versions.confirm(Act(session, officer, desk.now), HALF)


async def _run(desk: Desk, day: str = "11/3", people: str = "25") -> list[str]:
    """A run of the bus up to its card."""
    await desk.says(STAFF, "/event 일자리버스")
    for words in (day, "화정역 광장", people):
        heard = await desk.says(STAFF, words)
    return heard


async def _facts(desk: Desk, number: int) -> EventFacts:
    async with desk.db.read() as session:
        row = await record_keeping.get(session, RecordKind.EVENT, number)
    assert row is not None
    facts = record_projection.facts_of(row)
    assert isinstance(facts, EventFacts)
    return facts


@pytest.mark.parametrize(
    ("label", "answer", "line"),
    [
        ("합계에 포함", Beside.WITHIN, "(2021.7.~12.) 39회 운영 및 25명 상담(39회 중 1회 집계)"),
        ("합계에 더함", Beside.ADDED, "(2021.11.3.) 화정역 광장 1회 운영 및 25명 상담"),
    ],
)
async def test_a_run_in_the_time_of_a_total_is_asked_about_and_the_answer_is_kept(
    desk: Desk, label: str, answer: Beside, line: str
) -> None:
    heard = await _run(desk)
    assert "이 기간의 합계 기록이 있습니다: ‘일자리버스 2021.7.~12. 39회’." in heard[-1]
    heard = await desk.taps(STAFF, "저장")
    assert "이 기록은 그 합계에 포함된 것입니까, 더해지는 것입니까?" in heard[-1]
    assert "저장했습니다." in (await desk.taps(STAFF, label))[-1]
    assert (await _facts(desk, 3)).within is answer
    assert line in await draft(desk)


async def test_the_way_back_from_the_question_leads_to_the_card_and_saves_nothing(
    desk: Desk,
) -> None:
    await _run(desk)
    await desk.taps(STAFF, "저장")
    assert "보고서에 실릴 문장" in (await desk.taps(STAFF, "뒤로"))[-1]
    async with desk.db.read() as session:
        assert await record_keeping.get(session, RecordKind.EVENT, 3) is None
    await desk.taps(STAFF, "저장")
    assert "저장했습니다." in (await desk.says(STAFF, "합계에 더함"))[-1]


async def test_a_total_is_asked_about_the_runs_in_its_time(desk: Desk) -> None:
    await write(desk, bus("2021.3.2.", 1, 10))
    await write(desk, bus("2021.4.2.", 1, 12))
    await desk.says(STAFF, "/event 일자리버스")
    for words in ("2021.1.~6.", "건너뛰기", "42회 500명"):
        await desk.says(STAFF, words)
    if "맞습니까?" in desk.newest(STAFF).text:
        await desk.taps(STAFF, "맞습니다")
    heard = await desk.taps(STAFF, "저장")
    assert "이 합계에 포함된 것입니까, 더해지는 것입니까?" in heard[-1]
    await desk.taps(STAFF, "합계에 포함")
    facts = await _facts(desk, 5)
    assert (facts.holding, facts.counts[Measure.RUNS]) == (Beside.WITHIN, 42)


async def test_what_was_said_once_is_not_asked_again_when_the_record_is_changed(
    desk: Desk,
) -> None:
    await _run(desk)
    await desk.taps(STAFF, "저장")
    await desk.taps(STAFF, "합계에 더함")
    await desk.taps_code(STAFF, "v1:edit:event:3:counts.consultations")
    heard = await desk.says(STAFF, "26")
    assert "합계와의 관계: 합계에 더함" in heard[-1]
    assert "고쳤습니다." in (await desk.taps(STAFF, "저장"))[-1]


async def test_the_card_of_a_head_count_says_that_the_last_one_stands(desk: Desk) -> None:
    site = await write(desk, works())
    await desk.taps_code(STAFF, f"v1:new:hire:{site}")
    for words in ("2021.11.", "40", "22"):
        heard = await desk.says(STAFF, words)
    assert "그 반기의 마지막 인원을 씁니다." in heard[-1]


async def test_the_card_says_that_the_report_is_closed_and_what_saving_will_do(
    desk: Desk,
) -> None:
    await _confirm(desk)
    heard = await _run(desk)
    assert "2021년 하반기 보고서는 이미 확정되었습니다." in heard[-1]
    assert "2022년 상반기 보고서에 늦은 실적으로 실립니다." in heard[-1]
    await desk.taps(STAFF, "저장")
    heard = await desk.taps(STAFF, "합계에 더함")
    assert "보고서가 확정된 뒤의 기록이라 총괄에게 알렸습니다." in heard[-1]


async def test_a_date_that_moves_a_record_to_another_half_is_told_before_saving(
    desk: Desk,
) -> None:
    await _confirm(desk)
    await desk.taps_code(STAFF, "v1:edit:event:2:period")
    heard = await desk.says(STAFF, "2021.6.30.")
    assert "2021년 하반기에서 2021년 상반기 실적으로 옮겨집니다." in heard[-1]
    assert "빠지는 내용은 2022년 상반기 보고서에 적습니다." in heard[-1]


async def test_removing_asks_with_what_it_will_do(desk: Desk) -> None:
    await _confirm(desk)
    heard = await desk.taps_code(STAFF, "v1:rec:event:2")
    assert "2021년 하반기 보고서는 이미 확정되었습니다." in desk.newest(STAFF).text
    heard = await desk.taps(STAFF, "지우기")
    assert "빠지는 내용은 2022년 상반기 보고서에 적습니다." in heard[-1]


async def _late(desk: Desk) -> None:
    await _confirm(desk)
    await _run(desk)
    await desk.taps(STAFF, "저장")
    await desk.taps(STAFF, "합계에 더함")


async def test_the_coordinator_is_told_once_with_both_ways_on(desk: Desk) -> None:
    before = len(desk.heard(OFFICE))
    await _late(desk)
    (notice,) = desk.heard(OFFICE)[before:]
    assert "2021년 하반기 보고서가 확정된 뒤의 기록" in notice
    assert "일자리버스 2021.11.3. 화정역 광장 · 새로 적음" in notice
    assert {"다음 보고서에 늦은 실적으로", "새 보고서본 만들기"} <= set(desk.labels(OFFICE))


async def test_the_coordinator_has_it_told_by_the_next_report(desk: Desk) -> None:
    await _late(desk)
    heard = await desk.taps(OFFICE, "다음 보고서에 늦은 실적으로")
    assert "2022년 상반기 보고서에 늦은 실적으로 싣습니다." in heard[-1]
    heard = await desk.says(OFFICE, "/status 2021 하반기")
    assert "확정한 뒤에 바뀐 기록이 1건 있어" in heard[-1]
    heard = await desk.says(OFFICE, "/report 2021 하반기")
    assert "확정한 뒤에 바뀐 기록이 1건 있습니다." in heard[-1]


async def test_the_coordinator_makes_a_new_version_once_nothing_is_open(desk: Desk) -> None:
    await _late(desk)
    heard = await desk.taps(OFFICE, "새 보고서본 만들기")
    assert "확인할 사항이 1건 남아" in heard[-1]
    async with desk.db.begin() as session:
        officer = await desk.officer(OFFICE)
        assert officer is not None
        for one in await report_claims.claims(session, HALF):
            if one.accepted is None:
                await claim_settling.accept(
                    Act(session, officer, desk.now), HALF, [one.key], "확인"
                )
    await desk.says(OFFICE, "/report 2021 하반기")
    await desk.taps(OFFICE, "더 보기 »")
    heard = await desk.taps(OFFICE, "보고서본")
    assert "확정한 뒤에 바뀐 기록이 1건" in heard[-1]
    heard = await desk.taps(OFFICE, "새 보고서본 만들기")
    assert "v2(확정)을 저장했습니다." in heard[-1]
    assert "새 보고서본 만들기" not in desk.labels(OFFICE)
    assert "바뀐 기록" not in (await desk.says(OFFICE, "/status 2021 하반기"))[-1]


async def test_nobody_else_decides(desk: Desk) -> None:
    await _late(desk)
    heard = await desk.taps_code(STAFF, "v1:late:version:1")
    assert not any("저장했습니다" in one for one in heard)
    async with desk.db.read() as session:
        assert len(await report_versions.of_half(session, HalfYear(2021, 2))) == 1
