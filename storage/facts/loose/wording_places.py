"""Places in running words: labelled, in a bracket with a date, or the buildings of tenants."""

import re
from collections.abc import Sequence

from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_names import parted

_PLACE_END = (
    r"(?:체육관|회관|강당|홀|센터|광장|공원|도서관|캠퍼스|대학교?|학교|시청|구청|군청|도청|청사|로비|역|전시장"
    r"|킨텍스|누리|아트홀|타워|빌딩|빌|호텔|컨벤션|복지관|터미널|시장|백화점|교육장|회의실|세미나실|상담실"
    r"|운동장|경기장|박물관|미술관|극장|카페|플라자|아울렛|본관|별관|마당|몰|단지|테크노밸리|연수원|공단|청)"
)
_PLACE = re.compile(
    rf"(?P<place>(?:[가-힣A-Za-z0-9]+\s?){{0,3}}?[가-힣A-Za-z0-9]*{_PLACE_END}(?:\s?(?:\d층|[가-힣]{{0,3}}실))?"
    r"(?:\s?(?:일원|일대|앞|광장|입구|대강당|대회의실|소강당|로비|야외|옥상))?)"
)
_AT = re.compile(
    rf"(?:^|(?<=[\x00,)/]))\s?\)?\s?(?P<place>[가-힣A-Za-z0-9○]+(?:\s[가-힣A-Za-z0-9]+)?{_PLACE_END})"
    r"에서(?=\s)"
)
_PLACE_LABEL = re.compile(r"(?:장\s?소|곳)\s?[:：]\s?(?P<place>[^,/|()\x00]*[^,/|()\x00\s])")


def places(slate: Slate) -> tuple[str, ...]:
    """A labelled place, or one that stands in a bracket or behind a date by itself."""
    if found := next(slate.find(_PLACE_LABEL), None):
        start, end = found.span("place")
        if not re.search(r"\d\s?개소|등$|미정|추후", slate.plain[start:end]):
            slate.take("places", start, end)
            return (slate.text[start:end],)
    if found := next(slate.find(_AT), None):
        slate.take("places", *found.span("place"))
        return (slate.text[slice(*found.span("place"))],)
    for start, end in _segments(slate):
        start, end = slate.shrunk(start, end)
        if end - start <= 25 and _PLACE.fullmatch(slate.left[start:end]):
            slate.take("places", start, end)
            return (slate.text[start:end],)
    return ()


_SEGMENT = re.compile(r"[^,/()|\x00]+")
_CLOCK = re.compile(r"\s?\d{1,2}(?::\d\d|시)(?:\s?~\s?\d{1,2}(?::\d\d|시))?\s?")


def _segments(slate: Slate) -> list[tuple[int, int]]:
    """Pieces in a bracket with a date, or between a date and the next mark."""
    found: list[tuple[int, int]] = []
    for bracket in re.finditer(r"\(([^()]*)\)", slate.left):
        if GONE in bracket[1]:
            for one in _SEGMENT.finditer(slate.left, bracket.start(1), bracket.end(1)):
                clock = _CLOCK.match(slate.left, one.start())
                found.append((clock.end() if clock else one.start(), one.end()))
    for one in re.finditer(r"\x00\s?(?:\d{1,2}[:시][^,/]*)?[,/]\s?([^,/()|\x00]+)", slate.left):
        found.append(one.span(1))
    return found


def is_place(text: str) -> bool:
    """Whether all of a text is a place."""
    return bool(_PLACE.fullmatch(text))


_BUILDINGS = re.compile(r"\(([^()]+)\)|\s?[:-]\s?([^()]+)$")
_COUNTED_FIRST = re.compile(r"\s?\d+\s?개소\s?:\s?")
_LABELLED = re.compile(r"\s?(?:대상|장소|기업|건물|센터)\s?:\s?")


def buildings(main: Slate, details: Sequence[Slate], start: int) -> tuple[str, ...]:
    """The buildings whose tenants were helped: a list in brackets, behind a colon or below."""
    spots: list[tuple[Slate, int, int]] = []
    for found in _BUILDINGS.finditer(main.plain, start):
        spots.append((main, *found.span(1 if found[1] else 2)))
    spots += [(one, 0, len(one.plain)) for one in details]
    for slate, begin, end in spots:
        for skipped in (_COUNTED_FIRST, _LABELLED):
            if first := skipped.match(slate.plain, begin):
                begin = first.end()
        piece = re.sub(r"\s등\s*$", "", slate.plain[begin:end])
        found_names = parted(slate.text[begin : begin + len(piece)], begin, r"\s*[,·ㆍ/]\s*")
        clean = all(
            2 <= len(one.name) <= 20 and not re.search(r"\d\s?(?:명|회|개)|\d\.", one.name)
            for one in found_names
        )
        if found_names and clean and GONE not in slate.left[begin : begin + len(piece)]:
            slate.take("places", found_names[0].start, found_names[-1].end)
            return tuple(one.name for one in found_names)
    return ()
