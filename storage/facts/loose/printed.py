"""The one grammar that reads facts loosely from Korean lines, beside the words. Pure.

It runs where the wording read in reverse (`Back`) is sure of nothing, and only proposes.
"""

from collections.abc import Sequence

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose.proposed import FIRST_DETAIL, HEADING, ITEM, Doubt, Read, Reading, Setting
from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_event import event
from storage.facts.loose.wording_mou import agreement, contact, promise
from storage.facts.loose.wording_names import company_line
from storage.facts.loose.wording_plan import plan_item
from storage.facts.loose.wording_rules import rule_changed
from storage.facts.wording_event_back import BACK
from storage.facts.wording_event_signs import together
from storage.rules.terms import EventKind, RecordKind

LONGEST = 400
"""Letters of one line from which on it is prose, of which nothing is proposed."""


def printed(heading: str, item: str, details: Sequence[str], setting: Setting) -> Reading:
    """What an item below its heading, with the lines below it, proposes. Never raises.

    The places in the answer count the heading as line 0, the item as 1, the details from 2.
    """
    lines = (heading, item, *details)
    if not item.strip() or any(len(one) > LONGEST for one in lines):
        return Reading(lines)
    page = _Page(lines, setting)
    return Reading(lines, tuple(page.reads()), tuple(page.doubts))


class _Page:
    """The lines of one item, cut into what may be a record each."""

    def __init__(self, lines: Sequence[str], setting: Setting) -> None:
        self._lines, self._setting = lines, setting
        self.doubts: list[Doubt] = []

    def reads(self) -> list[Read]:
        """The records in the order of their lines."""
        if self._setting.plan:
            head, main, *details = self._slates(range(len(self._lines)))
            return [plan_item(head, main, details, self._setting)]
        item = self._lines[ITEM]
        below = len(self._lines) > FIRST_DETAIL and company_line(item)
        if below and (found := self._below_company(item.strip())):
            return found
        if len(self._lines) == FIRST_DETAIL and (found := self._side_by_side(item)):
            return found
        return self._whole()

    def _whole(self) -> list[Read]:
        """One record of the item with its details; a detail of a kind of its own is another."""
        places = range(FIRST_DETAIL, len(self._lines))
        found: list[Read] = []
        own: set[int] = set()
        for at in places:
            head, line = self._slates((HEADING, at))
            if (one := event(head, line, (), self._setting)) and _hangs(one):
                found.append(one)
                own.add(at)
        head, main, *details = self._slates(
            (HEADING, ITEM, *(at for at in places if at not in own))
        )
        first = self._one(head, main, details)
        if first is not None and first.kind is RecordKind.MOU:
            below = [one.line for one in details if one.line not in first.lines]
            made = (self._under(at, 0, (at,)) for at in below)
            return [first, *(one for one in made if one is not None), *found]
        if first is not None:
            return [first, *found]
        self.doubts += main.doubts
        return found

    def _one(self, head: Slate, main: Slate, details: Sequence[Slate]) -> Read | None:
        signed = agreement(head, main, details, self._setting)
        if signed is not None:
            return signed
        fresh = self._slates((head.line, main.line, *(one.line for one in details)))
        held = event(fresh[0], fresh[1], fresh[2:], self._setting)
        if held is not None and held.event_kind is EventKind.REGULATION:
            return held
        above, line = self._slates((head.line, main.line))
        return rule_changed(above, line, self._setting) or held

    def _below_company(self, company: str) -> list[Read]:
        found: list[Read] = []
        signed: int | None = None
        for at in range(FIRST_DETAIL, len(self._lines)):
            head, line = self._slates((HEADING, at))
            one = agreement(head, line, (), self._setting, company)
            if one is not None:
                signed = len(found)
            elif signed is not None:
                one = self._under(at, signed, (ITEM, at))
            if one is None:
                head, line = self._slates((HEADING, at))
                one = _of_company(event(head, line, (), self._setting, company))
            if one is not None:
                found.append(one)
        return found

    def _under(self, at: int, parent: int, own: tuple[int, ...]) -> Read | None:
        """A contact or a promise on a line below its agreement."""
        met = contact(self._slate(at), self._setting, parent, own)
        return met or promise(self._slate(at), parent, own)

    def _side_by_side(self, item: str) -> list[Read]:
        """Several events on one line, each with a word of its own that tells its kind."""
        for spans in together(item):
            found = []
            for start, end in spans:
                head, line = self._slates((HEADING, ITEM))
                line.cover(0, start)
                line.cover(end, len(item))
                found.append(event(head, line, (), self._setting))
            whole = [one for one in found if one is not None]
            if len(whole) == len(found) > 1 and _stand_alike(whole):
                return whole
        return []

    def _slates(self, places: Sequence[int]) -> list[Slate]:
        return [self._slate(at) for at in places]

    def _slate(self, at: int) -> Slate:
        return Slate(at, self._lines[at])


def _of_company(read: Read | None) -> Read | None:
    """Only what may stand below a company's line: else it was no company."""
    kind = read.event_kind if read else None
    return read if kind is not None and EVENT_ROWS[kind].below_company else None


def _stand_alike(reads: Sequence[Read]) -> bool:
    """Whether each of several says as much as the others: of one kind with dates of all or none
    (or behind the last), or each with figures of its own."""
    if len({one.event_kind for one in reads}) > 1:
        return all(one.values["counts"] for one in reads)
    dated = [one.values["period"].known for one in reads]
    return all(dated) or not any(dated[:-1])


def _hangs(read: Read) -> bool:
    """Whether a kind stands below a line of another kind, as a tour below its bus."""
    kind = read.event_kind
    return kind is not None and BACK[kind].below_line is not None
