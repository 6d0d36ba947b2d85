"""What came of a plan item, in figures: read from an answer, said back, and printed. Pure."""

from storage.facts.shapes import Came, Line, PlanItemFacts
from storage.facts.wording_headings import PLAN_HEADINGS
from storage.facts.wording_parts import (
    DETAIL,
    HEADING,
    ITEM,
    bracket,
    listed,
    measured,
    of_department,
    target,
    words,
)
from storage.rules.counts import with_unit
from storage.rules.figure_grammar import Slot, find_figures, read_figures, say_figures
from storage.rules.wording_counts import COUNT_UNITS
from storage.rules.wording_figures import HIRES, RESIDENTS

PEOPLE = "명"
REACHED = "achieved"
_REACHED_WORDS = ("달성", "실적", "성과", "결과", "목표")
_ANY_UNIT = tuple(unit.replace(" ", "") for unit in COUNT_UNITS)
WORKERS = HIRES[0]


def result_slots(facts: PlanItemFacts) -> tuple[Slot, ...]:
    """What may be said of an item: how much of its target, and who was hired."""
    _name, unit = measured(facts.measure)
    reached = Slot(
        REACHED, "달성", _REACHED_WORDS, unit, (unit.replace(" ", ""),) if unit else _ANY_UNIT
    )
    return (reached, *HIRES) if facts.target is not None else HIRES


def read_result(text: str, facts: PlanItemFacts) -> Came:
    """The figures of an answer; Unreadable as `read_figures` says.

    A number without a word is what the item planned: its target, or the people to be hired.
    """
    slots = result_slots(facts)
    hires = facts.citizens is not None or facts.out_of is not None
    bare = None if hires and slots[0].key == REACHED else slots[0]
    found = read_figures(text, slots, bare, example=result_example(facts)).values
    came = Came(found.get(REACHED), found.get("workers"), found.get("residents"))
    people = measured(facts.measure)[1] in (PEOPLE, "")
    if people and came.workers is None and came.residents is not None and came.achieved:
        return Came(came.achieved, max(came.achieved, came.residents), came.residents)
    return came


def found_in(sentence: str) -> Came:
    """What a result told in words says of those who were hired, as a proposal."""
    found = find_figures(sentence, HIRES, WORKERS)
    return Came(None, found.get("workers"), found.get("residents"))


def result_example(facts: PlanItemFacts) -> str:
    """An answer that could be typed for this item."""
    hires = "채용 22 시민 14"
    if facts.target is None:
        return hires
    return f"달성 {facts.target:,} {hires}" if facts.out_of is not None else f"{facts.target:,}"


def say_result(facts: PlanItemFacts, came: Came) -> str:
    """달성 22건 · 채용 22명(고양시민 14명); empty when nothing was counted."""
    told = {REACHED: came.achieved, "workers": came.workers, "residents": came.residents}
    slots = result_slots(facts)
    if facts.target is None and came.achieved is not None:
        slots = (Slot(REACHED, "달성", _REACHED_WORDS, "", _ANY_UNIT), *slots)
    return say_figures({key: one for key, one in told.items() if one is not None}, slots)


def planned_words(facts: PlanItemFacts) -> str:
    """What an item set out to reach: 목표 20명, 고용 20명(고양시민 12명)."""
    return listed(
        (
            target("목표", facts.measure, facts.target),
            _people("고용", facts.out_of, facts.citizens),
        )
    )


def result_words(facts: PlanItemFacts, came: Came) -> str:
    """What came of an item beside what was planned: 목표 20명 → 22명(고양시민 14명).

    Empty when nothing was counted.
    """
    _name, unit = measured(facts.measure)
    people = unit == PEOPLE and facts.out_of is None and facts.target is not None
    value = came.workers if people and came.achieved is None else came.achieved
    own = people and value is not None and came.workers in (None, value)
    reached = ""
    if value is not None:
        among = (
            f"{RESIDENTS} {came.residents:,}{PEOPLE}" if own and came.residents is not None else ""
        )
        shown = with_unit(value, unit) + bracket(among)
        before = target("목표", facts.measure, facts.target)
        reached = f"{before} → {shown}" if before else words("실적", shown)
    hired = "" if own else _people("", came.workers, came.residents)
    wanted = _people("고용", facts.out_of, facts.citizens)
    if hired:
        hired = f"{wanted} → {hired}" if wanted else words("고용", hired)
    return listed((reached, hired))


def result_lines(
    facts: PlanItemFacts, said: str, figures: str, department: str = ""
) -> tuple[Line, ...]:
    """What came of an item, under the heading of its plan: the words, then the figures.

    `department` is whose it is, where results of several stand in one report.
    """
    head = Line(HEADING, words(facts.heading) or PLAN_HEADINGS[0])
    item = Line(ITEM, of_department(department, said or facts.text))
    return (head, item, Line(DETAIL, figures)) if figures else (head, item)


def _people(word: str, everybody: int | None, residents: int | None) -> str:
    """고용 20명(고양시민 12명), either part alone, or nothing."""
    ours = "" if residents is None else f"{RESIDENTS} {with_unit(residents, PEOPLE)}"
    if everybody is None:
        return words(word, ours) if ours else ""
    return words(word, with_unit(everybody, PEOPLE)) + bracket(ours)
