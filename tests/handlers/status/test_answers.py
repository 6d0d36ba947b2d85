"""A question is typed and answered by one message; its records are one tap away, and back."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from handlers.install import install
from storage.records import companies
from tests.helpers.desk import Desk
from tests.storage.answers.asked_office import NOW, laid_out

OFFICE, HEAD, STAFF, READER = 900, 901, 902, 906


class Running(Desk):
    """A desk whose clock goes on, as clocks do."""

    def clock(self) -> datetime:
        """A little later each time."""
        self.now += timedelta(milliseconds=3)
        return self.now


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot over the invented office."""
    made = await Running(sqlite_url, install).open()
    made.now = NOW
    async with made.db.begin() as session:
        await laid_out(session)
    yield made
    await made.close()


async def test_a_managers_question_is_one_message_and_its_records_one_tap_away(
    desk: Desk,
) -> None:
    (answer,) = await desk.says(HEAD, "10월 중장년 행사 몇 건이야?")
    assert answer.startswith("2026년 10월 중장년 대상 행사는 2건입니다. 참여·상담 83명입니다.")
    assert desk.labels(HEAD)[:2] == ["행사 근거", "참여·상담 근거"]
    (rows,) = await desk.taps(HEAD, "참여·상담 근거")
    assert "4050 채용박람회 2026.10.12. 킨텍스 · 50명" in rows
    assert "합계 83명 (기록 2건)" in rows
    (record,) = await desk.taps(HEAD, "1번")
    assert "4050 채용박람회" in record
    assert (await desk.taps(HEAD, "목록으로"))[-1] == rows
    assert "1. 행사 2건" in (await desk.taps(HEAD, "다른 수치"))[-1]


async def test_no_question_makes_a_record_and_no_record_line_is_answered(desk: Desk) -> None:
    before = (await desk.records())["event"]
    await desk.says(STAFF, "어제 원당역 버스 상담 몇 명이었지?")
    assert "14명(기록 1건)입니다" in desk.newest(STAFF).text
    shown = (await desk.says(STAFF, "오늘 원당역 일자리버스 21명 상담했습니다"))[-1]
    assert "저장" in "".join(desk.labels(STAFF))
    assert "입니다" not in shown.splitlines()[0]
    assert (await desk.records())["event"] == before


@pytest.mark.parametrize(
    ("words", "head", "said"),
    [
        ("11월", "2026년 11월 현황", "1. 행사 3건"),
        ("2026 하반기 청년", "2026년 하반기 청년 대상 현황", "1. 행사 2건"),
        ("올해 박람회", "2026년 채용박람회 현황", "2. 참여·상담 인원 373명"),
        ("건설정책과", "건설정책과 · 2026년 하반기", "추진계획 · 작성중"),
        (
            "다온식품",
            "다온식품",
            "행사 3건 · 면접 24명(3건 중 2건 집계) · 채용 47명(고양시민 5명)",
        ),
        ("2025 하반기", "2025년 하반기 고용할당제 현황", "행사"),
    ],
)
async def test_status_takes_a_time_a_group_a_department_or_a_company_behind_it(
    desk: Desk, words: str, head: str, said: str
) -> None:
    (shown,) = await desk.says(HEAD, f"/status {words}")
    assert shown.startswith(head)
    assert said in shown


async def test_what_is_not_as_it_should_be_is_named_by_status_and_opened_by_its_number(
    desk: Desk,
) -> None:
    (shown,) = await desk.says(HEAD, "/status 2026 하반기")
    assert "장기 미연락 협약 1건: 다온식품…" in shown
    assert "관내 하도급 권장 미달 공사 1건: 동녘건설 백석로…" in shown
    assert not [label for label in desk.labels(HEAD) if label.endswith("번")]
    (listed,) = await desk.taps(HEAD, "먼저 살필 것 (2)")
    assert "2. 동녘건설 백석로 포장공사" in listed
    assert "동녘건설" in (await desk.taps(HEAD, "2번"))[-1]


