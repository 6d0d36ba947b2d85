"""The small pieces of every report line: words, brackets, lists, dates and figures."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from storage.facts.tally import coverage
from storage.rules.counts import with_unit
from storage.rules.dates import write_period
from storage.rules.period import Period, Precision
from storage.rules.terms import DatePlace, Measure
from storage.rules.wording_figures import RESIDENTS

HEADING, ITEM, DETAIL = 1, 2, 3
"""The three depths of the report: ○, - and ·."""

_NO_DATE = frozenset({Precision.HALF, Precision.YEAR, Precision.UNKNOWN})
_COUNTERS = frozenset({"명", "건", "회", "개", "개사", "개소", "곳", "기", "종", "%"})
_LAST_BRACKET = re.compile(r" ?\([^()]*\)$")
_NAMED_COUNTER = re.compile(r"(?P<name>.*\S)\s*\((?P<unit>[^()\s]+)\)")
_IN_ORDER = (Measure.OPENINGS, *(kind for kind in Measure if kind is not Measure.OPENINGS))
"""Figures as a result notice gives them: what was offered stands before what came of it."""
COHORTS, RECORDS = "기", "건"
"""Counting words of what figures are counted over, besides runs (회)."""
DEEDS = ("개최", "실시", "운영", "진행", "추진", "체결")
"""Nouns of doing, one of which closes a line: behind one of them no second is said."""
MEETING_WORDS = ("간담회", "회의", "면담", "설명회", "협의")
"""What a meeting may be called; only the end of a name says what it is: 채용 협의 관련 간담회."""
_BOOTHS = (Measure.INTERVIEW_BOOTHS, Measure.ADVICE_BOOTHS)


def words(*parts: str) -> str:
    """The parts that say something, one space between all words."""
    return " ".join(" ".join(parts).split())


def listed(texts: Iterable[str], mark: str = ", ") -> str:
    """The texts that say something, with a mark between them."""
    return mark.join(said for text in texts if (said := words(text)))


def bracket(*parts: str) -> str:
    """The parts in one round bracket, `/` between them; nothing when all are empty."""
    inside = listed(parts, "/")
    return f"({inside})" if inside else ""


def ending(text: str, verb: str) -> str:
    """The text closed by its noun of doing (개최, 체결 …), which is not said twice.

    A text that ends on such a noun of its own keeps it: 취업특강 실시, but 채용박람회 개최 지원.
    """
    said = words(text)
    closed = said.endswith(verb) or (verb in DEEDS and said.split(" ")[-1] in DEEDS)
    return said if closed else words(said, verb)


def without_bracket(text: str) -> str:
    """The text before the bracket at its end: 채용 간담회(1차) is a 간담회."""
    return _LAST_BRACKET.sub("", words(text))


def printed_date(period: Period) -> str:
    """The date as the line writes it; empty when all that is known is the half-year or less.

    The row a line stands in already names its half-year, so the seed leaves such dates out.
    """
    return "" if period.precision in _NO_DATE else write_period(period)


def of_department(name: str, text: str) -> str:
    """What a department says where several speak: (도로건설과) 관급공사 협약 체결."""
    return words(bracket(name), text)


def placed(text: str, when: str, place: DatePlace) -> str:
    """The text with its date before it, "(2019. 6.) …", or close behind it, "…(2020.9.)"."""
    if not when or place is DatePlace.NONE:
        return words(text)
    if place is DatePlace.BEFORE:
        return words(bracket(when), text)
    return words(text) + bracket(when)


Units = Mapping[Measure, str]
NO_UNITS: Units = MappingProxyType({})


def figures(
    counts: Mapping[Measure, int], shown: Iterable[str] = (), units: Units = NO_UNITS
) -> tuple[str, ...]:
    """The figures a line has not said yet, at most two lines; a missing figure says nothing.

    Booths read "현장면접(29개사)/채용상담(3개사)", all others "면접 120명, 채용 35명(고양시민
    20명)".
    """
    said = set(shown)
    left = [measure for measure in _IN_ORDER if measure in counts and measure not in said]
    booths = [
        measure.label + bracket(amount(counts, measure, units)) + partly(counts, measure)
        for measure in left
        if measure in _BOOTHS
    ]
    joined = residents_among(counts, units)
    others = [
        words(measure.label, amount(counts, measure, units))
        + (joined if measure is Measure.HIRED else "")
        + partly(counts, measure)
        for measure in left
        if measure not in _BOOTHS and not (joined and measure is Measure.RESIDENTS)
    ]
    return tuple(text for text in (listed(booths, "/"), listed(others)) if text)


def residents_among(counts: Mapping[Measure, int], units: Units = NO_UNITS) -> str:
    """Residents behind all who were hired, "(고양시민 20명)".

    Nothing where only one of the two was counted, or where either was counted only in part.
    """
    both = (Measure.HIRED, Measure.RESIDENTS)
    if any(one not in counts or coverage(counts, one) for one in both):
        return ""
    return bracket(f"{RESIDENTS} {amount(counts, Measure.RESIDENTS, units)}")


def amount(counts: Mapping[Measure, int], measure: Measure, units: Units = NO_UNITS) -> str:
    """One figure with its counting word, "29회"; empty when it was not counted.

    `units` are words that the office has set.
    """
    value = counts.get(measure)
    return "" if value is None else with_unit(value, units.get(measure) or measure.unit)


def partly(counts: Mapping[Measure, int], measure: Measure) -> str:
    """Of how much a sum was counted, "(4회 중 3회 집계)"; empty when all of it was."""
    known = coverage(counts, measure)
    if known is None:
        return ""
    if known.whole is None:
        return "(일부 집계)"
    return f"({with_unit(known.whole, known.unit)} 중 {with_unit(known.part, known.unit)} 집계)"


def target(word: str, measure: str, value: int | None, unit: str = "") -> str:
    """A wanted or reached figure, "목표 채용 30명"; empty when there is none.

    The measure may be one of ours, a bare counting word (건), a name with its counting word in
    brackets (업무협약(건)), or any name; `unit` is the counting word said with the figure.
    """
    if value is None:
        return ""
    name, counted = measured(measure, unit)
    return words(word, name, with_unit(value, counted))


def measured(measure: str, unit: str = "") -> tuple[str, str]:
    """The name of what is counted and its counting word, either of which may be missing.

    The one that the measure brings along goes before the `unit` said with a figure.
    """
    ours = next((known for known in Measure if measure in (known, known.label)), None)
    if ours is not None:
        return ours.label, ours.unit
    if measure.strip() in _COUNTERS:
        return "", measure.strip()
    found = _NAMED_COUNTER.fullmatch(measure.strip())
    return (found["name"], found["unit"]) if found else (measure, unit)
