"""The time that a question names, in the words in which managers name it. Pure.

Dates, months and years are read by the one grammar of dates; what is said from where one stands
(지난 반기, 최근 2년) is read here. A time without a year is the last one that has begun, since who
asks asks about what was; of what is planned it is the next one.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from storage.facts.question.asked import When
from storage.rules import errors
from storage.rules.date_grammar import read_period
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.period import (
    Period,
    Precision,
    a_year_before,
    add_months,
    last_day,
    shift_month,
    unit_end,
)

_YEAR = (
    r"(?:(?:20\d{2}|['’]?\d{2})\s*년도?|올해|올(?=\s*[상하])|금년도?|작년|지난\s?해|전년|"
    r"재작년|내년)"
)
_PART = r"(?:[상하전후]반기|[1-4]\s*(?:/\s*4\s*)?분기|1?\d\s*월(?:\s*[1-3]?\d\s*일)?)"
_TO = r"\s*(?:~|-|–|부터|에서)\s*"
_FIRST = rf"(?:{_YEAR}\s*{_PART}?|(?:20\d{{2}})\s*{_PART}|{_PART})"
_DOTTED = r"(?:(?:20\d{2}|['’]\d{2})\.\s?1?\d\.(?:\s?[1-3]?\d\.)?|(?<![\d.])1?\d\.\s?[1-3]?\d\.)"
_SLASHED = r"(?<![\d/])1?\d/[1-3]?\d(?![\d/])"
_HALF_CODE = r"(?<!\d)20\d{2}-[12](?![\d-])|(?<!\d)20\d{2}\s*[상하]반기"
_DAY = r"오늘|금일|어제|어저께|그제|그저께|엊그저께|그끄저께|내일|모레"
_NAMED = re.compile(
    rf"{_HALF_CODE}"
    rf"|{_FIRST}{_TO}{_FIRST}(?:\s*까지)?|\d{{1,2}}{_TO}1?\d\s*월(?:\s*까지)?"
    rf"|{_DOTTED}|{_SLASHED}|{_FIRST}|(?<!\d)20\d{{2}}(?!\s*[\d.년개명])|{_DAY}"
    r"|(?:이번|지난|저번|지지난|다음)\s?달|이달|당월|전월"
    r"|(?<!\d)\d{1,2}\s?(?:년|개월|달|주일|주|일)\s?전"
)
_SIDE = {
    **{"이번": 0, "금": 0, "현": 0, "현재": 0, "지난": -1, "저번": -1, "전": -1, "직전": -1},
    **{"지지난": -2, "다음": 1, "내": 1},
}
_BESIDE = re.compile(
    rf"(?P<side>{'|'.join(sorted(_SIDE, key=len, reverse=True))})\s?(?P<unit>반기|분기|주(?!소))"
    r"(?:\s?(?P<weekday>[월화수목금토일])(?:요일)?(?![가-힣]))?"
)
_HOW_MANY = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "반": 0}
_LASTING = re.compile(
    r"(?P<lately>(?:최근|지난|요)\s?)?(?P<count>\d{1,2}|한|두|세|석|네)\s?"
    r"(?P<unit>년|해|개월|달|주일|주|일|반기)(?P<over>\s?(?:치|간|동안|어치|이내|사이|"
    r"안))?(?![도월가-힣\d]|\s?전(?![체국]))"
    r"(?:\s?(?:에|의|동안|안에|사이에))?"
)
_EVER = re.compile(r"지금까지|여태(?:까지)?|전체 ?기간|전 기간|누계|역대|그동안")
_MOST_YEARS = 9
"""A lone number of years up to this lasts so long; from ten on it is a year of this century."""

LONG_AGO = 30
"""Years before which no office has figures."""

Found = tuple[When | None, int, int]
"""A time, None for all of it, and the letters that name it."""


def find(text: str, today: date, *, ahead: bool) -> Found | None:
    """The first time that the text names; None where it names none that can be read."""
    ways: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], When | None]]] = [
        (_EVER, lambda _one, _today: None),
        (_LASTING, _lasting),
        (_BESIDE, _beside),
        (_NAMED, lambda one, day: _named(one[0], day, ahead=ahead)),
    ]
    for pattern, read in ways:
        for one in pattern.finditer(text):
            try:
                return read(one, today), one.start(), one.end()
            except (errors.Unreadable, _NotOne):
                continue
    return None


class _NotOne(Exception):
    """What looked like a time is none."""


def of_half(half: HalfYear) -> When:
    """A half-year."""
    return When(half.start, half.end, half.label, (half, half))


def of_halves(first: HalfYear, last: HalfYear) -> When:
    """Half-years from the first to the last."""
    return When(first.start, last.end, _years(first, last), (first, last))


def up_to(when: When) -> When:
    """All that was until the end of these half-years."""
    if when.halves is None:
        return when
    first = HalfYear(when.since.year - LONG_AGO, 1)
    return When(first.start, when.until, f"{when.label}까지", (first, when.halves[1]))


def earlier(when: When, months: int) -> When:
    """The same time so many months before."""
    if when.halves is not None:
        first, last = when.halves
        back = months // 6
        for _ in range(back):
            first, last = first.previous(), last.previous()
        return of_halves(first, last)
    since, until = add_months(when.since, -months), add_months(when.until, -months)
    if when.until.day == last_day(when.until.year, when.until.month) and when.since.day == 1:
        until = unit_end(until, Precision.MONTH)
    return When(since, until, of_days(since, until))


def of_days(since: date, until: date) -> str:
    """Days in words: a day, a month, or from when to when."""
    if since == until:
        return show_day(since)
    if since.day == 1 and until == unit_end(since, Precision.MONTH):
        return f"{since.year}년 {since.month}월"
    if since.day == 1 and until == unit_end(until, Precision.MONTH):
        if since.month == 1 and until.month == 12 and since.year == until.year:
            return f"{since.year}년"
        if since.year == until.year:
            return f"{since.year}년 {since.month}~{until.month}월"
    last = f"{until.month}. {until.day}."
    if since.year != until.year:
        last = f"{until.year}. {last}"
    return f"{since.year}. {since.month}. {since.day}.~{last}"


def _named(words: str, today: date, *, ahead: bool) -> When:
    words = re.sub(r"\s*까지$", "", words)
    lone = re.fullmatch(r"\s*20\d{2}\s*", words)
    plain = re.sub(r"^(20\d{2})-([12])$", _as_half, words)
    period = read_period(f"{plain.strip()}년" if lone else plain, today)
    if not period.known or period.start is None or period.end is None:
        raise _NotOne
    guessed = (
        re.match(rf"\s*(?:{_YEAR}|20\d{{2}}|['’]\d{{2}}|{_DAY}|이|지|저|다음|당|전월)", words)
        is None
    )
    if guessed and period.start > today and not ahead:
        period = a_year_before(period)
    made = _of_period(period)
    return replace(made, guessed=guessed)


def _as_half(found: re.Match[str]) -> str:
    return f"{found[1]}년 {'상' if found[2] == '1' else '하'}반기"


def _of_period(period: Period) -> When:
    assert period.start is not None
    assert period.end is not None
    first, last = HalfYear.of(period.start), HalfYear.of(period.end)
    if (first.start, last.end) == (period.start, period.end):
        return of_halves(first, last)
    quarter = _quarter(period.start, period.end)
    return When(period.start, period.end, quarter or of_days(period.start, period.end))


def _years(first: HalfYear, last: HalfYear) -> str:
    if first == last:
        return first.label
    if (first.half, last.half) == (1, 2):
        return f"{first.year}년" if first.year == last.year else f"{first.year}~{last.year}년"
    return f"{first.label}~{last.label}"


def _quarter(since: date, until: date) -> str:
    ends = unit_end(date(*shift_month(since, 2), 1), Precision.MONTH)
    if since.day == 1 and since.month % 3 == 1 and until == ends:
        return f"{since.year}년 {since.month // 3 + 1}분기"
    return ""


def _beside(found: re.Match[str], today: date) -> When:
    away, unit = _SIDE[found["side"]], found["unit"]
    if unit == "반기":
        half = HalfYear.of(today)
        for _ in range(abs(away)):
            half = half.next() if away > 0 else half.previous()
        return of_half(half)
    if unit == "분기":
        begins = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        since = add_months(begins, 3 * away)
        until = unit_end(add_months(since, 2), Precision.MONTH)
        return When(since, until, _quarter(since, until))
    monday = today - timedelta(days=today.weekday() - 7 * away)
    if found["weekday"]:
        day = monday + timedelta(days="월화수목금토일".index(found["weekday"]))
        return When(day, day, show_day(day))
    sunday = monday + timedelta(days=6)
    return When(monday, sunday, of_days(monday, sunday))


def _lasting(found: re.Match[str], today: date) -> When:
    count = _HOW_MANY.get(found["count"]) or int(found["count"])
    said = bool(found["lately"] or found["over"])
    unit = found["unit"]
    in_years = unit in ("년", "해")
    if not said and not (in_years and 0 < count <= _MOST_YEARS):
        raise _NotOne
    if unit == "반기":
        half = HalfYear.of(today)
        first = half
        for _ in range(count - 1):
            first = first.previous()
        return When(first.start, half.end, f"최근 {count}개 반기", (first, half))
    since = _back(today, count, unit)
    label = f"최근 {count}{'개월' if unit in ('개월', '달') else '년' if in_years else unit}"
    return When(since, today, label)


def _back(today: date, count: int, unit: str) -> date:
    if unit in ("년", "해"):
        return add_months(today, -12 * count) + timedelta(days=1)
    if unit in ("개월", "달"):
        return add_months(today, -count) + timedelta(days=1)
    days = count * 7 if unit in ("주", "주일") else count
    return today - timedelta(days=days - 1)
