"""Lines pasted from a report, ○ - ·, are read as those of a report are. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from storage.facts.loose.printed import printed
from storage.facts.loose.proposed import ITEM, Doubt, Place, Read, Setting, Taken
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.page import said_at
from storage.facts.spoken.wording_marks import DETAIL
from storage.facts.spoken.wording_marks import HEADING as HEADED
from storage.facts.spoken.wording_marks import ITEM as LISTED
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind


@dataclass(frozen=True)
class _Item:
    """A - line below its ○ line, with the · lines below it, without their marks."""

    lines: tuple[Place, ...]

    def read(self, lines: Sequence[str], setting: Setting, before: int) -> list[Read]:
        """What it proposes, at its places in the message; `before`: the records above it."""
        heading, item, *details = (said_at(lines, one) for one in self.lines)
        return [
            self._back(one, lines, before)
            for one in printed(heading, item, details, setting).reads
        ]

    def _back(self, read: Read, lines: Sequence[str], before: int) -> Read:
        taken = tuple(replace(one, place=self._place(one.place)) for one in read.taken)
        taken = (*self._marks(lines), *taken)
        asked = [replace(one, place=self._place(one.place)) for one in read.doubts]
        if "period" in read.values and not read.values["period"].known:
            asked += [] if any(one.field == "period" for one in asked) else [self._undated(lines)]
        parent = None if read.parent is None else before + read.parent
        used = tuple(self.lines[at].line for at in read.lines)
        facts = read.facts if _dated(read) else None
        return replace(
            read, facts=facts, taken=taken, doubts=tuple(asked), lines=used, parent=parent
        )

    def _marks(self, lines: Sequence[str]) -> Iterator[Taken]:
        for one in self.lines:
            before = Place(one.line, 0, one.start)
            yield Taken("kind", before, said_at(lines, before))

    def _undated(self, lines: Sequence[str]) -> Doubt:
        item = self.lines[ITEM]
        return Doubt("period", Place(item.line, item.end, item.end), "", doubts.NO_DATE)

    def _place(self, told: Place) -> Place:
        line = self.lines[told.line]
        return Place(line.line, line.start + told.start, line.start + told.end)


def pasted(lines: Sequence[str], today: date) -> list[Read]:
    """The records of lines with the marks of a report; none where they have no such marks."""
    now = HalfYear.of(today)
    reads: list[Read] = []
    for item in _items(lines):
        reads += item.read(lines, Setting(now.previous(), now), len(reads))
    return reads


def dated(reads: Sequence[Read]) -> int:
    """Of how many records it is known when they were."""
    return len([one for one in reads if _dated(one)])


def _dated(read: Read) -> bool:
    return read.kind is RecordKind.PLAN_ITEM or bool(
        "period" not in read.values or read.values["period"].known
    )


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    heading: Place | None = None
    told: list[Place] = []
    for at, line in enumerate(lines):
        for way in (HEADED, LISTED, DETAIL):
            mark = way.match(line)
            if mark is None:
                continue
            place = Place(at, mark.end(), len(line.rstrip()))
            if way is DETAIL and told:
                told.append(place)
            elif way is LISTED and heading is not None:
                if told:
                    yield _Item(tuple(told))
                told = [heading, place]
            elif way is HEADED:
                if told:
                    yield _Item(tuple(told))
                heading, told = place, []
            break
    if told:
        yield _Item(tuple(told))
