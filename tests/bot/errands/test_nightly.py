"""A running bot leaves a backup each night, and tells the administrators of one it could not."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.cli import doctor
from bot.config import Settings, load
from bot.errands import nightly
from scheduler.ticks import backups
from storage.database import Database
from storage.models.traffic import Outbox
from storage.rules.clock import kst_date, system_clock
from storage.safekeeping import archive
from tests.helpers.offices import seat

NIGHT = datetime(2026, 3, 2, 17, 31, tzinfo=UTC)  # 3 March, 2:31 in Korea
Given = Callable[..., Settings]


@pytest.fixture
def given(tmp_path: Path, sqlite_url: str) -> Given:
    """Settings of an office in the folder of the test."""
    return lambda **more: load(
        _env_file=None,
        bot_token="2:canary-token",
        data_dir=tmp_path,
        database_url=sqlite_url,
        webhook_url="",
        **more,
    )


@pytest.mark.long
async def test_the_child_makes_it_once_a_day_and_knows_no_token(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    settings = given()
    assert await nightly.make(settings, NIGHT - timedelta(hours=1)) == ""
    assert not settings.backups.exists()
    assert await nightly.make(settings, NIGHT) == ""
    (made,) = settings.backups.glob("*.zip")
    archive.opened(made).check()
    before = made.stat().st_mtime_ns
    assert await nightly.make(settings, NIGHT + timedelta(hours=5)) == ""
    assert made.stat().st_mtime_ns == before
    spy, seen = tmp_path / "python", tmp_path / "seen"
    spy.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"open({str(seen)!r}, 'w').write(json.dumps([dict(os.environ), sys.stdin.read()]))\n"
    )
    spy.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(spy))
    assert await nightly.make(settings, NIGHT + timedelta(days=1)) == ""
    environment, told = json.loads(seen.read_text())
    assert "canary" not in json.dumps(environment)
    assert "canary" not in told


@pytest.mark.long
async def test_what_cannot_be_made_is_told_in_words_once_a_day(
    given: Given, db: Database, tmp_path: Path
) -> None:
    async with db.begin() as session:
        office = await seat(session)
    place = tmp_path / "a file"
    place.write_text("")
    settings = given(backup_dir=str(place))
    clock = [0.0]
    tick = backups.nightly(lambda now: nightly.make(settings, now), lambda: clock[0])
    await tick(db, lambda: NIGHT)
    assert await said(db) == []  # the bot has only just come
    clock[0] = 601.0
    hours = iter(range(9))
    for _again in range(3):
        await tick(db, lambda: NIGHT + timedelta(hours=next(hours)))
    ((chat, words),) = await said(db)
    assert chat == office.admin.telegram_id
    assert "밤 백업을 남기지 못했습니다." in words
    assert str(place) in words
    await tick(db, lambda: NIGHT + timedelta(days=1))
    assert len(await said(db)) == 2


async def said(db: Database) -> list[tuple[int, str]]:
    """What waits to be sent, with its chat."""
    async with db.read() as session:
        rows = (await session.exec(select(Outbox).order_by(col(Outbox.id)))).all()
    return [(row.chat_id, row.payload["text"]) for row in rows]


@pytest.mark.parametrize(
    ("age", "well"), [(None, True), (0, True), (4, True), (5, False)], ids=str
)
async def test_the_check_up_knows_how_old_the_last_one_is(
    given: Given, age: int | None, well: bool
) -> None:
    settings = given()
    found = await doctor._backup(settings)
    assert (found.well, found.seen) == (True, "-")  # the bot has not run for a night yet
    settings.backups.mkdir()
    assert not (await doctor._backup(settings)).well
    if age is None:
        assert (await doctor._backup(given(backup_nights=0))).well
        return
    day = kst_date(system_clock()) - timedelta(days=age)
    made = settings.backups / f"office-{day:%Y%m%d}.zip"
    made.write_text("")
    found = await doctor._backup(settings)
    assert (found.well, found.seen) == (well, f"{age} / {made}")
