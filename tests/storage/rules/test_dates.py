"""Dates as officers type them and as the report prints them."""

import unicodedata
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.date_grammar import read_day, read_period
from storage.rules.dates import show_day, write_period
from storage.rules.errors import Unreadable
from storage.rules.period import DateStyle, Period, Precision, Span, unit_end, unit_start

TODAY = date(2021, 7, 14)
"""A Wednesday."""

SEED = [
    ("2018. 11.", "2018. 11.", DateStyle.SPACED),
    ("2019. 3.", "2019. 3.", DateStyle.SPACED),
    ("(2018. 11.)", "2018. 11.", DateStyle.SPACED),
    ("2020. 2.", "2020. 2.", DateStyle.SPACED),
    ("2020.10.~11.", "2020.10.~11.", DateStyle.REPORT),
    ("20.10.~11.", "20.10.~11.", DateStyle.SHORT),
    ("2020.9.", "2020.9.", DateStyle.REPORT),
    ("2021.1.~6.", "2021.1.~6.", DateStyle.REPORT),
    ("2021.7.~12.", "2021.7.~12.", DateStyle.REPORT),
    ("2021.2./2021.5.", "2021.2./2021.5.", DateStyle.REPORT),
    ("21.8.4.", "21.8.4.", DateStyle.SHORT),
    ("21.10.28.", "21.10.28.", DateStyle.SHORT),
    ("'18.7.", "18.7.", DateStyle.SHORT),
    ("’22.6.", "22.6.", DateStyle.SHORT),
    ("'19", "'19.", DateStyle.SHORT),
    ("21. 7월~12월", "21.7.~12.", DateStyle.SHORT),
    ("2018. ~ 2020.", "2018.~2020.", DateStyle.REPORT),
    ("2021년도 하반기", "2021년 하반기", DateStyle.REPORT),
    ("2022년도 상반기", "2022년 상반기", DateStyle.REPORT),
]


@pytest.mark.parametrize(("typed", "printed", "style"), SEED)
def test_every_date_of_the_report_is_read_and_printed_again(
    typed: str, printed: str, style: DateStyle
) -> None:
    period = read_period(typed, TODAY)
    assert (write_period(period), period.style) == (printed, style)


DAYS = [
    *(("7/3", "7-3"), ("7.3", "7-3"), ("7.3.", "7-3"), ("7월 3일", "7-3"), ("07-03", "7-3")),
    *(("0703", "7-3"), ("7월3일", "7-3"), ("７월　３일", "7-3"), ("7.3(토)", "7-3")),
    *(("2021-08-04", "8-4"), ("20210804", "8-4"), ("210804", "8-4"), ("8. 4.(수)", "8-4")),
    *(("2021/8/4", "8-4"), ("2021 8 4", "8-4"), ("2021년 8월 4일 수요일", "8-4")),
    *(("오늘", "7-14"), ("어제", "7-13"), ("그제", "7-12"), ("그저께", "7-12")),
    *(("내일", "7-15"), ("모레", "7-16"), ("3일 전", "7-11"), ("3일 후", "7-17")),
    *(("10일 뒤", "7-24"), ("이틀 전", "7-12"), ("열흘 뒤", "7-24"), ("일주일 전", "7-7")),
    *(("지난주 금", "7-9"), ("다음주 화요일", "7-20"), ("이번주 목", "7-15")),
    *(("지난 주 금요일", "7-9"), ("지난달 15일", "6-15"), ("월말", "7-31"), ("10월 말", "10-31")),
    *(("[7월 3일]", "7-3"), ("올해 3월 2일", "3-2"), ("2021년 7/3", "7-3")),
]


