"""What one message says that was typed, dictated or forwarded outside of any form. Pure.

It proposes, as the reading of printed lines does: what is not plain is a doubt, every letter
that no fact took is left over, and nothing is saved by itself.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from storage.facts.loose.proposed import Doubt, Read, Reading
from storage.facts.loose.slate import Slate
from storage.facts.shapes import Own
from storage.facts.spoken.cut import cut
from storage.facts.spoken.pasted import dated, pasted
from storage.facts.spoken.short_words import Shorts, lengthened
from storage.facts.spoken.wording_asks import correction, tells_nothing
from storage.facts.spoken.wording_event import said_event
from storage.facts.spoken.wording_mou import said_agreement, said_contact, said_promise
from storage.facts.spoken.wording_papers import said_contract, said_plan_item, said_problem
from storage.rules.terms import EventKind, RecordKind

LONGEST = 4096
"""Letters of a message from which on nothing is read of it; Telegram sends no longer ones."""
LONGEST_LINE = 1200
"""Letters of one line from which on it is prose: a report of a newspaper has shorter ones."""
_NO_LANGUAGE = re.compile(r"[0-9]{31}|\S{201}")
"""Runs that nobody types of a record, and that would take long to read."""


@dataclass(frozen=True)
class Known:
    """The names that the office has written before; all may be empty."""

    companies: Sequence[str] = ()
    places: Sequence[str] = ()
    titles: Mapping[str, EventKind] = field(default_factory=dict)
    shorts: Shorts = field(default_factory=dict)
    kinds: Mapping[str, tuple[EventKind, Own]] = field(default_factory=dict)  # of the office's own


Reader = Callable[[Slate, date, Known], Read | None]
OTHERS: tuple[Reader, ...] = (
    lambda slate, today, _known: said_problem(slate, today),
    lambda slate, today, _known: said_plan_item(slate, today),
    lambda slate, today, _known: said_contract(slate, today),
    lambda slate, today, known: said_promise(slate, today, known.companies),
    lambda slate, today, known: said_contact(slate, today, known.companies),
    lambda slate, today, _known: said_agreement(slate, today),
)
"""Records of other kinds than events; they are tried first, each on a slate of its own."""


def spoken(text: str, today: date, known: Known, *, kind: EventKind | None = None) -> Reading:
    """What a message proposes; `kind` is that of its event where somebody was asked for it.

    Never raises.
    The places in the answer count an empty heading as line 0 and the lines of the text from 1.
    """
    lines = ("", *text.splitlines())
    too_long = len(text) > LONGEST or any(len(one) > LONGEST_LINE for one in lines)
    if too_long or _NO_LANGUAGE.search(text) or tells_nothing(text):
        return Reading(lines)
    reads, doubts = _typed(lines, today, known, kind)
    as_printed = [] if kind else pasted(lines, today)
    if as_printed and dated(as_printed) >= dated(reads):
        return Reading(lines, tuple(as_printed))
    return lengthened(Reading(lines, tuple(reads), tuple(doubts)), known.shorts)


def _typed(
    lines: Sequence[str], today: date, known: Known, kind: EventKind | None
) -> tuple[list[Read], list[Doubt]]:
    readers: tuple[Reader, ...] = (*(() if kind else OTHERS), partial(_event, kind=kind))
    reads: list[Read] = []
    doubts: list[Doubt] = []
    for segment in cut(lines, today):
        for reader in readers:
            if (one := reader(segment.slate(lines), today, known)) is not None:
                reads.append(segment.back(one, lines))
                break
        else:
            doubts += map(segment.back_of, correction(segment.slate(lines)))
    return [one for one in reads if len(reads) == 1 or not _is_heading(one)], doubts


def _is_heading(read: Read) -> bool:
    """Whether a line names a kind and nothing else: it stands above others."""
    told = {name for name, value in read.values.items() if value not in (None, "", (), {})}
    return (
        read.kind is RecordKind.EVENT
        and told <= {"kind", "period", "role", "title"}
        and (read.values.get("period") is None or not read.values["period"].known)
    )


def _event(
    slate: Slate, today: date, known: Known, *, kind: EventKind | None = None
) -> Read | None:
    return said_event(slate, today, known.companies, known.places, known.titles, kind, known.kinds)
