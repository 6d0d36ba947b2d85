"""Places in a typed line, outside any bracket: by the form of their words, or known. Pure."""

import re
from collections.abc import Iterator, Sequence

from storage.facts.loose.slate import GONE, Slate

_END = (
    "(?:[가-힣]{2,}(?<![기주유소장접담독사])관|박람회장|행사장|공연장|체육관|회관|강당|홀"
    "|센터|광장"
    "|공원|도서관|캠퍼스|대학교|대학|시청|구청|군청|도청|청사"
    "|역|전시장"
    "|킨텍스|누리|아트홀|타워|빌딩|빌|호텔|컨벤션|복지관|터미널|시장|백화점|교육장|회의실"
    "|대회의실|소회의실"
    "|세미나실|상담실|운동장|경기장|박물관|미술관|극장|플라자|아울렛|쇼핑몰|본관|별관|마당"
    "|단지|테크노밸리"
    "|테크노타운|연수원|공단|주민센터|행정복지센터|문예회관|보건소|우체국|마트|고등학교"
    "|중학교|초등학교|사거리"
    "|정류장|정류소|주차장|로데오|문화의거리|호수공원|교육원|훈련원|지식산업센터|꿈터|쉼터"
    "|경로당|대강당|소강당"
    "|스퀘어|파크|병원|경찰서|소방서|세무서|교육지원청|산성|아파트|타운|농협|지점|시티|밸리)"
)
_NEAR = (
    r"(?:\s?(?:\d{1,2}\s?층|\d{1,4}호|\d{1,2}번\s?출구))?"
    r"(?:\s?(?:정문|후문|앞|옆|맞은편|건너편|입구|일원|일대|옥상|주차장|출구|문예회관|교육장|카페"
    r"|(?:[가-힣]{0,6}|제\d)(?:광장|로비|강당|회의실|세미나실|무대|다목적실|프로그램실|상담실"
    r"|전시장|분수대|홀))"
    r"(?=$|[^가-힣]|에서|에|로))*"
)
_AREA = (
    r"(?!오[전후]|\d{1,2}시)"
    r"(?:[가-힣0-9]{0,8}(?:동|구|시|읍|면|로|길|킨텍스|시청|구청|대학교|대학|센터|공원|역|관"
    r"|누리|타워"
    r"|마을|캠퍼스|단지|(?<=[가-힣])(?<![하리되있없이르])고)\s)"
)
_SPOT = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<place>{_AREA}?[가-힣A-Za-z0-9]*{_END}{_NEAR})"
    r"(?P<at>에서는|에서도|에서|에|로|으로|을|를|은|는|가|과|와|이랑|랑|하고|이요|요)?(?=$"
    r"|[^가-힣A-Za-z0-9])"
)
_SUBJECT = ("은", "는", "이", "가")
"""Who did it, beside where it was: 일자리센터는 유니테크빌에서."""
_NEARBY = re.compile(_NEAR)
_NEXT = re.compile(r"\s?[,·/]\s?(?P<place>[가-힣A-Za-z0-9]{3,15})(?=$|[\s,·/)\x00])")
_LABEL = re.compile(
    r"(?:(?:장\s?소|곳|위치)\s?[:：]|장소(?:는)?\s)\s?(?P<place>[^,/|()\x00]*[^,/|()\x00\s])"
)
_NO_PLACE = re.compile(
    "(?:대형|중소)?마트|(?:일자리|취업|채용|고용)?(?:단지|시장|마당|지점|시티)|노동시장"
    "|고용시장|취업시장"
    "|전통시장|공단|대학|센터|홀|역"
    "|시장|.{0,4}(?:역할|담당)|대학생|온라인.*|비대면.*|구인|.*(?:투어|버스)|이동.*센터"
)


def said_places(
    slate: Slate, known: Sequence[str], head: tuple[int, int], *, several: bool = False
) -> tuple[str, ...]:
    """The places of a line in their order; they are taken.

    The word of its kind, at `head`, is none; `several` of them may stand in a list.
    """
    text = _gone(slate.left, *head)
    found = [*_known(text, known)] or [*_labelled(text)] or [*_formed(slate, text)]
    found = found or [*_at(text)]
    found = _rooms_joined(text, found)
    if several and found:
        found += _listed(text, found[-1][1])
    for start, end, stop in found:
        slate.take("places", start, end)
        slate.cover(end, stop)
    return tuple(slate.text[start:end] for start, end, _stop in found)


