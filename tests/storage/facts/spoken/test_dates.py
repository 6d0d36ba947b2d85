"""When something was, as it is typed: the last such day that does not lie ahead, or a question."""

from datetime import date, timedelta

import pytest

from storage.facts.loose.proposed import Read
from storage.facts.spoken.message import Known, spoken
from storage.rules.period import Period
from storage.rules.terms import EventStatus
from tests.corpus.scoring import proposed

TODAY = date(2026, 11, 26)  # a Thursday


def read(text: str, today: date = TODAY) -> Read:
    return spoken(text, today, Known()).reads[0]


def day_of(text: str, today: date = TODAY) -> str:
    return proposed(read(text, today)).get("date", ("",))[0]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("오늘", "2026-11-26"),
        ("어제", "2026-11-25"),
        ("그제", "2026-11-24"),
        ("그저께", "2026-11-24"),
        ("사흘 전", "2026-11-23"),
        ("지난주 수", "2026-11-18"),
        ("지난주 목요일에", "2026-11-19"),
        ("이번 주 월", "2026-11-23"),
        ("지난 화요일", "2026-11-24"),
        ("지난 17일", "2026-11-17"),
        ("17일", "2026-11-17"),
        ("28일", "2026-10-28"),
        ("지난달 25일", "2026-10-25"),
        ("7/3", "2026-07-03"),
        ("7/3-7/5", "2026-07-03/2026-07-05"),
        ("26.7.3.금", "2026-07-03"),
        ("11.12.(목)", "2026-11-12"),
        ("9.1~10.30", "2026-09-01/2026-10-30"),
        ("10.19~23", "2026-10-19/2026-10-23"),
        ("3~5일", "2026-11-03/2026-11-05"),
        ("11월 24일부터 26일까지", "2026-11-24/2026-11-26"),
        ("11/2, 11/4", "2026-11-02,2026-11-04"),
        ("어제(25일)", "2026-11-25"),
        ("10월", "2026-10"),
        ("9~10월", "2026-09/2026-10"),
        ("(2026.1.~6.)", "2026-01/2026-06"),
        ("하반기", "2026-H2"),
        ("작년 하반기", "2025-H2"),
        ("3/4분기", "2026-07/2026-09"),
        ("2025년", "2025"),
        ("2021. 12. 17.(금) 14:00", "2021-12-17"),
        ("20261124", "2026-11-24"),
        ("261124", "2026-11-24"),
        ("십일월 이십사일", "2026-11-24"),
    ],
)
def test_a_day_is_understood_as_it_is_said(said: str, meant: str) -> None:
    assert day_of(f"{said} 일자리버스 원당역 상담 21명") == meant
    assert day_of(f"원당역 일자리버스 상담 21명 {said}") == meant


@pytest.mark.parametrize("away", range(1, 150))
def test_a_date_without_a_year_is_the_last_one(away: int) -> None:
    meant = TODAY - timedelta(days=away)
    assert day_of(f"{meant.month}/{meant.day} 원당역 버스 9명") == f"{meant}"


@pytest.mark.parametrize("away", range(1, 60))
def test_a_date_ahead_is_believed_only_of_what_is_planned(away: int) -> None:
    meant = TODAY + timedelta(days=away)
    planned = read(f"{meant.month}/{meant.day} 원당역 버스 나갈 예정")
    assert planned.values["period"].start == meant
    assert planned.values["status"] is EventStatus.PLANNED
    asked = read(f"{meant.month}/{meant.day} 원당역 버스 9명 상담")
    if meant.year == TODAY.year:
        assert [one.field for one in asked.doubts] == ["period"]
        assert meant in [one.start for one in asked.doubts[0].candidates]
    else:
        assert asked.values["period"].start == meant.replace(year=TODAY.year)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("11/24(수) 원당역 버스 9명", [(11, 24), (11, 25)]),
        ("엊그제 원당역 버스 9명", [(11, 24), (11, 23)]),
        ("어제(24일) 원당역 버스 9명", [(11, 25), (11, 24)]),
        ("지난 주말 원당역 버스 9명", [(11, 21), (11, 22), (11, 21)]),
        ("원당역 버스 9명", [(11, 26), (11, 25)]),
    ],
)
def test_a_day_that_is_not_plain_is_asked_with_those_it_may_be(
    text: str, days: list[tuple[int, int]]
) -> None:
    asked = read(text)
    assert asked.facts is None
    assert [one.field for one in asked.doubts] == ["period"]
    likely = [one for one in asked.doubts[0].candidates if isinstance(one, Period)]
    assert [one.start and (one.start.month, one.start.day) for one in likely] == days


def test_in_january_the_days_of_december_are_those_of_last_year() -> None:
    assert day_of("12/28 원당역 버스 9명", date(2027, 1, 5)) == "2026-12-28"
    assert day_of("하반기 잡투어 4회 8개 업체", date(2027, 2, 9)) == "2026-H2"


def test_a_day_of_a_meeting_is_not_the_half_it_was_about() -> None:
    found = proposed(read("하늘로지스 간담회 어제 내년 상반기 채용 협의"))
    assert found["date"] == ("2026-11-25",)
    assert found["title"] == ("내년 상반기 채용",)
