"""`python3 -m bot export`: the 취합표 on disk, or one sentence why there is none."""

import asyncio
from pathlib import Path

import openpyxl
import pytest

from bot.cli.exits import BAD_REQUEST, UNAVAILABLE
from handlers.audit import wording_audit
from storage.act import Act
from storage.database import opened
from storage.facts.shapes import PlanItemFacts
from storage.models.audit import AuditEntry
from storage.plans import plans, readings
from storage.records import records
from storage.rules.half_year import HalfYear
from tests.helpers.command import commanded
from tests.helpers.offices import NOW, seated

pytestmark = pytest.mark.long


@pytest.fixture
async def filled(sqlite_url: str) -> str:
    """An office with one item for 2022 상반기."""
    async with seated(sqlite_url) as (session, office):
        plan = await plans.ensure(session, office.home, HalfYear(2022, 1))
        facts = PlanItemFacts("참여기업 발굴")
        await records.add(Act(session, office.staff, NOW), facts, parent_id=plan.id)
    return sqlite_url


def test_the_table_is_written_under_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    out = tmp_path / "취합"
    result = commanded(monkeypatch, filled, "export", "--half", "2022-1", "--out", str(out))
    assert result.exit_code == 0, result.output
    path = out / "2022-1_고용할당제_취합표.xlsx"
    assert result.output.splitlines() == [str(path)]
    sheet = openpyxl.load_workbook(path).active
    assert [sheet["A2"].value, sheet["F2"].value] == ["일자리정책과", "참여기업 발굴"]
    assert sheet.max_row == 1 + 4


def read_of(url: str) -> list[AuditEntry]:
    """What was read, the oldest first."""

    async def read() -> list[AuditEntry]:
        async with opened(url) as db, db.read() as session:
            return (await readings.latest(session, 9))[::-1]

    return asyncio.run(read())


def test_what_the_server_hands_out_stands_among_the_readings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    out = ("--out", str(tmp_path))
    for words in (
        ("export", "--half", "2022-1"),
        ("export", "--of", "event", "--half", "2022-1", "--department", "기업지원과"),
        ("report", "--half", "2022-1", "--format", "docx"),
        ("export", "--of", "event", "--half", "2022-1", "--department", "기업지원과"),
    ):
        assert commanded(monkeypatch, filled, *words, *out).exit_code == 0
    commanded(monkeypatch, filled, "export", "--half", "작년", *out)
    lines = read_of(filled)
    register = "2022-1_행사_대장_기업지원과.xlsx"
    assert [(one.after or {})["file"] for one in lines] == [
        "2022-1_고용할당제_취합표.xlsx",
        register,
        "2022-1_고용할당제_초안.docx",
        register,
    ]
    assert {(one.officer_id, one.subject_id) for one in lines} == {(None, 20221)}
    assert [(one.after or {})["department"] for one in lines] == [None, 2, None, 2]
    told = wording_audit.reads(lines, {}, {2: "기업지원과"})
    assert f"기업지원과 · {register} · 기록" in told


def test_a_half_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch, filled: str) -> None:
    result = commanded(monkeypatch, filled, "export", "--half", "작년")
    assert result.exit_code == BAD_REQUEST
    assert "2021 하반기" in result.output


def test_an_office_that_was_never_begun_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    result = commanded(monkeypatch, f"sqlite:///{tmp_path / 'none.db'}", "export")
    assert result.exit_code == UNAVAILABLE
    assert "bot init" in result.output


def test_a_folder_that_cannot_be_written_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    (tmp_path / "file").write_text("")
    result = commanded(monkeypatch, filled, "export", "--out", str(tmp_path / "file"))
    assert result.exit_code == UNAVAILABLE
    assert "파일을 쓰지 못했습니다" in result.output


def test_a_register_is_written_for_a_half_or_a_department(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    words = ("--of", "event", "--half", "2022-1", "--out", str(tmp_path))
    result = commanded(monkeypatch, filled, "export", *words)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [str(tmp_path / "2022-1_행사_대장_모든_부서.xlsx")]
    more = ("--of", "mou", "--all", "--department", "기업지원과", "--format", "csv")
    result = commanded(monkeypatch, filled, "export", *more, "--out", str(tmp_path))
    assert (tmp_path / "모든_반기_업무협약_대장_기업지원과.csv").is_file(), result.output


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--of", "행사"), "event, mou, contract"),
        (("--of", "event", "--format", "hwp"), "xlsx, csv"),
        (("--of", "event", "--department", "없는과"), "도로건설과"),
    ],
)
def test_a_register_that_is_none_is_said(
    monkeypatch: pytest.MonkeyPatch, filled: str, words: tuple[str, ...], wanted: str
) -> None:
    result = commanded(monkeypatch, filled, "export", *words)
    assert result.exit_code == BAD_REQUEST
    assert wanted in result.output