async def test_late_departments_are_named_first_and_all_of_them_one_tap_away(desk: Desk) -> None:
    desk.now = NOW.replace(month=12, day=9)
    (shown,) = await desk.says(OFFICE, "/status")
    late = "기한 경과 5개 부서: 일자리정책과, 도로건설과, 건설정책과 외 2"
    assert late in shown
    assert shown.index(late) < shown.index("추진계획")
    (answer,) = await desk.says(OFFICE, "늦은 부서")
    assert "내지 않은 부서는 3개 부서입니다: 일자리정책과, 건설정책과, 여성가족과" in answer
    assert "추진실적을 확인하지 않은 부서는 5개 부서입니다: 일자리정책과, 도로건설과" in answer
    (asked,) = await desk.says(OFFICE, "실적 확인 안 낸 부서?")
    assert "추진실적을 아직 확인하지 않은 부서는 5개 부서 가운데 5개 부서입니다" in asked
    await desk.says(OFFICE, "늦은 부서")
    assert "건설정책과" in (await desk.taps(OFFICE, "건설정책과 보기"))[-1]


async def test_a_trend_is_told_and_drawn(desk: Desk) -> None:
    (answer,) = await desk.says(HEAD, "버스 상담 추세")
    assert "은 25년 하 41명, 26년 상 집계 없음, 26년 하 22명 (진행 중)입니다" in answer
    (drawn,) = [one for one in desk.said if one.kind == "picture"]
    assert drawn.payload["render"] == "trend"
    assert drawn.payload["given"]["series"] == ["co.kjob_bus"]


async def test_a_companys_page_has_its_figures_its_next_step_and_its_records(desk: Desk) -> None:
    (card,) = await desk.says(STAFF, "/find 다온식품")
    assert "협약 1건 · 이행사항 2건 중 1건 이행, 기한 경과 1건 · 이행 연락 1건" in card
    assert "마지막 연락: 2026. 3. 5.(목)" in card
    assert "다음 할 일: 오래 연락하지 않은 협약입니다 ‘다온식품 업무협력협약" in card
    assert desk.labels(STAFF)[0] == "이행 연락 적기"
    assert "같은 업체 합치기" not in desk.labels(STAFF)
    await desk.says(OFFICE, "/find 다온식품")
    assert "같은 업체 합치기" in desk.labels(OFFICE)
    await desk.says(READER, "/find 다온식품")
    assert desk.labels(READER)[0] == "그 기록 보기"
    assert "1번" in desk.labels(READER)
    await desk.taps(OFFICE, "1번")
    assert (await desk.taps(OFFICE, "목록으로"))[-1].startswith("다온식품")


async def test_a_company_is_known_by_the_beginning_of_its_name_and_offered_among_several(
    desk: Desk,
) -> None:
    assert (await desk.says(HEAD, "/find 새빛"))[-1].startswith("새빛테크")
    await desk.taps(HEAD, "‘새빛’ 기록 모두 찾기")
    assert "‘새빛’ 찾은 기록 3건" in desk.newest(HEAD).text
    async with desk.db.begin() as session:
        await companies.create(session, "다온물류")
    await desk.says(HEAD, "/find 다온")
    assert desk.labels(HEAD)[:2] == ["업체: 다온식품", "업체: 다온물류"]
    assert (await desk.taps(HEAD, "업체: 다온식품"))[-1].startswith("다온식품")


async def test_the_next_step_of_a_company_is_the_one_that_comes_first(desk: Desk) -> None:
    """새빛테크: a contact is agreed; once nothing is, its rhythm asks for one."""
    (card,) = await desk.says(STAFF, "/find 새빛테크")
    assert "다음 할 일: 2026. 12. 15.(화) 연락하기로 했습니다 ‘새빛테크 업무협력협약" in card
    desk.now = NOW.replace(month=12, day=20)
    (card,) = await desk.says(STAFF, "/find 새빛테크")
    assert "다음 할 일: 2027. 5. 1.(토) 전에 한 번 연락합니다" in card
    assert desk.labels(STAFF)[0] == "이행 연락 적기"
