"""What an event is called in a typed line: the words up to the one that tells its kind. Pure."""

import re

from storage.facts.loose.slate import GONE, Slate
from storage.facts.spoken import wording_deeds as deeds
from storage.facts.spoken.wording_head import Head
from storage.facts.spoken.wording_names import CITY
from storage.facts.wording_event_signs import SIGNS
from storage.facts.wording_names_back import plain_name
from storage.rules.terms import EventKind

_BARE_NAME = re.compile(
    "(?:일자리 ?)?테마 ?특강|찾아가는 (?:현장 )?채용 ?행사|(?:양성)?(?:과정|교육|프로그램"
    "|훈련|교실|학교|캠프)|특강|(?:방문|합동|현장|기업)? ?간담회|회의|면담"
    "|미팅|(?:온라인|비대면|채용|취업|일자리|구인구직)* ?(?:박람회|한마당|페어)|세미나|포럼"
    "|콘서트|컨퍼런스|설명회|찾아가는 일자리 ?상담"
)


_COLON = re.compile(r":(?!\d\d)")
_MARKS = (GONE, ",", "/", "(", ")", "[", "]", "<", ">", "|", "'", '"', "「", "『")
_QUOTES = "'\"‘’“”「」『』<> "
_BEFORE_NAME = re.compile(
    r"^(?:[가-힣]*(?:예정|계획|취소)(?:(?:이|했|됐|되었|하였)?던|된)|제\s?\d{1,3}\s?회"
    r"|[은는이가을를에의와과랑도]"
    r"|(?:열?[한두]|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?시(?:\s?반)?"
    r"|\d{1,2}(?:시(?:\s?\d{1,2}분|\s?반)?|:\d{2})(?:\s?[~-]\s?\d{1,2}(?:시|:\d{2}))?|에서"
    r"|에서는|오전|오후|현장|초|말|중순|하순"
    r"|초순|중|경|열린|열렸던|(?:개최|진행|실시"
    r"|운영|참여|주최)(?:된|한|했던))\s+"
)
_NOT_OF_IT = re.compile(r"^(?:[은는이가을를에의와과도로]|에서|으로|하고|관련)(?![가-힣])\s*")


def title_of(slate: Slate, kind: EventKind, head: Head | None) -> str:
    """Its name, taken off the line; empty where it has none of its own."""
    if kind is EventKind.MEETING and (about := _about(slate, head)):
        return about
    if kind is EventKind.REGULATION:
        return _whole(slate, head)
    if head is None or not SIGNS[kind].named:
        return ""
    begin = begin_of(slate.left[: head.start])
    own = slate.plain[head.start : head.end].strip()
    before = slate.left[begin : head.start].strip(_QUOTES + "()")
    if _BARE_NAME.fullmatch(CITY.sub("", f"{before} ").strip() + own):
        return ""
    return _taken(slate, begin, head.end)


def begin_of(text: str) -> int:
    """Behind the last edge of a text."""
    clock = [one.start() for one in _COLON.finditer(text)]
    return max([text.rfind(mark) for mark in _MARKS] + clock[-1:]) + 1


def _taken(slate: Slate, begin: int, end: int) -> str:
    """The words without who held it and what only leads to them."""
    begin, end = slate.shrunk(begin, end)
    whole = begin
    while found := CITY.match(slate.plain[begin:end]) or _BEFORE_NAME.match(
        slate.plain[begin:end]
    ):
        begin += found.end()
    said = slate.text[begin:end].strip(_QUOTES)
    if len(said) < 3 or not plain_name(said) or (begin > whole and _BARE_NAME.fullmatch(said)):
        return ""
    begin = slate.text.index(said, begin)
    slate.take("title", whole if CITY.match(slate.plain[whole:end]) else begin, begin + len(said))
    return " ".join(said.split())


def _about(slate: Slate, head: Head | None) -> str:
    """What a meeting was about: the words before 협의, behind the last edge or the meeting."""
    met = deeds.MET.search(slate.left, head.end if head else 0)
    if met is None:
        return ""
    begin = max(begin_of(slate.left[: met.start()]), head.end if head else 0)
    for way in (deeds.DONE, deeds.PLANNED):
        ends = [one.end() for one in way.finditer(slate.left, begin) if one.end() < met.start()]
        begin = max((begin, *ends))
    begin, end = slate.shrunk(begin, met.start())
    if first := _NOT_OF_IT.match(slate.plain[begin:end]):
        begin += first.end()
    begin, end = slate.shrunk(begin, end)
    said = re.sub(r"(?<=[가-힣]{2})[을를]$", "", slate.text[begin:end].strip(_QUOTES))
    if len(said) < 2:
        return ""
    begin = slate.text.index(said, begin)
    slate.take("title", begin, begin + len(said))
    return " ".join(said.split())


_CHANGED = re.compile(r"(?<=[정설비지])(?:했습니다|하였습니다|했음|하였음|함|됨|됐습니다)$")


def _whole(slate: Slate, head: Head | None) -> str:
    """Of a changed rule all words on that side of its date on which it stands."""
    pieces = [one.span() for one in re.finditer(rf"[^{GONE}]+", slate.left)]
    told = [span for span in pieces if slate.plain[slice(*span)].strip(" .,()-")]
    at = head.start if head else 0
    here = [span for span in told if len(told) == 1 or span[0] <= at < span[1]]
    if len(here) != 1:
        return ""
    start, end = slate.shrunk(*here[0])
    said = _CHANGED.sub("", slate.text[start:end].strip(" .,()-"))
    start = slate.text.index(said, start)
    slate.take("title", start, start + len(said))
    return " ".join(said.split())
