"""Lines that are typed without a blank: 어제버스원당역12명. They are read as if they had them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from storage.facts.loose.proposed import Doubt, Place, Read, Taken
from storage.facts.loose.slate import Slate
from storage.facts.shapes import EventFacts
from storage.facts.wording_event_signs import SIGNS

THIN = "\u2005"
"""Stands for a blank that was not typed."""
_LEAST = 6
_SIGNS = "|".join(one for signs in SIGNS.values() for one in (signs.words, signs.spoken) if one)
_PIECES = re.compile(
    r"그저께|그제|어제|오늘|내일|모레|지난주[월화수목금토일]?(?:요일)?"
    r"|이번주[월화수목금토일]?(?:요일)?|지난달|[상하]반기"
    r"|\d{1,2}월\d{1,2}일"
    r"|\d{1,2}[/.]\d{1,2}\.?(?:~\d{1,2}[/.]\d{1,2}\.?)?(?:\([월화수목금토일]\))?"
    r"|\d{1,2}월(?!\d)|\d[\d,]*(?:명|개사|개업체|회|곳)"
    rf"|{_SIGNS}|지원|개최|예정|취소|상담|면접|채용|수료|참여|참석|방문|시민|교육"
    rf"|[가-힣]{{1,6}}역",
    re.ASCII,
)


def in_words(slate: Slate, read: Callable[[Slate], Read | None]) -> Read | None:
    """What `read` makes of the line with blanks where its words end, as of the line itself."""
    if re.search(r"\s", slate.text.strip()) or len(slate.text.strip()) < _LEAST:
        return read(slate)
    borders = {at for one in _PIECES.finditer(slate.left) for at in one.span()}
    letters: list[tuple[str, int]] = []
    for at, letter in enumerate(slate.text):
        if at in borders and at:
            letters.append((THIN, at))
        letters.append((letter, at))
    spaced = Slate(slate.line, "".join(letter for letter, _at in letters))
    found = read(spaced)
    return found and _back(found, slate.text, [at for _letter, at in letters])


def _back(read: Read, text: str, where: list[int]) -> Read:
    """The same in the places of the line as it was typed."""

    def place(one: Place) -> Place:
        if one.start >= len(where) or one.start == one.end:
            return Place(one.line, len(text), len(text))
        return Place(one.line, where[one.start], where[one.end - 1] + 1)

    def taken(one: Taken) -> Taken:
        spot = place(one.place)
        return replace(one, place=spot, text=text[spot.start : spot.end])

    def doubt(one: Doubt) -> Doubt:
        spot = place(one.place)
        candidates = tuple(_without(each) for each in one.candidates)
        question, said = one.question.replace(THIN, ""), text[spot.start : spot.end]
        return replace(one, place=spot, text=said, question=question, candidates=candidates)

    values = {name: _without(value) for name, value in read.values.items()}
    facts = read.facts and EventFacts(**values)
    both = tuple(map(taken, read.taken)), tuple(map(doubt, read.doubts))
    return replace(read, facts=facts, values=values, taken=both[0], doubts=both[1])


def _without(value: Any) -> Any:
    if isinstance(value, str) and not hasattr(value, "value"):
        return value.replace(THIN, "")
    if isinstance(value, tuple):
        return tuple(map(_without, value))
    return value
