"""By which words the loose reader knows an event of each kind, beside the sentence of the kind."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.rules.terms import EventKind, Measure, of_each


@dataclass(frozen=True, kw_only=True)
class Signs:
    """By which words the loose reader knows an event of a kind; all are patterns.

    Of all kinds whose words stand in a line the one whose word ends last is meant, of two that end
    together the longer; the words of its heading decide only where the line has none.
    """

    words: str
    heading: str = ""  # those of a heading, where they are not the same
    below: str = ""  # further words that mean this kind below a company, or below its own heading
    also: str = ""  # words of another kind that may mean this one as well: then it is asked
    named: bool = True  # whether the words before its own are its name
    people: Measure | None = None  # what people are of whom nothing else is said
    spoken: str = ""  # further words that mean this kind in a line somebody types

    def __post_init__(self) -> None:
        for pattern in (self.words, self.heading, self.below, self.also, self.spoken):
            re.compile(pattern)


_MEETING_DAY = "(?:만남|채용)의 (?:날|장)|(?:원스톱|드림|희망|취업|매칭) ?데이"
"""A day on which firms and job-seekers meet may be of several kinds."""

SIGNS: Mapping[EventKind, Signs] = of_each(
    EventKind,
    {
        EventKind.JOB_BUS: Signs(
            words="(?:일자리|취업|취업상담|이동상담) ?버스|이동 ?(?:일자리|취업)센터",
            named=False,
            people=Measure.CONSULTATIONS,
            spoken="(?:찾아가는 ?)?(?:일자리 ?)?(?:버스|뻐스)|[🚌🚍]",
        ),
        EventKind.PROGRAMME: Signs(
            words="(?<![개\\x00])(?<![개\\x00] )과정|교육"
            "|아카데미|(?<![대등중])학교|프로그램|프로젝트|교실|캠프|스쿨|사관학교|자격증반|취득반"
            "|양성반|훈련",
            heading="과정|교육|아카데미|프로그램|프로젝트|훈련|양성|취업역량",
        ),
        EventKind.THEME_LECTURE: Signs(
            words="(?:테마|일자리) ?(?:테마)? ?특강", also="특강", people=Measure.VISITORS
        ),
        EventKind.OUTREACH: Signs(
            words="찾아가는 (?:현장 )?(?:채용 ?행사|일자리 ?상담)"
            "|(?:원스톱|드림|희망|취업|매칭) ?데이"
            "|(?:만남|취업|희망|채용)의 날|만남의 장",
            heading="찾아가는(?:.{0,8}(?:행사|박람회|상담))?",
            spoken=(
                "찾아가는 ?(?:현장 ?)?(?:채용 ?행사|채용 ?박람회|(?:일자리|취업) ?상담(?:실|소)?)"
            ),
        ),
        EventKind.TENANT_HIRING: Signs(
            words="입주기업 ?(?:대상 ?)?채용 ?지원",
            named=False,
            spoken="입주기업 ?(?:대상 ?)?(?:현장 ?)?(?:채용|면접) ?(?:지원|행사)",
        ),
        EventKind.ONLINE_BRIEFING: Signs(
            words="(?:온라인|비대면)(?: ?기업)? ?채용 ?설명회|온라인 ?설명회",
            named=False,
            people=Measure.VISITORS,
            spoken="(?:비대면|화상|유튜브) ?(?:기업 ?)?설명회",
        ),
        EventKind.HIRING_EVENT: Signs(
            words="(?:현장 ?)?채용 ?행사"
            "|(?:현장|채용|상설) ?면접(?=[을를]? ?(?:운영|지원|개최|행사|\x00))"
            "|채용 ?설명회|채용 ?대행(?: ?서비스)?|(?<![가-힣])채용(?= 지원)",
            below="(?:채용|취업|일자리) ?박람회|채용 ?설명회",
            also=_MEETING_DAY,
            named=False,
            spoken=(
                "(?:현장|상시|상설|수시|동행) ?면접|면접회|면접 ?행사"
                "|(?<!온라인 )(?<!온라인)설명회"
            ),
        ),
        EventKind.CONFERENCE: Signs(
            words="콘서트|페스티벌|컨퍼런스|포럼|세미나|특강", people=Measure.VISITORS
        ),
        EventKind.JOB_FAIR: Signs(
            words="(?:일자리|채용|취업|구인구직)? ?박람회|(?:일자리|채용|취업) ?(?:한마당|페어)",
            also=_MEETING_DAY,
            spoken="(?:잡|JOB) ?페어|(?:구인구직|취업|채용|일자리) ?(?:마켓|장터)",
        ),
        EventKind.MEETING: Signs(
            words="간담회|회의|면담",
            heading="간담회",
            people=Measure.VISITORS,
            spoken="미팅|업무 ?협의(?!회|체)",
        ),
        EventKind.REGULATION: Signs(
            words="(?:조례|규칙|지침|규정|특수조건|기준|훈령|제도)[^/]{0,12}"
            "(?:개정|제정|신설|정비|폐지)(?! ?(?:추진|예정|검토|계획|건의|협의))",
            heading="$^",
            spoken="(?:조항|서식|문구|내규|세칙|요령|안내서|계약서|공고문)[^/]{0,12}"
            "(?:개정|제정|신설|정비|폐지)(?! ?(?:추진|예정|검토|계획|건의|협의))",
        ),
        EventKind.JOB_TOUR: Signs(
            words="잡 ?\\(JOB\\) ?투어|(?:잡|JOB) ?투어", named=False, spoken="투어"
        ),
    },
)
"""Of two kinds whose words end together and are equally long, the first is meant."""

_JOINS = [re.compile(mark) for mark in (r"\s?/\s?", r"\s및\s", r",\s", r"\s?[·ㆍ]\s?")]
_FLAT = re.compile(r"\([^()]*\)")
_ANY = re.compile("|".join(f"(?:{signs.words})" for signs in SIGNS.values()))
_COHORT = re.compile(r"[가-힣] ?\(?\d[\d,·]*기\)?(?:\s?(?:운영|수료|실시|진행|추진))?$")


def together(item: str) -> Iterator[list[tuple[int, int]]]:
    """The ways in which a line may be several events: parts with a word or cohort of their own."""
    flat = _FLAT.sub(lambda one: "." * len(one[0]), item)
    for mark in _JOINS:
        cuts = [one.span() for one in mark.finditer(flat)]
        if not cuts:
            continue
        starts = [0, *(end for _start, end in cuts)]
        ends = [*(start for start, _end in cuts), len(item)]
        spans = list(zip(starts, ends, strict=True))
        if all(_ANY.search(item[s:e]) or _COHORT.search(item[s:e].strip()) for s, e in spans):
            yield spans
