"""Dates in running words: '21.10.14., 8. 4.(수), 9~11월, (2월, 4월, 6월), 2021년 하반기.

A date that names no year gets the one year in which it lies in its block; of several or none, it
is a doubt. What is said of a time by which (까지) or how often is no date.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from storage.facts.loose.proposed import Setting
from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_doubts import WHICH_DATE, WHICH_YEAR, outside_block, unlike_date
from storage.rules.date_grammar import read_period
from storage.rules.errors import Unreadable
from storage.rules.period import FINEST_FIRST, Period, Precision, Span

_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?!\d|,\d|\s?(?:회|명|개|인|건|차|기(?!간)|%))"
_YEAR = r"(?:20\d\d|19\d\d|'\d\d)"
_SHORT = r"(?:1[3-9]|[2-6]\d)"
_HALF = r"[상하]반기|[1-4](?:/4)?\s?분기"
_WEEKDAY = r"(?:\s?\((?:[월화수목금토일](?:요일)?)(?:\s?[~,·-]\s?[월화수목금토일](?:요일)?)?\))"
_WITH_YEAR = (
    rf"{_YEAR}\s?\.\s?{_M}\s?월(?:\s?{_D}\s?일)?"
    rf"|{_YEAR}\s?[.\-/]\s?{_M}\s?[.\-/]\s?{_D}(?!\d)\.?"
    rf"|{_SHORT}\s?\.\s?{_M}\s?\.\s?{_D}(?!\d)\.?"
    rf"|{_YEAR}\s?\.\s?{_M}(?!\d)(?:\s?\.(?!\s?\d+[가-힣]))?"
    rf"|{_SHORT}\s?\.\s?{_M}(?!\d)(?:\s?\.(?!\d)|(?=\s?[~)/,]))"
    rf"|{_SHORT}\s?\.\s?{_M}\s?월(?:\s?{_D}\s?일)?"
    rf"|(?:{_YEAR}|{_SHORT})\s?년도?\s?{_M}\s?월(?:\s?{_D}\s?일)?"
    rf"|(?:{_YEAR}|{_SHORT})\s?년도?\s?(?:{_HALF})|{_YEAR}\s?\.?\s?(?:{_HALF})"
)
_NO_YEAR = (
    rf"{_M}\s?월\s?{_D}\s?일|{_M}\s?월(?!\s?\d+\s?(?:회|차))|{_HALF}"
    rf"|{_M}\s?\.\s?{_D}\s?\.(?!\d)|{_M}\s?\.\s?{_D}(?!\d)(?=\s?\([월화수목금토일])"
    rf"|(?<=[(/,~])\s?{_M}\s?[./]\s?{_D}(?=\s?[)~,]|\s?/\s)"
    rf"|{_M}\s?[./]\s?{_D}\.?(?!\d)(?=\s?~)|{_M}\s?/\s?{_D}(?!\d)(?=\s?\([월화수목금토일])"
)
_BARE_FIRST = rf"{_M}\s?\.?(?=\s?~\s?{_M}\s?월)|{_M}\s?\.(?=\s?~\s?{_M}\s?\.(?!\s?\d))"
_UNIT = rf"(?:{_WITH_YEAR}|{_NO_YEAR}|{_BARE_FIRST}){_WEEKDAY}?"
_END = (
    rf"(?:{_WITH_YEAR}|{_NO_YEAR}|{_M}\s?\.\s?{_D}(?!\d)\.?|{_D}\s?일|{_M}\s?월|{_D}(?!\d)\s?\.?)"
    rf"{_WEEKDAY}?"
)
_TIMES = r"(?:\s?\d{1,2}:\d\d(?=\s?~\s?\d{1,2}[.월]))?"
_ONE = re.compile(
    rf"(?<![\d.':가-힣A-Za-z-])(?P<first>{_UNIT})(?:\s?(?:~|-|부터)\s?(?P<last>{_END}))?"
    r"(?P<vague>\s?(?:중순|하순|초순|초|중|말)(?![가-힣])|\s?(?:동안|기간|기준)(?![가-힣]))?",
    re.ASCII,
)
_ALONE = re.compile(rf"(?<=\()\s?(?P<first>{_YEAR}\s?(?:년도?|\.)|{_SHORT}\s?년도?)(?=\s?\))")
_UNTIL = re.compile(r"\s?(?:까지|이내|한(?![가-힣])|限|이후|이전)")
_CUT = re.compile(r"\d[.월일]?\s?~\s?$")
_GOES_ON = re.compile(r"\d\s?[.년]\s?$")
"""What a date without its whole year never stands behind: 2016. 13. 2. is none of 13. 2."""
_WHOLE_YEAR = re.compile(_YEAR)
_BETWEEN = re.compile(r"\s?(?:[/,·&]|및)\s?")
_NAMED_DAYS = re.compile(_WEEKDAY)
_FULL_YEAR = re.compile(rf"{_YEAR}|{_SHORT}\s?\.\s?{_M}\s?(?:\.\s?{_D}|[.월])|{_SHORT}\s?년")
_MANY_DAYS = re.compile(r"[~,·-]")


@dataclass(frozen=True)
class Dated:
    """A date in a line: where, and when."""

    start: int
    end: int
    period: Period


def dates(slate: Slate, setting: Setting) -> list[Dated]:
    """The dates of a line in their order, those side by side as one with several spans.

    They are covered: the caller takes those it means; those of no one year are put as doubts.
    """
    found = list(_each(slate, setting))
    joined: list[Dated] = []
    for one in found:
        if joined and _BETWEEN.fullmatch(slate.plain[joined[-1].end : one.start]):
            before = joined.pop()
            one = Dated(before.start, one.end, _together(before.period, one.period))
        joined.append(one)
    for one in joined:
        slate.cover(one.start, one.end)
    return joined


def chosen(slate: Slate, found: Sequence[Dated], field: str = "period") -> Period | None:
    """The one date of a line, the finest of those that are known otherwise exactly.

    Of several equally exact ones none, but each a doubt.
    """
    finest_of = [FINEST_FIRST.index(one.period.precision) for one in found]
    best = [one for one, exact in zip(found, finest_of, strict=True) if exact == min(finest_of)]
    if not best:
        return None
    if len(best) > 1:
        periods = [one.period for one in best]
        for one in best:
            question = WHICH_DATE.format(text=slate.text[one.start : one.end])
            slate.doubt(field, one.start, one.end, question, *periods)
        return None
    rough = best[0].period.precision in (Precision.HALF, Precision.YEAR)
    if rough and any(one.field == field for one in slate.doubts):
        return None  # 상반기 1회, 하반기 1회
    for one in found:
        slate.mark(field, one.start, one.end)
    return best[0].period


def _each(slate: Slate, setting: Setting) -> Iterator[Dated]:
    matches = [*slate.find(_ONE), *slate.find(_ALONE)]
    for found in sorted(matches, key=lambda one: one.start()):
        start, end = found.span()
        start += len(slate.plain[start:end]) - len(slate.plain[start:end].lstrip())
        if _UNTIL.match(slate.plain, end) and not (found.re is _ONE and found["last"]):
            slate.set_aside(start, end)
            continue
        if found.re is _ONE and found["last"] and (until := _UNTIL.match(slate.plain, end)):
            end = until.end()
        if _is_a_rest(slate.plain, start):
            text = slate.text[start:end]
            slate.doubt("period", start, end, unlike_date(text))
            slate.set_aside(start, end)
            continue
        period = _read(slate, setting, found, (start, end))
        slate.set_aside(start, end)
        if period is not None:
            yield Dated(start, end, period)


def _is_a_rest(plain: str, start: int) -> bool:
    """Whether a date that begins there is only what is left of one that is none."""
    before = plain[:start]
    if _CUT.search(before):
        return True
    return bool(_GOES_ON.search(before)) and not _WHOLE_YEAR.match(plain, start)


def _read(
    slate: Slate, setting: Setting, found: re.Match[str], where: tuple[int, int]
) -> Period | None:
    """The one time that is meant; a doubt where there is none or more than one."""
    last = found["last"] if found.re is _ONE else None
    said = _without_days(found["first"]) + (f"~{_without_days(last)}" if last else "")
    dated = bool(_FULL_YEAR.match(said.strip()))
    years = range(setting.first.year, setting.last.year + 1)
    if dated:
        period = _period(said, setting.last.year)
        if period is None:
            slate.doubt("period", *where, unlike_date(slate.text[where[0] : where[1]]))
        if period and period.precision is Precision.YEAR and setting.first.year == years[-1]:
            return None  # the block says as much
        return period
    if "~" not in said and last is None and found.re is _ALONE:
        return None
    held = [one for year in years if (one := _period(said, year)) and _inside(one, setting)]
    if len(held) == 1:
        return held[0]
    text = slate.text[where[0] : where[1]]
    question = WHICH_YEAR.format(text=text) if held else outside_block(text)
    slate.doubt("period", *where, question, *held)
    return None


def _without_days(said: str) -> str:
    """Two weekdays of a range say nothing of one day."""
    found = _NAMED_DAYS.search(said)
    if found and _MANY_DAYS.search(found[0]):
        return said[: found.start()] + said[found.end() :]
    return said


def _period(said: str, year: int) -> Period | None:
    """Read with a day of that year as today's: its middle is nearest to each of its days."""
    try:
        period = read_period(said, date(year, 7, 2))
    except Unreadable:
        return None
    return period if period.known else None


def _inside(period: Period, setting: Setting) -> bool:
    assert period.start is not None
    assert period.end is not None
    return setting.first.start <= period.start and period.end <= setting.last.end


def _together(one: Period, other: Period) -> Period:
    spans: tuple[Span, ...] = (
        *one.spans,
        *(span for span in other.spans if span not in one.spans),
    )
    return Period(spans, one.style)


def one_time(period: Period) -> bool:
    """Whether it is one day or one month, as when something was signed."""
    return len(period.spans) == 1 and (
        period.start == period.end
        or (period.precision is Precision.MONTH and _same_month(period.spans[0]))
    )


def _same_month(span: Span) -> bool:
    return (span.start.year, span.start.month) == (span.end.year, span.end.month)
