"""The lines of a heading as units, each an item with what stands below it, read into records.

A reading is sure when the wording makes the very same printed lines of it again, letter by letter;
everything else stays a line without a record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from storage.facts import printed_dates as dates
from storage.facts import wording_names_back as names
from storage.facts.kinds import KINDS
from storage.facts.read_back import Counted
from storage.facts.shapes import EventFacts, Facts, FollowUpFacts, Line, MouFacts, PlanItemFacts
from storage.facts.wording import usual_heading
from storage.facts.wording_details_back import with_details
from storage.facts.wording_parts import HEADING, ITEM
from storage.report.composing_sums import Entry
from storage.rules.half_year import HalfYear
from storage.rules.wording_cells import is_nothing

BACKS = tuple(back for row in KINDS.values() for back in row.back)
JOINS = ("/", ", ")
LONGEST_COMPANY = 40


@dataclass(frozen=True)
class Numbered:
    """A line and its number in the report."""

    number: int
    level: int
    text: str


@dataclass(frozen=True)
class Made:
    """A record that was read; `lines` are the numbers of the lines that are its own.

    `parent` is the place, among those made of the same unit, of the agreement it belongs to.
    """

    facts: Facts
    lines: tuple[int, ...]
    parent: int | None = None


@dataclass(frozen=True)
class Unit:
    """An item with its details, or a heading alone; `mark` when its records share one line."""

    heading: Numbered | None
    lines: tuple[Numbered, ...]
    made: tuple[Made, ...] = ()
    mark: str = ""

    @property
    def covered(self) -> set[int]:
        """The numbers of the lines that a record stands behind."""
        return {number for one in self.made for number in one.lines}


@dataclass(frozen=True)
class Where:
    """The halves that a block covers, and whether it is a plan."""

    first: HalfYear
    last: HalfYear
    plan: bool = False

    def holds(self, half: HalfYear | None) -> bool:
        """Whether what is counted in that half stands in this block."""
        return half is not None and self.first <= half <= self.last


def units(lines: Sequence[Numbered], where: Where) -> list[Unit]:
    """All units of a block in their order."""
    return [unit for group in _groups(lines) for unit in _read_group(group, where)]


def _groups(lines: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Each heading with all below it; lines before the first heading are a group too."""
    group: list[Numbered] = []
    for line in lines:
        if line.level == HEADING and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _read_group(group: Sequence[Numbered], where: Where) -> Iterator[Unit]:
    heading = group[0] if group[0].level == HEADING else None
    below = list(_items(group[1:] if heading else group))
    if heading is None or not below:
        yield from (Unit(None, tuple(one)) for one in ([group] if heading else below))
        return
    if len(below) == 1 and not where.plan and (unit := _sentence(heading, below[0], where)):
        yield unit
        return
    for item in below:
        yield _read(heading, item, where)


