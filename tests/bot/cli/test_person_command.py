"""`python3 -m bot person`: who asks what is kept of them gets a file; who is gone is erased."""

import asyncio
import json
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import BAD_REQUEST, LOCKED
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.office import lockdowns, officers
from storage.rules.trail import Subject, Verb
from tests.helpers.offices import NOW, seat
from tests.helpers.trail import recent

Run = Callable[..., Awaitable[Result]]
ONE = 1_000_000_004
WHY = ("--reason", "본인 요청")


@pytest.fixture
async def office(sqlite_url: str) -> str:
    """An office in which one person has a name of their own."""
    db = Database(sqlite_url)
    async with db.begin() as session:
        staff = (await seat(session)).staff
        staff.name = "구름결"
    await db.close()
    return sqlite_url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, office: str, tmp_path: Path) -> Run:
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    monkeypatch.setenv("DATABASE_URL", office)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    tmp_path.chmod(0o700)

    async def asked(*words: str, said: str = "") -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, ["person", *words], input=said)

    return asked


async def test_an_export_holds_all_and_is_its_owners_alone(
    run: Run, office: str, tmp_path: Path
) -> None:
    out = tmp_path / "구름결.json"
    result = await run("export", "구름결", "--out", str(out), *WHY)
    assert result.exit_code == 0, result.output
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    told = json.loads(out.read_text("utf-8"))
    assert told["누구"] == "구름결 · 담당"
    (row,) = told["남은 것"][0]["줄"]["officer"]
    assert row["telegram_id"] == ONE
    assert (await run("export", "구름결", "--out", str(out), *WHY)).exit_code == BAD_REQUEST
    db = Database(office)
    async with db.read() as session:
        line, *_ = await recent(session)
    await db.close()
    assert (line.subject, line.action, line.reason) == (
        Subject.READING_PAPERS,
        Verb.READ,
        "본인 요청",
    )


async def test_an_erasure_asks_waits_for_the_removal_and_says_what_stays(
    run: Run, office: str
) -> None:
    assert (await run("erase", "구름결", *WHY, said="아니오\n")).exit_code == BAD_REQUEST
    early = await run("erase", "구름결", "--yes", *WHY)
    assert (early.exit_code, "등록을 해제" in early.output) == (BAD_REQUEST, True)
    db = Database(office)
    async with db.begin() as session:
        await officers.revoke(session, ONE, NOW)
    done = await run("erase", "구름결", *WHY, said="예\n")
    assert done.exit_code == 0, done.output
    assert "바뀐 내역 1줄에는 이름이 그대로 있습니다." in done.output
    async with db.read() as session:
        (one,) = await session.exec(select(Officer).where(col(Officer.id) == 5))
    await db.close()
    assert (one.name, one.telegram_id) == ("직원 5", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("erase", "구름결"), "--reason"),
        (("erase", "없는이", *WHY), "남은 것이 없습니다"),
        (("erase", "홍○○", "--yes", *WHY), "#1 · 홍○○ · 관리자"),
        (("erase", "구름결", "--yes", "--reason", "010-1234-5678 요청"), "휴대전화번호"),
    ],
)
async def test_what_is_not_meant_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    result = await run(*words)
    assert result.exit_code == BAD_REQUEST
    assert said in result.output


async def test_a_locked_office_is_asked_first(run: Run, office: str, tmp_path: Path) -> None:
    db = Database(office)
    async with db.begin() as session:
        await lockdowns.begin(session, NOW)
        await Act(session, None, NOW).log(Subject.LOCKDOWN, 1, Verb.BEGIN)
    await db.close()
    for words in (("export", "--out", str(tmp_path / "a")), ("erase", "--yes")):
        assert (await run(words[0], "구름결", *words[1:], *WHY)).exit_code == LOCKED
