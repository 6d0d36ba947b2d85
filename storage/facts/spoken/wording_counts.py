"""Counts of a typed line: with units and without, spoken, corrected, so many each time. Pure.

A word and a number that stand side by side belong together, each to one of the other: of all
ways to pair them the one that leaves fewest alone. What is not exact is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.loose.wording_doubts import in_parts, only_wanted, what_counted
from storage.facts.loose.wording_words import (
    FIRMS,
    PEOPLE,
    TIMES,
    UNITS,
    Word,
    word_at,
    words_of,
)
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.wording_numbers import NATIVE, SINO, TYPED, VAGUE, number_of
from storage.facts.spoken.wording_pairs import BARE, Verb, paired
from storage.rules.counts import LARGEST
from storage.rules.terms import Measure

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
    rf"(?:(?P<many>\s?여)?\s?(?:{_UNIT})(?!도\s?(?:없|안|못))(?P<about>{_ABOUT})?(?P<each>\s?씩)?"
    rf"|(?P<bare>(?!/\d)(?=\s*(?:$|[,/·()+.;])|\s|이고|이며|으로|은|는|이|가)))",
    re.ASCII,
)
_FROM_TO = re.compile(
    rf"(?<![\d.,])(?P<low>\d[\d,]*)\s?(?:명|개사"
    rf"|회)?\s?[~-]\s?(?P<high>\d[\d,]*)\s?(?:{_UNIT})(?:{_ABOUT})?",
    re.ASCII,
)
_ADDED = re.compile(r"(?<![\d.,])(?P<one>\d{1,5})\s?명?\s?\+\s?(?P<other>\d{1,5})\s?명?")
_VAGUE = re.compile(rf"(?<![가-힣])(?P<number>{VAGUE})\s?(?:{_UNIT})")
_BACK = (
    r"\s*(?:이|가|은|는)?\s*,?\s*(?:(?:\(\s?)?(?:아니(?:고요?|라고?|요|야|다|네요?|었고)?"
    r"|아닌|말고"
    r"|정정(?:합니다|해서)?|(?:이라고?|라고)\s?(?:했는데|썼는데|적었는데)|→|->|=>)[\s,.:]*"
    r"(?:실제로?는?|정확히는?|다시)?\s*|에서\s(?=\S+\s?(?:으로|로)\s?(?:정정|수정|변경|바로)))"
)
_TAKEN_BACK = re.compile(_BACK)
_WANTED_BEFORE = re.compile(
    r"(?:목표|계획|정원)\s?(?:인원)?(?:은|는)?\s?[:：]?\s?(?:(?:상담|참여|채용|면접|교육)\s)?$"
)
_WANTED_BEHIND = re.compile(
    r"\s?(?:(?:상담|참여|채용|면접|교육)\s)?(?:목표|계획(?!대로)|예정(?!자)|모집|선발)"
)
_EARLIER = re.compile(r"\(?(?:아까|방금|처음에)\s*$")
_SO_IT_IS = re.compile(
    r"(?:이|가|으로|로)?\s?(?:맞(?:음|습니다|아요|네요)|(?:정정|수정|변경)(?:합니다|함"
    r"|했습니다)?)\s?\)?|\s?\)"
)


_ALSO = (
    (re.compile(r"(?<![가-힣])(?:취업|채용)\s?연계(?![가-힣]{2})"), Measure.HIRED, Word),
    (
        re.compile(r"(?<![가-힣])(?:뽑|입사)(?![가-힣]{0,3}예정)[가-힣]*"),
        Measure.HIRED,
        Verb,
    ),
    (re.compile(r"(?<![가-힣])면접\s?(?:보고|봤|보았|봄)[가-힣]*"), Measure.INTERVIEWED, Verb),
    (
        re.compile(r"(?:(?<=명)|(?<=명 )|(?<=분 ))(?:보고|봤|보았|봄)(?!드)[가-힣]*"),
        Measure.INTERVIEWED,
        Verb,
    ),
)
"""What counts people in a typed line and not in print."""
_PART = re.compile(r"\d[\d,]*")


def said_counts(slate: Slate, parts: Sequence[tuple[int, int]]) -> list[Counted]:
    """The figures of a line in their order, each with its word where it has one.

    `parts` are of a whole that they add up to: 남 10, 여 15.
    """
    parts = [*parts, *_groups(slate)]
    rough = [*_not_exact(slate)]
    numbers = [*rough]
    for one in _exact(slate):
        if not any(each.start < one.end and one.start < each.end for each in rough):
            numbers.append(one)
    numbers = [one for one in numbers if not _within(one, parts)]
    numbers = [one for one in numbers if not _only_goal(one, numbers)]
    numbers = _last_of_corrected(slate, sorted(numbers, key=lambda one: one.start))
    spans = [(one.start, one.end) for one in numbers]
    words = [*words_of(slate, spans)]
    glued = [word_at(slate, one.end) for one in numbers if one.end < len(slate.text)]
    words += [one for one in glued if one and not _inside((one.start, one.end), words)]
    words = [_of_booths(one) for one in words if not _city_hall(slate, one)]
    for way, measure, sort in _ALSO:
        here = [one.span() for one in way.finditer(slate.numbers)]
        words = [one for one in words if not any(a <= one.start and one.end <= b for a, b in here)]
        free = [span for span in here if not _inside(span, words)]
        words += [sort(*span, ((PEOPLE, measure),)) for span in free]
    words.sort(key=lambda one: one.start)
    return [*_whole(slate, paired(slate, numbers, words)), *_parts(slate, numbers, parts)]


_GROUP = re.compile(
    r"(?<![가-힣])(?:남성|여성|남자|여자|남|여|청년|중장년|신중년|장년|노인|어르신|장애인"
    r"|오전반?|오후반?|내국인|외국인|관내|관외)"
    r"(?:은|는|이|가)?\s?:?\s?\d{1,5}\s?명?(?=$|[^가-힣\d]|이고|이며|이)"
)


def _groups(slate: Slate) -> list[tuple[int, int]]:
    """청년 2명 중장년 6명: parts of those who came, where there are two of them."""
    found = [one.span() for one in _GROUP.finditer(slate.numbers)]
    if len(found) < 2:
        return []
    return [(found[0][0], found[-1][1])]


def _city_hall(slate: Slate, word: Word) -> bool:
    """시청 is watched only where something is sent by wire; else it is where the mayor sits."""
    return slate.plain[word.start : word.end] == _WATCHED and not _BY_WIRE.search(slate.plain)


_WATCHED = "시청"
_BY_WIRE = re.compile("온라인|비대면|유튜브|라이브|화상|방송|줌")
_BOOTHS = {
    Measure.CONSULTATIONS: Measure.ADVICE_BOOTHS,
    Measure.INTERVIEWED: Measure.INTERVIEW_BOOTHS,
}


def _of_booths(word: Word) -> Word:
    """상담 5개사: what counts people counts booths where firms are counted."""
    booths = _BOOTHS.get(word.of(PEOPLE) or Measure.RUNS)
    if booths is None or word.of(FIRMS):
        return word
    return replace(word, measures=(*word.measures, (FIRMS, booths)))


def _only_goal(one: Counted, numbers: Sequence[Counted]) -> bool:
    """상담 20명 목표였으나 12명: what was only wanted, beside what came of it."""
    return one.goal and any(each.unit == one.unit and not each.goal for each in numbers)


def _within(one: Counted, parts: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in parts)


def _inside(span: tuple[int, int], words: Sequence[Word]) -> bool:
    return any(one.start < span[1] and span[0] < one.end for one in words)


def _whole(slate: Slate, counted: Sequence[Counted]) -> Iterator[Counted]:
    """25명(남10, 여12): asked where the parts do not add up to the whole."""
    for one in counted:
        inside = _BRACKET.match(slate.plain, one.end)
        parts = _PARTS.fullmatch(inside[1]) if inside else None
        total = sum(number_of(each) for each in _PART.findall(inside[1])) if inside else 0
        if parts and one.unit == PEOPLE and total != one.value and not one.why:
            why = doubts.other_sum(slate.text[one.start : one.end], inside[1] if inside else "")
            yield replace(one, why=why, most=total)
        else:
            yield one


_BRACKET = re.compile(r"\s?\(([^()]*)\)")
_PARTS = re.compile(
    r"\s?(?:남|여|남성|여성|남자|여자|내국인|외국인)\s?:?\s?\d+\s?명?"
    r"(?:\s?[,·/]?\s?(?:남|여|남성|여성|남자|여자|내국인|외국인)\s?:?\s?\d+\s?명?)+\s?"
)


def _parts(
    slate: Slate, numbers: Sequence[Counted], parts: Sequence[tuple[int, int]]
) -> Iterator[Counted]:
    """남 10 여 15 without their whole: what they add up to is asked."""
    for start, end in parts:
        if any(one.unit == PEOPLE for one in numbers):
            continue
        total = sum(number_of(each) for each in _PART.findall(slate.plain[start:end]))
        why = in_parts(slate.text[start:end])
        yield Counted(slate.line, start, end, total, PEOPLE, why=why)


def _exact(slate: Slate) -> Iterator[Counted]:
    for found in _COUNT.finditer(slate.numbers):
        start, end = found.span()
        try:
            value = number_of(found["number"])
        except ValueError:
            continue
        unit = next((name for name in _UNITS if found[name]), BARE)
        text, why, goal = slate.text[start:end].strip(), "", False
        if found["approx"] or found["many"] or found["about"]:
            why = doubts.about(text)
        elif found["each"]:
            why = doubts.each_time(text)
        elif value > LARGEST:
            why = what_counted(text)
        elif _WANTED_BEFORE.search(slate.plain[:start]) or _WANTED_BEHIND.match(slate.plain, end):
            why, goal = only_wanted(text), True
        native = not found["number"].strip()[:1].isdigit()
        if unit == BARE and native and not re.fullmatch(_ALONE, found["number"]):
            continue
        begin, stop = slate.shrunk(start, end)
        each = bool(found["each"])
        yield Counted(slate.line, begin, stop, value, unit, why=why, each=each, goal=goal)


_ALONE = "하나|둘|셋|넷|[가-힣]*(?:섯|덟|곱|홉|물|른|흔|쉰|하나|둘|셋|넷)|열"
"""Spoken numbers that stand without a unit: 상담 여덟, 채용 하나."""


def _not_exact(slate: Slate) -> Iterator[Counted]:
    """3~40명, 서너 명: no one number."""
    for found in _FROM_TO.finditer(slate.numbers):
        unit = next(name for name in _UNITS if found[name])
        low, high = number_of(found["low"]), number_of(found["high"])
        text = slate.text[slice(*found.span())]
        if low < 10 <= high and low * 10 < high:
            low *= 10  # 3~40명 are thirty to forty
        why = doubts.about(text)
        yield Counted(slate.line, *found.span(), low, unit, why=why, most=high)
    for found in _ADDED.finditer(slate.numbers):
        total = number_of(found["one"]) + number_of(found["other"])
        why = in_parts(slate.text[slice(*found.span())])
        yield Counted(slate.line, *found.span(), total, PEOPLE, why=why)
    for found in _VAGUE.finditer(slate.numbers):
        unit = next(name for name in _UNITS if found[name])
        text = slate.text[slice(*found.span())]
        yield Counted(slate.line, *found.span(), 0, unit, why=doubts.about(text))


def _last_of_corrected(slate: Slate, numbers: Sequence[Counted]) -> list[Counted]:
    """18명 아니 19명: the last one, read from all of these words."""
    made: list[Counted] = []
    for one in numbers:
        before = made[-1] if made else None
        if before and _taken_back(slate, before, one):
            made.pop()
            started = _EARLIER.search(slate.plain[: before.start])
            start = started.start() if started else before.start
            so = _SO_IT_IS.match(slate.plain, one.end)
            open_one = "(" in slate.plain[before.end : one.start]
            end = so.end() if so and (so[0].strip() != ")" or open_one) else one.end
            one = replace(one, start=start, end=end, unit=one.unit or before.unit)
        made.append(one)
    return made


def _taken_back(slate: Slate, before: Counted, one: Counted) -> bool:
    found = _TAKEN_BACK.match(slate.plain, before.end)
    return found is not None and found.end() == one.start


def corrected_alone(slate: Slate) -> tuple[int, int, tuple[int, ...]] | None:
    """21명 아니라 22명: where a figure is put right, the new one and the old; None where none is.

    Where only the new one is said (방금 거 22명으로 고쳐 줘) it stands alone.
    """
    numbers = [one for one in _exact(slate) if one.unit == PEOPLE or one.unit == BARE]
    for before, one in pairwise(numbers):
        if _taken_back(slate, before, one):
            return before.start, one.end, (one.value, before.value)
    if len(numbers) == 1 and _PUT_RIGHT.search(slate.plain):
        return numbers[0].start, numbers[0].end, (numbers[0].value,)
    return None


_PUT_RIGHT = re.compile(
    r"^\s*(?:아니|앗|아,)|(?:방금|아까)\s?(?:거|것|그|건|꺼|올린|보낸|쓴|저장)|정정|수정|고쳐"
    r"|바꿔|잘못|맞(?:아|음|습)"
)