def _items(lines: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Each item with its details."""
    item: list[Numbered] = []
    for line in lines:
        if line.level == ITEM and item:
            yield item
            item = []
        item.append(line)
    if item:
        yield item


def _sentence(heading: Numbered, item: Sequence[Numbered], where: Where) -> Unit | None:
    for read in filter(None, (back.sentence for back in BACKS)):
        for facts in read(heading.text, item[0].text):
            found = counted(facts, where)
            if _says(found, (heading, item[0])):
                made = Made(found, (heading.number, item[0].number))
                return Unit(None, (heading, *item), (made,))
    return None


def _read(heading: Numbered, item: Sequence[Numbered], where: Where) -> Unit:
    """The unit with the records that can be read surely."""
    bare = Unit(heading, tuple(item))
    if item[0].level != ITEM:
        return bare
    if where.plan:
        if is_nothing(item[0].text):
            return bare
        for planned in filter(None, (back.plan for back in BACKS)):
            told = headed(planned(item[0].text), heading.text)
            if _says(told, (heading, item[0])):
                return replace(bare, made=(Made(told, (item[0].number,)),))
        return bare
    for read in (_joined, _whole, _below_company):
        made_here, mark = read(heading, item, where)
        if made_here:
            return replace(bare, made=tuple(made_here), mark=mark)
    return bare


Found = tuple[list[Made], str]
NOTHING: Found = ([], "")


def _joined(heading: Numbered, item: Sequence[Numbered], where: Where) -> Found:
    """Several records on one line; each part has to be sure by itself, and of one kind."""
    if len(item) > 1:
        return NOTHING
    for mark in JOINS:
        parts = _split(item[0].text, mark)
        if len(parts) < 2:
            continue
        found: list[Made] = []
        for part in parts:
            one = Numbered(item[0].number, ITEM, part)
            found += _one_record(heading, [one], where)[:1]
        kinds = {getattr(one.facts, "kind", None) for one in found}
        if len(found) == len(parts) and len(kinds) == 1:
            return found, mark
    return NOTHING


def _split(text: str, mark: str) -> list[str]:
    """The text parted at a mark that stands outside of brackets."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and at >= start and text.startswith(mark, at):
            parts.append(text[start:at])
            start = at + len(mark)
    return [*parts, text[start:]]


def _whole(heading: Numbered, item: Sequence[Numbered], where: Where) -> Found:
    """One record for the item with its details; a tour that stands below its bus is another."""
    tours: list[Made] = []
    for line in item[1:]:
        for read in filter(None, (back.below_line for back in BACKS)):
            for facts in read(line.text):
                told = headed(counted(facts, where), heading.text)
                if _says(told, (heading, line)):
                    tours.append(Made(told, (line.number,)))
    apart = {one.lines[0] for one in tours}
    found = _one_record(heading, [line for line in item if line.number not in apart], where)
    return ([*found, *tours], "") if found else NOTHING


def _one_record(heading: Numbered, item: Sequence[Numbered], where: Where) -> list[Made]:
    """The record that says the most lines of the item from its first one."""
    for count in range(len(item), 0, -1):
        told = item[:count]
        details = [line.text for line in told[1:]]
        for facts in _candidates(heading.text, told[0].text, details):
            found = headed(counted(facts, where), heading.text)
            if found and _says(found, (heading, *told)):
                return [Made(found, tuple(line.number for line in told))]
    return []


def _candidates(heading: str, item: str, details: Sequence[str]) -> Iterator[Counted]:
    """What the item with its details may be; only an event says more on lines below its own."""
    for read in (read for back in BACKS for read in back.line):
        for facts in read(heading, item):
            if isinstance(facts, EventFacts):
                yield with_details(facts, details)
            elif not details:
                yield facts
    for last in filter(None, (back.last for back in BACKS)):
        yield from last(heading, item, details)


def _below_company(heading: Numbered, item: Sequence[Numbered], where: Where) -> Found:
    """A company's line with what happened with it, each on a line of its own below."""
    company = item[0]
    made: list[Made] = []
    agreement: int | None = None
    if len(item) < 2 or not _is_company(company.text):
        return NOTHING
    for line in item[1:]:
        one = _with_company(heading, company, line, where, made, agreement)
        if one is None:
            continue
        if isinstance(one.facts, MouFacts):
            agreement = len(made)
        made.append(one)
    return made, ""


def _with_company(
    heading: Numbered,
    company: Numbered,
    line: Numbered,
    where: Where,
    made: Sequence[Made],
    agreement: int | None,
) -> Made | None:
    printed = (heading, company, line)
    if agreement is not None:
        parent = made[agreement].facts
        assert isinstance(parent, MouFacts)
        for hanging in filter(None, (back.below_agreement for back in BACKS)):
            for contact in hanging(line.text):
                if where.holds(contact.period.half) and _says(contact, printed, parent):
                    return Made(contact, (company.number, line.number), agreement)
    for read in filter(None, (back.below_company for back in BACKS)):
        for facts in read(company.text, line.text):
            found = headed(counted(facts, where), heading.text)
            if _says(found, printed):
                return Made(found, (company.number, line.number))
    return None


def _is_company(text: str) -> bool:
    """Whether a line is a name, alone or with what a firm's event was called."""
    if len(text) > LONGEST_COMPANY:
        return False
    return bool(names.FIRM_WITH_NAME.fullmatch(text)) or names.names_a_body(text)


def counted(facts: Counted, where: Where) -> Counted:
    """The facts in a half of their block: a line without a date counts in its first."""
    if where.holds(facts.period.half):
        return facts
    return replace(facts, half=where.last if facts.period.known else where.first)


Headed = TypeVar("Headed", bound=EventFacts | MouFacts | PlanItemFacts)


def headed(facts: Headed, heading: str) -> Headed:
    """The facts below that heading; the usual one needs no word."""
    bare = replace(facts, heading="")
    return bare if usual_heading(bare) == heading else replace(facts, heading=heading)


def _says(facts: Facts, lines: Sequence[Numbered], parent: MouFacts | None = None) -> bool:
    """Whether the wording of these facts is exactly these lines, no date lost among its words."""
    if isinstance(facts, EventFacts | MouFacts | FollowUpFacts) and any(
        next(dates.halves_in(text), None) for text in _words_of(facts)
    ):
        return False
    said = Entry((("", 0),), facts, parent=parent).path
    return said == tuple(Line(line.level, line.text) for line in lines)


def _words_of(facts: Facts) -> Iterator[str]:
    """Every text of the facts but the heading and what they name as companies."""
    for one in fields(facts):
        value = getattr(facts, one.name)
        if one.name != "heading":
            yield from (text for text in (value, *_several(value)) if type(text) is str)


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