def _known(text: str, known: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for name in sorted((one for one in known if one and one in text), key=len, reverse=True):
        for one in re.finditer(
            rf"(?<![가-힣A-Za-z0-9]){re.escape(name)}(?=$|[^가-힣A-Za-z0-9]|에서"
            rf"|에(?![가-힣])|역)",
            text,
        ):
            near = _NEARBY.match(text, one.end())
            end = near.end() if near else one.end()
            yield one.start(), end, end
            return


def _labelled(text: str) -> Iterator[tuple[int, int, int]]:
    for one in _LABEL.finditer(text):
        yield *one.span("place"), one.end()
        return


def _rooms_joined(text: str, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """고양고등학교 체육관: the room of a house is one place with it."""
    made: list[tuple[int, int, int]] = []
    for start, end, stop in found:
        if made and text[made[-1][1] : start] == " " and _ROOM.search(text[start:end]):
            start = made.pop()[0]
        made.append((start, end, stop))
    return made


def _at(text: str) -> Iterator[tuple[int, int, int]]:
    """웨스턴돔 앞에서: any name before where exactly it was."""
    for one in _BY.finditer(text):
        if not _NO_PLACE.fullmatch(one["name"]) and not _NO_NAME.fullmatch(one["name"]):
            yield *one.span("place"), one.end()
            return


def stop_of(slate: Slate, head: tuple[int, int], found: Sequence[str]) -> tuple[str, ...]:
    """Where a bus stood: all words of a stretch that nothing else took, 탄현 큰마을아파트.

    `found` are places by their form, which a longer stretch may hold.
    """
    text = slate.left
    for one in slate.taken:
        if one.field == "places":
            start, end = one.place.start, one.place.end
            text = text[:start] + slate.plain[start:end] + text[end:]
    text = _gone(text, *head)
    pieces = [one.span() for one in _PIECE.finditer(text) if re.search("[가-힣]", one[0])]
    named = [span for span in pieces if any(name in slate.text[slice(*span)] for name in found)]
    areas = [span for span in pieces if _AREA_ALONE.fullmatch(text[slice(*span)].strip())]
    chosen = named or (areas if len(areas) == 1 else pieces)
    if len(chosen) != 1 or len(found) > 1:
        return tuple(found)
    start, end = slate.shrunk(*chosen[0])
    if start == head[1] and (particle := _PARTICLE.match(text, start)):
        start, end = slate.shrunk(particle.end(), end)
    end = start + len(_END_OF_STOP.sub("", text[start:end]))
    words = text[start:end].split()
    if not words or len(words) > _MOST_WORDS or any(_NO_NAME.fullmatch(one) for one in words):
        return tuple(found)
    if not found and (len(words) == _MOST_WORDS or not _STOP_NAME.fullmatch(words[0])):
        return ()
    slate.taken = [one for one in slate.taken if one.field != "places"]
    slate.take("places", start, end, sure=bool(found))
    return (slate.text[start:end],)


def area_of(slate: Slate, head: tuple[int, int]) -> tuple[str, ...]:
    """화정1동: the only quarter that is named."""
    found = [*_AREA_NAMED.finditer(_gone(slate.left, *head))]
    if len(found) != 1:
        return ()
    slate.take("places", *found[0].span("name"))
    return (slate.text[slice(*found[0].span("name"))],)


_AREA_NAMED = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{1,4}\d?(?:동|읍|면|지구|마을))(?:에서|에)?(?=$"
    r"|[^가-힣0-9])"
)
_MOST_WORDS = 4
_PARTICLE = re.compile("(?:은|는|이|가|을|를|도|에서)(?![가-힣])")


def _gone(text: str, start: int, end: int) -> str:
    return text[:start] + GONE * (end - start) + text[end:]


_END_OF_STOP = re.compile(r"(?<=[가-힣])(?:에서는|에서|에|으로|로)$")
_ROOM = re.compile("(?:[관실홀당층호장]|로비|광장|극장|야외무대)$")
_BY = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<place>(?P<name>[가-힣A-Za-z0-9]{2,12})\s?(?:앞|옆|맞은편"
    r"|건너편|정문|후문|입구|근처))"
    r"(?:에서는|에서|에)?(?=$|[^가-힣A-Za-z0-9])"
)
_PIECE = re.compile(r"[^\x00\x01,/:()|\[\]<>.!~-]+")
_AREA_ALONE = re.compile(r"[가-힣0-9]{1,6}(?:동|읍|면|지구|마을|거리|사거리|로데오)(?:에서|에)?")
_STOP_NAME = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9]{1,9}")
_NO_NAME = re.compile(
    r"\d+|[월화수목금토일초중말주]|(?:첫|둘|셋|넷|다섯|마지막)(?:째|번째)?주?|\d*주차?|분기"
    r"|.*(?:다|요|음|함|됨|임|고|서|며|니|지만|는데|으로|했|한|된|할|에게|까지|부터|종료|철수"
    r"|마감|시작|없이)"
    "|아까|방금|기록|때|오전|오후|현장|특이사항|만족도|결과|실적|보고|공유|운행|운영|참여자?"
    "|구직자|청년|여성"
    "|노인|중장년|시민|상담사?|직원"
    "|어르신|학생|날씨|우천|폭우|폭설|한파|폭염|비|눈|기준|누적|누계|합계|이상|정상|완료|진행"
    "|접수|문의|기사님?|차량|점심|야간|주간"
)


def _listed(text: str, start: int) -> Iterator[tuple[int, int, int]]:
    """유니테크빌, 대방트리플라온: those behind the first, whatever their form."""
    while found := _NEXT.match(text, start):
        yield *found.span("place"), found.end()
        start = found.end()


def _formed(slate: Slate, text: str) -> Iterator[tuple[int, int, int]]:
    spots = [*_SPOT.finditer(text)]
    if any((one["at"] or "").startswith("에서") for one in spots):
        spots = [one for one in spots if one["at"] not in _SUBJECT]
    for one in spots:
        if _NO_PLACE.fullmatch(one["place"]) or GONE in one["place"]:
            continue
        start, end = slate.shrunk(*one.span("place"))
        yield start, end, one.end()
