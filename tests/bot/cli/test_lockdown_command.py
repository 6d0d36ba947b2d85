"""`python3 -m bot lockdown`: the server stops all changes, names who holds power, and opens."""

import asyncio
from collections.abc import Callable

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import BAD_REQUEST, UNAVAILABLE
from storage.database import Database
from storage.models.traffic import Outbox
from storage.office import lockdowns, posts
from storage.rules.trail import Subject, Verb
from tests.helpers.offices import seat
from tests.helpers.trail import recent

ADMIN, OFFICE = 1_000_000_000, 1_000_000_001

Run = Callable[..., Result]


async def in_thread(run: Run, *words: str) -> Result:
    """The command has an event loop of its own."""
    return await asyncio.to_thread(run, *words)


@pytest.fixture
async def seated(sqlite_url: str) -> str:
    db = Database(sqlite_url)
    async with db.begin() as session:
        await seat(session)
    await db.close()
    return sqlite_url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, seated: str) -> Run:
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    monkeypatch.setenv("DATABASE_URL", seated)
    return lambda *words: CliRunner().invoke(app, ["lockdown", *words])


async def looked(url: str) -> tuple[bool, list[tuple[Subject, Verb]], list[int | None]]:
    """Whether it is locked, what the trail says, and who is 관리자."""
    db = Database(url)
    async with db.read() as session:
        locked = await lockdowns.since(session) is not None
        trail = [(one.subject, one.action) for one in reversed(await recent(session))]
        left = [one.telegram_id for one in await posts.administrators(session)]
    await db.close()
    return locked, trail, left


async def test_it_locks_once_and_names_who_holds_power(run: Run, seated: str) -> None:
    first, again = await in_thread(run), await in_thread(run)
    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    assert "비상 잠금을 걸었습니다." in first.output
    assert "무효가 된 초대 0건, 무효가 된 역할 요청 0건" in first.output
    assert "이미 잠겨 있습니다." in again.output
    for line in (
        f"  {ADMIN} · 홍○○ · 일자리정책과 · 관리자",
        f"  {OFFICE} · 홍○○ · 일자리정책과 · 총괄",
        "python3 -m bot lockdown --off",
    ):
        assert line in first.output
        assert line in again.output
    assert await looked(seated) == (True, [("lockdown", "begin")], [ADMIN])


async def test_a_stolen_account_goes_even_if_it_is_the_last_administrator(
    run: Run, seated: str
) -> None:
    result = await in_thread(run, "--revoke", str(ADMIN))
    assert result.exit_code == 0, result.output
    assert f"등록을 해제했습니다: 홍○○ ({ADMIN})" in result.output
    assert "관리자가 없습니다. python3 -m bot init" in result.output
    assert f"  {ADMIN} ·" not in result.output
    assert await looked(seated) == (True, [("officer", "remove"), ("lockdown", "begin")], [])


async def test_the_thief_hears_nothing_of_it(run: Run, seated: str) -> None:
    await in_thread(run, "--revoke", str(ADMIN))
    db = Database(seated)
    async with db.read() as session:
        told = (await session.exec(select(col(Outbox.chat_id)))).all()
    await db.close()
    assert list(told) == [OFFICE]


async def test_a_mistyped_number_locks_all_the_same(run: Run, seated: str) -> None:
    result = await in_thread(run, "--revoke", "5", "--revoke", str(OFFICE))
    assert result.exit_code == BAD_REQUEST
    assert "등록된 직원의 텔레그램 번호가 아닙니다: 5. 잠금은 걸려 있습니다." in result.output
    assert f"등록을 해제했습니다: 홍○○ ({OFFICE})" in result.output
    assert (await looked(seated))[0]


async def test_off_opens_it_again(run: Run, seated: str) -> None:
    await in_thread(run)
    result = await in_thread(run, "--off")
    assert result.exit_code == 0, result.output
    assert "비상 잠금을 풀었습니다." in result.output
    assert "잠겨 있지 않습니다." in (await in_thread(run, "--off")).output
    trail = [("lockdown", "begin"), ("lockdown", "end")]
    assert await looked(seated) == (False, trail, [ADMIN])


async def test_off_and_revoke_together_do_nothing(run: Run, seated: str) -> None:
    result = await in_thread(run, "--off", "--revoke", str(ADMIN))
    assert result.exit_code == BAD_REQUEST
    assert "함께 쓸 수 없습니다" in result.output
    assert await looked(seated) == (False, [], [ADMIN])


def test_without_an_office_it_says_what_to_do_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    none = tmp_path_factory.mktemp("none") / "empty.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{none}")
    result = CliRunner().invoke(app, ["lockdown"])
    assert result.exit_code == UNAVAILABLE
    assert "python3 -m bot init" in result.output
