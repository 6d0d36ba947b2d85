"""Agreements and contacts about them in running words: who signed what, and when.

Only parties that the words name are read; where one cannot tell where a name ends, none is.
"""

import re
from collections.abc import Sequence
from typing import Any

from storage.facts import wording_loose_names as names
from storage.facts.loose import Read, Setting
from storage.facts.loose_text import GONE, Slate
from storage.facts.shapes import FollowUpFacts, MouFacts
from storage.facts.wording_loose_dates import chosen, dates, one_time
from storage.facts.wording_loose_doubts import COMPANY
from storage.facts.wording_loose_names import Named
from storage.rules.period import Period
from storage.rules.terms import ContactKind, RecordKind

UNKNOWN = Period(())
_AGREEMENT = re.compile(
    r"(?:업무|산학|투자|상생|지원|이행|협력|공동)*\s?(?:협력)?(?:협약|협정)|MOU"
)
_BEHIND = re.compile(
    rf"(?:을|를)?\s*(?:체결|$|[{GONE}(),:/·-]|서|식)(?!\s?(?:추진|예정|기관 |기업 ))"
)
_NOT_SIGNED = re.compile(
    "협약\\s?(?:기업|기관|사항|내용|이행|체결 기관|체결기관)(?!\\s?[:：])"
    "|체결\\s?(?:추진|예정|계획|검토|독려|유도)"
)
_PURPOSE = re.compile(
    r".*(?:창출|고용|채용|지원|활성화|협력|양성|공유|일자리|강화|확대|제고|교류|투자|위한|위해|관련"
    r"|내용으로 한"
    r"|재취업|우선|연계|발굴|육성|운영|참여|업무|기관|기업|신규|체결|상호|간|등)"
)
_HOPED = re.compile("(?:유도|노력|모색|확보|강화|유지|확대|추진|독려|활성화|도모|기여)\\s*$")
_SEVERAL = re.compile(r"(?:[2-9]|\d\d)\s?(?:건|개\s?(?:기관|기업|업체|사))")
_LABELLED = re.compile(
    r"(?:협약|참여|참가|체결)\s?기관\s?[:：]\s?|협약\s?(?:당사자|업체|기업)\s?[:：]\s?"
)
_BETWEEN = re.compile(r"\s간(?:의)?\s|\s간$")
_WITH = re.compile(r"(?P<who>.+?)(?P<particle>[와과])(?:의)?\s+(?P<what>.+)?$")
_FIELDS = re.compile(
    r"(?:안|치|외|내|이비인후|소아|산부인|피부|성형외|정형외|비뇨기|한방|(?<!대)학|교)과$"
    r"|정책과$|지원과$|협력과$|경제과$|복지과$|문화과$"
)
_CONTACTS = (
    (ContactKind.ROUND_TABLE, re.compile("간담회")),
    (ContactKind.CALL, re.compile("전화|유선")),
    (ContactKind.VISIT, re.compile("방문")),
    (ContactKind.LETTER, re.compile("공문")),
    (ContactKind.CONFERENCE, re.compile("회의")),
)
_CONTACTED = re.compile(
    r"(?:협의|점검|실시|개최|발송|통화|상담|논의|확인|면담|회의|간담회|방문)\S*$"
)


def agreement(
    heading: Slate, main: Slate, details: Sequence[Slate], setting: Setting, company: str = ""
) -> Read | None:
    """The agreement that a line tells of, with what stands below it; `company` stands above it."""
    found = _sign(main)
    above = _sign(heading) if found is None and not company else None
    if (found is None and above is None) or _NOT_SIGNED.search(main.plain):
        return None
    if _SEVERAL.search(main.plain):
        return None
    if found is not None and not _BEHIND.match(main.plain, found.end()):
        return None
    when = _period([main, *details, heading], setting)
    titled = _sign(heading) if any(one.field == "period" for one in heading.taken) else None
    if titled is None and _HOPED.search(main.plain):
        return None
    if found is None and not (when.known and not main.left[_last_gone(main) :].strip(" ()")):
        return None
    parties: tuple[str, ...] = (company,) if company else ()
    title = ""
    if found is not None:
        if not company:
            parties = _parties(main, found.start(), found.end(), details)
        if titled:
            title = _title(heading, titled.start(), titled.end())
        else:
            title = _title(main, found.start(), found.end())
    else:
        parties = _alone(main)
    said = bool(re.search("체결|서명", main.plain)) or when.known
    if not said or not (parties or when.known):
        return None
    values: dict[str, Any] = {"title": title, "parties": parties, "period": when}
    slates = (heading, main, *details)
    taken = tuple(one for slate in slates for one in slate.taken)
    doubts = tuple(one for slate in slates for one in slate.doubts)
    lines = (*((1,) if company else ()), *(one.line for one in (main, *details) if one.taken))
    if not parties:
        whole = main.shrunk(0, len(main.text))
        main.doubt("parties", *whole, COMPANY)
        doubts = (*doubts, main.doubts[-1])
        return Read(RecordKind.MOU, None, values, lines or (main.line,), taken, doubts)
    return Read(RecordKind.MOU, MouFacts(**values), values, lines or (main.line,), taken, doubts)


def _sign(slate: Slate) -> re.Match[str] | None:
    found = [*_AGREEMENT.finditer(slate.plain)]
    return found[-1] if found else None


def _last_gone(slate: Slate) -> int:
    return slate.left.rfind(GONE) + 1


