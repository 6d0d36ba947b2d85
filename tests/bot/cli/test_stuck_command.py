"""`stuck`: what fell out of the way is seen, tried again or dropped; no word of it is shown."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import Result

from bot.cli import stuck
from storage.database import opened
from storage.traffic import inbox, leases, outbox
from storage.traffic.messages import Card, Message
from tests.bot.pumps.test_worker import ONE, office, staff
from tests.helpers.command import commanded
from tests.helpers.desk import Desk

STRANGER = 77_000


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await staff(office(sqlite_url))
    yield made
    await made.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


@pytest.fixture
async def url(desk: Desk, folder: None) -> str:
    """One update of ours set aside, one of a stranger, two messages given up."""
    await desk.says(ONE, "독 값 홍길동")
    async with desk.db.begin() as session:
        await inbox.store(session, 1, [(900, STRANGER, '{"message":{"text":"홍길동"}}')], desk.now)
        [head] = await inbox.heads(session, desk.now, 9)
        await inbox.failed(session, head, "KeyError a#1: 홍길동", desk.now, for_good=True)
        await outbox.withdraw_all(session)
        await outbox.put(session, ONE, Message("홍길동"), now=desk.now)
        await outbox.put(session, ONE, Message("들이는 말"), now=desk.now, secret=True)
        for parcel in await leases.claim(session, desk.now, most=9):
            await outbox.gave_up(session, parcel.id, "BadRequest: no")
        await outbox.put(session, ONE, Card("c:1", "홍길동"), now=desk.now)
        for parcel in await leases.claim(session, desk.now, most=9):
            await outbox.gave_up(session, parcel.id, "BadRequest: no")
    return desk.db.url


async def told(patch: pytest.MonkeyPatch, url: str, *words: str) -> Result:
    """In a thread: the command has an event loop of its own."""
    result = await asyncio.to_thread(commanded, patch, url, "stuck", *words)
    assert "홍길동" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


async def states(url: str, table: str) -> list[str]:
    async with opened(url) as db, db.read() as session:
        connection = await session.connection()
        rows = await connection.execute(text(f"SELECT state FROM {table} ORDER BY id"))
        return [str(row[0]) for row in rows]


async def names(patch: pytest.MonkeyPatch, url: str) -> list[str]:
    lines = (await told(patch, url, "list")).output.splitlines()
    return [line.split()[0] for line in lines[1:]]


async def test_all_of_it_is_listed_and_shown_without_a_word_of_anybody(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: whatever fell out of the way can be seen by nobody."""
    found = await names(monkeypatch, url)
    assert [name[0] for name in found] == ["U", "U", "M", "M", "M"]
    shown = await told(monkeypatch, url, "show", *found)
    assert "ValueError" in shown.output
    assert "message text" in shown.output
    assert stuck.NOBODY in shown.output
    assert (await told(monkeypatch, url, "show", "M999")).exit_code == 64


async def test_what_is_tried_again_goes_out_and_who_sent_an_update_is_asked(
    url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, strangers, said, secret, card = await names(monkeypatch, url)
    result = await told(monkeypatch, url, "retry", "all")
    assert result.exit_code == 0, result.output
    assert stuck.ASKED.format(name=ours) in result.output
    assert stuck.GONE.format(name=strangers) in result.output
    assert stuck.SENT.format(name=said) in result.output
    assert stuck.GONE.format(name=secret) in result.output
    assert stuck.SENT.format(name=card) in result.output
    assert await names(monkeypatch, url) == [strangers, secret]
    async with desk.db.begin() as session:
        first = await leases.claim(session, desk.now + timedelta(days=9999), most=1)
    assert [parcel.payload["text"] for parcel in first] == ["홍길동"]


async def test_a_card_that_was_drawn_anew_since_is_left_alone(
    url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: an old screen over a newer one."""
    card = (await names(monkeypatch, url))[-1]
    async with desk.db.begin() as session:
        await outbox.put(session, ONE, Card("c:1", "새 화면"), now=desk.now)
    assert stuck.GONE.format(name=card) in (await told(monkeypatch, url, "retry", card)).output


async def test_what_is_dropped_is_gone_with_its_words(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(monkeypatch, url, "drop", "all")
    assert (await told(monkeypatch, url, "list")).output.strip() == stuck.NONE
    assert set(await states(url, "inbox")) <= {"done"}
    async with opened(url) as db, db.read() as session:
        connection = await session.connection()
        rows = await connection.execute(text("SELECT payload FROM outbox WHERE error <> ''"))
        assert all("홍길동" not in str(row[0]) for row in rows)
