"""By which words a line tells of its own record, heads those below it or adds to one. Pure."""

import re
from collections.abc import Iterator

from storage.facts.wording_event_signs import SIGNS, Signs
from storage.rules.terms import EventKind


def _hurried(signs: Signs) -> str:
    return f"|{signs.spoken}" if signs.spoken else ""


_SHORT_FOR = {
    EventKind.JOB_BUS: "버스(?!\\s?(?:정류|기사))",
    EventKind.JOB_FAIR: "박람회|한마당",
    EventKind.JOB_TOUR: "투어",
    EventKind.TENANT_HIRING: "입주기업 ?(?:대상 ?)?채용 ?지원",
    EventKind.ONLINE_BRIEFING: "온라인 ?(?:기업 ?)?(?:채용 ?)?설명회",
    EventKind.HIRING_EVENT: "채용 ?행사 ?(?:지원)?|채용 ?설명회|현장 ?면접(?= ?지원)|채용 ?지원",
    EventKind.MEETING: "간담회|회의(?!실)",
    EventKind.PROGRAMME: "(?:양성|취득|직업|취업|재취업)\\S{0,4} ?(?:과정|교육|훈련)|학교|수료식",
}
"""What is said in a hurry; of the weak kinds also words that mean nothing else."""
_WEAK = {EventKind.PROGRAMME, EventKind.MEETING, EventKind.REGULATION}
"""Kinds whose words also stand in figures and places: 교육 25명, 회의실."""
_STRONG = re.compile(
    "|".join(
        f"(?P<{kind.value}>{_SHORT_FOR.get(kind, '$^')}"
        + ("" if kind in _WEAK else f"|{SIGNS[kind].words}" + _hurried(SIGNS[kind]))
        + ")"
        for kind in (
            EventKind.TENANT_HIRING,
            EventKind.ONLINE_BRIEFING,
            EventKind.OUTREACH,
            EventKind.JOB_BUS,
            EventKind.JOB_TOUR,
            EventKind.JOB_FAIR,
            EventKind.HIRING_EVENT,
            EventKind.THEME_LECTURE,
            EventKind.CONFERENCE,
            EventKind.MEETING,
            EventKind.PROGRAMME,
        )
    )
    + "|(?P<mou>협약|MOU|엠오유)"
)
_ANY = re.compile(
    "|".join(f"(?:{SIGNS[kind].words})" + _hurried(SIGNS[kind]) for kind in _WEAK)
    + "|과정|아카데미|"
    + _STRONG.pattern
)

MARK = re.compile(
    r"\s*(?:[\[<【(](?:행사\s?)?(?:결과|실적|보고|보도자료|공유)(?:\s?보고)?[\])>】]"
    r"|[-*•·◦○●■□▪▶※ㅇ➤→✔▷◆◇∙‣]+|\(\d{1,2}\)|\d{1,2}\)|[①-⑳]|[가-하][.)](?=\s))?\s*"
)
"""What stands before a line of a list."""
NUMBERED = re.compile(
    r"\s*(?P<no>\d{1,2})\.\s+(?![\d]{1,2}\s?\.)|\s*(?P<tight>\d{1,2})\.(?=[가-힣])"
)
INLINE_MARKS = re.compile(r"(?:^|\s)(?:[①-⑳]|\(\d{1,2}\)|\d{1,2}\))\s?")

_LABEL = re.compile(r"[\s\[<(]*(?P<label>[가-힣A-Za-z()\s·]{1,12}?)\s?[:：]\s*(?=\S)")
_TITLES = re.compile(
    "(?:행사|사업|프로그램|과정|교육|박람회|협약|강좌|특강)\\s?(?:명|제목)|제목|행사|사업|건명"
    "|종류|구분|행사종류"
)
_FIGURE_LABEL = re.compile(
    "(?:총|현장|최종|화상|구직)?(?:참여|참가|방문|참석|상담|면접|채용|취업|교육|수료|구인)"
    "(?:기업|업체|인원|자|객|수|자수|인원수|현황)?"
)
_TO_READER = re.compile("보고|결과|실적|안내|공지|알림|참고|공유")
_OWN = re.compile(
    r"[\s\[<(•·◦○●■□▪▶※ㅇ➤-]*(?:\d{1,2}[.)]\s?)?"
    r"(?:문제점|(?:개선)?\s?대책|개선\s?방안|공사\s?계약|추진\s?계획(?:\s?항목)?"
    r"|(?:협약\s?)?이행사항|약속(?:\s?추가)?)"
    r"\s?[\])>]?\s?(?:[:：)\]>-]|$|(?=\s))"
)
"""Lines of the kinds that are no event begin with their name."""

