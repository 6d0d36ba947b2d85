"""Figures of several records as one, which know how far each of them was counted.

The rules of adding up what is not saved yet stand here and in `bus_totals` alone: a line of the
report is composed of facts, whose figures are those of the ledger (`Kind.figures`). Pure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.facts.shapes import HireFacts, SubcontractFacts
from storage.rules.quota import local_rate
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


def whole_of(values: Iterable[int]) -> int:
    """What rows of the ledger, or numbers read off a paper, add up to."""
    return sum(values)


def over(
    told: Sequence[tuple[Record, Mapping[Measure, int]]],
    covered: Callable[[Sequence[int]], Coverage],
) -> Tally:
    """The figures of several records as one line prints them.

    Of a figure that some of them lack, `covered` says how far it goes, told their places.
    """
    sums = added_up(counts for _, counts in told)
    lacking = {
        measure: [at for at, (_, counts) in enumerate(told) if measure not in counts]
        for measure in sums
    }
    some = {measure: without for measure, without in lacking.items() if without}
    return Tally(
        sums,
        {measure: covered(without) for measure, without in some.items()},
        {measure: tuple(told[at][0] for at in without) for measure, without in some.items()},
    )


def local_share(subcontracts: Sequence[SubcontractFacts]) -> int | None:
    """The share of local firms by money, in basis points; None without any subcontract."""
    whole = sum(one.amount for one in subcontracts)
    return (
        local_rate(sum(one.amount for one in subcontracts if one.local), whole) if whole else None
    )


def head_count(states: Iterable[tuple[HireFacts, int]]) -> HireFacts | None:
    """The head-count that stands: the last of one site, of equal dates the last entered.

    Head-counts are states of one site at a time, so two of them are never added up. Each comes
    with a number that grows with its entry.
    """
    last = max(states, key=lambda one: (str(one[0].period.end or ""), one[1]), default=None)
    return last[0] if last else None
