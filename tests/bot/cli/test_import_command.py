"""`python3 -m bot import`: shown first, saved with --yes, and whole or not at all when killed."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from bot.cli.exits import BAD_REQUEST, UNAVAILABLE
from handlers.round import board
from storage.database import Database
from storage.office import posts
from storage.report import report_draft
from storage.rounds import rounds
from storage.rules.terms import Role
from storage.traffic import cards
from tests.helpers import hostile
from tests.helpers.command import commanded
from tests.helpers.imported import AT, HALF, SEED, golden_outline, seed_file
from tests.helpers.offices import seated
from tests.helpers.report_lines import outline
from tests.helpers.waiting import until

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
TABLES = ("event", "mou", "follow_up", "plan_item", "budget_row", "problem", "report_block")


@pytest.fixture
async def office_url(sqlite_url: str) -> str:
    async with seated(sqlite_url):
        return sqlite_url


def printed(url: str) -> list[object]:
    async def read() -> list[object]:
        db = Database(url)
        async with db.read() as session:
            found = list(outline(await report_draft.report(session, HALF, AT)))
        await db.close()
        return list(found)

    return asyncio.run(read())


def test_it_is_shown_first_and_saved_only_with_yes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str
) -> None:
    path = tmp_path / "보고서.hwpx"
    path.write_bytes(seed_file("hwpx"))
    before = printed(office_url)
    shown = commanded(monkeypatch, office_url, "import", str(path))
    assert shown.exit_code == 0, shown.output
    assert "4칸 76줄을 읽었습니다" in shown.output
    assert "기록으로 72줄 · 문구로만 0줄 · 빼기 0줄" in shown.output
    assert "--yes" in shown.output
    assert "<b>" not in shown.output
    assert printed(office_url) == before
    done = commanded(monkeypatch, office_url, "import", str(path), "--yes")
    assert (done.exit_code, "보고서를 저장했습니다" in done.output) == (0, True), done.output
    assert printed(office_url) == golden_outline()
    again = commanded(monkeypatch, office_url, "import", str(path), "--yes")
    assert "새로 저장할 것이 없습니다 (0건)" in again.output


def test_the_board_of_an_open_round_follows_what_is_imported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str
) -> None:
    """Mutant: only the running bot has its boards drawn."""

    async def opened() -> None:
        db = Database(office_url)
        async with db.begin() as session:
            (row,) = await rounds.ensure_rounds(session, date(2021, 11, 15), AT)
            (one,) = await posts.with_role(session, [Role.OFFICE])
            await cards.place(session, board.card_of(row.id, one), one.telegram_id or 0, 7)
        await db.close()

    asyncio.run(opened())
    path = tmp_path / "보고서.hwpx"
    path.write_bytes(seed_file("hwpx"))
    assert commanded(monkeypatch, office_url, "import", str(path), "--yes").exit_code == 0
    with closing(sqlite3.connect(office_url.removeprefix("sqlite:///"))) as reader:
        told = reader.execute("SELECT payload FROM outbox WHERE card LIKE 'board:%'").fetchall()
    assert len(told) == 1
    assert "일자리정책과 제출" in json.loads(told[0][0])["text"]


@pytest.mark.parametrize(
    ("body", "said"),
    [(hostile.laughing(), "짜임이 정상이 아니어서"), (hostile.deep(), "짜임이 너무 복잡하여")],
)
def test_a_bad_file_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str, body: bytes, said: str
) -> None:
    path = tmp_path / "보고서.docx"
    path.write_bytes(body)
    result = commanded(monkeypatch, office_url, "import", str(path), "--yes")
    assert result.exit_code == BAD_REQUEST
    assert said in result.output
    assert len(result.output.splitlines()) == 1


def test_no_file_and_no_office_are_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str, sqlite_url: str
) -> None:
    result = commanded(monkeypatch, office_url, "import", str(tmp_path / "없음.txt"))
    assert (result.exit_code, "파일을 읽지 못했습니다" in result.output) == (BAD_REQUEST, True)
    path = tmp_path / "보고서.txt"
    path.write_bytes(SEED)
    result = commanded(monkeypatch, f"sqlite:///{tmp_path / 'none.db'}", "import", str(path))
    assert (result.exit_code, "bot init" in result.output) == (UNAVAILABLE, True)


def test_without_an_office_nothing_is_saved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str
) -> None:
    path = tmp_path / "보고서.txt"
    path.write_bytes(SEED)
    result = commanded(monkeypatch, sqlite_url, "import", str(path), "--yes")
    assert (result.exit_code, "총괄이나 관리자가 아직 없습니다" in result.output) == (
        BAD_REQUEST,
        True,
    )


def _counts(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as database:
        return [database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES]


def _is_writing(base: Path) -> bool:
    """Whether somebody else is in the middle of a transaction that writes."""
    with closing(sqlite3.connect(base, timeout=0)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        database.rollback()
    return False


async def test_a_killed_import_leaves_nothing_and_the_next_one_all_of_it(
    tmp_path: Path, office_url: str, full_size: bool
) -> None:
    path, base = tmp_path / "보고서.txt", Path(office_url.removeprefix("sqlite:///"))
    path.write_bytes(SEED)
    environment = {**os.environ, "BOT_TOKEN": "2:canary", "DATABASE_URL": office_url}
    command = [sys.executable, "-m", "bot", "import", str(path), "--yes"]
    nothing = _counts(base)

    async def begun() -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
        )

    for looks in (1, 3, 9) if full_size else (3,):
        seen = count(1)

        async def well_inside(looks: int = looks, seen: Iterator[int] = seen) -> bool:
            return _is_writing(base) and next(seen) >= looks

        child = await begun()
        await until(well_inside, "an import in the middle of its transaction", 30)
        child.send_signal(signal.SIGKILL)
        assert await child.wait() == -signal.SIGKILL
        assert _counts(base) == nothing
    assert await (await begun()).wait() == 0
    assert _counts(base) == [32, 4, 1, 5, 2, 4, 5]
