"""A typed line becomes a proposal: what was said is read, what is open is asked."""

import random
import time
from datetime import date

from storage.facts.spoken import Known, spoken
from storage.rules.terms import EventKind, Measure

TODAY = date(2026, 11, 26)
NOBODY = Known()


def test_a_line_says_when_where_and_how_many() -> None:
    read = spoken("어제 원당역 버스 상담 21", TODAY, NOBODY).reads[0]
    assert read.event_kind is EventKind.JOB_BUS
    assert read.values["places"] == ("원당역",)
    assert read.values["counts"] == {Measure.CONSULTATIONS: 21}
    assert read.values["period"].start == date(2026, 11, 25)
    assert read.doubts == ()


def test_a_line_without_a_date_is_asked_for_one_and_makes_no_facts_before() -> None:
    read = spoken("원당역 버스 15명", TODAY, NOBODY).reads[0]
    assert read.facts is None
    assert [one.field for one in read.doubts] == ["period"]


def test_whatever_is_sent_is_never_refused_with_an_error() -> None:
    dice = random.Random(7)
    parts = [
        *"가나다라명회개월일요수목금.~/-,()0123456789 \n만천백십열두",
        "😀",
        "버스",
        "채용",
        "11/24",
        "어제",
        "약",
    ]
    for length in [*range(1, 120), 4096]:
        text = "".join(dice.choice(parts) for _ in range(length))
        reading = spoken(text, TODAY, NOBODY)
        shown = {at: [" "] * len(line) for at, line in enumerate(reading.lines)}
        for one in (*reading.rest, *(each for read in reading.reads for each in read.taken)):
            for at in range(one.place.start, one.place.end):
                shown[one.place.line][at] = reading.lines[one.place.line][at]
        assert ["".join(shown[at]) for at in shown] == list(reading.lines)


def test_a_line_is_read_in_a_few_milliseconds() -> None:
    text = "어제 청년일자리박람회 킨텍스 38개사 참여 720명 방문 면접 190 채용 23"
    taken = []
    for _ in range(20):
        started = time.perf_counter()
        spoken(text, TODAY, NOBODY)
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[10] < 0.005
