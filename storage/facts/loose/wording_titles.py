"""What an event is called in running words: the words up to the one that tells its kind."""

import re

from storage.facts.loose import wording_names as names
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_head import DEEDS, Sign
from storage.facts.wording_names_back import plain_name
from storage.rules.terms import EventKind

SERIES = (EventKind.OUTREACH, EventKind.PROGRAMME)
"""Kinds whose name may say nothing of what it is: 장애인 취업희망의 날, 경비짱 2기."""
LEAST = 3
_EDGE = re.compile(rf"[{GONE},/:()|'\"<>「」『』‘’“”]|\s-\s|^-\s")
_PIECE = re.compile(rf"[^{GONE},/:()|'\"<>「」『』]+")
_STUB = re.compile(r"[가-힣]{1,2}\s")
_BARE = re.compile(
    "(?:일자리 ?)?테마 ?특강|찾아가는 채용 ?행사|(?:양성)?(?:과정|교육|프로그램|훈련|교실)"
    "|특강|간담회|회의|면담"
)
_ENDS = re.compile(rf"^-\s|[을를]$|\s-$|\s?(?:{DEEDS})$")


def title_of(main: Slate, sign: Sign, *, cohorts: bool) -> str:
    """The name of an event, taken off its line; empty where it has none or one cannot tell."""
    if not sign.in_line:
        return _series(main, sign)
    if not sign.named:
        return ""
    start, end = name_span(main, sign)
    behind_bracket = main.plain[:start].endswith(")")
    if behind_bracket and GONE not in main.left[max(start - 2, 0) : start]:
        return ""  # 일자리(취업)박람회: the name begins before the bracket
    said = main.text[start:end]
    if _BARE.fullmatch(said) and cohorts:
        return _series(main, sign)
    if len(said) < LEAST or _BARE.fullmatch(said) or not plain_name(said):
        return ""
    main.take("title", start, end)
    return " ".join(said.split())


def name_span(main: Slate, sign: Sign) -> tuple[int, int]:
    """From the edge before the word that tells the kind to its end."""
    if not sign.in_line:
        return 0, 0
    text = main.left[: sign.start]
    edges = [one.end() for one in _EDGE.finditer(text)]
    begin = edges[-1] if edges else 0
    stub = _STUB.match(text, begin)
    if stub and begin and text[begin - 1] == GONE:
        begin = stub.end()  # 45개사가 참여|한 희망일자리박람회
    if "」" in main.plain[begin : sign.end]:
        begin = max(main.plain.rfind("「", 0, begin), 0)
    return main.shrunk(begin, sign.end)


def _series(main: Slate, sign: Sign) -> str:
    """The only words that are left, of a kind whose name says not what it is."""
    if sign.kind not in SERIES:
        return ""
    pieces = [one for one in _PIECE.finditer(main.left) if re.search("[가-힣A-Za-z]", one[0])]
    if not pieces:
        return ""
    start, end = main.shrunk(*pieces[0].span())
    bare = _ENDS.sub("", main.text[start:end]).strip()
    others = (_ENDS.sub("", one[0].strip()) for one in pieces[1:])
    if any(re.search(r"(?<![가-힣])각(?![가-힣])", one) for one in others):
        return ""  # 청소방역전문가, 경비짱 각 2기
    if len(bare) < LEAST or not names.plain_title(bare):
        return ""
    start += main.text[start:end].index(bare)
    main.take("title", start, start + len(bare))
    return bare
