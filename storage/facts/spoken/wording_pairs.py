"""Which number belongs to which word of a typed line: 면접 12 채용 3, 12명 면접 3명 채용. Pure.

A word and a number that stand side by side belong together, each to one of the other: of all
ways to pair them the one that leaves fewest alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.loose.wording_words import FIRMS, GENERAL, PEOPLE, Word
from storage.rules.terms import Measure

BARE = ""
"""The unit of a number that has none."""
_GAP_BEFORE = re.compile(
    r"(?:인원|자|생|들)?(?:은|는|이|가|을|를|에|도|으로|만|하신\s?분|한\s?(?:사람|분|인원)"
    r"|[을를]?\s?본(?:\s사람)?|에서)?\s?[:=(\-]?\s?"
    r"(?:(?:총|계|합계|모두|전체|다\s?해서|봄)\s?)?(?:인원(?:은|이)?\s?)?"
)
_GAP_BEHIND = re.compile(
    r"(?:이|가|을|를|의|에게|에|은|는|만|도)?\s?\(?(?:구직자|청년|교육생|현장에서|직접|모두"
    r"|다(?=\s)|전부"
    r"|전원)?(?:이|가|을|를)?\s?"
)
Token = Counted | Word


class Verb(Word):
    """What was done with so many: it never stands before them."""


def paired(slate: Slate, numbers: Sequence[Counted], words: Sequence[Word]) -> list[Counted]:
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
    pairs |= _apart(slate, tokens, pairs)
    return [
        _said(slate, tokens, at, pairs.get(at))
        for at, one in enumerate(tokens)
        if isinstance(one, Counted)
    ]


_ENDED = re.compile(r"(?:[은는이가을를도]|에서|으로|했|하였|한)?\s*(?:$|[\x00\x01\d,.:(/])")


def _apart(slate: Slate, tokens: Sequence[Token], pairs: dict[int, int]) -> dict[int, int]:
    """수료식 어제 16명: the only number without a word, and the only word without a number."""
    free = [
        at
        for at, one in enumerate(tokens)
        if isinstance(one, Counted) and at not in pairs and one.unit == PEOPLE
    ]
    words = [
        at
        for at, one in enumerate(tokens)
        if isinstance(one, Word)
        and at not in pairs.values()
        and one.of(PEOPLE) not in (None, Measure.RESIDENTS, *GENERAL)
        and _ENDED.match(slate.numbers, one.end)
    ]
    return {free[0]: words[0]} if len(free) == len(words) == 1 else {}


_GOES_ON = re.compile(r"\s[가-힣]{2,}(?<![에은는])")


def _links(slate: Slate, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, float]]:
    """The words to which a number may belong, and how well each fits."""
    one = tokens[at]
    assert isinstance(one, Counted)
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    after = isinstance(behind, Word) and _fits_behind(slate, one, behind)
    if at and isinstance(before := tokens[at - 1], Word) and _fits_before(slate, before, one):
        ours = _measure(before, one) is Measure.RESIDENTS
        hired = isinstance(behind, Word) and _measure(behind, one) is Measure.HIRED
        if not (ours and after and not hired):  # 시민 27명에게 취업상담
            closed = after or not _GOES_ON.match(slate.numbers, one.end)
            fit = (10.6 if closed else 10.3) + (2 if one.unit == BARE else 0)
            yield at - 1, _gain(before, one, fit)
    if isinstance(behind, Word) and after:
        ours = _measure(behind, one) is Measure.RESIDENTS
        yield at + 1, _gain(behind, one, 9.0 if ours else 10.5)


def _fits_before(slate: Slate, word: Word, one: Counted) -> bool:
    gap = slate.plain[word.end : one.start]
    first = word.end <= one.start and not isinstance(word, Verb)
    near = first and bool(_GAP_BEFORE.fullmatch(gap))
    return _measure(word, one) is not None and near


def _fits_behind(slate: Slate, one: Counted, word: Word) -> bool:
    gap = slate.plain[one.end : word.start]
    near = (
        word.start >= one.end
        and bool(_GAP_BEHIND.fullmatch(gap))
        and (one.unit != BARE or not gap.strip())
    )
    return _measure(word, one) is not None and near


_BY_UNIT = (
    *(Measure.COMPANIES, Measure.RUNS),
    *(Measure.INTERVIEW_BOOTHS, Measure.ADVICE_BOOTHS),
)


def _gain(word: Word, one: Counted, most: float) -> float:
    """How well a word fits: one that the unit alone would say as well, hardly."""
    measure = _measure(word, one)
    if measure in _BY_UNIT:
        return most / 2
    return most + _plainer(word, one)


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
    if not (_fits_before(slate, word, one) or _fits_behind(slate, one, word)):
        return replace(one, measure=_measure(word, one), sure=False)
    measure = _measure(word, one)
    other = at + 1 if where < at else at - 1
    if 0 <= other < len(tokens) and isinstance(idle := tokens[other], Word):
        start, end = _with_idle(slate, one, idle, measure, (start, end))
    return replace(one, measure=measure, start=start, end=end)


def _with_idle(
    slate: Slate, one: Counted, idle: Word, measure: Measure | None, span: tuple[int, int]
) -> tuple[int, int]:
    """참여 66명 시청, 면접은 열두명 보고: the other word says the same, and no number needs it."""
    start, end = span
    same = _measure(idle, one) is measure
    if idle.start >= one.end:
        free = _GAP_BEHIND.fullmatch(slate.plain[one.end : idle.start])
        needed = re.match(r"\s?[:은는]?\s?\d", slate.numbers[idle.end : idle.end + 6])
        return (start, max(end, idle.end)) if free and same and not needed else span
    free = _GAP_BEFORE.fullmatch(slate.plain[idle.end : one.start])
    needed = re.search(r"\d\s?명?\s?$", slate.numbers[: idle.start])
    return (min(start, idle.start), end) if free and same and not needed else span
