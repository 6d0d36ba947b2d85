"""The first ten minutes of an office: from the server's link to the first event."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from bot.cli.__main__ import app
from bot.demo.texts import STRANGER
from storage.models.office import Department
from storage.office import officers
from storage.rules.terms import RecordKind
from tests.journeys.town import Hand, Town, opened

FIRST, CLERK = 900_001, 900_002
TEN_MINUTES = 10


@pytest.fixture
async def bare(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Town]:
    """An office with nobody in it, whose tables are made and whose bot runs."""
    template = tmp_path / "bare.db"
    shutil.copyfile(migrated_file, template)
    async with opened(tmp_path, template) as town:
        for number in (FIRST, CLERK):
            town.simulator.world.add_person("김○○", user_id=number, username=f"user{number}")
        yield town


async def link(town: Town, patch: pytest.MonkeyPatch) -> str:
    """The token of the link that the server makes, beside the running bot."""
    settings = town.office.settings
    for name, value in {
        "BOT_TOKEN": settings.token,
        "BOT_API_URL": settings.bot_api_url,
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database,
    }.items():
        patch.setenv(name, value)
    result = await asyncio.to_thread(CliRunner().invoke, app, ["init"])
    assert result.exit_code == 0, result.output
    (token,) = re.findall(r"\?start=([\w-]+)", result.output)
    return str(token)


def shown(hand: Hand) -> list[str]:
    return [label for row in hand.labels() for label in row]


async def saves_an_event(hand: Hand) -> None:
    await hand.says("12/6", "어디에서")
    await hand.does("화정역 광장", "25")
    await hand.taps("저장", "저장했습니다.")


async def test_the_first_administrator_saves_an_event_in_ten_minutes(
    bare: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await link(bare, monkeypatch)
    first = await bare.hand(FIRST)
    begun = bare.clock()
    await first.says(f"/start {token}", "소속 부서를 골라 주십시오")
    while "일자리정책과" not in shown(first):
        await first.taps("다음 ›")
    greeting = await first.taps("일자리정책과", "첫날 순서")
    assert "일자리정책과 · 관리자" in greeting
    await first.taps("행사 기록")
    await first.taps("일자리버스")
    await saves_an_event(first)
    assert (bare.clock() - begun).total_seconds() < TEN_MINUTES * 60
    assert first.acts <= 20
    assert len(await bare.rows(RecordKind.EVENT, first)) == 1
    async with bare.office.db.read() as session:
        one = await officers.by_telegram(session, FIRST)
        assert one is not None
        assert one.department_id is not None


@pytest.mark.long
async def test_the_way_leads_through_departments_people_and_the_round(
    bare: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await link(bare, monkeypatch)
    first = await bare.hand(FIRST)
    await first.says(f"/start {token}", "소속 부서를 골라 주십시오")
    await first.taps("나중에 고르기", "첫날 순서")
    assert {"내 소속 고르기", "부서 목록 열기", "보고서 머리 적기", "행사 기록"} <= set(
        shown(first)
    )
    assert "소속 부서가 정해지지 않아" in await first.says("/event", "소속 부서")
    await first.taps("내 소속 고르기", "소속 부서를 골라")
    await first.taps(shown(first)[0], "첫날 순서")
    await first.taps("부서 목록 열기", "직제순")
    await first.taps("직원 »", "직원 1명")
    await first.taps("초대하기", "역할을 골라")
    await first.taps("담당", "소속을 골라")
    await first.taps(shown(first)[0], "며칠 동안")
    await first.taps("1일", "이름을 미리")
    made = await first.taps("이름 없이 만들기", "초대 링크를 만들었습니다")
    (invite,) = re.findall(r"\?start=([\w-]+)", made)
    clerk = await bare.hand(CLERK)
    await clerk.says(f"/start {invite}", "등록을 신청했습니다")
    assert f"@user{CLERK}" in await first.reads("등록 신청이 1건")
    await first.taps("승인", "승인했습니다.")
    await clerk.reads("등록이 승인되었습니다")
    await first.says("/people", "직원 2명")
    assert "새 반기가 시작되는 날(1월 1일, 7월 1일)" in await first.toast("취합 »")
    bare.advance(days=14)
    await bare.ticks()
    await first.says("/people", "직원 2명")
    await first.taps("취합 »", "추진계획 취합")


async def test_an_office_without_departments_is_led_to_make_one(
    bare: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await link(bare, monkeypatch)
    async with bare.office.db.begin() as session:
        await session.exec(update(Department).values(active=False))
    first = await bare.hand(FIRST)
    await first.says(f"/start {token}", "부서 목록이 비어 있습니다")
    await first.taps("부서 추가하러 가기", "직제순")
    await first.taps("부서 추가", "새 부서의 이름")
    asked = first.phone.last()["message_id"]
    await first.phone.say("새일자리과", reply_to=asked)
    await first.reads("부서를 추가했습니다.")
    await first.taps("내 소속 고르기", "소속 부서를 골라")
    await first.taps("새일자리과", "첫날 순서")
    await first.taps("행사 기록")
    await first.taps("일자리버스")
    await saves_an_event(first)


async def test_somebody_without_a_link_stays_outside(bare: Town) -> None:
    stranger = await bare.hand(STRANGER[0])
    assert (await stranger.says("/event", "등록된 직원만")).startswith("등록된 직원만")


@pytest.mark.long
async def test_each_step_leads_to_the_next_until_the_office_is_ready(
    bare: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: a step that is done shows nothing, and what is missing has to be looked for."""
    token = await link(bare, monkeypatch)
    first = await bare.hand(FIRST)
    await first.says(f"/start {token}", "소속 부서를 골라 주십시오")
    while "일자리정책과" not in shown(first):
        await first.taps("다음 ›")
    said = await first.taps("일자리정책과", "첫날 순서 4가지 가운데 1가지 마침")
    assert "✓ 1. 내 소속: 일자리정책과" in said
    assert "▶ 2. 부서 목록: 지금은 예시" in said
    said = await first.taps("목록이 맞습니다", "▶ 3. 보고서 머리")
    assert "첫날 순서에서 남은 것: 보고서 머리, 직원" in await first.says("처음", "남은 것")
    await first.taps("첫날 순서 (남은 2가지)", "▶ 3. 보고서 머리")
    await first.taps("보고서 머리 적기")
    await first.taps("담당 모두 적기")
    await first.says("과장 박○○ 031-0000-0001\n담당자 이○○ 031-0000-0002")
    await first.reads("▶ 4. 직원")
    await first.taps("명단으로 초대", "한 줄에 한 분씩")
    await first.taps("명단 보내기", "명단을 보내 주십시오")
    await first.says("자치행정과 김○○ 담당", "1명을 초대합니다")
    (week,) = [label for label in shown(first) if label.startswith("7일")]
    await first.taps(week, "링크는")
    await first.taps("예", "1명의 초대장을 만들었습니다")
    await first.reads("준비를 모두 마쳤습니다.")
    assert "남은 것" not in await first.says("처음", "")
