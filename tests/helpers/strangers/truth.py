"""What was entered, kept beside the product: a plain list, and sums over it by the office's rules.

Nothing here asks the product anything. Figures go by the labels of the forms' fields.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.helpers.strangers.clerk import Saved

RUNS = "운영 횟수"
CAME = ("상담 인원", "참여 인원", "교육 인원")
BUS, RULE_CHANGE = "일자리버스", "제도개선"
WITHIN, ADDED = "합계에 포함", "합계에 더함"
DONE, PLANNED, CANCELLED = "완료", "예정", "취소"
PRINTED_PROMISES = ("이행 완료", "일부 이행")
LARGE_FROM = 100_000_000
Key = tuple[str, int]


@dataclass
class Entered:
    """One record as its officer meant it. `half` is where the report counts it, empty for none.

    `result` is whether the report prints it: an open promise, a planned event are none.
    """

    kind: str
    number: int
    department: str
    half: str
    words: tuple[str, ...]  # whatever was typed into it, as it may stand in a line
    saved: Saved
    result: bool = True
    why: str = ""  # why it is no result
    sort: str = ""  # of an event
    counts: dict[str, int] = field(default_factory=dict)
    heading: str = ""
    first: date | None = None
    last: date | None = None
    single: bool = False  # one run of the bus
    within: str = ""  # what was answered about the totals around it
    holding: str = ""  # and about what lies in its own time
    order: int = 0
    above: Key | None = None
    amount: int = 0
    local: bool = False
    living: bool = True
    went_with: "Key | None" = None  # what it hung on when that was removed
    outcome: str = ""  # of an item of a plan: 실적, 이월, 취소
    reason: str = ""
    hires: tuple[int, int] | None = None  # all and citizens, as its result says
    proof: "Key | None" = None  # the record that is its 실적

    @property
    def key(self) -> Key:
        """How the product names it."""
        return self.kind, self.number

    @property
    def is_bus(self) -> bool:
        """A run of the job bus, or a total of them."""
        return self.sort == BUS

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.half} {self.words[:1]} {self.counts} {self.why}"


@dataclass
class Truth:
    """All of one office."""

    entered: list[Entered] = field(default_factory=list)

    def living(self, *kinds: str) -> list[Entered]:
        """What stands, of these kinds or of all, in the order of entry."""
        return [one for one in self.entered if one.living and (not kinds or one.kind in kinds)]

    def of(self, key: Key) -> Entered:
        """The record of that name."""
        return next(one for one in self.entered if one.key == key)

    def events(self, *halves: str) -> list[Entered]:
        """Those that took place in these halves."""
        return [one for one in self.living("event") if one.result and one.half in halves]

    def total(self, label: str, *halves: str) -> int:
        """A figure over everything that took place: totals and single runs by the bus's rule."""
        return sum(counts.get(label, 0) for _, counts in self.counted(*halves))

    def counted(self, *halves: str) -> Iterator[tuple[Entered, dict[str, int]]]:
        """Each event with what it adds to the sums of its half."""
        events = self.events(*halves)
        buses = [one for one in events if one.is_bus]
        for one in events:
            yield one, (adds(one, buses) if one.is_bus else one.counts)

    def people(self, half: str) -> int | None:
        """Who came; None when nobody counted."""
        told = [
            counts[label] for _, counts in self.counted(half) for label in CAME if label in counts
        ]
        return sum(told) if told else None

    def runs(self, half: str) -> int | None:
        """Runs of the bus; None when nobody counted."""
        told = [
            counts[RUNS] for one, counts in self.counted(half) if one.is_bus and RUNS in counts
        ]
        return sum(told) if told else None

    def heads(self, *halves: str) -> tuple[int, int] | None:
        """Citizens and all: of each contract the last head-count of these halves."""
        last: dict[Key, Entered] = {}
        for one in sorted(self.living("hire"), key=lambda one: (str(one.last), one.order)):
            if one.half in halves and one.above and self.of(one.above).living:
                last[one.above] = one
        if not last:
            return None
        citizens = sum(one.counts["고양시민"] for one in last.values())
        return citizens, sum(one.counts["전체 인원"] for one in last.values())

    def hired(self, half: str) -> dict[str, tuple[int | None, int | None]]:
        """All who were hired and citizens among them, by department: what the results of plan
        items say, and every event and site that is in none of those."""
        items = [one for one in self.living("plan_item") if one.half == half]
        said = [one for one in items if one.hires is not None]
        within = {one.proof for one in said}
        found = [(one.department, *(one.hires or (None, None))) for one in said]
        for one, counts in self.counted(half):
            if one.key not in within:
                told = counts.get("채용 인원"), counts.get("고양시민 채용")
                found.append((one.department, *told))
        for one in self.living("contract"):
            mine = Truth([one, *(each for each in self.entered if each.above == one.key)])
            if one.key not in within and (heads := mine.heads(half)):
                found.append((one.department, heads[1], heads[0]))
        return {
            home: (
                _known(every for name, every, _ in found if name == home),
                _known(ours for name, _, ours in found if name == home),
            )
            for home in {name for name, every, ours in found if (every, ours) != (None, None)}
        }

    def hires(self, half: str) -> tuple[int | None, int | None]:
        """Citizens and all who were hired in the office."""
        told = list(self.hired(half).values())
        return _known(ours for _, ours in told), _known(everybody for everybody, _ in told)

    def large(self, until: date) -> list[Entered]:
        """Works of 1억원 and more, noticed by that day."""
        return [
            one
            for one in self.living("contract")
            if one.amount >= LARGE_FROM and one.first and one.first <= until
        ]

    def local_rate(self, until: date) -> float | None:
        """The local share of the subcontracts of those works, in percent."""
        works = {one.key for one in self.large(until)}
        parts = [one for one in self.living("subcontract") if one.above in works]
        total = sum(one.amount for one in parts)
        return sum(one.amount for one in parts if one.local) / total * 100 if total else None


