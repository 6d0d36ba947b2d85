"""Pictures and papers come from a process of their own, which may fail without the bot."""

from pathlib import Path

import pytest

from bot.documents import qr
from bot.renders import own_process
from storage.report.formats import Format
from storage.report.report_shapes import to_json
from tests.helpers.printed_report import report

pytestmark = pytest.mark.long


async def test_a_picture_is_made_in_a_process_of_its_own() -> None:
    given = {"text": "https://t.me/quota_bot?start=abc"}
    assert await own_process.made("qr", given) == qr.render(given)


async def test_a_job_that_fails_says_why_and_hurts_nobody() -> None:
    with pytest.raises(own_process.PressFault, match="KeyError"):
        await own_process.made("no such job", {})


async def test_a_job_that_takes_too_long_is_ended() -> None:
    with pytest.raises(own_process.PressFault, match="not done"):
        await own_process.made("qr", {"text": "x"}, seconds=0.001)


def left_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


@pytest.mark.parametrize("form", Format)
async def test_a_paper_leaves_no_file_behind(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert await own_process.made("report", {"report": to_json(report()), "format": form})
    assert left_in(tmp_path) == []


async def test_after_one_format_was_cut_off_the_others_are_still_made() -> None:
    given = {"report": to_json(report())}
    with pytest.raises(own_process.PressFault, match="not done after"):
        await own_process.made("report", given | {"format": "pdf"}, seconds=0.01)
    made = await own_process.made("report", given | {"format": "docx"})
    assert made.startswith(b"PK")
