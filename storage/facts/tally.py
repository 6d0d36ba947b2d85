"""Figures of several records as one, which know how far each of them was counted.

The rules of adding up stand here and in `bus_totals` alone; whoever shows a figure asks them.
Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.facts.shapes import HireFacts
from storage.rules.terms import Measure

Record = tuple[str, int]  # RecordKind value and number


@dataclass(frozen=True)
class Coverage:
    """How much of what stands together was counted; `whole` is None where nobody knows it."""

    part: int
    whole: int | None
    unit: str  # counting word of both: 회, 기, 건


class Tally(dict[Measure, int]):
    """Sums of what was counted; a figure that some records lack says of how many it is.

    `lacking` names the records without that figure.
    """

    def __init__(
        self,
        counts: Mapping[Measure, int],
        partly: Mapping[Measure, Coverage],
        lacking: Mapping[Measure, tuple[Record, ...]],
    ) -> None:
        super().__init__(counts)
        self.partly = dict(partly)
        self.lacking = dict(lacking)


def coverage(counts: Mapping[Measure, int], measure: Measure) -> Coverage | None:
    """How far a figure was counted, where that is not all the way."""
    return counts.partly.get(measure) if isinstance(counts, Tally) else None


def added_up(told: Iterable[Mapping[Measure, int]]) -> dict[Measure, int]:
    """Each figure over those that have it."""
    sums: dict[Measure, int] = {}
    for counts in told:
        for measure, value in counts.items():
            sums[measure] = sums.get(measure, 0) + value
    return {measure: sums[measure] for measure in Measure if measure in sums}


def head_count(states: Iterable[tuple[HireFacts, int]]) -> HireFacts | None:
    """The head-count that stands: the last of one site, of equal dates the last entered.

    Head-counts are states of one site at a time, so two of them are never added up. Each comes
    with a number that grows with its entry.
    """
    last = max(states, key=lambda one: (str(one[0].period.end or ""), one[1]), default=None)
    return last[0] if last else None
