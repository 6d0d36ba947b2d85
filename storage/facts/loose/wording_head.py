"""What a line speaks of: the word that tells its kind, the last one that stands for itself.

Words in brackets count only where there are no others, and those of the heading only where the
line has none. Other words behind it show that the line is about something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose import wording_names as names
from storage.facts.loose.slate import GONE, SET_ASIDE, Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.wording_event_signs import SIGNS
from storage.rules.terms import EventKind, Measure

_DEED = "개최|운영|운행|실시|진행|추진|지원|완료|참가|참여|실적|결과|현황|수료|취소|예정|서비스"
DEEDS = rf"(?:{_DEED})+(?![가-힣](?<![을를하했함된됨에]))"
"""Nouns of doing that may follow the name of an event; 참가기업 is none of them."""
_QUOTED = r"['\"’”>」』]*"
_BEHIND = re.compile(
    rf"{_QUOTED}(?:\s?행사)?(?={DEEDS})|{_QUOTED}[을를이가은는]?(?![가-힣])\s*"
    r"(?:$|[\x00\x01,;/·()|:'\"<>「」『』~-]|\d|총"
    rf"|(?:성황리(?:에)? )?(?:{DEEDS})|온라인|하반기|상반기|참석|제\d|연 \d)"
)
_AFTER_DEED = re.compile(
    rf"(?:{_DEED})(?:하여|하고)?\s*(?:\([^()]*\)\s*)?(?:및|,|/|·|하여|-)(?=\s?[가-힣A-Za-z'\"])"
)
_INSIDE = re.compile(r"\((?!JOB\))([^()]*)\)")
_NOT_HELD = re.compile("모집|홍보|안내|발굴|검토|공고|배포|제작|독려|캠페인|점검|정비|수립")
_PATTERNS = {kind: re.compile(signs.words) for kind, signs in SIGNS.items()}
_HEADINGS = {kind: re.compile(signs.heading or signs.words) for kind, signs in SIGNS.items()}
_ALSO = {kind: re.compile(signs.also) for kind, signs in SIGNS.items() if signs.also}
_BELOW = {kind: re.compile(signs.below) for kind, signs in SIGNS.items() if signs.below}


@dataclass(frozen=True)
class Sign:
    """The word that tells the kind, and where it stands in the item; -1 where its heading does."""

    kind: EventKind
    start: int
    end: int
    named: bool

    @property
    def in_line(self) -> bool:
        """Whether the line itself has it."""
        return self.start >= 0


def kinds_of(word: str, heading: str, told: set[Measure], first: EventKind) -> list[EventKind]:
    """The kinds that a word may mean, the likeliest first; one alone where there is no doubt.

    Those that have all the figures told go first. A heading that names one of them decides.
    """
    others = [kind for kind, pattern in _ALSO.items() if pattern.fullmatch(word) and kind != first]
    fitting = [kind for kind in (first, *others) if told <= figures_of(kind)] or [first]
    above, start, end = _last(_HEADINGS, heading)
    if above in fitting and not any(way.fullmatch(heading[start:end]) for way in _ALSO.values()):
        return [above]
    return (
        fitting
        if not others
        else [*fitting, *(one for one in (first, *others) if one not in fitting)]
    )


def figures_of(kind: EventKind) -> set[Measure]:
    """The figures that an event of the kind may have."""
    row = EVENT_ROWS[kind]
    return {*row.figures_asked, *row.figures}


def heading_kind(heading: str) -> EventKind | None:
    """The kind that a heading speaks of; None where it speaks of none."""
    return _last(_HEADINGS, heading)[0]


def _last(
    patterns: dict[EventKind, re.Pattern[str]], text: str
) -> tuple[EventKind | None, int, int]:
    best: tuple[int, int, int, EventKind, int] | None = None
    for order, (kind, pattern) in enumerate(patterns.items()):
        for found in pattern.finditer(text):
            if found.end() == found.start():
                continue
            rank = (found.end(), found.end() - found.start(), -order, kind, found.start())
            if best is None or rank[:3] > best[:3]:
                best = rank
    return (best[3], best[4], best[0]) if best else (None, -1, -1)


def kind_by_words(text: str) -> EventKind | None:
    """The kind of event that a name means by its words; None where they mean none."""
    return _last(_PATTERNS, text)[0]


def sign_of(slate: Slate, heading: str, found: Sequence[Counted], company: bool) -> Sign | None:
    """The head of the line; None where it tells of no event."""
    text = slate.left
    for one in found:
        if one.line == slate.line:
            text = text[: one.start] + GONE * (one.end - one.start) + text[one.end :]
    whole = text
    text = _INSIDE.sub(lambda one: f"({SET_ASIDE * len(one[1])})", text)
    if cut := _AFTER_DEED.search(text):
        text = text[: cut.end() - 1]
    if ":" in text and _last(_PATTERNS, text[: text.index(":")])[0] is not None:
        text = text[: text.index(":")]
    above = heading_kind(heading)
    kind, start, end = _last(_PATTERNS, text)
    if kind is None:
        kind, start, end = _last(_PATTERNS, whole)
    if kind is None:
        if _NOT_HELD.search(text):
            return None
        return Sign(above, -1, -1, SIGNS[above].named) if above else None
    if not _BEHIND.match(text, end):
        return None
    for other, pattern in _BELOW.items():
        found_below = [one for one in pattern.finditer(text) if one.end() == end]
        if kind is other or not found_below or found_below[0].start() > start:
            continue
        in_full = names.formed(text[:start].split(" ")[0]) and " " in text[:start].strip()
        own = above is other and not names.general(text[:start].split(GONE)[-1])
        if company or in_full or own:
            return Sign(other, start, end, named=True)
    return Sign(kind, start, end, SIGNS[kind].named)
