"""Who signed an agreement, in running words: lists, A와, A-B, A·B 간, 협약기관 : A, B.

A name is taken whole or not at all; where the words before it may be of it, none is.
"""

import re
from collections.abc import Sequence

from storage.facts.loose import wording_names as names
from storage.facts.loose.slate import GONE, Slate

_PURPOSE = re.compile(
    r".*(?:창출|고용|채용|지원|활성화|협력|양성|공유|일자리|강화|확대|제고|교류|투자|위한|위해|관련"
    r"|내용으로 한"
    r"|재취업|우선|연계|발굴|육성|운영|참여|업무|기관|기업|신규|체결|상호|간|등)"
)
_LABELLED = re.compile(
    r"(?:협약|참여|참가|체결)\s?기관\s?[:：]\s?|협약\s?(?:당사자|업체|기업)\s?[:：]\s?"
)
_BETWEEN = re.compile(r"\s간(?:의)?\s|\s간$")
_WITH = re.compile(r"(?P<who>.+?)(?P<particle>[와과])(?:의)?\s+(?P<what>.+)?$")
_FIELDS = re.compile(
    r"(?:안|치|외|내|이비인후|소아|산부인|피부|성형외|정형외|비뇨기|한방|(?<!대)학|교)과$"
    r"|정책과$|지원과$|협력과$|경제과$|복지과$|문화과$"
)
_TOGETHER = re.compile(r"\s(?:[3-9삼사오]자\s?간?|상호|공동)$")
_BODY = re.compile(
    r"\S+(?:재단|병원|대학교?|공단|공사|협회|센터|은행|회의소|조합|연합회|협의회|지청|교육청|그룹|전자|유통"
    r"|물류|테크|서비스|마트|백화점|호텔)(?:\([^()]*\))?"
)
_FOR = re.compile(r".*(?:위한|위해|위하여|관련|내용으로|골자로|목적으로)\s+")


def parties_of(main: Slate, start: int, end: int, details: Sequence[Slate]) -> tuple[str, ...]:
    for slate in (main, *details):
        if found := next(slate.find(_LABELLED), None):
            stop = re.search(rf"[{GONE}|]|$", slate.left[found.end() :])
            assert stop is not None
            if read := _list(slate, found.end(), found.end() + stop.start(), least=1):
                return read
    among = re.search(r"간\s?\(([^()]+)\)", main.left[:start])
    before = [among.span(1)] if among else []
    for begin, finish in (*before, *_behind(main, end)):
        if read := _list(main, begin, finish, least=1):
            return read
    begin = max(
        (one.end() for one in re.finditer(rf"[{GONE}]\s?\)?", main.left[:start])), default=0
    )
    return _before(main, begin, start)


def _behind(main: Slate, end: int) -> list[tuple[int, int]]:
    """Lists behind the word: in brackets with or without the date, or behind a colon."""
    spots = []
    for one in re.finditer(r"\(((?:[^()]|\([^()]*\))*)\)", main.left[end:]):
        inside = one[1].strip(f"{GONE} ,/")
        if inside and re.search(r"[가-힣A-Za-z]", inside):
            at = end + one.start(1) + one[1].index(inside)
            spots.append((at, at + len(inside)))
    if found := re.match(rf"[^:(]*(?:\([{GONE}\s]*\))?\s*[:：]\s*", main.left[end:]):
        begin = end + found.end()
        stop = re.search(rf"\s*\(?\s?[{GONE}]|$", main.left[begin:])
        assert stop is not None
        spots.append((begin, begin + stop.start()))
    return spots


def _list(slate: Slate, start: int, end: int, *, least: int) -> tuple[str, ...]:
    """Names that stand side by side; nothing where one of them may be none."""
    start, end = slate.shrunk(start, end)
    text = slate.plain[start:end]
    for marks in (r"\s*(?:↔|<->|⇔)\s*", r"\s*-\s*", r"\s*(?:,|/|&)\s*|\s및\s", r"\s*·\s*"):
        found = names.parted(slate.text[start:end].translate(_SAME), start, marks)
        if len(found) > 1 and all(is_party(one.name) for one in found):
            slate.take("parties", found[0].start, found[-1].end)
            return tuple(slate.text[one.start : one.end] for one in found)
    if least == 1 and text and is_party(text) and not re.search(r"[↔,/]", text):
        slate.take("parties", start, end)
        return (slate.text[start:end],)
    return ()


