"""The words in which people name days, weeks, months and years from where they stand."""

import re
from datetime import date, timedelta

from storage.rules import errors
from storage.rules.date_edge import Edge, Unclear
from storage.rules.period import last_day, shift_month

WEEKDAYS = "월화수목금토일"
NOT_KNOWN = frozenset(
    {
        *("모름", "모르겠음", "모르겠습니다", "잘모름", "몰라", "몰라요", "알수없음", "불명"),
        *("미정", "미상", "미확정", "추후", "추후결정", "추후확정", "추후통보", "협의중"),
        *(f"{word}{end}" for word in ("날짜", "일자", "시기") for end in ("모름", "미정", "미상")),
    }
)

_DAYS = {
    **{
        "그끄저께": -3,
        "그제": -2,
        "그저께": -2,
        "엊그저께": -2,
        "어제": -1,
        "어저께": -1,
        "작일": -1,
    },
    **{"오늘": 0, "금일": 0, "당일": 0, "내일": 1, "명일": 1, "익일": 1},
    **{"모레": 2, "내일모레": 2, "글피": 3, "그글피": 4},
}
_COUNTED = {
    **{"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8},
    **{"아흐레": 9, "열흘": 10, "보름": 15, "일주일": 7},
}
_WEEKS = {
    **{"지지난": -2, "저저번": -2, "지난": -1, "저번": -1, "전": -1, "이번": 0, "금": 0},
    **{"다음": 1, "담": 1, "차": 1, "내": 1, "다다음": 2},
}
_MONTHS = {
    **{"지지난달": -2, "지난달": -1, "저번달": -1, "전월": -1, "이번달": 0, "이달": 0, "당월": 0},
    **{"금월": 0, "다음달": 1, "담달": 1, "내달": 1, "익월": 1, "다다음달": 2},
}
_YEARS = {
    **{"재작년": -2, "작년": -1, "지난해": -1, "전년": -1, "올해": 0, "금년": 0, "올": 0},
    **{"내년": 1, "명년": 1, "다음해": 1, "내후년": 2, "후년": 2},
}


def _one_of(words: dict[str, int]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_AWAY = re.compile(
    rf"(?:(?P<count>\d{{1,4}})(?P<unit>일|주일|주|개월|달|년)|(?P<word>{_one_of(_COUNTED)}))"
    r"(?P<side>전|후|뒤)",
    re.ASCII,
)
_WEEK = re.compile(rf"(?P<week>{_one_of(_WEEKS)})주\(?(?P<weekday>[{WEEKDAYS}])?(?:요일)?\)?")
_MONTH = re.compile(
    rf"(?P<month>{_one_of(_MONTHS)})(?:(?P<day>\d{{1,2}})일?|(?P<last>말일?))?", re.ASCII
)
_YEAR = re.compile(rf"(?P<year>{_one_of(_YEARS)})도?(?=$|[\d상하전후])", re.ASCII)
_VAGUE = re.compile(r"약|쯤|경$|께$|무렵|초$|초순|중순|하순|초반|중반|후반$|주말|연말|엊그제")
_CLOCK = (
    r"(?:(?:오전|오후|낮|아침|저녁|밤|새벽)\s*)?(?<!\d)\d{1,2}\s*"
    r"(?::\s*\d{2}|시(?:\s*반|\s*\d{1,2}\s*분)?)"
)
_CLOCKS = re.compile(
    rf"[\s,]*(?:{_CLOCK}(?:\s*(?:[~∼〜–-]|부터)\s*{_CLOCK})?(?:\s*(?:까지|에|경|쯤|부터))?|오전|오후)",
    re.ASCII,
)
_NAMED_DAY = re.compile(
    rf"\s*\([{WEEKDAYS}](?:요일)?\)|(?<=[\d.일])\s*[{WEEKDAYS}]요일"
    rf"|(?:(?<=\.)\s*|(?<=일)\s+)[{WEEKDAYS}](?=$|[\s~-])|(?<=[\d일])\s*[화수목금토](?=$|[\s~-])"
)
_DAY_ALONE = re.compile(r"(\d{1,2})일", re.ASCII)
_DAYS_ALONE = re.compile(r"(\d{1,2})일?[~∼〜–-](\d{1,2})일", re.ASCII)
_NAMED_ALONE = re.compile(rf"([{WEEKDAYS}])요일")
_LATELY = frozenset({"엊그제"})
_TIME = re.compile(r"\d시|오전|오후|\d:\d", re.ASCII)
_LONE_WEEKDAY = re.compile(rf"(?:지난|저번|이번|다음)?[{WEEKDAYS}]요일")


def read_words(tight: str, today: date) -> Edge | None:
    """A day, week or month named from today; None when the text is not of that kind.

    `tight` is the text without spaces.
    """
    if tight in _DAYS:
        return _edge(today + timedelta(days=_DAYS[tight]))
    if tight in ("말일", "월말"):
        return Edge(year=today.year, month=today.month, last=True)
    if away := _AWAY.fullmatch(tight):
        return _away(away, today)
    if week := _WEEK.fullmatch(tight):
        return _in_week(week, today)
    if month := _MONTH.fullmatch(tight):
        year, number = shift_month(today, _MONTHS[month["month"]])
        day = int(month["day"]) if month["day"] else None
        return Edge(year=year, month=number, day=day, last=bool(month["last"]))
    return None


def peel_year(tight: str, today: date) -> tuple[int, str] | None:
    """Take a spoken year off the front: 작년10월 gives last year and 10월."""
    found = _YEAR.match(tight)
    return (today.year + _YEARS[found["year"]], tight[found.end() :]) if found else None


def reason_against(text: str, found: str) -> str:
    """Why this text can be no date: a time of day in it, what was `found`, or its words.

    Empty when none of them tells.
    """
    tight = re.sub(r"\s", "", text)
    if _TIME.search(tight):
        return errors.TIME_INSIDE
    if found:
        return found
    if _LONE_WEEKDAY.fullmatch(tight):
        return errors.WEEK_MISSING
    return errors.VAGUE if _VAGUE.search(tight) else ""


def without_clock(text: str) -> str:
    """The text without times of day: 2021. 12. 17.(금) 14:00 as its date alone."""
    close = re.sub(r"\s{3,}", "  ", text)  # a long gap would be looked at from each of its blanks
    return re.sub(r"\(\s*\)", "", _CLOCKS.sub("", close)).strip()


def without_weekday(text: str) -> str:
    """The text without the names of weekdays beside its dates."""
    return _NAMED_DAY.sub("", text).strip()


def may_mean(text: str, today: date) -> tuple[date, ...]:
    """The days that vague words may mean, the likeliest first: 17일, 엊그제, 금요일."""
    tight = re.sub(r"\s", "", text).rstrip(".")
    if tight in _LATELY:
        return tuple(today - timedelta(days=ago) for ago in (2, 3))
    if alone := _NAMED_ALONE.fullmatch(tight):
        behind = (today.weekday() - WEEKDAYS.index(alone[1])) % 7
        last = today - timedelta(days=behind)
        return (last, last + timedelta(days=7)) if behind else (last, last - timedelta(days=7))
    if (found := _DAY_ALONE.fullmatch(tight)) is None:
        return ()
    months = [shift_month(today, away) for away in (0, -1, 1)]
    named = [
        date(year, month, int(found[1]))
        for year, month in months
        if 1 <= int(found[1]) <= last_day(year, month)
    ]
    return tuple(sorted(named, key=lambda day: (abs(day - today), day > today)))


def spans_that_may_be_meant(text: str, today: date) -> tuple[str, ...]:
    """Two days without their month as they could be typed, the likeliest first: 3~5일."""
    found = _DAYS_ALONE.fullmatch(re.sub(r"\s", "", text).rstrip("."))
    if found is None:
        return ()
    first, last = int(found[1]), int(found[2])
    months = [shift_month(today, away) for away in (0, -1, 1)]
    starts = [
        date(year, month, first)
        for year, month in months
        if 1 <= first < last <= last_day(year, month)
    ]
    near = sorted(starts, key=lambda day: (abs(day - today), day > today))
    return tuple(f"{day.year}.{day.month}.{first}.~{last}." for day in near)


def _edge(day: date) -> Edge:
    return Edge(year=day.year, month=day.month, day=day.day)


def _away(found: re.Match[str], today: date) -> Edge:
    """A distance from today. Months and years stay as vague as they were said."""
    sign = -1 if found["side"] == "전" else 1
    if found["word"]:
        return _edge(today + timedelta(days=sign * _COUNTED[found["word"]]))
    count = sign * int(found["count"])
    match found["unit"]:
        case "일":
            return _edge(today + timedelta(days=count))
        case "주" | "주일":
            return _edge(today + timedelta(weeks=count))
        case "년":
            return Edge(year=today.year + count)
    year, month = shift_month(today, count)
    return Edge(year=year, month=month)


def _in_week(found: re.Match[str], today: date) -> Edge:
    """A weekday of a week counted from this one; weeks begin on Monday."""
    if found["weekday"] is None:
        raise Unclear(errors.WEEKDAY_MISSING)
    monday = today - timedelta(days=today.weekday())
    ahead = timedelta(weeks=_WEEKS[found["week"]], days=WEEKDAYS.index(found["weekday"]))
    return _edge(monday + ahead)
