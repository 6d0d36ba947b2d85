"""Report wording: the one way by which a record becomes the lines of the half-year report.

Pure: facts in, lines out. Forms show these lines before saving, the report prints the same ones.
"""

from collections.abc import Iterable

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.kinds import KINDS, row_of
from storage.facts.shapes import EventFacts, Facts, Line, MouFacts
from storage.facts.wording_event_name import event_heading
from storage.facts.wording_parts import DETAIL, HEADING, ITEM
from storage.rules.names import clipped
from storage.rules.terms import EventKind, RecordKind

LABEL_LENGTH = 60
"""Longest label; a phone shows about two lines of it."""
_MARKS = {HEADING: "○ ", ITEM: " - ", DETAIL: "  · "}


def lines(facts: Facts, *, parent: MouFacts | None = None) -> tuple[Line, ...]:
    """The path of lines one record becomes, from its ○ heading (if its section has any) down.

    `parent` is the agreement a contact or promise belongs to.
    """
    row = row_of(facts)
    if parent is not None and row.under is RecordKind.MOU:
        return row.lines(facts, parent)
    return row.lines(facts)


def label(facts: Facts) -> str:
    """The record on one line, 일자리버스 2021.7.~12. 39회, cut with … when it is long."""
    row = row_of(facts)
    text = row.label(facts) if row.label else row.lines(facts)[-1].text
    return clipped(text, LABEL_LENGTH)


def show(shown: Iterable[Line]) -> str:
    """The lines as chat text, each with its mark and indent."""
    return "\n".join(_MARKS[line.level] + line.text for line in shown)


def heading_choices(kind: EventKind | RecordKind) -> tuple[str, ...]:
    """Headings to offer as buttons for a kind of event or record; empty where none is printed."""
    return EVENT_ROWS[kind].headings if isinstance(kind, EventKind) else KINDS[kind].headings


def usual_heading(facts: Facts) -> str:
    """The ○ line when nobody chose one; empty for records of sections without headings."""
    if isinstance(facts, EventFacts):
        return event_heading(facts)
    return next((line.text for line in lines(facts) if line.level == HEADING), "")
