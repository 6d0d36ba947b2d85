"""Several lines in one message: each record is read as if it had been sent alone."""

import random
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from storage.facts.loose.proposed import Reading
from storage.facts.spoken.message import Known, spoken
from tests.corpus.cases import Values
from tests.corpus.scoring import proposed
from tests.corpus.typed import COMMON_DAY, given, none, typed
from tests.corpus.typed_scoring import read_alone

ALL = (*given(), *typed("tuning"), *typed("held"), *none())
LINES = [
    one
    for one in (*given(), *typed("tuning"))
    if one.clear and not one.via and len(one.right) == 1 and one.today == COMMON_DAY
]
"""Messages of one line that say all by themselves."""


def _read(text: str) -> list[Values]:
    return [proposed(one) for one in read_alone(text, COMMON_DAY).reads]


@pytest.mark.parametrize(
    "way", ["{}\n{}\n{}", "- {}\n- {}\n- {}", "1. {}\n2. {}\n3. {}", "①{} ②{} ③{}"]
)
def test_lines_sent_together_are_the_records_that_they_are_alone(way: str) -> None:
    chosen = random.Random(way)
    alone = [one for one in LINES if "\n" not in one.text]
    for _ in range(25):
        told = [one.text for one in chosen.sample(alone, 3)]
        assert _read(way.format(*told)) == [read for one in told for read in _read(one)], told


def test_what_was_read_stands_where_it_was_typed() -> None:
    for case in ALL:
        reading = read_alone(case.text, case.today)
        told = [*reading.rest, *(one for read in reading.reads for one in read.taken)]
        for one in told:
            place = one.place
            assert reading.lines[place.line][place.start : place.end] == one.text, case.shown
        assert _letters_at(reading) == {
            (at, spot) for at, line in enumerate(reading.lines) for spot in range(len(line))
        }, case.shown


def _letters_at(reading: Reading) -> set[tuple[int, int]]:
    told = [*reading.rest, *(one for read in reading.reads for one in read.taken)]
    return {
        (one.place.line, spot) for one in told for spot in range(one.place.start, one.place.end)
    }


@pytest.mark.parametrize("above", ["11/24 실적", "결과 11/24", "11월 24일 보고드립니다"])
def test_a_date_above_lines_holds_for_each_of_them(above: str) -> None:
    day = date(2026, 11, 24)
    reads = read_alone(f"{above}\n- 버스 원당역 14명\n- 테마특강 39명", COMMON_DAY).reads
    assert [one.values["period"].start for one in reads] == [day, day]


@pytest.mark.parametrize("unit", ["명", "", " 상담"])
def test_a_kind_above_lines_holds_for_each_of_them(unit: str) -> None:
    days = [COMMON_DAY - timedelta(days=away) for away in (3, 2, 1)]
    rows = [f"{day.month}/{day.day} 원당역 {10 + day.day}{unit}" for day in days]
    reads = read_alone("\n".join(("일자리버스 운행 결과", *rows)), COMMON_DAY).reads
    assert [one.values["period"].start for one in reads] == days
    assert [[*one.values["counts"].values()] for one in reads] == [[10 + day.day] for day in days]


NOTICE = (
    "행사명: 청년 채용박람회",
    "일시: 2026.11.18.(수)",
    "장소: 고양체육관",
    "참여기업: 28개사",
    "방문: 512명",
    "채용: 21명(시민 17명)",
)


def test_the_lines_of_a_notice_may_stand_in_any_order() -> None:
    chosen = random.Random(7)
    told = _read("\n".join(NOTICE))
    assert len(told) == 1
    assert told[0]["residents"] == ("17",)
    for _ in range(30):
        lines = chosen.sample(NOTICE, len(NOTICE))
        assert _read("\n".join(lines)) == told, lines
        assert read_alone("\n".join(lines), COMMON_DAY).left == "", lines


def test_the_parts_of_one_record_may_stand_in_any_order() -> None:
    parts = ("덕양구청 대회의실", "2명 채용", "86명 참여", "어제 다온식품 채용행사")
    for mark in (", ", " / "):
        for told in permutations(parts):
            assert len(_read(mark.join(told))) == 1, told


@pytest.mark.parametrize("way", ["{}, {}", "{} / {}", "{} {}", "{}, {} 상담"])
def test_the_stops_of_a_bus_with_a_figure_each_are_a_run_each(way: str) -> None:
    told = _read("어제 일자리버스 " + way.format("화정역 14명", "백석역 21명"))
    assert [one["places"] for one in told] == [("화정역",), ("백석역",)]
    assert [one["consultations"] for one in told] == [("14",), ("21",)]
    assert {one["date"] for one in told} == {("2026-11-25",)}


@whatever(
    st.lists(st.sampled_from([one.text for one in ALL]), min_size=1, max_size=3),
    st.text(alphabet="\n ,/·-1)①:[]명어제버스와", max_size=12),
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(0, 200),
)
def test_no_message_makes_it_fail(texts: list[str], noise: str, today: date, cut: int) -> None:
    text = noise.join(texts)[cut:]
    reading = spoken(text, today, Known(("새빛테크", "고양"), ("원당역",), {}))
    assert "".join(reading.lines) == "".join(text.splitlines())