def _period(slates: Sequence[Slate], setting: Setting) -> Period:
    found = [(slate, dates(slate, setting)) for slate in slates]
    for slate, dated in found:
        signed = [one for one in dated if one_time(one.period)]
        if when := chosen(slate, signed):
            return when
    return UNKNOWN


def _parties(main: Slate, start: int, end: int, details: Sequence[Slate]) -> tuple[str, ...]:
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
        if len(found) > 1 and all(_party(one.name) for one in found):
            slate.take("parties", found[0].start, found[-1].end)
            return tuple(slate.text[one.start : one.end] for one in found)
    if least == 1 and text and _party(text) and not re.search(r"[↔,/]", text):
        slate.take("parties", start, end)
        return (slate.text[start:end],)
    return ()


_SAME = {ord(sign): "-" for sign in "–—−―"} | dict.fromkeys(map(ord, "ㆍ･・‧∙•⋅"), "·")


def _party(name: str) -> bool:
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
    text = main.plain[start:end]
    if found := _BETWEEN.search(text):
        stop = start + found.start()
        joined = re.search(r"[와과]\s", text[: found.start()])
        if joined and _particle(text[: joined.start()], text[joined.start()]):
            left = Named(start, start + joined.start(), text[: joined.start()])
            right_at = start + joined.end()
            if _party(left.name) and _party(main.plain[right_at:stop]):
                main.take("parties", start, stop)
                return (main.text[start : left.end], main.text[right_at:stop])
        return _list(main, start, stop, least=2)
    with_whom = _WITH.match(text + " ")
    if with_whom and _particle(with_whom["who"], with_whom["particle"]):
        stop = start + with_whom.end("who")
        begin = _past_purpose(main, start, stop)
        if listed := _list(main, begin, stop, least=2):
            return listed
        if _party(main.plain[begin:stop]):
            main.take("parties", begin, stop)
            return (main.text[begin:stop],)
        return ()
    begin = _past_purpose(main, start, end)
    if read := _list(main, begin, end, least=2):
        return read
    said = main.plain[begin:end]
    first, _gap, rest = said.partition(" ")
    listed = (
        _list(main, begin, begin + len(first), least=2)
        if rest and _PURPOSE.fullmatch(rest)
        else ()
    )
    if listed:
        return listed
    last = said.rpartition(" ")[2]
    if rest and names.formed_first(last) and _party(last):
        main.take("parties", end - len(last), end)
        return (main.text[end - len(last) : end],)
    if first and (not rest or _PURPOSE.fullmatch(rest)) and _party(first):
        if rest and not names.formed(first):
            return ()
        main.take("parties", begin, begin + len(first))
        return (main.text[begin : begin + len(first)],)
    return ()


def _past_purpose(main: Slate, start: int, end: int) -> int:
    """Behind 시민 우선고용을 위한, which is what it was for."""
    found = re.match(r".*(?:위한|위해|위하여|관련)\s+", main.plain[start:end])
    return start + found.end() if found else start


def _particle(who: str, particle: str) -> bool:
    """Whether 와 or 과 is no part of the name: it fits its last sound, and no 외과 is cut."""
    last = who.rstrip(")] ")[-1:]
    if not "가" <= last <= "힣":
        return bool(last)
    ends_open = (ord(last) - ord("가")) % 28 == 0
    return (particle == "와") is ends_open and not _FIELDS.search(who + particle)


def _alone(main: Slate) -> tuple[str, ...]:
    """A name with its date below 업무협약 체결."""
    begin = re.match(r"[\s'\"-]*", main.left)
    assert begin is not None
    stop = re.search(rf"\s*[\s('\"]*{GONE}|$", main.left)
    assert stop is not None
    return _list(main, begin.end(), stop.start(), least=1)


def _title(main: Slate, start: int, end: int) -> str:
    """What was signed: the words before it that no party took."""
    begin = max(
        (one.end() for one in re.finditer(rf"[{GONE},:/(]\)?", main.left[:start])), default=0
    )
    begin, end = main.shrunk(begin, end)
    said = main.text[begin:end]
    if re.match(r"^(?:[와과]의?|간)\s", said):
        cut = said.index(" ") + 1
        begin, said = begin + cut, said[cut:].strip()
    if not said.strip():
        return ""
    main.take("title", begin, end)
    return " ".join(said.strip(" '\"‘’-").split())


def contact(main: Slate, setting: Setting, parent: int) -> Read | None:
    """A contact about the agreement above it: a date, and how they were in touch."""
    when = chosen(main, dates(main, setting))
    said = re.sub(rf"\([^()]*\)|{GONE}|[:,/]\s*$", "", main.left).strip()
    kind = next(
        ((kind, one) for kind, word in _CONTACTS if (one := word.search(main.plain))), None
    )
    if when is None or kind is None or not _CONTACTED.search(said):
        return None
    main.mark("contact", *kind[1].span())
    spots = [one for one in re.finditer(rf"[^{GONE}]+", main.left) if one[0].strip(" ()/,:-")]
    if not spots:
        return None
    span = max((one.span() for one in spots), key=lambda one: one[1] - one[0])
    start, end = main.shrunk(*span)
    while start < end and main.plain[start] in ")/,:- ":
        start += 1
    while end > start and main.plain[end - 1] in "(/,:- ":
        end -= 1
    main.take("text", start, end)
    values = {"period": when, "contact": kind[0], "text": main.text[start:end]}
    facts = FollowUpFacts(when, kind[0], main.text[start:end])
    return Read(
        RecordKind.FOLLOW_UP,
        facts,
        values,
        (1, main.line),
        tuple(main.taken),
        tuple(main.doubts),
        parent,
    )
