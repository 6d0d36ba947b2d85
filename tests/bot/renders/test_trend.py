"""A trend is drawn as it was asked: every figure in words, nothing unknown as a bar of nothing."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from bot.documents import trend_picture
from bot.renders.trend import page
from storage.answers.shapes import Series
from storage.answers.wording_answer import Spoken
from storage.facts.question.asked import Slice, Topic
from storage.figures.sums import Sum
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind

AT = datetime(2026, 11, 26, 1, tzinfo=UTC)
HALVES = tuple(HalfYear(year, half) for year, half in ((2024, 2), (2025, 1), (2025, 2), (2026, 1)))
NOW = HalfYear(2026, 2)
VALUES = (None, 0, 12_451, 10_290, 1_334)
SERIES = Series(
    Topic.CONSULTATIONS,
    Slice(kind=EventKind.JOB_BUS),
    (*HALVES, NOW),
    tuple(Sum() if value is None else Sum(value, 1, 1) for value in VALUES),
    NOW,
)


def test_every_half_has_its_figure_and_what_was_not_counted_is_no_bar() -> None:
    panels = page([(SERIES, Spoken())], AT)["panels"]
    assert isinstance(panels, list)
    (panel,) = panels
    assert isinstance(panel, dict)
    assert (panel["name"], panel["unit"]) == ("일자리버스 상담 인원", "(단위: 명)")
    bars = panel["bars"]
    assert isinstance(bars, list)
    assert [bar["shown"] for bar in bars] == ["집계 없음", "0", "12,451", "10,290", "1,334"]
    assert [bar["share"] for bar in bars[:3]] == [None, 0, 1]
    assert [bar["note"] for bar in bars] == ["", "", "", "", "진행 중"]
    assert bars[0]["label"] == "24년 하"


def test_the_picture_is_as_wide_as_a_phone_and_grows_with_its_panels() -> None:
    one, four = [
        Image.open(BytesIO(trend_picture.drawn(page([(SERIES, Spoken())] * count, AT))))
        for count in (1, 4)
    ]
    assert one.width == four.width == 1080
    assert one.height < 800 < four.height < 2560