@pytest.mark.parametrize(("typed", "month_day"), DAYS)
def test_everyday_shorthand_is_one_full_day(typed: str, month_day: str) -> None:
    month, day = map(int, month_day.split("-"))
    assert read_day(typed, TODAY) == date(2021, month, day)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("이번달", "2021.7."),
        ("지난달", "2021.6."),
        ("다음달", "2021.8."),
        ("3개월 전", "2021.4."),
        ("작년 10월", "2020.10."),
        ("올해 3월", "2021.3."),
        ("202012", "2020.12."),
        ("2021-08", "2021.8."),
        ("2021-3월", "2021.3."),
        ("상반기", "2021년 상반기"),
        ("하반기", "2021년 하반기"),
        ("2021 하반기", "2021년 하반기"),
        ("21년 하반기", "21년 하반기"),
        ("작년 하반기", "2020년 하반기"),
        ("3/4분기", "2021.7.~9."),
        ("2021년", "2021."),
        ("작년", "2020."),
        ("2018.~2020.", "2018.~2020."),
        ("2018. ~ 2021.6.", "2018.1.~2021.6."),
    ],
)
def test_what_is_known_only_roughly_stays_rough(typed: str, printed: str) -> None:
    period = read_period(typed, TODAY)
    assert write_period(period) == printed
    assert period.precision is not Precision.DAY


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2021.7.3.~5.", "2021.7.3.~5."),
        ("2021.7.30.~8.2.", "2021.7.30.~8.2."),
        ("2021. 7. 30. ~ 8. 2.", "2021. 7. 30.~8. 2."),
        ("2020.12.~2021.2.", "2020.12.~2021.2."),
        ("20.12.~21.2.", "20.12.~21.2."),
        ("7월 3일부터 5일까지", "2021.7.3.~5."),
        ("7/3(토)~7/5(월)", "2021.7.3.~5."),
        ("7.3-7.5", "2021.7.3.~5."),
        ("2021-07-03 ~ 2021-07-05", "2021.7.3.~5."),
        ("2021년 7～12월", "2021.7.~12."),
        ("7~12월", "2021.7.~12."),
        ("2021.7-12월", "2021.7.~12."),
        ("12월~2월", "2021.12.~2022.2."),
        ("작년 10월~올해 3월", "2020.10.~2021.3."),
        ("2021.2./5.", "2021.2./2021.5."),
        ("7/3, 7/5", "2021.7.3./2021.7.5."),
        ("2021.7.3./5.", "2021.7.3./2021.7.5."),
    ],
)
def test_ranges_and_lists_are_read(typed: str, printed: str) -> None:
    assert write_period(read_period(typed, TODAY)) == printed


@pytest.mark.parametrize("typed", ["모름", "미정", "날짜 모름", "(미정)", "일자 미상", "모름."])
def test_not_knowing_is_an_answer(typed: str) -> None:
    period = read_period(typed, TODAY)
    assert period == Period(())
    assert write_period(period) == ""


@pytest.mark.parametrize(
    ("typed", "today", "read"),
    [
        ("12/31", date(2022, 1, 2), date(2021, 12, 31)),
        ("1/2", date(2021, 12, 31), date(2022, 1, 2)),
        ("3/1", date(2021, 7, 10), date(2021, 3, 1)),
        ("9/1", date(2021, 7, 10), date(2021, 9, 1)),
        ("2.29", date(2027, 11, 1), date(2028, 2, 29)),
    ],
)
def test_a_missing_year_is_the_one_nearest_to_today(typed: str, today: date, read: date) -> None:
    assert read_day(typed, today) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("6월 31일", "2021년 6월은 30일까지 있습니다."),
        ("2021.13.", "13월은 없습니다."),
        ("2021.0.3.", "0월은 없습니다."),
        ("2021.7.5.~3.", "끝(2021.7.3.)이 시작(2021.7.5.)보다 앞섭니다."),
        ("2021.12.~2.", "끝(2021.2.28.)이 시작(2021.12.1.)보다 앞섭니다."),
        ("7.5.~7.3.", "끝(2021.7.3.)이 시작(2021.7.5.)보다 앞섭니다."),
        ("8. 4.(목)", "2021.8.4.은 수요일입니다."),
        ("1850.3.2.", "1850년은 다루지 않습니다."),
        ("201012", "2010.12.인지 2020.10.12.인지"),
        ("99.1.1.", "1999년인지 2099년인지"),
        ("15일", "몇 월인지"),
        ("3~5일", "몇 월인지"),
        ("7", "월인지 일인지"),
        ("7~12", "월인지 일인지"),
        ("금요일", "어느 주인지"),
        ("다음 화요일", "어느 주인지"),
        ("지난주", "무슨 요일인지"),
        ("10월초", "어림으로"),
        ("내일 오후 3시", "시각은"),
        ("12/20 14:00", "시각은"),
        ("7월 3일부터 3일", "며칠 동안인지"),
        ("2021.7.~8.2.", "단위가 다릅니다"),
        ("1." * 150, "너무 깁니다"),
    ],
)
def test_a_refusal_gives_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_period(typed, TODAY)
    assert reason in refusal.value.sentence
    assert "예: 2021.7.3." in refusal.value.sentence


