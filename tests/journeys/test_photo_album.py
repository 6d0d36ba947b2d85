"""사진대지 over real HTTP: photos go behind the report, without where they were taken."""

import io
import shutil
import zipfile
from contextlib import AbstractAsyncContextManager

import pypdf
import pytest

from bot.demo.texts import PEOPLE
from storage.rules.terms import Role
from tests.helpers import read_back
from tests.helpers.hwpx_checks import faults
from tests.helpers.photographs import CANARY, photograph
from tests.helpers.waiting import until
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

PATIENCE = 40.0  # several processes are started one after the other
MISSING = "사진을불러오지못했습니다."
CHIEF = next(number for number, _name, role, _place in PEOPLE if role is Role.OFFICE)

Empty = AbstractAsyncContextManager[Town]


async def logs_a_run(hand: Hand) -> None:
    """A bus run with a photo, and the original of another as a file."""
    await hand.says("/event 일자리버스")
    await hand.phone.photo(photograph(), "상담을 기다리는 시민")
    await hand.reads("사진 1장")
    await hand.does("12/7", "원당역", "25")
    await hand.taps("저장", "저장했습니다.")
    await hand.phone.document(photograph(1200, 1600), "원본.JPG", "버스 앞")
    await hand.reads("어느 기록에 증빙으로")
    await hand.taps(hand.labels()[0][0], "문서 1건을 붙였습니다.")


async def file_of(hand: Hand, label: str) -> bytes:
    """The file that comes after a tap."""
    before = hand.marks()
    await hand.phone.tap(label)
    while True:
        await hand.phone.look()
        for document in hand.since(before, "document"):
            return await hand.phone.file(document["file_id"])
        await hand.reads()


async def kept(town: Town, files: int) -> None:
    """Until so many files lie in the data folder."""
    counted = "SELECT count(*) FROM evidence_file WHERE state = 'kept'"

    async def there() -> bool:
        return bool((await town.ask(counted))[0][0] == files)

    await until(there, "evidence is kept")


async def last_page(hand: Hand) -> pypdf.PageObject:
    """The page of the photos, of a report that is asked for now."""
    body = await file_of(hand, "PDF")
    return pypdf.PdfReader(io.BytesIO(body)).pages[-1]


async def test_the_photos_of_the_half_stand_behind_the_report(empty_office: Empty) -> None:
    async with empty_office as town:
        clerk = await town.newcomer()
        await logs_a_run(clerk)
        chief = await town.hand(CHIEF)
        chief.phone.timeout = PATIENCE
        await chief.says("/report", "고용할당제 보고서")
        await chief.taps("더 보기 »", "무엇을 하시겠습니까?")
        shown = await chief.taps("사진대지 넣은 파일 (2장)", "사진대지")
        assert "증빙 사진 2장" in shown
        body = await file_of(chief, "HWPX")
        assert faults(body) == []
        text = read_back.close(read_back.text("hwpx", body))
        for said in ("사진대지", "원당역", "상담을기다리는시민", "버스앞"):
            assert said in text
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            photos = [archive.read(name) for name in archive.namelist() if "BinData" in name]
        assert len(photos) == 2
        assert [one for one in photos if CANARY.encode() in one] == []
        await kept(town, 2)
        town.simulator.world.shelf.burn()
        last = await last_page(chief)
        assert last.images
        assert MISSING not in read_back.close(last.extract_text())
        shutil.rmtree(town.office.vault.folder)
        town.whole = False
        last = await last_page(chief)
        words = read_back.close(last.extract_text())
        assert words.count(MISSING) == 2
        assert "상담을기다리는시민" in words


async def test_without_a_photo_nothing_is_offered(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        await chief.says("/report", "고용할당제 보고서")
        await chief.taps("더 보기 »", "무엇을 하시겠습니까?")
        assert "사진대지" not in str(chief.labels())


async def test_evidence_is_shown_as_it_is_kept_when_telegram_has_it_no_more(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        clerk = await town.newcomer()
        clerk.phone.timeout = PATIENCE
        await logs_a_run(clerk)
        await kept(town, 2)
        town.simulator.world.shelf.burn()
        await clerk.taps("기록 보기", "증빙: 사진 1장 · 문서 1건")
        before = {one["message_id"] for one in clerk.phone.messages()}
        shown = await clerk.taps("증빙 보기", "번호를 누르면")
        assert "사진 1장 · 문서 1건" in shown
        new = [one for one in clerk.phone.messages() if one["message_id"] not in before]
        assert ["photo" in one or "document" in one for one in new] == [True, True, False]
        (document,) = [one["document"] for one in new if "document" in one]
        assert document["file_name"] == "원본.JPG"
        body = await clerk.phone.file(document["file_id"])
        assert CANARY.encode() not in body
