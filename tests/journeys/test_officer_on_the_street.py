"""An officer beside the job bus, one thumb free: few taps, a picture, and a way back."""

import pytest

from bot.demo.texts import OFFICE
from storage.models.base import RecordKind
from storage.reports.shapes import EventFacts
from storage.rules.terms import EventKind, Measure
from tests.journeys.pictures import picture
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOST_ACTS = 6


async def bus_run(hand: Hand, people: str = "25", place: str = "화정역 광장") -> str:
    """The month's first run, entered in full; returns the card that says it was saved."""
    await hand.says("/event 일자리버스")
    await hand.does("오늘", place, people)
    return await hand.taps("저장")


async def test_the_next_bus_run_needs_at_most_six_taps_or_messages(town: Town):
    hand = await town.newcomer(department="기업지원과")
    await bus_run(hand)
    hand.acts = 0
    await hand.says("/event")
    await hand.taps("일자리버스")
    await hand.taps("지난번과 같이")
    await hand.taps("오늘")
    card = await hand.says("31")
    assert "- (2021.12.20.) 1회 운영 및 31명 상담" in card
    saved = await hand.taps("저장", "저장했습니다.")
    assert hand.acts <= MOST_ACTS
    assert "(2021.12.20.) 1회 운영 및 31명 상담" in saved
    first, second = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(second, EventFacts)
    assert isinstance(first, EventFacts)
    assert second.kind is EventKind.JOB_BUS
    assert second.places == first.places == ("화정역 광장",)
    assert second.counts == {Measure.RUNS: 1, Measure.CONSULTATIONS: 31}
