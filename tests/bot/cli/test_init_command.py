"""`python3 -m bot init` at a terminal: who may come in by it, and what is said aloud."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import BAD_REQUEST, LOCKED
from storage.database import Database
from storage.office import invites, lockdowns, posts
from storage.rules.clock import system_clock
from storage.rules.errors import Refusal
from tests.helpers.offices import seat
from tests.helpers.scripted_bot import Peer

NEW = 7_000_000_001
ADMIN = "홍○○ (1000000000)"

Run = Callable[..., Result]


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer() as made:
        yield made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, peer: Peer) -> Run:
    monkeypatch.setenv("BOT_TOKEN", peer.simulator.token)
    monkeypatch.setenv("BOT_API_URL", peer.url)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DATA_DIR", sqlite_url.removeprefix("sqlite:///").rpartition("/")[0])

    def act(*words: str) -> Result:
        return CliRunner().invoke(app, ["init", *words])

    return act


def in_office(url: str, act: Callable[..., Awaitable[object]], *more: object) -> object:
    """Something in a transaction of its own, beside the command."""

    async def done() -> object:
        db = Database(url)
        try:
            async with db.begin() as session:
                return await act(session, *more)
        finally:
            await db.close()

    return asyncio.run(done())


def token_in(result: Result) -> str:
    (token,) = re.findall(r"\?start=([\w-]+)", result.output)
    return str(token)


def comes(url: str, token: str, who: int = NEW) -> str:
    """What happens to somebody who opens the link."""
    try:
        in_office(url, invites.use, token, who, "홍○○", system_clock())
    except Refusal as refusal:
        return refusal.sentence
    return ""


def locked(url: str) -> bool:
    return in_office(url, lockdowns.since) is not None


@pytest.mark.long
def test_each_link_voids_the_one_before(run: Run, sqlite_url: str) -> None:
    first, second = run(), run()
    assert "앞서 만든 링크는 쓸 수 없게 되었습니다" in second.output
    assert "기한이 지난 초대" in comes(sqlite_url, token_in(first))
    assert comes(sqlite_url, token_in(second)) == ""
    assert not locked(sqlite_url)


def test_beside_an_administrator_it_makes_none_and_says_what_to_do(
    run: Run, sqlite_url: str
) -> None:
    in_office(sqlite_url, seat)
    result = run()
    assert result.exit_code == BAD_REQUEST
    assert "?start=" not in result.output
    for told in (ADMIN, "/people", "python3 -m bot init --recover"):
        assert told in result.output
    assert not locked(sqlite_url)


def test_a_recovery_is_said_aloud_and_leaves_the_office_locked(run: Run, sqlite_url: str) -> None:
    in_office(sqlite_url, seat)
    result = run("--recover")
    assert result.exit_code == 0, result.output
    for told in (
        "관리자 복구",
        f"지금의 관리자: {ADMIN}",
        "봇을 잠갔습니다.",
        "모두에게 텔레그램으로 알렸습니다",
        "python3 -m bot lockdown --off",
    ):
        assert told in result.output
    assert locked(sqlite_url)
    assert comes(sqlite_url, token_in(result)) == ""
    assert locked(sqlite_url)
    found = in_office(sqlite_url, posts.administrators)
    assert isinstance(found, list)
    assert [one.telegram_id for one in found] == [1_000_000_000, NEW]


@pytest.mark.long
@pytest.mark.parametrize("words", [(), ("--recover",)])
def test_while_the_office_is_locked_it_is_made_on_a_word_for_that_alone(
    run: Run, sqlite_url: str, words: tuple[str, ...]
) -> None:
    in_office(sqlite_url, lockdowns.begin, system_clock())
    refused = run(*words)  # a pipe is nobody to ask; a terminal is asked: see test_even_locked
    assert refused.exit_code == LOCKED
    assert "비상 잠금 중이라" in refused.output
    assert "?start=" not in refused.output
    agreed = run(*words, "--even-locked")
    assert comes(sqlite_url, token_in(agreed)) == ""
    assert locked(sqlite_url)


def test_a_recovery_that_cannot_reach_telegram_locks_nothing(
    run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_office(sqlite_url, seat)
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    assert run("--recover").exit_code != 0
    assert not locked(sqlite_url)
