"""The wording of agreements and of contacts about them in reverse; see `wording_event_back`."""

import re
from collections.abc import Iterator

from storage.facts import printed_dates as dates
from storage.facts.shapes import FollowUpFacts, MouFacts
from storage.facts.wording_names_back import plain_name
from storage.rules.terms import ContactKind, MouShape

CITY = "고양시"
_TITLE = re.compile(r".*(?:협약|협정|MOU)")
_PARTNER = re.compile(r"(?P<partner>\S+) \S*(?:협약|협정|MOU)")
_PARTIES = re.compile(r"(?P<title>.+(?:협약|협정|MOU)) : (?P<parties>[^:]+)")
_SIGNED = re.compile(r"(?:(?P<purpose>.+) )?(?P<title>\S*(?:협약|협정|MOU)) 체결")
_PURPOSE = re.compile(r".+(?:한|위해|위한|위하여|으로)")
_SENTENCE = re.compile(
    r"(?:(?P<purpose>.+?)[을를]? 위해 )?기관 간\((?P<parties>[^()]+(?:\([^()]*\)[^()]*)*)\)"
    r" 협약(?:을 체결하여 (?P<effect>.+)| 체결)"
)
_EFFORT = " 노력"
_CONTACTS = (
    (ContactKind.ROUND_TABLE, ("간담회 실시",)),
    (ContactKind.CALL, ("전화 협의",)),
    (ContactKind.VISIT, ("방문 협의",)),
    (ContactKind.LETTER, ("공문 발송",)),
    (ContactKind.CONFERENCE, ("회의 개최",)),
)
_RESULT = re.compile(r"(?P<said>.+)\((?P<result>[^()]+)\)")


def sentences(heading: str, item: str) -> Iterator[MouFacts]:
    """An agreement whose title is the heading and whose sentence stands below it."""
    said, period = dates.behind(heading)
    title = said.removesuffix(" 체결")
    found = _SENTENCE.fullmatch(item)
    if title == said or not _TITLE.fullmatch(title) or found is None:
        return
    effect = found["effect"] or ""
    for hoped in dict.fromkeys((effect.removesuffix(_EFFORT), effect)):
        yield MouFacts(
            title=title,
            parties=tuple(found["parties"].split(", ")),
            period=period,
            purpose=found["purpose"] or "",
            effect=hoped,
            shape=MouShape.SENTENCE,
        )


def on_one_line(_heading: str, item: str) -> Iterator[MouFacts]:
    """코레일테크 업무협력협약(21.8.4.), or a title with both parties behind a colon."""
    said, period = dates.behind(item)
    found = _PARTIES.fullmatch(said)
    if found is not None:
        parties = tuple(found["parties"].split("-"))
        if len(parties) > 1 and all(plain_name(one) for one in parties):
            yield MouFacts(
                title=found["title"],
                parties=parties,
                period=period,
                shape=MouShape.TITLE_PARTIES,
            )
        return
    found = _PARTNER.fullmatch(said)
    if found is not None and plain_name(found["partner"]):
        yield MouFacts(title=said, parties=(CITY, found["partner"]), period=period)


def signed_with(partner: str, detail: str) -> Iterator[MouFacts]:
    """An agreement below its partner: (2018. 11.) … 업무협약 체결."""
    said, period = dates.before(detail)
    found = _SIGNED.fullmatch(said)
    if found is None:
        return
    purpose, title = found["purpose"] or "", found["title"]
    if purpose and not _PURPOSE.fullmatch(purpose):
        purpose, title = "", f"{purpose} {title}"
    yield MouFacts(
        title=title,
        parties=(CITY, partner),
        period=period,
        purpose=purpose,
        shape=MouShape.UNDER_COMPANY,
    )


def contacts(detail: str) -> Iterator[FollowUpFacts]:
    """A contact about the agreement above it."""
    whole, period = dates.before(detail)
    if not period.known:
        return
    found = _RESULT.fullmatch(whole)
    cases = [(whole, "")] + ([(found["said"], found["result"])] if found else [])
    for said, result in cases:
        for kind, deeds in _CONTACTS:
            for deed in deeds:
                if said.endswith(deed):
                    about = said.removesuffix(deed).strip()
                    yield FollowUpFacts(period, kind, about, result)
