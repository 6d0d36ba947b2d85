"""The real bot on the phone page in a real Chromium, as an officer and a manager use it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from handlers.forms import texts
from storage.facts.shapes import EventFacts
from storage.rules.terms import EventKind, Measure, RecordKind, Role
from tests.helpers.browser import complaints, open_phone
from tests.helpers.phone_page import Page
from tests.journeys.pictures import picture
from tests.journeys.town import Hand, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SENTENCE = "(2021.12.20.) {place} 1회 운영 및 25명 상담"
BOTH = "후 - (2021.12.) 2회 운영 및 50명 상담"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    """One browser for this file; each test opens the page of its own person."""
    driver = open_phone("about:blank")
    yield driver
    driver.quit()


def _opened(chromium: Chrome, town: Town, hand: Hand) -> Page:
    """That person's phone after the start button, with nothing to complain of so far."""
    complaints(chromium)
    chromium.get(f"{town.simulator.url}/?person={hand.user}")
    page = Page(chromium, hand.user)
    page.one("start").click()
    page.reads("안녕하십니까")
    return page


def _log_a_run(page: Page, place: str) -> None:
    """A job-bus run, from the command to its card."""
    page.says("/event")
    page.taps("일자리버스")
    page.taps("오늘")
    page.reads("어디에서 열렸습니까?")
    page.says(place)
    page.reads("몇 명이 상담했습니까?")
    page.says("25")
    card = " ".join(page.reads("보고서에 실릴 문장").split())
    # Beside a run of before, the card shows the line that both of them make.
    assert SENTENCE.format(place=place) in card or BOTH in card


async def test_an_event_is_logged_from_the_command_to_saved(chromium: Chrome, town: Town) -> None:
    hand = await town.newcomer()

    def scene() -> None:
        page = _opened(chromium, town, hand)
        _log_a_run(page, "화정역 광장")
        page.taps("저장")
        assert SENTENCE.format(place="화정역 광장") in " ".join(
            page.reads("저장했습니다.").split()
        )

    await asyncio.to_thread(scene)
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert (facts.kind, facts.places) == (EventKind.JOB_BUS, ("화정역 광장",))
    assert facts.counts == {Measure.RUNS: 1, Measure.CONSULTATIONS: 25}
    assert complaints(chromium) == []


async def test_a_photo_from_the_phone_is_counted_on_the_card_and_kept_with_the_record(
    chromium: Chrome, town: Town, tmp_path: Path
) -> None:
    hand = await town.newcomer()
    photo = tmp_path / "bus.jpg"
    photo.write_bytes(picture(40))

    def scene() -> None:
        page = _opened(chromium, town, hand)
        _log_a_run(page, "백석역")
        picker = page.all("picker")[0]
        page.driver.execute_script("arguments[0].dataset.kind = 'photo'", picker)
        picker.send_keys(str(photo))
        page.one("tray")
        page.one("send").click()
        assert "사진 1장" in page.reads("사진 1장")
        assert page.until(lambda: _pictures(page), "the photo in the chat")
        page.taps("저장")
        page.reads("저장했습니다.")
        page.taps("기록 보기")
        assert "증빙: 사진 1장" in page.reads("증빙: 사진 1장")

    await asyncio.to_thread(scene)
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1
    assert complaints(chromium) == []


async def test_an_old_button_redraws_the_form_and_writes_nothing(
    chromium: Chrome, town: Town
) -> None:
    hand = await town.newcomer()
    await town.backstage.fault("500", method="deleteMessage", chat=hand.user)

    def scene() -> None:
        page = _opened(chromium, town, hand)
        page.says("/event 일자리버스")
        page.reads("언제 열렸습니까?")
        page.says("12/6")
        page.reads("어디에서 열렸습니까?")
        old = page.one("inline-button", '[data-label="어제"]')  # its message could not be removed
        page.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", old)
        old.click()
        assert page.one("toast").text == texts.OLD_SCREEN
        page.until(lambda: "어제" not in page.labels(), "the old screen without its buttons")
        assert "날짜: 2021. 12. 6.(월)" in page.reads("어디에서 열렸습니까?")

    await asyncio.to_thread(scene)
    assert await town.rows(RecordKind.EVENT, hand) == []
    assert complaints(chromium) == []


async def test_a_manager_gets_the_status_as_a_picture(chromium: Chrome, town: Town) -> None:
    hand = await town.newcomer(Role.HEAD, name="문○○")

    def scene() -> None:
        page = _opened(chromium, town, hand)
        page.says("/status")
        page.reads("고용할당제 현황")
        page.taps("그림으로 보기")
        assert page.until(lambda: _pictures(page), "the picture of the status")

    await asyncio.to_thread(scene)
    assert complaints(chromium) == []


def _pictures(page: Page) -> bool:
    """Whether every picture of the chat has been loaded, and there is one."""
    return bool(
        page.driver.execute_script(
            "const all = [...document.querySelectorAll('.bubble img')];"
            "return all.length > 0 && all.every((one) => one.complete && one.naturalWidth > 0);"
        )
    )
