"""Agreements and contacts about them in running words: who signed what, and when.

Only parties that the words name are read; where one cannot tell where a name ends, none is.
"""

import re
from collections.abc import Sequence
from typing import Any

from storage.facts.loose.proposed import Read, Setting
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_dates import chosen, dates, one_time
from storage.facts.loose.wording_doubts import COMPANY
from storage.facts.loose.wording_parties import named_alone, parties_of
from storage.facts.shapes import FollowUpFacts, MouFacts, PromiseFacts
from storage.facts.wording_plan import PEOPLE
from storage.rules.counts import NUMBER, plain_number
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
_HOPED = re.compile("(?:유도|노력|모색|확보|강화|유지|확대|추진|독려|활성화|도모|기여)\\s*$")
_SEVERAL = re.compile(r"(?:[2-9]|\d\d)\s?(?:건|개\s?(?:기관|기업|업체|사))")
_CONTACTS = (
    (ContactKind.ROUND_TABLE, re.compile("간담회")),
    (ContactKind.CALL, re.compile("전화|유선")),
    (ContactKind.VISIT, re.compile("방문")),
    (ContactKind.LETTER, re.compile("공문")),
    (ContactKind.CONFERENCE, re.compile("회의")),
)
_CONTACTED = re.compile(
    r"(?:협의|점검|실시|개최|진행|발송|통화|상담|논의|확인|면담|회의|간담회|방문)\S*$"
)
_PROMISED = re.compile(
    rf"(?<![\d,.~-])(?P<number>{NUMBER})\s?명\s?(?:(?:우선|신규|직접|추가)\s?)*(?:채용|고용)",
    re.ASCII,
)

_AHEAD = re.compile("우선|의무|약속|하기로|(?:협약|협약의|주요)\\s?(?:내용|사항)|예정|계획|목표")
_BEEN = re.compile(r"완료|실적|결과|면접|상담|지원|달성|했|하였|\d\s?[.월년]|반기|분기")
_ABOUT_HIRES = re.compile(r"(?<![가-힣])약\s?\d|\d\s?여\s?명|\d\s?~|이상|내외|정도")


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
            parties = parties_of(main, found.start(), found.end(), details)
        if titled:
            title = _title(heading, titled.start(), titled.end())
        else:
            title = _title(main, found.start(), found.end())
    else:
        parties = named_alone(main)
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


def _title(main: Slate, start: int, end: int) -> str:
    """What was signed: the words before it that no party took."""
    begin = max(
        (one.end() for one in re.finditer(rf"[{GONE},:/(]\)?", main.left[:start])), default=0
    )
    begin, end = main.shrunk(begin, end)
    said = main.text[begin:end]
    if ")" in said and "(" not in said:
        begin, end = main.shrunk(begin + said.index(")") + 1, end)
        said = main.text[begin:end]
    if re.match(r"^(?:[와과]의?|간)\s", said):
        cut = said.index(" ") + 1
        begin, said = begin + cut, said[cut:].strip()
    if not said.strip():
        return ""
    main.take("title", begin, end)
    return " ".join(said.strip(" '\"‘’-").split())


def contact(main: Slate, setting: Setting, parent: int, own: tuple[int, ...]) -> Read | None:
    """A contact about the agreement above it: a date, and how they were in touch."""
    when = chosen(main, dates(main, setting))
    said = re.sub(rf"\([^()]*\)|{GONE}", "", main.left).rstrip(" :,/")
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
        own,
        tuple(main.taken),
        tuple(main.doubts),
        parent,
    )


def promise(main: Slate, parent: int, own: tuple[int, ...]) -> Read | None:
    """Hires that were promised in the agreement above: 지역인재 50명 우선 채용.

    The words have to say that they lie ahead: 시민 12명 채용 may be what came of it.
    """
    found = [*_PROMISED.finditer(main.plain)]
    if len(found) != 1 or _ABOUT_HIRES.search(main.plain):
        return None
    if not _AHEAD.search(main.plain) or _BEEN.search(main.plain):
        return None
    start, end = main.shrunk(0, len(main.text))
    main.mark("target", *found[0].span())
    main.mark("text", start, end)
    values: dict[str, Any] = {
        "text": main.text[start:end],
        "target": plain_number(found[0]["number"]),
        "unit": PEOPLE,
    }
    facts = PromiseFacts(**values)
    taken = tuple(main.taken)
    return Read(RecordKind.PROMISE, facts, values, own, taken, tuple(main.doubts), parent)
