"""살펴볼 점: what of a plan that was handed in wants a reviewer's eyes before 확정. Pure.

The one home of what a remark is: the review shows them, and what is confirmed together with others
has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.facts.likeness import fold
from storage.facts.shapes import PlanItemFacts
from storage.plans import wording_remarks as words
from storage.plans.plan_table_likes import nearest

MUCH = 3
"""From so many times the last half's figure on, up or down, a figure is asked about."""
FEW = 5
"""Figures that differ by less than this are never odd: from 1 to 3 is no news."""


class Sort(StrEnum):
    """What a remark is about."""

    WAITING = "waiting"  # a question of the office has no answer yet
    ANSWERED = "answered"  # an answer that nobody has looked at
    DOUBLE = "double"
    LACKING = "lacking"  # nothing is planned in figures
    ODD = "odd"  # against the last half


@dataclass(frozen=True)
class Remark:
    """One remark in words; where a field of an item can be asked for, which and with what reason.

    `stops`: the plan cannot be confirmed while it stands.
    """

    sort: Sort
    text: str
    item_id: int = 0
    field: str = ""
    reason: str = ""

    @property
    def stops(self) -> bool:
        """Whether it keeps the plan from 확정."""
        return self.sort is Sort.WAITING


@dataclass(frozen=True)
class Written:
    """An item of a plan as it is written."""

    number: int
    facts: PlanItemFacts


def remarks(
    items: Sequence[Written], before: Sequence[Written], waiting: int = 0, answered: int = 0
) -> tuple[Remark, ...]:
    """Everything to be looked at in a plan, by the order of its items.

    `before` are the items of the department's plan of the half before; `waiting` and `answered`
    count the office's questions without an answer, and answers that nobody has agreed to.
    """
    found: list[Remark] = []
    if waiting:
        found.append(Remark(Sort.WAITING, words.WAITING.format(count=waiting)))
    if answered:
        found.append(Remark(Sort.ANSWERED, words.ANSWERED.format(count=answered)))
    if items and not any(_counts(one.facts) for one in items):
        number = items[0].number
        found.append(Remark(Sort.LACKING, words.NO_FIGURES, number, "target", words.ASK_LACKING))
    first: dict[str, int] = {}
    for at, one in enumerate(items, 1):
        other = first.setdefault(fold(one.facts.text), at)
        if other != at:
            text, asked = words.DOUBLE.format(at=at, other=other), words.ASK_DOUBLE
            reason = asked.format(other=other)
            found.append(Remark(Sort.DOUBLE, text, one.number, "text", reason))
        found += _figures(at, one, before)
    return tuple(found)


def _figures(at: int, one: Written, before: Sequence[Written]) -> Iterator[Remark]:
    facts, old = one.facts, _last_time(one.facts, before)
    if not _counts(facts):
        text = words.LACKING.format(at=at) if facts.measure else ""
        if old is not None and _counts(old):
            text = words.LACKING_NOW.format(at=at, before=_said(old))
        if text:
            yield Remark(Sort.LACKING, text, one.number, "target", words.ASK_LACKING)
        return
    for field, (label, unit) in _figures_of(facts).items():
        now, then = getattr(facts, field), getattr(old, field, None)
        if now == 0:
            text = words.NONE_PLANNED.format(at=at, label=label, unit=unit)
            yield Remark(Sort.ODD, text, one.number, field, words.ask_none(label))
        elif _is_odd(now, then):
            told, was = f"{now:,}{unit}", f"{then:,}{unit}"
            text = words.ODD.format(at=at, label=label, now=told, before=was)
            yield Remark(Sort.ODD, text, one.number, field, words.ask_odd(label, was))


def _figures_of(facts: PlanItemFacts) -> dict[str, tuple[str, str]]:
    """What an item may plan in figures: the field, its word and its unit."""
    return {"target": (words.TARGET, facts.unit), "citizens": (words.CITIZENS, words.PEOPLE)}


def _counts(facts: PlanItemFacts) -> bool:
    """Whether an item plans anything in figures."""
    return any(getattr(facts, field) is not None for field in _figures_of(facts))


def _said(facts: PlanItemFacts) -> str:
    """The first figure of an item that has one."""
    told = ((getattr(facts, name), unit) for name, (_, unit) in _figures_of(facts).items())
    return next(f"{number:,}{unit}" for number, unit in told if number is not None)


def _is_odd(now: int | None, then: int | None) -> bool:
    if not now or not then:
        return False
    return abs(now - then) >= FEW and max(now, then) >= MUCH * min(now, then)


def _last_time(facts: PlanItemFacts, before: Sequence[Written]) -> PlanItemFacts | None:
    """The same item of the half before; one that counts something else is another."""
    alike = [
        one
        for one in before
        if not (facts.unit and one.facts.unit) or facts.unit == one.facts.unit
    ]
    number = nearest(facts.text, ((one.number, one.facts.text) for one in alike))
    return next((one.facts for one in alike if one.number == number), None)
