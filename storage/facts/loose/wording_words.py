"""The words that say of a number what it counts, and its units: 면접 120명, 29개사 참여."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.facts.loose.slate import Slate
from storage.rules.terms import Measure

_M = Measure
PEOPLE, FIRMS, TIMES = "people", "firms", "times"
_WORDS = {
    PEOPLE: {
        _M.CONSULTATIONS: "(?:구직|취업|현장|일자리|채용|진로|직업)?\\s?상담\\s?(?:인원|자|실적)?",
        _M.VISITORS: (
            "(?:참여|참가|참석|방문|관람|입장)\\s?(?:인원|자|객)?|내방(?:객)?|시청(?:자)?"
            "|접속(?:자)?"
        ),
        _M.ENROLLED: "교육(?:인원|생)|수강(?:인원|생)?|훈련(?:인원|생)|입교(?:생)?|교육|훈련",
        _M.FINISHED: "수료\\s?(?:인원|생|자|식)?",
        _M.INTERVIEWED: (
            "(?:현장|온라인|화상|비대면|채용|대면)?\\s?면접\\s?(?:인원|자|참여|참여자|실시)?"
        ),
        _M.HIRED: (
            "(?:현장|최종|총|실)?\\s?채용\\s?(?:인원|자|확정|완료)?|취업\\s?(?:인원|자|성공|확정)?"
            "|고용(?:인원)?|최종\\s?합격(?:자)?|합격(?:자)?"
        ),
        _M.OPENINGS: "구인(?:인원)?|모집인원|채용\\s?예정(?:인원)?|구인모집",
    },
    FIRMS: {
        _M.INTERVIEW_BOOTHS: "현장\\s?면접관?(?:\\s?부스)?|면접(?:부스|기업|업체)",
        _M.ADVICE_BOOTHS: "채용\\s?상담관?(?:\\s?부스)?|상담(?:부스|기업|업체)",
        _M.COMPANIES: (
            "(?:참여|참가|구인)\\s?(?:기업|업체)(?:\\s?수)?|참여|참가|방문|견학|탐방|기업|업체"
        ),
    },
    TIMES: {_M.RUNS: "운영\\s?(?:횟수|실적)?|운행(?:횟수)?|개최(?:횟수)?|실시|진행|추진"},
}
_RESIDENTS = "(?:고양|관내|지역)?\\s?(?:시민|군민|구민|도민|거주자|주민)(?:\\s?채용|\\s?고용)?"
GENERAL = frozenset({_M.COMPANIES, _M.RUNS, _M.VISITORS})
"""Words that say little of a number: beside a plainer one they only close the phrase."""
UNITS = {
    PEOPLE: "명|인(?![가-힣])",
    FIRMS: (
        "개\\s?사|개\\s?업체|개\\s?기업|개\\s?소|개\\s?부스|업체|부스|개\\s?기관"
        "|사(?=[\\s,)(/·]|$)|개(?=[\\s,)(/·]|$)"
    ),
    TIMES: "회(?!의|원|사|차|관|장|계|복|당|기)|차례",
}
_PRECEDED = re.compile(r"(?:\d차|서류|예비|조건부|(?<![가-힣])(?:미|재|불|비))\s?$")


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    measures: tuple[tuple[str, Measure], ...]  # by unit

    def of(self, unit: str) -> Measure | None:
        return dict(self.measures).get(unit)


_MEANT = {
    unit: [(measure, re.compile(words)) for measure, words in by_measure.items()]
    for unit, by_measure in _WORDS.items()
}
_RESIDENT = re.compile(_RESIDENTS)
_ENDED = (
    r"(?=$|[^가-힣]|(?:은|는|이|가|을|를|에|으로|하여|하고|한|함|됨|된|하고|해서|도)(?![가-힣])"
    r"|(?:하였|했|되었|됐)(?:음|다|습니다|고|으며|어요|는데|네요|고요|지요|구요"
    r"|음니다)?(?![가-힣]))"
)
_BOUND = r"(?<![가-힣A-Za-z])"
_EVERY_WORD = tuple(
    re.compile(f"{_BOUND}(?:{words}){_ENDED}")
    for words in (*(one for ways in _WORDS.values() for one in ways.values()), _RESIDENTS)
)


def is_counting_word(text: str) -> bool:
    """Whether a word says what a number counts."""
    return any(way.fullmatch(text) for ways in _MEANT.values() for _measure, way in ways)


_ANY_WORD = tuple(
    re.compile(f"(?:{words}){_ENDED}")
    for words in (*(one for ways in _WORDS.values() for one in ways.values()), _RESIDENTS)
)


def word_at(slate: Slate, at: int) -> Word | None:
    """A counting word that begins there, though a letter stands before it: 2명|취업."""
    ends = [one.end() for way in _ANY_WORD if (one := way.match(slate.numbers, at))]
    if not ends or not slate.numbers[at].strip():
        return None
    text = slate.numbers[at : max(ends)]
    measures = tuple(
        (unit, measure)
        for unit, ways in _MEANT.items()
        for measure, way in ways
        if way.fullmatch(text)
    )
    ours = ((PEOPLE, Measure.RESIDENTS),) if _RESIDENT.fullmatch(text) else ()
    return Word(at, max(ends), measures or ours) if measures or ours else None


def words_of(slate: Slate, taken: Sequence[tuple[int, int]]) -> list[Word]:
    """What may say of a number what it counts."""
    matches = (one.span() for way in _EVERY_WORD for one in way.finditer(slate.numbers))
    found = {slate.shrunk(*span) for span in matches}
    made: list[Word] = []
    for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if made and start < made[-1].end:
            continue
        if any(first < end and start < last for first, last in taken):
            continue  # 9개 기업: the unit itself
        text = slate.numbers[start:end]
        if _PRECEDED.search(slate.plain[:start]):
            continue
        if _RESIDENT.fullmatch(text):
            made.append(Word(start, end, ((PEOPLE, Measure.RESIDENTS),)))
            continue
        measures = tuple(
            (unit, measure)
            for unit, ways in _MEANT.items()
            for measure, pattern in ways
            if pattern.fullmatch(text)
        )
        if measures:
            made.append(Word(start, end, measures))
    return made
