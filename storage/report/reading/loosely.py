"""What the words of a unit propose beside them: records that nobody has confirmed yet; pure.

The printed lines stay as they are. A record that is confirmed stands behind them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.kinds import KINDS, kind_of
from storage.facts.limit_kinds import LIMITS
from storage.facts.limits import Verdict, breaches, look_into
from storage.facts.loose.printed import printed
from storage.facts.loose.proposed import HEADING, ITEM, Doubt, Read, Reading, Setting, Taken
from storage.facts.shapes import EventFacts, Facts, MouFacts, PlanItemFacts, PromiseFacts
from storage.report.reading.units import Made, Unit, Where, counted, headed
from storage.rules.counts import read_count
from storage.rules.errors import Unreadable
from storage.rules.terms import Measure
from storage.rules.wording_counts import COUNT_FAMILIES

COUNTS = "counts."
Settled = Mapping[tuple[int, int], int]
"""By the places of a record and of its doubt, that of the answer; behind all answers: none."""


@dataclass(frozen=True)
class Proposed:
    """A record that the words propose; `lines` are the numbers of its own, the first one first.

    `parent` is the place of its agreement among those of the unit; `open` are doubts, with their
    places, that nobody has settled.
    """

    facts: Facts
    lines: tuple[int, ...]
    parent: int | None = None
    taken: tuple[Taken, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    open: tuple[int, ...] = ()
    sure: bool = True


def surely(unit: Unit) -> tuple[Proposed, ...]:
    """The records that were read letter by letter, as proposals."""
    return tuple(Proposed(one.facts, _own(one, unit), one.parent) for one in unit.made)


def knows_more(read: Sequence[Proposed], made: Sequence[Made]) -> bool:
    """Whether the loose reading counts what the sure one left among its words."""
    return bool(_counted(one.facts for one in read) - _counted(one.facts for one in made))


def hanging(read: Sequence[Proposed], unit: Unit) -> tuple[Proposed, ...]:
    """What is read loosely below the one agreement that was read letter by letter."""
    signed = [at for at, one in enumerate(unit.made) if isinstance(one.facts, MouFacts)]
    if len(signed) != 1:
        return ()
    return tuple(
        replace(one, parent=signed[0])
        for one in read
        if one.parent is not None and one.lines[-1] not in unit.covered
    )


def _counted(found: Iterable[Facts]) -> set[str]:
    """The names of all figures of these facts."""
    told: set[str] = set()
    for facts in found:
        if isinstance(facts, EventFacts):
            told.update(measure.value for measure in facts.counts)
        elif isinstance(facts, PlanItemFacts):
            names = ("target", "citizens", "out_of", "budget")
            told.update(name for name in names if getattr(facts, name) is not None)
    return told


def proposed(unit: Unit, where: Where, settled: Settled) -> tuple[Proposed, ...]:
    """The records that the words of a unit propose, read loosely."""
    found: list[Proposed] = []
    places: dict[int, int] = {}  # of a reading, where it stands among the proposed
    for at, read in enumerate(_reading(unit, where).reads):
        one = _proposed(at, read, unit, where, settled)
        if one is None:
            continue
        parent = places.get(read.parent) if read.parent is not None else None
        if parent is not None or KINDS[kind_of(one.facts)].under is None:
            places[at] = len(found)
            found.append(replace(one, parent=parent))
    return tuple(found)


def words_of(unit: Unit, where: Where) -> Reading:
    """The reading of a unit, with what no fact took."""
    return _reading(unit, where)


def _reading(unit: Unit, where: Where) -> Reading:
    item, *details = (line.text for line in unit.lines)
    setting = Setting(where.first, where.last, where.plan)
    return _read(unit.heading.text if unit.heading else "", item, tuple(details), setting)


@lru_cache(maxsize=4096)
def _read(heading: str, item: str, details: tuple[str, ...], setting: Setting) -> Reading:
    return printed(heading, item, details, setting)


def _own(one: Made, unit: Unit) -> tuple[int, ...]:
    wanted = [line.number for line in unit.lines if line.number in one.lines]
    return tuple(wanted) or (unit.lines[0].number,)


def _proposed(at: int, read: Read, unit: Unit, where: Where, settled: Settled) -> Proposed | None:
    if read.facts is None:
        return None
    answers = {n: settled[at, n] for n in range(len(read.doubts)) if (at, n) in settled}
    facts = _placed(_with(read.facts, read.doubts, answers), unit, where)
    if facts is None or not _printed(facts, where) or _verdict(facts) is Verdict.IMPOSSIBLE:
        return None
    numbers = [line.number for line in unit.lines]
    own = tuple(numbers[place - ITEM] for place in sorted(read.lines) if place > HEADING)
    left = tuple(n for n in range(len(read.doubts)) if n not in answers)
    plain = not left and all(one.sure for one in read.taken)
    sure = plain and _verdict(facts) is None
    return Proposed(facts, own or (numbers[0],), None, read.taken, read.doubts, left, sure)


def _with(facts: Facts, doubts: Sequence[Doubt], answers: Mapping[int, int]) -> Facts:
    """The facts with what was said about the doubts."""
    for at, answer in answers.items():
        likely = answers_to(doubts[at], facts)
        if answer >= len(likely):
            continue
        name, value = likely[answer]
        if name.startswith(COUNTS) and isinstance(facts, EventFacts):
            measure = Measure(name.removeprefix(COUNTS))
            facts = replace(facts, counts={**facts.counts, measure: value})
        elif hasattr(facts, name):
            changed: dict[str, Any] = {name: value}
            facts = replace(facts, **changed)
    return facts


def answers_to(doubt: Doubt, facts: Facts) -> tuple[tuple[str, Any], ...]:
    """What the words may be: the names of facts, each with its value.

    A number of which nothing is likelier may be any figure of the kind in its counting word.
    """
    if doubt.candidates or doubt.field != COUNTS[:-1] or not isinstance(facts, EventFacts):
        return tuple((doubt.field, one) for one in doubt.candidates)
    try:
        number = read_count(doubt.text)
    except Unreadable:
        return ()
    row = EVENT_ROWS[facts.kind]
    return tuple(
        (f"{COUNTS}{one.value}", number)
        for one in (*row.figures_asked, *row.figures)
        if doubt.text.endswith(_alike(one.unit))
    )


def _alike(unit: str) -> tuple[str, ...]:
    return next((words for words in COUNT_FAMILIES if unit in words), (unit,))


def _placed(facts: Facts, unit: Unit, where: Where) -> Facts | None:
    """The facts in their block and below their heading; None where they count elsewhere."""
    heading = unit.heading.text if unit.heading else ""
    if where.plan:
        if not isinstance(facts, PlanItemFacts):
            return None
        return headed(facts, heading) if heading else facts
    if isinstance(facts, EventFacts | MouFacts):
        facts = counted(facts, where)
        return headed(facts, heading) if heading else facts
    if isinstance(facts, PlanItemFacts):
        return None
    if isinstance(facts, PromiseFacts):
        return facts  # it counts in the half of its agreement
    return facts if where.holds(KINDS[kind_of(facts)].half(facts)) else None


def _printed(facts: Facts, where: Where) -> bool:
    """Whether a report prints it of a half that has gone by, or it hangs on what is printed."""
    return where.plan or isinstance(facts, PromiseFacts) or KINDS[kind_of(facts)].is_result(facts)


def _verdict(facts: Facts) -> Verdict | None:
    """The worst that the limits of its kind say."""
    found = {one.verdict for one in breaches(LIMITS[kind_of(facts)], look_into(facts, None))}
    if _more_residents(facts):
        found.add(Verdict.IMPOSSIBLE)
    return next((one for one in Verdict if one in found), None)


def _more_residents(facts: Facts) -> bool:
    if isinstance(facts, PlanItemFacts):
        ours, everybody = facts.citizens, facts.out_of
    elif isinstance(facts, EventFacts):
        ours = facts.counts.get(Measure.RESIDENTS)
        everybody = facts.counts.get(Measure.HIRED)
    else:
        return False
    return ours is not None and everybody is not None and ours > everybody
