"""Dates in a line as it is typed or dictated: 어제, 지난주 수, 11/24, 9.1~10.30, 하반기. Pure.

A date that names no year is the last one that does not lie ahead, unless the words say that it
does; what may be either, a vague day and a weekday of another day are asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from storage.facts.loose.slate import Slate
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.wording_numbers import number_of
from storage.facts.spoken.wording_years import (
    UNKNOWN,
    Resolved,
    month_before,
    nth,
    of_some_year,
    read,
    unlike,
    vague,
    weekday_alone,
    with_weekday,
)
from storage.rules.date_words import WEEKDAYS
from storage.rules.period import Period

_W = f"[{WEEKDAYS}]"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_Y = r"(?:(?:19|20)\d\d|'?[1-6]\d)"
_HALF = r"(?:[상하]반기|[1-4]\s?(?:/4)?\s?분기)"
_NO_UNIT = (
    r"(?!\d|[,.]\d|%|(?:명|개|회|인|건|차|기|시|분|배|점|억|만|천|원|층|호|세|곳|번)(?![가-힣])"
    r"|(?:분기|개사|개소|명이|명을|회에|시에|시부터|차례|시간)|[만천백]\s?(?:여\s?)?(?:명|개|건|회|원|인)|\s(?:명|개사|회)(?![가-힣]))"
)
_DAY_END = rf"{_NO_UNIT}(?:\s?일(?:(?![가-힣](?<![에은는]))|(?=부터|까지)))?\.?"
_SPOKEN_YEAR = "(?:올(?= ?[상하전후1-4])|재작년|작년|지난해|전년|올해|금년|내년|내후년)도?"
_NAMED = (
    rf"(?:\s?\(\s?{_W}(?:요일)?\s?\)|\s?{_W}요일|(?<=\.)\s?{_W}(?![가-힣\d])"
    r"|(?:\s[월화수목금토]|(?<=[\d일제])[화수목금토])(?![가-힣\d]))"
)
_WORDS = (
    "(?:그끄저께|엊그저께|엊그제|그저께|그제|어저께|어제|작일|오늘|금일|내일모레|내일|명일"
    "|모레|글피)"
)
_WEEK = (
    r"(?:지지난|저저번|지난|저번|이번|다다음|다음|담|금(?=주))\s?주"
    rf"(?:\s?\(?{_W}(?:요일)?\)?(?![가-힣](?<!에)))?"
)
_MONTH_WORD = r"(?:지지난|지난|저번|이번|다음|담)\s?달|(?:이|내)달|[전당금익]월"
_AWAY = (
    r"(?:\d{1,3}\s?(?:일|주일?|개월|달)|하루|이틀|사흘|나흘|닷새|열흘|보름"
    r"|일주일)\s?[전후뒤](?![가-힣](?<!에))"
)
_RELATIVE = (
    rf"{_WORDS}{_NAMED}?|(?:(?:지난|저번|이번|다음)\s?주?\s?)?주말(?![가-힣](?<!에))|{_WEEK}"
    rf"|(?:{_MONTH_WORD})(?:\s?{_D}\s?일|\s?말일)?{_NAMED}?|{_AWAY}"
    rf"|{_SPOKEN_YEAR}\s?(?:{_M}\s?월\s?{_D}\s?일|{_M}\s?[./]\s?{_D}(?!\d)\.?|{_M}\s?월"
    rf"|{_HALF})?{_NAMED}?"
)
_FULL = (
    rf"{_Y}(?:\s?[.\-년]\s?|/){_M}(?:\s?[.\-월]\s?|/){_D}{_DAY_END}{_NAMED}?"
    rf"|(?:19|20)\d\d\s?[.\-년]\s?{_M}(?!\d)(?:\s?월|\s?\.)?"
    rf"|'?[1-6]\d\s?년\s?{_M}\s?월|'?(?:1[3-9]|[2-6]\d)\s?\.\s?{_M}(?!\d)\.?"
    rf"|(?:(?:(?:19|20)\d\d|'\d\d)\s?(?:년도?)?|\d\d\s?년도?)\s?\.?\s?{_HALF}|(?:19"
    rf"|20)\d\d\s?년도?(?!\s?\d)"
    rf"|(?:20)?[1-6]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
_SHORT = (
    rf"{_M}\s?월\s?{_D}{_DAY_END}{_NAMED}?|{_M}\s?/\s?{_D}{_DAY_END}{_NAMED}?"
    rf"|{_M}\s?\.\s?{_D}{_DAY_END}{_NAMED}?|{_M}\s?월\s?말일|{_M}\s?월(?!\s?\d+\s?일)|{_HALF}"
)
_BARE = (
    rf"{_M}\s?\.?(?=\s?~\s?{_M}\s?월)|{_M}\.(?=\s?~\s?{_M}\.)|{_D}(?=\s?~\s?{_D}\s?일(?!\s?간))"
)
_NTH = rf"(?:(?:지난|오는)\s?)?{_D}\s?일(?:(?![가-힣](?<![에은는]))|(?=부터|까지)){_NAMED}?"
_ENDS = rf"(?:{_SPOKEN_YEAR}\s?{_M}\s?월|{_FULL}|{_SHORT}|{_D}{_DAY_END}{_NAMED}?)"
_TO = r"\s?(?:~+|부터|-(?=\s?\d))\s?"
_BEHIND = (
    r"(?:\s?(?:중|동안|기간)(?![가-힣]))?(?:에서|에는|에도|에|엔|은|는|날|자|이요"
    r"|요)?(?![가-힣])"
)
_ABSOLUTE = re.compile(
    rf"(?<![\d.,/~:A-Za-z-])(?<!제)(?P<first>{_FULL}|{_BARE}|{_SHORT}"
    rf"|{_NTH})(?:{_TO}(?P<last>{_ENDS}))?"
    rf"(?P<behind>{_BEHIND})?",
    re.ASCII,
)
_RELATED = re.compile(
    rf"(?<![가-힣\d])(?P<first>{_RELATIVE})(?:{_TO}(?P<last>{_WORDS}"
    rf"|{_ENDS}))?(?P<behind>{_BEHIND})",
    re.ASCII,
)
_LONE_WEEKDAY = re.compile(
    rf"(?<![가-힣\d(])(?:(?P<way>지난|저번|이번|오는|다음)?\s?(?P<day>{_W})요일"
    r"|(?P<with>지난|저번|이번|오는|다음)\s?(?P<short>[월화수목금토]))(?:에|날)?(?![가-힣)])"
)
_PACKED = re.compile(
    r"^\s*(?P<first>(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=\s+(?!명|개|회))", re.ASCII
)
_MARKED = re.compile(r"(?:만족도|평점|평균|점수|별점|학점|지수|배율|경쟁률)\s?[:은는이]?\s?$")
"""Before a decimal: 만족도 4.7 is no day in April."""
_UNTIL = re.compile(r"\s?(?:까지|이내|이후|이전)")
_HAS_YEAR = re.compile(
    rf"'?(?:19|20)\d\d|'?\d\d\s?년|'\d\d|{_SPOKEN_YEAR}|(?:1[3-9]|[2-6]\d)\s?\.\s?{_M}"
    rf"|{_Y}\s?[.\-/]\s?{_M}\s?[.\-/]\s?\d"
)
_ONLY_DAY = re.compile(rf"(?P<way>지난|오는)?\s?(?P<day>{_D})\s?일\s?")
_DAYS_ONLY = re.compile(rf"(?P<first>{_D})\s?~\s?(?P<last>{_D})\s?일")
_WEEKDAY_OF = re.compile(
    rf"\(\s?({_W})(?:요일)?\s?\)|({_W})요일|(?<=\.)\s?({_W})$|\s([월화수목금토])$"
    rf"|(?<=[\d일])([화수목금토])$"
)
_TAKEN_BACK = re.compile(r"\s*(?:이|가)?\s*(?:아니(?:고|라|요|다)?|말고|정정|→|->)[\s,]*")
_BETWEEN = re.compile(r"\s?(?:[/,·&(]|및|[와과]|하고)?\s?")


@dataclass(frozen=True)
class When:
    """A time in a line: where, and when; unknown where it is asked, then with what it may be."""

    start: int
    end: int
    period: Period
    question: str = ""
    candidates: tuple[Period, ...] = ()


def said_dates(slate: Slate, today: date, *, ahead: bool) -> list[When]:
    """The times that a line names, in their order; `ahead`: its words say that it lies ahead."""
    found: list[When] = []
    for start, end, said, last in _spots(slate):
        if any(one.start < end and start < one.end for one in found):
            continue
        if (one := _resolved(slate.text[start:end], said, last, today, ahead=ahead)) is not None:
            period, question, candidates = one
            found.append(When(start, end, period, question, candidates))
    return _together(slate, sorted(found, key=lambda one: one.start))


_SPELT = re.compile(
    r"(?<![가-힣])(?P<month>십일|십이|시|유|[일이삼사오육칠팔구십])월\s?(?P<day>(?:이"
    r"|삼)?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])일"
    r"(?:에|날)?(?![가-힣])"
)
"""십일월 이십사일, as it is dictated."""


def _spelt(found: re.Match[str]) -> str:
    month = {"유": 6, "시": 10}.get(found["month"]) or number_of(found["month"])
    return f"{month}월 {number_of(found['day'])}일"


def _spots(slate: Slate) -> Iterator[tuple[int, int, str, str]]:
    """Where times may stand: the more exact ways of saying them first."""
    for way in (_PACKED, _RELATED, _ABSOLUTE):
        for one in way.finditer(slate.plain):
            groups = one.groupdict()
            start, end = slate.shrunk(*one.span())
            if _MARKED.search(slate.plain, 0, one.start("first")):
                continue
            if not groups.get("last") and _UNTIL.match(slate.plain, one.end("first")):
                continue
            until = _UNTIL.match(slate.plain, end) if groups.get("last") else None
            yield start, until.end() if until else end, one["first"], groups.get("last") or ""
    for one in _SPELT.finditer(slate.plain):
        yield *one.span(), _spelt(one), ""
    for one in _LONE_WEEKDAY.finditer(slate.plain):
        start, end = slate.shrunk(*one.span())
        yield start, end, f"?{one['way'] or one['with'] or ''} {one['day'] or one['short']}", ""


def _resolved(text: str, said: str, last: str, today: date, *, ahead: bool) -> Resolved | None:
    """The one time that is meant, or what is asked; None where it is no time at all."""
    if said.startswith("?"):
        way, named = said[1:].split(" ")
        return weekday_alone(way, named, today, ahead=ahead)
    weekday = "" if last else _weekday(said)
    first, end = _without_weekday(said), _without_weekday(last)
    whole = first + (f"~{end}" if last else "")
    if days := vague(first, last, today):
        return UNKNOWN, doubts.which_day(text), days
    if only := _ONLY_DAY.fullmatch(first.strip()):
        if last:
            whole = f"{month_before(today, int(only['day']))}.{only['day']}.~{end}"
        else:
            held = nth(only["way"] or "", int(only["day"]), today, ahead=ahead)
            return (
                with_weekday(text, held, weekday)
                if held
                else (UNKNOWN, doubts.unlike_date(text), ())
            )
    if days_only := _DAYS_ONLY.fullmatch(whole):
        month = month_before(today, int(days_only["first"]))
        whole = f"{month}.{days_only['first']}.~{days_only['last']}."
    if re.fullmatch(r"\d{4}", whole):
        whole = f"{int(whole[:2])}.{int(whole[2:])}."
    related = re.match(rf"[가-힣]|{_AWAY}", first.strip())
    known = bool(_HAS_YEAR.match(first.strip())) or bool(related)
    if known and not re.match(_HALF, first.strip()):
        period = read(whole, today)
        return with_weekday(text, period, weekday) if period else unlike(text)
    return of_some_year(text, whole, weekday, today, ahead=ahead)


def _weekday(said: str) -> str:
    found = _WEEKDAY_OF.search(said.strip())
    if re.search(r"주\s?\(?[월화수목금토일]", said):
        return ""
    return next(filter(None, found.groups())) if found else ""


def _without_weekday(said: str) -> str:
    if re.search(r"주\s?\(?[월화수목금토일]", said):
        return said
    return re.sub(rf"{_NAMED}$", "", said.strip()) if _weekday(said) else said


def _together(slate: Slate, found: Sequence[When]) -> list[When]:
    """Dates side by side are one time of several days; one taken back is gone."""
    made: list[When] = []
    for one in found:
        before = made[-1] if made else None
        between = slate.plain[before.end : one.start] if before else ""
        if before and _TAKEN_BACK.fullmatch(between):
            made.pop()
            one = When(before.start, one.end, one.period, one.question, one.candidates)
        elif before and _side_by_side(before, one, between):
            made.pop()
            one = _joined(before, one)
        made.append(one)
    return made


def _side_by_side(one: When, other: When, between: str) -> bool:
    """Whether two times are said as one; in a bracket only one that the first holds."""
    if not (_BETWEEN.fullmatch(between) and _alike(one, other)):
        return False
    return "(" not in between or _holds(one.period, other.period)


def _alike(one: When, other: When) -> bool:
    """Whether two times may be one: equally exact, or one within the other."""
    if not (one.period.known and other.period.known):
        return False
    return one.period.precision is other.period.precision


def _joined(before: When, one: When) -> When:
    """어제(11/25): said in two ways; 11/23, 11/24: two days."""
    inside = before.period.start == one.period.start or _holds(before.period, one.period)
    if inside:
        finer = one if one.period.precision <= before.period.precision else before
        return When(before.start, one.end, finer.period)
    spans = (*before.period.spans, *one.period.spans)
    return When(before.start, one.end, Period(spans, before.period.style))


def _holds(whole: Period, part: Period) -> bool:
    edges = (whole.start, part.start, part.end, whole.end)
    first, start, end, last = (one or date.min for one in edges)
    return first <= start and end <= last
