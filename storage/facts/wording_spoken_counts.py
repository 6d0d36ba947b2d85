"""Counts of a typed line: with units and without, spoken, corrected, so many each time. Pure.

A word and a number that stand side by side belong together, each to one of the other: of all
ways to pair them the one that leaves fewest alone. What is not exact is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storage.facts import wording_spoken_doubts as doubts
from storage.facts.loose_text import Slate
from storage.facts.wording_loose_counts import Counted
from storage.facts.wording_loose_doubts import only_wanted, what_counted
from storage.facts.wording_loose_words import (
    FIRMS,
    GENERAL,
    PEOPLE,
    TIMES,
    UNITS,
    Word,
    words_of,
)
from storage.facts.wording_spoken_numbers import NATIVE, SINO, TYPED, VAGUE, number_of
from storage.rules.counts import LARGEST
from storage.rules.terms import Measure

BARE = ""
"""The unit of a number that has none."""
OTHER = "other"
_UNITS = {
    PEOPLE: rf"{UNITS[PEOPLE]}|분(?=\s?(?:이|께서|오|참|상담|방문))",
    FIRMS: rf"{UNITS[FIRMS]}|곳|군데",
    TIMES: rf"{UNITS[TIMES]}|번(?!\s?(?:출구|길|지|째))|차례",
    OTHER: "건(?!설|물|강)|팀|가구|세대|종",
}
_UNIT = "|".join(f"(?P<{name}>{units})" for name, units in _UNITS.items())
_ANY_UNIT = "|".join(_UNITS.values())
_ABOUT_BEFORE = r"(?:(?<![가-힣])(?:약|대략|한(?=\s*\d)|거의|최대|최소|평균|어림잡아)\s*)"
_ABOUT = (
    r"\s?(?:여\s?(?:명|개사|곳|회)|여(?!\s?[성자]|\s?:?\s?\d)|이상|내외|정도|가량|쯤|미만"
    r"|이하|초과|안팎|남짓)"
)
_NUMBER = rf"(?:{TYPED}|(?<![가-힣])(?:{NATIVE}|{SINO}))"
_COUNT = re.compile(
    rf"(?P<approx>{_ABOUT_BEFORE})?(?<![\d.,~\-–제A-Za-z])(?P<number>{_NUMBER})"
    rf"(?:(?P<many>\s?여)?\s?(?:{_UNIT})(?P<about>{_ABOUT})?(?P<each>\s?씩)?"
    rf"|(?P<bare>(?=\s*(?:$|[,/·()+.;])|\s|이고|이며|으로|은|는|이|가)))",
    re.ASCII,
)
_FROM_TO = re.compile(
    rf"(?<![\d.,])(?P<low>\d[\d,]*)\s?(?:명|개사"
    rf"|회)?\s?[~-]\s?(?P<high>\d[\d,]*)\s?(?:{_UNIT})(?:{_ABOUT})?",
    re.ASCII,
)
_VAGUE = re.compile(rf"(?<![가-힣])(?P<number>{VAGUE})\s?(?:{_UNIT})")
_BACK = (
    r"\s*(?:이|가|은|는)?\s*,?\s*(?:아니(?:고요?|라고?|요|야|다|네요?|었고)?|아닌|말고"
    r"|정정(?:합니다|해서)?"
    r"|(?:이라고?|라고)\s?(?:했는데|썼는데|적었는데)|→|->|=>)[\s,.]*(?:실제로?는?|정확히는?"
    r"|다시)?\s*"
)
_TAKEN_BACK = re.compile(_BACK)
_GAP_BEFORE = re.compile(
    r"(?:인원|자|생|들)?(?:은|는|이|가|을|를|에|도|으로|만|하신\s?분|한\s?(?:사람|분"
    r"|인원))?\s?[:=(\-]?\s?"
    r"(?:(?:총|계|합계|모두|전체|다\s?해서|봄|본\s?사람)\s?)?(?:인원(?:은|이)?\s?)?"
)
_GAP_BEHIND = re.compile(
    r"(?:이|가|을|를|의|에게|에|은|는|만|도)?\s?\(?(?:구직자|청년|교육생|현장에서|직접|모두"
    r"|전원)?(?:이|가|을|를)?\s?"
)
_WANTED_BEFORE = re.compile(r"(?:목표|계획|정원)\s?(?:인원)?\s?[:：]?\s?(?:\S{1,4}\s)?$")
_WANTED_BEHIND = re.compile(r"\s?(?:\S{1,4}\s)?(?:목표|계획(?!대로)|예정(?!자)|모집|선발)")
Token = Counted | Word


def said_counts(slate: Slate) -> list[Counted]:
    """The figures of a line in their order, each with its word where it has one."""
    rough = [*_not_exact(slate)]
    numbers = [*rough]
    for one in _exact(slate):
        if not any(each.start < one.end and one.start < each.end for each in rough):
            numbers.append(one)
    numbers = _last_of_corrected(slate, sorted(numbers, key=lambda one: one.start))
    words = words_of(slate, [(one.start, one.end) for one in numbers])
    return _paired(slate, numbers, words)


def _exact(slate: Slate) -> Iterator[Counted]:
    for found in _COUNT.finditer(slate.numbers):
        start, end = found.span()
        try:
            value = number_of(found["number"])
        except ValueError:
            continue
        unit = next((name for name in _UNITS if found[name]), BARE)
        text, why = slate.text[start:end].strip(), ""
        if found["approx"] or found["many"] or found["about"]:
            why = doubts.about(text)
        elif found["each"]:
            why = doubts.each_time(text)
        elif value > LARGEST:
            why = what_counted(text)
        elif _WANTED_BEFORE.search(slate.plain[:start]) or _WANTED_BEHIND.match(slate.plain, end):
            why = only_wanted(text)
        if unit == BARE and not found["number"].strip()[:1].isdigit():
            continue
        begin, stop = slate.shrunk(start, end)
        yield Counted(slate.line, begin, stop, value, unit, why=why)


def _not_exact(slate: Slate) -> Iterator[Counted]:
    """3~40명, 서너 명: no one number."""
    for found in _FROM_TO.finditer(slate.numbers):
        unit = next(name for name in _UNITS if found[name])
        low, high = number_of(found["low"]), number_of(found["high"])
        text = slate.text[slice(*found.span())]
        if low < 10 <= high and low * 10 < high:
            low *= 10  # 3~40명 are thirty to forty
        yield Counted(slate.line, *found.span(), low, unit, why=doubts.about(text))
        del high
    for found in _VAGUE.finditer(slate.numbers):
        unit = next(name for name in _UNITS if found[name])
        text = slate.text[slice(*found.span())]
        yield Counted(slate.line, *found.span(), 0, unit, why=doubts.about(text))


def _last_of_corrected(slate: Slate, numbers: Sequence[Counted]) -> list[Counted]:
    """18명 아니 19명: the last one, read from all of these words."""
    made: list[Counted] = []
    for one in numbers:
        before = made[-1] if made else None
        if before and _TAKEN_BACK.fullmatch(slate.plain[before.end : one.start]):
            made.pop()
            one = replace(one, start=before.start, unit=one.unit or before.unit)
        made.append(one)
    return made


def _paired(slate: Slate, numbers: Sequence[Counted], words: Sequence[Word]) -> list[Counted]:
    """Each number with the word before or behind it, so that fewest are left without one."""
    tokens: list[Token] = sorted([*numbers, *words], key=lambda one: one.start)
    best: dict[int, tuple[float, dict[int, int]]] = {-1: (0.0, {})}
    for at, one in enumerate(tokens):
        if isinstance(one, Word):
            continue
        ways: dict[int, tuple[float, dict[int, int]]] = {}
        for used, (score, pairs) in best.items():
            for word, gain in ((-1, 0.0), *_links(slate, tokens, at)):
                if word == used and word >= 0:
                    continue
                total = score + gain
                taken = word if word > at else -1
                if taken not in ways or ways[taken][0] < total:
                    ways[taken] = (total, pairs | ({at: word} if word >= 0 else {}))
        best = ways
    pairs = max(best.values(), key=lambda one: one[0])[1]
    return [
        _said(slate, tokens, at, pairs.get(at))
        for at, one in enumerate(tokens)
        if isinstance(one, Counted)
    ]


def _links(slate: Slate, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, float]]:
    """The words to which a number may belong, and how well each fits."""
    one = tokens[at]
    assert isinstance(one, Counted)
    if at and isinstance(before := tokens[at - 1], Word):
        gap = slate.plain[before.end : one.start]
        if _measure(before, one) and _GAP_BEFORE.fullmatch(gap):
            yield at - 1, 10 + (2 if one.unit == BARE else 0) + _plainer(before, one)
    if at + 1 < len(tokens) and isinstance(behind := tokens[at + 1], Word):
        gap = slate.plain[one.end : behind.start]
        if _measure(behind, one) and _GAP_BEHIND.fullmatch(gap) and (one.unit or not gap.strip()):
            yield at + 1, 10.5 + _plainer(behind, one)


def _plainer(word: Word, one: Counted) -> float:
    measure = _measure(word, one)
    if measure is Measure.RESIDENTS:
        return 1.0
    return 0.0 if measure in GENERAL else 0.8


def _measure(word: Word, one: Counted) -> Measure | None:
    if one.unit == BARE:
        return word.of(PEOPLE) or word.of(FIRMS)
    return word.of(one.unit)


def _said(slate: Slate, tokens: Sequence[Token], at: int, where: int | None) -> Counted:
    one = tokens[at]
    assert isinstance(one, Counted)
    if where is None:
        return one
    word = tokens[where]
    assert isinstance(word, Word)
    start, end = min(one.start, word.start), max(one.end, word.end)
    other = at + 1 if where < at else at - 1
    if 0 <= other < len(tokens) and isinstance(idle := tokens[other], Word):
        start, end = _with_idle(slate, one, idle, start, end)
    return replace(one, measure=_measure(word, one), start=start, end=end)


def _with_idle(slate: Slate, one: Counted, idle: Word, start: int, end: int) -> tuple[int, int]:
    """참여 66명 시청: the other word only closes the phrase, where no number needs it."""
    behind = idle.start >= one.end
    if not behind:
        return start, end
    free = _GAP_BEHIND.fullmatch(slate.plain[one.end : idle.start])
    after = slate.numbers[idle.end : idle.end + 6]
    if free and not re.match(r"\s?[:은는]?\s?\d", after) and one.measure is None:
        return start, max(end, idle.end)
    return start, end


def corrected_alone(slate: Slate) -> tuple[int, int, int] | None:
    """21명 아니라 22명: where figures are put right, and to what; None where none are."""
    numbers = [*_exact(slate)]
    for before, one in pairwise(numbers):
        if _TAKEN_BACK.fullmatch(slate.plain[before.end : one.start]):
            return before.start, one.end, one.value
    return None
