"""`python3 -m bot audit`: proves the trail, hands it out, and a restore leaves it proved."""

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.plans import readings
from storage.records import record_keeping, records
from storage.rules.terms import RecordKind
from storage.safekeeping import heads
from tests.helpers.facts import bus
from tests.helpers.offices import NOW
from tests.helpers.restoring import Run, backed_up, commanding, does
from tests.helpers.traced import Traced, traced
from tests.helpers.trail import recent

pytestmark = pytest.mark.long


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, url: str, folder: Path) -> Run:
    """A command on the database of the test."""
    return commanding(monkeypatch, url, folder)


def whole(url: str, folder: Path) -> Traced:
    """The office whose every row the trail tells of."""

    async def made() -> Traced:
        db = Database(url)
        found = await traced(db, folder)
        await db.close()
        return found

    return asyncio.run(made())


def test_it_proves_the_trail_and_names_what_is_not_as_written(
    run: Run, url: str, folder: Path, tmp_path: Path
) -> None:
    was = whole(url, folder)
    sound = run("audit", "verify", "--head", f"{was.end.seq}:{was.end.hash}")
    assert sound.exit_code == 0, sound.output
    assert sound.output.startswith("변조 없음: 내역 40줄")
    assert f"머리 {was.end.seq}:{was.end.hash}" in sound.output

    async def tampered(session: Any) -> None:
        connection = await session.connection()
        await connection.execute(text("UPDATE audit_entry SET reason = 'x' WHERE seq = 7"))

    copy = tmp_path / "copy.txt"
    copy.write_bytes(heads.place(folder).read_bytes())
    does(url, tampered)
    heads.place(folder).unlink()
    found = run("audit", "verify", "--head", copy)
    assert found.exit_code == 1
    assert "내역 7번 줄이 적힌 뒤에 바뀌었습니다." in found.output
    assert "머리를 적은 파일의" in found.output
    assert run("audit", "verify", "--head", "아무 말").exit_code == 64


def test_what_it_exports_is_proved_by_a_rule_of_three_steps(
    run: Run, url: str, folder: Path, tmp_path: Path
) -> None:
    """As docs/operator.md tells a third party, who has neither the program nor the database."""
    whole(url, folder)
    out = tmp_path / "trail.jsonl"
    assert run("audit", "export", "--out", out).exit_code == 64  # nobody said why
    result = run("audit", "export", "--out", out, "--reason", "2021년 정기감사")
    assert result.exit_code == 0, result.output
    assert out.stat().st_mode & 0o777 == 0o600
    previous = "0" * 64
    for at, line in enumerate(out.read_text("utf-8").splitlines(), 1):
        told = json.loads(line)
        assert hashlib.sha256(line[82:-1].encode()).hexdigest() == told["hash"]
        assert (told["line"]["seq"], told["line"]["previous"]) == (at, previous)
        previous = told["hash"]
    assert f"머리 {at}:{previous}" in result.output
    assert run("audit", "export", "--out", out, "--reason", "또").exit_code == 64  # is there

    async def last(session: Any) -> Any:
        return await recent(session, 1)

    (line,) = does(url, last)
    assert (line.action, line.subject, line.reason) == (
        "read",
        "reading_papers",
        "2021년 정기감사",
    )


def test_a_restore_makes_the_trail_shorter_and_is_no_tampering(
    run: Run, url: str, folder: Path, tmp_path: Path
) -> None:
    """Mutants: the line of a restore does not say what it left; the file of heads is not told."""
    was = whole(url, folder)
    path = backed_up(run, tmp_path)

    async def later(session: Any) -> tuple[int, str]:
        row = await record_keeping.existing(session, RecordKind.EVENT, 2)
        await records.add(Act(session, was.office.staff, NOW), bus("2021.9.", runs=5))
        await records.remove(Act(session, was.office.staff, NOW), row.kind, row.id)
        return await audit.head(session)

    seq, sealed = does(url, later)
    head = heads.Head(seq, sealed)
    heads.append(folder, heads.HEAD, head, NOW)
    before = heads.place(folder).read_bytes()
    restored = run("restore", path)
    assert restored.exit_code == 0, restored.output
    assert heads.place(folder).read_bytes().startswith(before)  # no restore touches what it knew
    found = run("audit", "verify", "--head", f"{seq}:{sealed}")
    assert found.exit_code == 0, found.output
    assert "되살림: " in found.output
    again = run("restore", path, "--even-locked")
    assert again.exit_code == 0, again.output
    assert run("audit", "verify").exit_code == 0

    heads.place(folder).write_bytes(before)  # the same, had nobody told the file
    assert run("audit", "verify").exit_code == 1


def test_it_shows_what_stands_behind_a_line_and_a_record(run: Run, url: str, folder: Path) -> None:
    whole(url, folder)
    shown = run("audit", "show", "265명", "--half", "2021-2")
    assert shown.exit_code == 0, shown.output
    for told in ("변조 없음", "265명", "등록 홍○○", "v2 확정"):
        assert told in shown.output, told
    kept = run("audit", "show", "265명", "--half", "2021-2", "--version", "1")
    assert "v1" in kept.output.splitlines()[0]
    record = run("audit", "show", "행사 1")
    assert "쿠팡채용박람회 → 쿠팡 채용박람회" in record.output
    assert "바뀐 내역과 같음" in record.output
    assert run("audit", "show", "event", "1").output == record.output
    assert run("audit", "show", "없는 말").exit_code == 64
    whole_report = does(url, lambda session: readings.latest(session, 9))
    read = [(one.officer_id, (one.after or {}).get("file")) for one in whole_report]
    assert [file for _who, file in read[:2]] == [None, None]  # of the record, twice
    assert [file[:15] for _who, file in read[2:] if file] == [
        "2021년 하반기 보고서 v",
        "2021년 하반기 보고서 초",
    ]
    assert {who for who, _file in read} == {None}
    assert run("audit", "verify").exit_code == 0