def test_the_twenty_ninth_of_february_needs_a_leap_year() -> None:
    with pytest.raises(Unreadable, match="2027년 2월은 28일까지"):
        read_period("2.29", date(2027, 3, 15))


NONSENSE = [
    *("", " ", "안녕", "2021.7.3.부터", "~2021.7.3.", "~", "/", ",", "2021..7.", "7/3/2021"),
    *("٣/٤", "2021.7.1²", "1e3", "-1", "2021.7.3.~5.~7.", "20210804123", "7월 3일 4일"),
    *("0.0.0", "한 달 전쯤", "상반기,.", ".부터2018"),
]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_period(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("2021.8.", "며칠인지"),
        ("하반기", "며칠인지"),
        ("2021년", "며칠인지"),
        ("모름", "며칠인지"),
        ("7/3~7/5", "하루만"),
        ("7/3, 7/5", "하루만"),
        ("15일", "몇 월인지"),
    ],
)
def test_a_day_is_asked_for_in_full(typed: str, missing: str) -> None:
    with pytest.raises(Unreadable, match=missing):
        read_day(typed, TODAY)


@pytest.mark.parametrize("typed", [typed for typed, _, _ in SEED] + [typed for typed, _ in DAYS])
def test_letters_taken_apart_read_the_same(typed: str) -> None:
    apart = unicodedata.normalize("NFD", typed)
    assert read_period(apart, TODAY) == read_period(typed, TODAY)


def test_a_day_is_shown_with_its_weekday() -> None:
    assert show_day(date(2021, 8, 4)) == "2021. 8. 4.(수)"
    assert read_day(show_day(date(2021, 8, 4)), TODAY) == date(2021, 8, 4)


def test_the_print_style_can_be_chosen() -> None:
    period = read_period("2021-08-04", TODAY)
    printed = [write_period(period, style) for style in DateStyle]
    assert printed == ["2021.8.4.", "2021. 8. 4.", "21.8.4."]


@st.composite
def spans(draw: st.DrawFn, last: date = date(2069, 12, 31)) -> Span:
    first, second = sorted(draw(st.tuples(*[st.dates(date(2000, 1, 1), last)] * 2)))
    kinds = [kind for kind in Precision if kind is not Precision.UNKNOWN]
    precision = draw(st.sampled_from(kinds))
    return Span(unit_start(first, precision), unit_end(second, precision), precision)


PERIODS = st.builds(
    Period, st.lists(spans(), max_size=4).map(tuple), st.sampled_from(list(DateStyle))
)


@given(PERIODS, st.dates(date(2000, 1, 1), date(2069, 12, 31)))
def test_reading_what_is_printed_gives_it_back(period: Period, today: date) -> None:
    again = read_period(write_period(period) or "모름", today)
    assert again.spans == period.spans
    assert write_period(again, period.style) == write_period(period)


EXACT = (Precision.DAY, Precision.MONTH)


@given(PERIODS.filter(lambda p: p.known and all(s.precision in EXACT for s in p.spans)))
def test_the_print_style_shows_in_days_and_months(period: Period) -> None:
    assert read_period(write_period(period), TODAY) == period


PIECES = [
    *("2021", "21", "'18", "7", "12", "31", "0", "99", "9999"),
    *(".", "~", "/", "-", ",", " ", "(", ")", "및", "년", "도", "월", "일", "말", "개월", "주"),
    *("상반기", "하반기", "분기", "작년", "올해", "지난달", "다음주", "금", "요일", "(수)"),
    *("부터", "까지", "전", "뒤", "이틀", "오늘", "모름", "총"),
]
NEAR_DATES = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]))


@given(NEAR_DATES | ANY_TEXT, st.dates(date(1995, 1, 1), date(2090, 1, 1)))
def test_no_text_does_worse_than_being_refused(text: str, today: date) -> None:
    with suppress(Unreadable):
        period = read_period(text, today)
        printed = write_period(period) or "모름"
        assert read_period(printed, today).spans == period.spans