_OWN_ALONE = re.compile(
    r"[\s\[<(]*(?:문제점|(?:개선)?\s?대책|개선\s?방안|추진\s?계획(?:\s?항목)?"
    r"|(?:협약\s?)?이행사항)"
    r"[\s\])>:：]*"
)
_UNIT = (
    r"(?:명|분(?![가-힣])|개\s?사|개\s?업체|개\s?기업|개(?![가-힣월])|곳|회(?![의원])|건"
    r"|인(?![가-힣]))"
)
_NATIVE = (
    r"(?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔|한|두|세|네|다섯|여섯|일곱|여덟|아홉|십|백)"
)
_FIGURE = re.compile(
    rf"(?<![\d,./:])\d[\d,]*\s?(?:만\s?\d*천?|천|여)?\s?{_UNIT}"
    rf"|{_NATIVE}+\s?(?:명|분|개사|회)"
    r"|(?:상담|면접|채용|방문|참여|참석|수료|교육|시민|기업|구인|인원|취업)(?:자|인원|객|업체"
    r"|기업)?\s?\d"
    r"|\s\d{1,4}(?:\s?(?:상담|면접|채용|방문|참석|참여))?\s*$"
)
_AHEAD = re.compile("일정|예정|계획")
_PARTS = (
    re.compile(r"\s+/\s+|\s*[;；]\s*"),
    re.compile(r"\s*,\s+|,(?=[가-힣])"),
    re.compile(r"(?<=[가-힣]고)\s+(?=\S+[은는]\s)|\s+그리고\s+|\s+및\s+"),
    re.compile(r"(?<=명)\s+(?=[가-힣]+역\s?\d)"),
)
_STOP = re.compile(
    r"\s*[가-힣0-9]+(?:역|시장|광장|공원|센터|도서관|구청|시청|아파트|마을|병원|대학교?|동)"
    r"(?:\s?\d번\s?출구)?(?:\s?(?:앞|광장|입구))?\s*\d[\d,]*\s?명(?:\s?상담)?\S{0,4}\s*"
)
_AGAIN = re.compile(r"\s*(?:이날|이번|해당|본|동|행사|또|특히)\s?")
_POINTING = re.compile(
    "(?<![가-힣])(?:이날|이번|해당|본|동) (?:[가-힣]+ )?"
    "(?:박람회|행사|설명회|특강|콘서트|과정|프로그램|간담회)(?:에는|에서는|에서|에|은|는|를|을)?"
    "(?![가-힣])"
)
_TALK = re.compile(
    r"(?:니다|세요|에요|해요|어요|네요|니당|요|함|음)[.!~^\s]*$|^[^가-힣]*$|^이상[.\s]*$"
)
_TAG = re.compile(r"\s*[\[<【(]")
_SENTENCE = re.compile(r"다\.\s*(?:$|\S)")
START_OF_DAY = re.compile(r"(?P<day>[월화수목금토일](?:요일)?(?=\s)|\d{1,2}일)")


def kind_in(text: str) -> tuple[int, int, str] | None:
    """Where a word stands that tells a kind, and which: the last one of the words."""
    found = [*_ANY.finditer(text)]
    if not found:
        return None
    last = next((one for one in reversed(found) if one.lastgroup), found[-1])
    return (*last.span(), last.lastgroup or "other")


def strong_kind(text: str) -> tuple[int, int, str] | None:
    """The same by words that mean nothing else."""
    found = [*_STRONG.finditer(text)]
    return (*found[-1].span(), found[-1].lastgroup or "") if found else None


def label_of(text: str) -> tuple[str, bool]:
    """장소: and whether it is the name of what was held."""
    found = _LABEL.match(text)
    if found is None:
        return "", False
    label = "".join(found["label"].split())
    is_title = bool(_TITLES.fullmatch(label))
    if _FIGURE_LABEL.fullmatch(label):
        return label, False
    if not is_title and (_TO_READER.fullmatch(label) or strong_kind(label)):
        return "", False
    return label, is_title


def begins_own(text: str) -> bool:
    """문제점: …, 공사계약: …: a record of its own, whatever stands around it."""
    return bool(_OWN.match(text))


def heads_own(text: str) -> bool:
    """문제점, 추진계획 alone above what they name, a line each."""
    return bool(_OWN_ALONE.fullmatch(text))


def counts_something(text: str) -> bool:
    """Whether a figure stands in it."""
    return bool(_FIGURE.search(text))


def is_talk(text: str) -> bool:
    """이상입니다: words to a reader, without a figure."""
    return not re.search(r"\d", text) and bool(_TALK.search(text))


def is_ahead(text: str) -> bool:
    """다음주 일정."""
    return bool(_AHEAD.search(text))


def is_news(first: str, then: str) -> bool:
    """A headline and the sentence that tells the same in full."""
    return bool(_TAG.match(first)) or bool(_SENTENCE.search(then))


def goes_on(text: str) -> bool:
    """이날 박람회에는 …: of what was told before."""
    return bool(_AGAIN.match(text))


def without_pointing(text: str) -> list[tuple[int, int]]:
    """The parts of a line around words that name once more what was told before."""
    spans, at = [], 0
    for one in _POINTING.finditer(text):
        spans.append((at, one.start()))
        at = one.end()
    spans.append((at, len(text)))
    return [one for one in spans if text[slice(*one)].strip()] or [(0, len(text))]


def items_of(text: str) -> list[tuple[int, int]]:
    """The items of a list within a line: ① … ② …; nothing where there is none."""
    marks = [one.span() for one in INLINE_MARKS.finditer(text)]
    starts = [0, *(end for _start, end in marks)]
    ends = [*(start for start, _end in marks), len(text)]
    spans = [one for one in zip(starts, ends, strict=True) if text[slice(*one)].strip()]
    return spans if len(spans) > 1 else []


def is_stop(text: str) -> bool:
    """백석역 21명: the next stop of a bus, and nothing else."""
    return bool(_STOP.fullmatch(text))


def has_stop(text: str) -> bool:
    """Whether a stop with its figure ends it."""
    return any(is_stop(text[one.start() :]) for one in re.finditer(r"(?<=\s)\S", text))


def parts_of(text: str) -> Iterator[list[tuple[int, int]]]:
    """The ways in which a line may be several; marks in brackets part nothing."""
    flat = re.sub(r"\([^()]*\)", lambda one: "." * len(one[0]), text)
    for way in _PARTS:
        cuts = [one.span() for one in way.finditer(flat)]
        if cuts:
            starts = [0, *(end for _start, end in cuts)]
            stops = [*(start for start, _end in cuts), len(text)]
            yield list(zip(starts, stops, strict=True))
