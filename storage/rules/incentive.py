"""Which companies took part best: points for each deed, summed and ranked. Pure.

The weights are the office's and nobody's law; the usual ones are only where it begins. A deed
that was never counted is absent, which is not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storage.rules.half_year import HalfYear

MOST_POINTS = 1000
MOST_HALVES = 8


class Merit(StrEnum):
    """A kind of deed that counts; its Korean words stand in `wording_incentive`."""

    PROMISE = "promise"
    """A promise of an agreement that was kept."""
    CONTACT = "contact"
    """A follow-up contact about an agreement."""
    EVENT = "event"
    """An event held with the company, or for it."""
    CONTRACT = "contract"
    """A works contract whose local share of subcontracts reached what is recommended."""
    RESIDENT = "resident"
    """A resident among the workers, by the last head-count of each contract."""


USUAL: Mapping[Merit, int] = {
    Merit.PROMISE: 10,
    Merit.CONTACT: 2,
    Merit.EVENT: 5,
    Merit.CONTRACT: 10,
    Merit.RESIDENT: 1,
}


@dataclass(frozen=True)
class Deeds:
    """What one company did; `out_of` tells of how many where that says more than the count."""

    company_id: int
    name: str
    counts: Mapping[Merit, int] = field(default_factory=dict)
    out_of: Mapping[Merit, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One summand."""

    merit: Merit
    count: int
    points: int
    out_of: int | None = None


@dataclass(frozen=True)
class Ranked:
    """A company in its place, with its sum and how that came about."""

    rank: int
    company_id: int
    name: str
    total: int
    parts: tuple[Part, ...]


def ranked(everyone: Iterable[Deeds], points: Mapping[Merit, int]) -> list[Ranked]:
    """Best first; equal sums share a rank and the next one is left out (1, 1, 3)."""
    scored = sorted(
        ((_parts(one, points), one) for one in everyone),
        key=lambda pair: (-_sum(pair[0]), pair[1].name, pair[1].company_id),
    )
    out: list[Ranked] = []
    for place, (parts, one) in enumerate(scored, start=1):
        total = _sum(parts)
        rank = out[-1].rank if out and out[-1].total == total else place
        out.append(Ranked(rank, one.company_id, one.name, total, parts))
    return out


def halves_until(last: HalfYear, count: int) -> list[HalfYear]:
    """So many half-years, oldest first, the last one included; at most MOST_HALVES."""
    found = [last]
    while len(found) < min(max(count, 1), MOST_HALVES):
        found.append(found[-1].previous())
    return found[::-1]


def _parts(one: Deeds, points: Mapping[Merit, int]) -> tuple[Part, ...]:
    return tuple(
        Part(merit, one.counts[merit], one.counts[merit] * points[merit], one.out_of.get(merit))
        for merit in Merit
        if merit in one.counts
    )


def _sum(parts: Iterable[Part]) -> int:
    return sum(part.points for part in parts)
