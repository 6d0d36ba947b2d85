"""Agreements, promises in them and contacts about them in a line that somebody typed. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from storage.facts.loose import wording_names as names
from storage.facts.loose.proposed import Proposable, Read
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_parties import is_party, particle_fits, parties_of
from storage.facts.shapes import FollowUpFacts, MouFacts, PromiseFacts
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.wording_dates import said_dates
from storage.facts.spoken.wording_names import said_companies
from storage.facts.wording_plan import PEOPLE
from storage.rules.counts import NUMBER, plain_number
from storage.rules.period import Period, Precision
from storage.rules.terms import ContactKind, RecordKind

UNKNOWN = Period(())
_AGREEMENT = re.compile(
    r"(?:업무|산학|투자|상생|협력|공동)*\s?(?:협력)?(?:협약|협정)|MOU|엠오유", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:을|를)?\s?(?:체결|맺|서명|서(?![가-힣])|식(?:\s?(?:개최|진행))?)[^\s(]*"
    r"(?:\s?(?:밝혔다|전했다|완료|함|하였음))?"
)
_KEEPING = re.compile(
    r"협약(?:을|를|의|에)?\s?(?:서\s?)?(?:이행|관련|업체|기업|기관|점검|사후|후속)"
    r"|이행\s?(?:점검|확인|상황|여부)"
)
_SAID = r"(?:함|했\S*|하였\S*)?"
_WAYS = (
    (ContactKind.ROUND_TABLE, re.compile("간담회")),
    (
        ContactKind.CALL,
        re.compile(rf"(?:전화|유선)(?:\s?(?:통화|연락|확인))?{_SAID}|통화{_SAID}"),
    ),
    (ContactKind.VISIT, re.compile(rf"(?:현장\s?)?방문(?:\s?점검)?{_SAID}")),
    (ContactKind.LETTER, re.compile(r"공문(?:\s?(?:발송|시행))?")),
    (ContactKind.CONFERENCE, re.compile("회의(?!실)")),
)
_PROMISE = re.compile(
    r"(?P<who>[^:：/,\d]*?)(?:협약\s?(?:이행\s?사항|약속)|이행\s?사항|약속)"
    r"(?:\s?추가)?\s?(?P<mark>[:：\-])?\s*(?=\S)"
)
_TARGET = re.compile(
    rf"(?<![\d,.~-])(?P<number>{NUMBER})\s?(?P<unit>명|회|건|개\s?사|개\s?업체|개\s?소|개\s?과정)",
    re.ASCII,
)
_BY = re.compile(r"\s?까지")
_WITH = re.compile(r"(?P<one>\S+?)(?P<with>이랑|랑|하고|와|과)\s")
_BOTH = re.compile(r"(?P<one>\S+)(?P<with>[와과])\s(?P<two>\S+?)(?P<behind>은|는|이|가|의|간)?\s")
_TO = re.compile(r"(?<=\S\S)(?:에게|에서|에|의)$")
_OF_A_FIRM = re.compile("업체|기업|기관")
_NO_NAME = re.compile(r"(?:해서|하고|했고|하여|함|확인|점검|후속)$|^(?:우리|저희)")
_LIST = re.compile(r"[^\s,/:\-–—↔]+(?:\s?[-–—↔]\s?[^\s,/:\-–—↔]+)+(?=\s|$)")
_NO_TITLE = re.compile(rf"[{GONE}:/(]\)?|에서\s|(?<=[가-힣])[은는]\s")
_EDGES = " ,/:-.()[]"


def said_agreement(slate: Slate, today: date) -> Read | None:
    """고양시-다온식품 업무협약 체결 11.24.: who, what and when."""
    if _KEEPING.search(slate.plain) or _PROMISE.match(slate.plain):
        return None
    found = [*_AGREEMENT.finditer(slate.plain)]
    if not found:
        return None
    sign = found[-1]
    signed = _SIGNED.match(slate.plain, sign.end())
    whens = said_dates(slate, today, ahead=False)
    if signed is None and not whens:
        return None
    values: dict[str, Any] = {"period": _when(slate, today)}
    slate.mark("kind", *sign.span())
    if signed is not None and signed.end() > sign.end():
        slate.take("kind", sign.end(), signed.end())
    values["parties"] = _parties(slate, sign)
    values["title"] = _title(slate, sign)
    if not values["parties"]:
        slate.doubt("parties", *sign.span(), doubts.WHICH_PARTIES)
    whole = bool(values["parties"] and values["period"].known)
    return _made(RecordKind.MOU, MouFacts(**values) if whole else None, values, slate)


def _when(slate: Slate, today: date) -> Period:
    """The day that is said; one that lies ahead, and none at all, are asked."""
    whens = said_dates(slate, today, ahead=False)
    for one in whens:
        slate.set_aside(one.start, one.end)
    best = min(whens, key=lambda one: one.period.precision is not Precision.DAY, default=None)
    if best is None:
        at = len(slate.text)
        slate.doubt("period", at, at, doubts.NO_DATE)
        return UNKNOWN
    if best.question:
        slate.doubt("period", best.start, best.end, best.question, *best.candidates)
        return UNKNOWN
    if best.period.start and best.period.start > today:
        question = doubts.not_yet(slate.text[best.start : best.end])
        slate.doubt("period", best.start, best.end, question)
        return UNKNOWN
    slate.take("period", best.start, best.end)
    return best.period


def _parties(slate: Slate, sign: re.Match[str]) -> tuple[str, ...]:
    """A와 B는 …, A랑 …, A-B, or the one name behind it."""
    start = _first(slate, 0)
    text = slate.left[start : sign.start()]
    for way in (_BOTH, _WITH):
        found = way.match(text + " ")
        if found is None or not _joined(found["one"], found["with"]):
            continue
        told = [found["one"], *([found["two"]] if way is _BOTH else [])]
        if all(map(is_party, told)):
            slate.take("parties", start, start + found.end("two" if way is _BOTH else "one"))
            slate.cover(start, min(start + found.end(), sign.start()))
            return tuple(told)
    if listed := parties_of(slate, sign.start(), sign.end(), ()):
        return listed
    return _side_by_side(slate, sign.start()) or _alone(slate, sign)


def _side_by_side(slate: Slate, end: int) -> tuple[str, ...]:
    """협약식 사진 고양시-가온정밀 업무협약."""
    for found in _LIST.finditer(slate.left[:end]):
        told = [one.strip() for one in re.split("[-–—↔]", found[0])]
        if all(map(is_party, told)):
            slate.take("parties", *found.span())
            return tuple(told)
    return ()


def _joined(who: str, particle: str) -> bool:
    return particle not in "와과" or particle_fits(who, particle)


def _alone(slate: Slate, sign: re.Match[str]) -> tuple[str, ...]:
    """MOU 체결 다온식품, 다온식품 협약식: the only other word."""
    gone = GONE * (sign.end() - sign.start())
    rest = slate.left[: sign.start()] + gone + slate.left[sign.end() :]
    pieces = [slate.shrunk(*one.span()) for one in re.finditer(rf"[^{GONE}(),/]+", rest)]
    told = [one for one in pieces if one[0] < one[1] and is_party(slate.plain[slice(*one)])]
    if len(told) != 1 or " " in slate.plain[slice(*told[0])]:
        return ()
    slate.take("parties", *told[0])
    return (slate.text[slice(*told[0])],)


def _title(slate: Slate, sign: re.Match[str]) -> str:
    """What was signed: the words before it that no party took."""
    before = slate.left[: sign.start()]
    begin = max((one.end() for one in _NO_TITLE.finditer(before)), default=0)
    while begin < sign.start() and slate.left[begin] in _EDGES:
        begin += 1
    slate.take("title", begin, sign.end())
    return " ".join(slate.text[begin : sign.end()].split())


def said_contact(slate: Slate, today: date, companies: Sequence[str]) -> Read | None:
    """새빛테크 협약 이행 전화 오늘 …: of which agreement, how, when, and what came of it."""
    keeping = _KEEPING.search(slate.plain)
    if keeping is None or _PROMISE.match(slate.plain):
        return None
    way = _way(slate, keeping.start()) or _way(slate, 0)
    if way is None:
        return None
    values: dict[str, Any] = {"period": _when(slate, today), "contact": way[0]}
    slate.mark("kind", *keeping.span())
    slate.take("contact", *way[1].span())
    values["partner"] = _partner(slate, keeping, companies)
    values["text"] = _outcome(slate)
    facts = None
    if values["period"].known and values["text"]:
        facts = FollowUpFacts(values["period"], values["contact"], values["text"])
    if not values["partner"]:
        values.pop("partner")
        at = len(slate.text)
        slate.doubt("partner", at, at, doubts.WHICH_AGREEMENT)
    return _made(RecordKind.FOLLOW_UP, facts, values, slate)


def _way(slate: Slate, start: int) -> tuple[ContactKind, re.Match[str]] | None:
    told = ((kind, word.search(slate.plain, start)) for kind, word in _WAYS)
    return next(((kind, one) for kind, one in told if one), None)


def _partner(slate: Slate, keeping: re.Match[str], companies: Sequence[str]) -> str:
    """The name before 협약 이행, or behind 협약업체."""
    if known := _company(slate, companies):
        return known
    pieces = [
        slate.shrunk(*one.span())
        for one in re.finditer(rf"[^{GONE},/()]+", slate.left[: keeping.start()])
    ]
    behind = re.match(rf"\s?(?:인\s)?([^{GONE}\s,/()]+)", slate.left[keeping.end() :])
    if behind is not None and _OF_A_FIRM.search(keeping[0]):
        pieces.append((keeping.end() + behind.start(1), keeping.end() + behind.end(1)))
    for begin, end in pieces:
        if particle := _TO.search(slate.plain, begin, end):
            end = particle.start()
        name = slate.plain[begin:end]
        if not is_party(name) or _NO_NAME.search(name):
            continue
        if " " not in name or names.formed(name):
            slate.take("partner", begin, end)
            return slate.text[begin:end]
    return ""


def _company(slate: Slate, companies: Sequence[str]) -> str:
    """The first company that is named: with whom the agreement is."""
    before = len(slate.taken)
    named = said_companies(slate, companies, (0, 0))
    slate.taken[before:] = [replace(one, field="partner") for one in slate.taken[before:]]
    return named[0] if named else ""


def _outcome(slate: Slate) -> str:
    """All that is said beside the day, the name and the way: it may be several pieces."""
    said = []
    for one in re.finditer(rf"[^{GONE}]+", slate.left):
        start, end = slate.shrunk(*one.span())
        while start < end and slate.plain[start] in _EDGES:
            start += 1
        while end > start and slate.plain[end - 1] in " ,/:-":
            end -= 1
        if start < end:
            slate.take("text", start, end)
            said.append(slate.text[start:end])
    return " ".join(" ".join(said).split())


def said_promise(slate: Slate, today: date, companies: Sequence[str]) -> Read | None:
    """협약 이행사항: 다온식품 시민 10명 채용 2027년 6월까지."""
    found = _PROMISE.match(slate.plain)
    if found is None or not (found["mark"] or _TARGET.search(slate.plain)):
        return None
    slate.cover(found.start("who") + len(found["who"]), found.end())
    slate.mark("kind", found.start("who") + len(found["who"]), found.end())
    values: dict[str, Any] = {}
    _due(slate, today, values)
    who = found["who"].strip()
    if who and is_party(who):
        slate.take("partner", *slate.shrunk(*found.span("who")))
        values["partner"] = who
    elif known := _company(slate, companies):
        values["partner"] = known
    else:
        _first_name(slate, found.end(), values)
    numbers = [*_TARGET.finditer(slate.left)]
    if len(numbers) == 1:
        values["target"] = plain_number(numbers[0]["number"])
        unit = " ".join(numbers[0]["unit"].split())
        values["unit"] = PEOPLE if unit == "명" else unit
        slate.mark("target", *numbers[0].span())
    values["text"] = _outcome(slate)
    if "partner" not in values:
        at = len(slate.text)
        slate.doubt("partner", at, at, doubts.WHICH_AGREEMENT)
    told = {name: value for name, value in values.items() if name != "partner"}
    facts = PromiseFacts(**told) if values["text"] else None
    return _made(RecordKind.PROMISE, facts, values, slate)


def _first_name(slate: Slate, at: int, values: dict[str, Any]) -> None:
    """The first word of what is promised, where more follows it."""
    start = _first(slate, at)
    found = re.match(rf"[^{GONE}\s,/]+(?=\s\S)", slate.left[start:])
    if found and is_party(found[0]) and not re.search(r"\d|^시민$|^매년$|채용|고용", found[0]):
        slate.take("partner", start, start + found.end())
        values["partner"] = slate.text[start : start + found.end()]


def _due(slate: Slate, today: date, values: dict[str, Any]) -> None:
    """By when: 2027년 6월까지 is its last day."""
    plain = Slate(slate.line, _BY.sub(lambda one: " " * len(one[0]), slate.text))
    for one in said_dates(plain, today, ahead=True):
        by = _BY.match(slate.plain, one.end)
        if by and one.period.end:
            values["due"] = one.period.end
            slate.take("due", one.start, by.end())
            return


def _first(slate: Slate, at: int) -> int:
    while at < len(slate.left) and slate.left[at] in f"{GONE}{_EDGES}":
        at += 1
    return at


def _made(
    kind: RecordKind, facts: Proposable | None, values: dict[str, Any], slate: Slate
) -> Read:
    return Read(kind, facts, values, (slate.line,), tuple(slate.taken), tuple(slate.doubts))
