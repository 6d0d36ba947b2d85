"""Counts in running words, each with its unit and the word that says what it counts.

A word stands before its number (면접 120명) or behind it (29개사 참여); a number whose word is not
plain, that is approximate, a goal or one of several is a doubt. A number without a unit is none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_doubts import (
    approximate,
    in_parts,
    not_of_kind,
    only_wanted,
    said_twice,
    what_counted,
    without_unit,
)
from storage.facts.loose.wording_words import (
    FIRMS,
    GENERAL,
    PEOPLE,
    TIMES,
    UNITS,
    Word,
    words_of,
)
from storage.rules.counts import LARGEST, NUMBER, plain_number
from storage.rules.terms import Measure

_COUNT = re.compile(
    rf"(?<![\d.,~\-–제])(?P<number>{NUMBER})(?P<many>\s?여)?\s?"
    + "(?:"
    + "|".join(f"(?P<{name}>{units})" for name, units in UNITS.items())
    + r")(?P<about>\s?(?:여(?!\s?[성자])|이상|내외|정도|가량|쯤|미만|이하|초과|안팎))?"
    r"(?P<each>씩)?",
    re.ASCII,
)
_ABOUT = re.compile(r"(?<![가-힣])(?:약|대략|최대|최소|평균|1인당|회당)\s?$")
_TILDE = re.compile(r"\d[\d,]*\s?(?:명|개사|회)?\s?[~-]\s?$")
_WANTED_BEFORE = re.compile(r"(?:목표|계획)\s?(?:인원)?\s?[:：]?\s?(?:\S{1,4}\s)?$")
_WANTED_BEHIND = re.compile(
    r"\s?(?:\S{1,4}\s?)?(?:목표|계획(?!대로)|예정(?!자)|모집|선발)|\s?대비"
)
_HEADS = re.compile(r"연\s?인원\s?$|(?<![가-힣])각\s?$")
_TOTAL = r"(?:총|계|합계|누적|누계)?"
_GAP = re.compile(
    rf"(?:은|는|이|가|을|를|에|으로)?\s?[:=(\-]?\s?{_TOTAL}\s?(?:\d\s?일간\s?)?", re.ASCII
)
_OF = re.compile(r"\s?(?:중|가운데)(?![가-힣])")
_BEHIND_GAP = re.compile(
    r"(?:이|가|을|를|의|에게|에)?\s?\(?(?:구직자|청년|교육생)?(?:이|가|을|를)?\s?"
)
_CLOSED = re.compile(
    r"\s?(?:$|[,;/·()|:.'\"\x00\x01+]|및|[와과](?![가-힣])|하[여였고는]|했|한(?![가-힣])|[됐된됨함](?![가-힣])"
    r"|되|이며|으로|해|완료|확정|달성|성공|실시|진행|운영|\d|수료|참여|면접|채용|상담|취업|방문|교육|현장|최종|총|시민)"
)
_FROM_TO = re.compile(
    rf"(?<![\d.]){NUMBER}\s?(?:명|개사|회)?\s?[~-]\s?{NUMBER}\s?(?:{'|'.join(UNITS.values())})",
    re.ASCII,
)
_UNITLESS = re.compile(
    rf"\s?[:=]?\s?(?P<number>{NUMBER})(?=\s?(?:$|[,/·()]))(?!\s?[~.-])", re.ASCII
)


@dataclass(frozen=True)
class Counted:
    """A figure in a line; `measure` None while only its unit is known.

    `others` are what else its words may mean; `why` is a question where it cannot be taken.
    """

    line: int
    start: int
    end: int
    value: int
    unit: str
    measure: Measure | None = None
    others: tuple[Measure, ...] = ()
    why: str = ""
    sure: bool = True  # its own words say what it counts
    each: bool = False  # so many each time
    most: int = 0  # the other end of 30~40명
    goal: bool = False  # it was only wanted


def counts(slate: Slate, alone: Sequence[tuple[int, int]]) -> list[Counted]:
    """The figures of a line in their order; `alone` are parts of a whole that is not told."""
    numbers = [_number(slate, one) for one in _COUNT.finditer(slate.numbers)]
    words = words_of(slate, [(one.start, one.end) for one in numbers])
    found = [*_paired(slate, numbers, words)]
    found += _unclear(slate, found, words)
    for start, end in alone:
        if not any(one.end <= start and _near(slate.plain[one.end : start]) for one in found):
            found.append(
                Counted(slate.line, start, end, 0, "", why=in_parts(slate.text[start:end]))
            )
    return sorted(found, key=lambda one: one.start)


def _unclear(slate: Slate, found: Sequence[Counted], words: Sequence[Word]) -> Iterable[Counted]:
    """Numbers that are told from one to another, or that have a word and no unit."""
    for one in _FROM_TO.finditer(slate.numbers):
        if not any(each.start <= one.start() < each.end for each in found):
            text = slate.text[one.start() : one.end()]
            yield Counted(slate.line, one.start(), one.end(), 0, "", why=approximate(text))
    for word in words:
        bare = _UNITLESS.match(slate.numbers, word.end)
        if bare is None or any(each.start < bare.end() <= each.end for each in found):
            continue
        text = slate.text[word.start : bare.end()]
        value = plain_number(bare["number"])
        measure = word.measures[0][1]
        yield Counted(
            slate.line, word.start, bare.end(), value, "", measure, why=without_unit(text)
        )


def _near(between: str) -> bool:
    return not between.strip(" (,:")


def _number(slate: Slate, found: re.Match[str]) -> Counted:
    unit = next(name for name in UNITS if found[name])
    start, end = found.start(), found.end()
    text, value = slate.text[start:end], plain_number(found["number"])
    before, behind = slate.plain[:start], slate.plain[end:]
    why = ""
    if found["many"] or found["about"] or _ABOUT.search(before) or _TILDE.search(before):
        why = approximate(text)
    elif found["each"] or _HEADS.search(before) or value > LARGEST:
        why = what_counted(text)
    elif _WANTED_BEFORE.search(before) or _WANTED_BEHIND.match(behind):
        why = only_wanted(text)
    return Counted(slate.line, start, end, value, unit, why=why)


def _paired(slate: Slate, numbers: Sequence[Counted], words: Sequence[Word]) -> Iterable[Counted]:
    """Each number with its word. In a run of both the first of them says which goes before."""
    tokens: list[Counted | Word] = sorted([*numbers, *words], key=lambda one: one.start)
    runs: list[list[Counted | Word]] = []
    for one in tokens:
        if runs and _linked(slate, runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        yield from _in_run(slate, run)


def _linked(slate: Slate, left: Counted | Word, right: Counted | Word) -> bool:
    between = slate.plain[left.end : right.start]
    if isinstance(left, Word) and isinstance(right, Counted):
        return left.of(right.unit) is not None and bool(_GAP.fullmatch(between))
    if isinstance(left, Counted) and isinstance(right, Word):
        closed = bool(_CLOSED.match(slate.numbers, right.end)) or bool(
            re.match(r"(?:은|는|이|가|을|를|에|으로)(?![가-힣])", slate.plain[right.end :])
        )
        fits = right.of(left.unit) is not None
        if "(" in between and not slate.plain[right.end :].lstrip().startswith(")"):
            return False  # 20명(수료 18, 취업 12)
        return fits and closed and bool(_BEHIND_GAP.fullmatch(between))
    return False


def _in_run(slate: Slate, run: Sequence[Counted | Word]) -> Iterable[Counted]:
    words_first = isinstance(run[0], Word)
    for at, one in enumerate(run):
        if isinstance(one, Word):
            continue
        before = run[at - 1] if at else None
        behind = run[at + 1] if at + 1 < len(run) else None
        assert not isinstance(before, Counted)
        assert not isinstance(behind, Counted)
        last = at + 2 == len(run)
        if before is not None and behind is not None and last and words_first:
            yield _between(slate, one, before, behind)
        elif words_first and before is not None:
            yield _said(one, before)
        elif not words_first and behind is not None:
            yield _said(one, behind)
        elif _OF.match(slate.plain, one.end):
            yield replace(one, why=one.why or what_counted(slate.text[one.start : one.end]))
        else:
            yield one


def _between(slate: Slate, one: Counted, before: Word, behind: Word) -> Counted:
    """A number with a word on either side: the plainer of them, or nothing."""
    first, second = before.of(one.unit), behind.of(one.unit)
    assert first is not None
    assert second is not None
    if first is second or second in GENERAL:
        return replace(_said(one, before), end=behind.end)
    if first is Measure.RESIDENTS and second is Measure.HIRED:
        return replace(_said(one, before), end=behind.end)
    if first in GENERAL:
        return _said(one, behind)
    why = one.why or what_counted(slate.text[one.start : one.end])
    return replace(one, others=(first, second), why=why)


def _said(one: Counted, word: Word) -> Counted:
    return replace(
        one,
        measure=word.of(one.unit),
        start=min(one.start, word.start),
        end=max(one.end, word.end),
    )


def bare_as(
    found: Sequence[Counted], slates: Mapping[int, Slate], people: Measure | None, named: int
) -> list[Counted]:
    """Numbers with a unit alone, as the kind has it: 11회, 29개사, and people where it is plain.

    `named` is where in the item the name ends of which they may be told at once.
    """
    told = {TIMES: Measure.RUNS, FIRMS: Measure.COMPANIES, PEOPLE: people}
    made = []
    for one in found:
        measure = None if one.measure or one.why else told.get(one.unit)
        if measure is None and one.unit == PEOPLE and not (one.measure or one.why):
            seekers = _SEEKERS.search(slates[one.line].plain[: one.start])
            measure = Measure.VISITORS if seekers else None
        if one.unit == FIRMS and slates[one.line].plain[: one.end].endswith(("소", "관")):
            measure = None  # 12개소 are places, 3개 기관 bodies
        if measure is None or not _stands_alone(slates[one.line].numbers, one, named):
            made.append(one)
        else:
            made.append(replace(one, measure=measure, sure=one.unit != PEOPLE))
    return made


_SEEKERS = re.compile(r"(?:구직자|구직인원)\s?(?:등\s?)?(?:총\s?)?$")
_LONE_BEFORE = re.compile(
    r"(?:^|[,;:/·()|\x00\x01\"'-]|\d\s?개?\s?[명회사체소업]체?|(?<![가-힣])(?:및|총|계|구직자|청년|동안|등))\s*$|\s-\s*$"
)
_LONE_BEHIND = re.compile(r"\s*(?:$|[,;/·()|:\x00\x01\"'-]|및|\d|총)")


def _stands_alone(text: str, one: Counted, named: int) -> bool:
    """Whether no other word beside the number may say what it counts."""
    before = bool(_LONE_BEFORE.search(text[: one.start])) or (
        one.line == 1 and not text[named : one.start].strip(" 총")
    )
    behind = bool(_LONE_BEHIND.match(text[one.end :]))
    if one.unit == TIMES:
        return before or behind
    return before and behind


def settle(
    slates: Mapping[int, Slate], found: Sequence[Counted], allowed: Sequence[Measure]
) -> dict[Measure, int]:
    """The figures that a record may have, each told once; the others are doubts of their line."""
    values: dict[Measure, int] = {}
    allowed = _with_whole(found, allowed)
    for measure in dict.fromkeys(one.measure for one in found if one.measure):
        same = [one for one in found if one.measure is measure]
        plain = [one for one in same if not one.why]
        several = len({one.value for one in plain}) > 1
        for one in same:
            slate = slates[one.line]
            text, name = slate.text[one.start : one.end], f"counts.{measure.value}"
            if one.why:
                slate.doubt(name, one.start, one.end, one.why, one.value)
            elif several:
                slate.doubt(name, one.start, one.end, said_twice(text), one.value)
            elif measure not in allowed:
                slate.doubt(name, one.start, one.end, not_of_kind(text), one.value)
            else:
                values[measure] = one.value
                slate.take(name, one.start, one.end, sure=one.sure)
    for one in found:
        if one.measure is None:
            text = slates[one.line].text[one.start : one.end]
            question = one.why or what_counted(text)
            slates[one.line].doubt("counts", one.start, one.end, question)
    return values


def _with_whole(found: Sequence[Counted], allowed: Sequence[Measure]) -> Sequence[Measure]:
    """Residents are read only among all who were hired, and never more of them."""
    told = {one.measure: one.value for one in found if one.measure and not one.why}
    ours, everybody = told.get(Measure.RESIDENTS), told.get(Measure.HIRED)
    if ours is not None and (everybody is None or ours > everybody):
        return [one for one in allowed if one is not Measure.RESIDENTS]
    return allowed
