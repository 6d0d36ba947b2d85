"""The report as files: each named and made for whoever may still have it when it is sent."""

import re
import threading
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from bot.api.files import Files
from bot.api.transport import AiohttpRequest
from bot.documents import pdf
from bot.documents.report_paper import paper
from bot.renders import report
from bot.renders.album import Album
from bot.renders.rendered import Withheld
from handlers.report import texts
from storage.act import Act
from storage.records import records
from storage.report import composing, report_draft
from storage.report.composing_sums import Entry
from storage.report.report_shapes import ReportLine
from storage.safekeeping.vault import Vault
from tests.handlers.report_office import HALF, READER, files, opened
from tests.handlers.report_office import write as write_record
from tests.handlers.round_office import OFFICE, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import fair

pytestmark = pytest.mark.long

NOWHERE = Files("http://127.0.0.1:9", "1:x", AiohttpRequest())
write = report.ReportFile(Album(NOWHERE, Vault(Path("/nowhere"))))
"""Without photos nothing is ever fetched."""


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 with two results."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("ending", "magic"), [("hwpx", b"PK"), ("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")]
)
async def test_each_file_has_its_name_and_its_format(
    desk: Desk, ending: str, magic: bytes
) -> None:
    await desk.says(READER, "/report")
    await desk.taps(READER, ending.upper())
    made = await write(desk.db, files(desk, READER)[-1]["given"])
    assert made.name == f"2021-2_고용할당제_초안.{ending}"
    assert made.body.startswith(magic)


async def test_page_one_is_a_picture(desk: Desk) -> None:
    await desk.says(READER, "/report")
    made = await report.draw_page(desk.db, files(desk, READER, "picture")[-1]["given"])
    assert made.body.startswith(b"\x89PNG")


async def test_letters_that_no_font_holds_are_named_beside_the_paper_that_lacks_them(
    desk: Desk,
) -> None:
    await write_record(desk, fair(title="축하 🎉 李○○ 채용박람회"))
    await desk.says(READER, "/report")
    drawn = await report.draw_page(desk.db, files(desk, READER, "picture")[-1]["given"])
    notes = {}
    for ending in ("pdf", "hwpx"):
        await desk.taps(READER, ending.upper())
        notes[ending] = (await write(desk.db, files(desk, READER)[-1]["given"])).note
    assert "2가지는 〓로 인쇄했습니다: 🎉 李." in notes["pdf"]
    assert notes == {"pdf": drawn.note, "hwpx": ""}


async def test_page_one_of_a_long_report_is_that_of_the_whole(desk: Desk) -> None:
    async with desk.db.begin() as session:
        actor = await desk.officer(STAFF)
        assert actor is not None
        for at in range(150):
            await records.add(Act(session, actor, desk.now), fair(title=f"{at}번째 박람회"))
    await desk.says(READER, "/report")
    drawn = await report.draw_page(desk.db, files(desk, READER, "picture")[-1]["given"])
    async with desk.db.read() as session:
        whole = await report_draft.report(session, HALF, desk.now)
    assert len(whole.rows[-2].lines) > report.FIRST_LINES
    assert drawn.body == pdf.first_page(paper(whole))


async def test_a_report_is_composed_beside_the_loop_wherever_it_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[bool] = []
    compose = composing.composed

    def watched(entries: Iterable[Entry]) -> list[ReportLine]:
        places.append(threading.current_thread() is threading.main_thread())
        return compose(entries)

    monkeypatch.setattr("storage.report.report_composed.composed", watched)
    await desk.says(OFFICE, "/report")
    await report.draw_page(desk.db, files(desk, OFFICE, "picture")[-1]["given"])
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "줄 고치기")
    await write_record(desk, fair(title="늦게 적은 박람회"))
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, texts.VERSIONS)
    await desk.taps(OFFICE, texts.SAVE_DRAFT)
    assert places
    assert not any(places)


def test_a_name_of_a_file_holds_nothing_that_leads_elsewhere() -> None:
    names = [texts.file_name(HALF, version, "hwpx") for version in (None, 3)]
    assert names == ["2021-2_고용할당제_초안.hwpx", "2021-2_고용할당제_v3.hwpx"]
    assert [name for name in names if re.search(r"[/\\:*?\"<>|\s]|\.\.", name)] == []


async def test_who_was_removed_before_the_file_was_sent_gets_nothing(desk: Desk) -> None:
    await desk.says(READER, "/report")
    await desk.taps(READER, "PDF")
    async with desk.db.begin() as session:
        officer = await desk.officer(READER)
        assert officer is not None
        officer.state = "removed"
        session.add(officer)
    with pytest.raises(Withheld):
        await write(desk.db, files(desk, READER)[-1]["given"])