_SAME = {ord(sign): "-" for sign in "–—−―"} | dict.fromkeys(map(ord, "ㆍ･・‧∙•⋅"), "·")


def is_party(name: str) -> bool:
    """Whether the words may be the name of somebody who signs."""
    bare = re.sub(r"\([^()]*\)", "", name).strip()
    return (
        1 < len(name) <= 30
        and "·" not in bare
        and bool(re.search(r"[가-힣A-Za-z]{2}", name))
        and not re.search(r"\d\s?(?:명|회|개|건|월|일)|[:：]", name)
        and not _PURPOSE.fullmatch(bare)
        and not re.search(r"협약|체결|MOU", name)
    )


def _before(main: Slate, start: int, end: int) -> tuple[str, ...]:
    """Parties before the word: A-B, A와, A·B 간, or one name alone."""
    start, end = main.shrunk(start, end)
    if closing := _TOGETHER.search(main.plain[start:end]):
        end = start + closing.start()
    text = main.plain[start:end]
    if found := _BETWEEN.search(text):
        stop = start + found.start()
        return _two(main, start, stop) or _list(main, start, stop, least=2)
    with_whom = _WITH.match(text + " ")
    if with_whom and particle_fits(with_whom["who"], with_whom["particle"]):
        stop = start + with_whom.end("who")
        return _list(main, _past_purpose(main, start, stop), stop, least=1)
    begin = _past_purpose(main, start, end)
    return _list(main, begin, end, least=2) or _first_or_last(main, begin, end)


def _two(main: Slate, start: int, stop: int) -> tuple[str, ...]:
    """A와 B 간."""
    text = main.plain[start:stop]
    joined = re.search(r"[와과]\s", text)
    if joined is None or not particle_fits(text[: joined.start()], text[joined.start()]):
        return ()
    right = start + joined.end()
    if not (is_party(text[: joined.start()]) and is_party(main.plain[right:stop])):
        return ()
    main.take("parties", start, stop)
    return (main.text[start : start + joined.start()], main.text[right:stop])


def _first_or_last(main: Slate, begin: int, end: int) -> tuple[str, ...]:
    """One name, alone or with what it was about: before it, or behind where its form begins it."""
    said = main.plain[begin:end]
    first, _gap, rest = said.partition(" ")
    about = bool(rest) and bool(_PURPOSE.fullmatch(rest))
    if about and (listed := _list(main, begin, begin + len(first), least=2)):
        return listed
    last = said.rpartition(" ")[2]
    if rest and names.formed_first(last) and is_party(last):
        main.take("parties", end - len(last), end)
        return (main.text[end - len(last) : end],)
    known = names.formed(first) or bool(_BODY.fullmatch(first))
    if not first or not is_party(first) or (rest and not (about and known)):
        return ()
    main.take("parties", begin, begin + len(first))
    return (main.text[begin : begin + len(first)],)


def _past_purpose(main: Slate, start: int, end: int) -> int:
    """Behind 시민 우선고용을 위한, which is what it was for."""
    found = _FOR.match(main.plain[start:end])
    return start + found.end() if found else start


def particle_fits(who: str, particle: str) -> bool:
    """Whether 와 or 과 is no part of the name: it fits its last sound, and no 외과 is cut."""
    last = who.rstrip(")] ")[-1:]
    if not "가" <= last <= "힣":
        return bool(last)
    ends_open = (ord(last) - ord("가")) % 28 == 0
    return (particle == "와") is ends_open and not _FIELDS.search(who + particle)


def named_alone(main: Slate) -> tuple[str, ...]:
    """A name with its date below 업무협약 체결."""
    begin = re.match(r"[\s'\"-]*", main.left)
    assert begin is not None
    stop = re.search(rf"\s*[\s('\"]*{GONE}|$", main.left)
    assert stop is not None
    return _list(main, begin.end(), stop.start(), least=1)
