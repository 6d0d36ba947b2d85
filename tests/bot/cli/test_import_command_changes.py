"""`python3 -m bot import` of a changed paper: shown whole, and what nobody chose is left out."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage.database import Database
from storage.report import report_draft
from storage.report.report_shapes import Report, ReportLine
from tests.helpers.command import commanded
from tests.helpers.imported import AT, HALF, file_of
from tests.helpers.offices import seated
from tests.helpers.other_offices import SEASIDE
from tests.helpers.sheets_in import docx_replaced, xlsx, xlsx_progress
from tests.storage.facts.seed_office import entered

pytestmark = pytest.mark.long


@pytest.fixture
async def office_url(sqlite_url: str) -> str:
    async with seated(sqlite_url) as (session, office):
        await entered(session, office)
    return sqlite_url


def report(url: str) -> Report:
    async def read() -> Report:
        db = Database(url)
        async with db.read() as session:
            found = await report_draft.report(session, HALF, AT)
        await db.close()
        return found

    return asyncio.run(read())


def texts(url: str) -> list[str]:
    return [line.text for row in report(url).rows for line in row.lines]


def test_near_lines_are_shown_and_left_out_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str
) -> None:
    path = tmp_path / "고친 보고서.docx"
    words = {"39회": "40회", "참여대상 확대": "참여대상 확대\n- 시민참여단 & 구성"}
    path.write_bytes(docx_replaced(file_of(report(office_url), "docx"), words))
    before = texts(office_url)
    shown = commanded(monkeypatch, office_url, "import", str(path))
    assert shown.exit_code == 0, shown.output
    assert "39회 → 40회" in shown.output
    assert "봇 대화방에 보내시면" in shown.output
    done = commanded(monkeypatch, office_url, "import", str(path), "--yes")
    assert "더하지도 고치지도 않은 줄 1곳" in done.output
    assert done.output.count("39회 → 40회") == 2
    added = [line for line in texts(office_url) if line not in before]
    assert set(added) == {"시민참여단 & 구성"}
    again = commanded(monkeypatch, office_url, "import", str(path), "--yes")
    assert "새로 저장할 것이 없습니다 (0건)" in again.output
    assert [line for line in texts(office_url) if "40회" in line] == []


def test_every_loss_is_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str
) -> None:
    path = tmp_path / "보고서.xlsx"
    path.write_bytes(xlsx(lambda book: xlsx_progress(book, "○ 버스", *["#REF!"] * 60)))
    shown = commanded(monkeypatch, office_url, "import", str(path))
    assert shown.output.count("칸은 오류 값") == 60
    assert "읽지 못한 것 61건" in shown.output


def test_what_was_read_is_shown_and_taken_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str
) -> None:
    path = tmp_path / "다른 기관.hwpx"
    path.write_bytes(file_of(SEASIDE.report, "hwpx"))
    shown = commanded(monkeypatch, office_url, "import", str(path))
    assert "□ 찾아가는 일자리버스 1~6월 총 22회 운영, 상담 265명" in shown.output
    assert "수치 운영 22회 · 상담 265명" in shown.output
    assert "--facts" in shown.output
    done = commanded(monkeypatch, office_url, "import", str(path), "--yes", "--facts")
    assert "(확인 전 2건)" in done.output  # of two the kind of event is asked
    assert runs(office_url) == 22


def test_promised_hires_go_into_their_agreement_and_are_brought_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office_url: str
) -> None:
    path = tmp_path / "협약.docx"
    lines = ("㈜가나물류", "(2021.9.1.) 업무협약 체결", "지역인재 50명 우선 채용")
    told = [ReportLine(level, text) for level, text in zip((2, 3, 3), lines, strict=True)]
    before = report(office_url)
    result = before.rows[2]
    rows = (*before.rows[:2], replace(result, lines=(*result.lines, *told)), *before.rows[3:])
    path.write_bytes(file_of(replace(before, rows=rows), "docx"))
    shown = commanded(monkeypatch, office_url, "import", str(path))
    assert "협약 이행사항 · 이행사항 지역인재 50명 우선 채용 · 목표 50명" in shown.output
    commanded(monkeypatch, office_url, "import", str(path), "--yes", "--facts")
    with closing(sqlite3.connect(office_url.removeprefix("sqlite:///"))) as reader:
        asked = "SELECT p.target, m.signed_on FROM mou_promise p JOIN mou m ON m.id = p.parent_id"
        assert reader.execute(asked).fetchall() == [(50, "2021-09-01")]
    assert [one.text for one in report(office_url).rows[2].lines][-3:] == list(lines)
    again = commanded(monkeypatch, office_url, "import", str(path), "--yes", "--facts")
    assert "새로 저장할 것이 없습니다 (0건)" in again.output


def runs(url: str) -> int:
    """The runs of the bus in 2023 상반기, as the ledger has them."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as reader:
        asked = "SELECT sum(value) FROM figure WHERE measure = 'runs' AND half = '2023-1'"
        (found,) = reader.execute(asked).fetchone()
    return int(found or 0)