def _known(values: Iterable[int | None]) -> int | None:
    """The sum of what was counted."""
    told = [one for one in values if one is not None]
    return sum(told) if told else None


def adds(one: Entered, buses: Iterable[Entered]) -> dict[str, int]:
    """What a record of the bus adds beside its neighbours: a part of a total adds nothing to what
    that total, or one around it, states."""
    others, stated = list(buses), set[str]()
    host = _host(one, others)
    while host is not None:
        stated |= set(host.counts)
        host = _host(host, others)
    return {label: value for label, value in one.counts.items() if label not in stated}


def open_to(one: Entered, total: Entered) -> bool:
    """Whether nobody has said yet how it stands to a total around it."""
    return inside(one, total) and not (one.within or total.holding)


def inside(one: Entered, total: Entered) -> bool:
    """Whether it lies in the time of a total of its half and heading; of two totals of one time
    the later one does."""
    if one is total or total.single or not covers(total, one):
        return False
    return one.single or one.order > total.order or not covers(one, total)


def covers(total: Entered, one: Entered) -> bool:
    """Whether all that `one` tells of lies in the time of the other, under the same heading."""
    if (total.half, total.heading) != (one.half, one.heading):
        return False
    if not (total.first and total.last and one.first and one.last):
        return False
    return total.first <= one.first and one.last <= total.last


def _host(one: Entered, others: Iterable[Entered]) -> Entered | None:
    """The narrowest total that it is part of, by what was said last of the two; where nobody
    said anything a single run is part of it and a total is not."""
    hosts = []
    for total in others:
        if inside(one, total):
            later = one.order > total.order
            said = one.within or total.holding if later else total.holding or one.within
            if said == WITHIN or (not said and one.single):
                hosts.append(total)
    return min(hosts, key=_days, default=None)


def _days(one: Entered) -> int:
    assert one.first
    assert one.last
    return (one.last - one.first).days
