"""An administrator's account is stolen: the server locks, the office reads, and then goes on."""

import asyncio
import re
from contextlib import AbstractAsyncContextManager

import pytest
from typer.testing import CliRunner

from bot.cli.__main__ import app
from handlers.chat import errors
from storage.rules.terms import RecordKind, Role
from tests.journeys.town import Town

pytestmark = pytest.mark.long

LOCKED = "비상 잠금 중이어서 지금은 조회"


async def server(town: Town, patch: pytest.MonkeyPatch, *words: str) -> str:
    """The command at the server, beside the running bot."""
    settings = town.office.settings
    for name, value in {
        "BOT_TOKEN": settings.token,
        "BOT_API_URL": settings.bot_api_url,
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database,
    }.items():
        patch.setenv(name, value)
    result = await asyncio.to_thread(CliRunner().invoke, app, [*words])
    assert result.exit_code == 0, result.output
    return result.output


async def test_a_stolen_account_is_stopped_from_the_server_and_nothing_is_lost(
    empty_office: AbstractAsyncContextManager[Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with empty_office as town:
        officer = await town.newcomer(department="기업지원과")
        thief = await town.newcomer(role=Role.ADMIN, name="관○○")
        await officer.says("/event 일자리버스")
        await officer.does("12/6", "화정역 광장")
        said = await server(town, monkeypatch, "lockdown", "--revoke", str(thief.user))
        assert f"등록을 해제했습니다: 관○○ ({thief.user})" in said
        assert LOCKED in await officer.says("25", LOCKED)
        assert await thief.says("/people", errors.STRANGER[:10]) == errors.STRANGER
        await town.restart()
        assert LOCKED in await officer.toast("건너뛰기")
        assert "추진" in await officer.says("/status", "추진")
        said = await server(town, monkeypatch, "lockdown", "--off")
        assert "비상 잠금을 풀었습니다." in said
        await officer.says("25", "보고서에 실릴 문장")
        await officer.taps("저장", "저장했습니다.")
        (row,) = await town.rows(RecordKind.EVENT, officer)
        assert "화정역 광장" in str(row.facts)


async def test_a_second_administrator_agrees_over_the_wire(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        first = await town.newcomer(role=Role.ADMIN, name="갑○○")
        second = await town.newcomer(role=Role.ADMIN, name="을○○")
        await town.newcomer(name="담백○", department="도로건설과")
        for hand in (first, second):
            await hand.says("/start", "안녕하십니까")
        await first.says("/people", "직원")
        while "담백○ · 담당" not in first.seen:
            await first.taps("다음 ›")
        await first.opens(int(re.findall(r"(\d+)\. 담백○ · 담당", first.seen)[-1]))
        await first.taps("역할 바꾸기")
        await first.taps("총괄", "승인을 요청했습니다")
        card = await second.reads("역할 승인 요청")
        assert "담당 → 총괄" in card
        await second.taps("승인", "승인함")
        assert "담백○ 님은 이제 총괄입니다." in await first.reads("이제 총괄")
