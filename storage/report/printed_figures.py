"""Which figures of which records stand in the printed lines: read off the lines themselves. Pure.

A figure of a sum is printed when its number with its counting word stands in a line that the sum's
records stand behind, where no other figure has been found in its place. So a line that the office
reworded, joined or hid prints what can be read in it and nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from storage.facts.figures import COUNTED_AS
from storage.facts.shapes import ContractFacts, EventFacts, PlanItemFacts
from storage.facts.tally import Record, head_count
from storage.report.composing_sums import Entry, summed
from storage.report.late_lines import GROUPS, LATE
from storage.report.report_shapes import ReportLine
from storage.rules.counts import with_unit
from storage.rules.figure_kinds import Counted
from storage.rules.wording_counts import COUNT_FAMILIES

Measured = tuple[Counted, bool]  # of residents alone, or of all


@dataclass
class OnPaper:
    """What was found in the lines.

    `records` have a line, `reworded` a line in the office's own words; `numbers` are the figures
    that were read, each with its measure and all the records behind it.
    """

    records: set[Record] = field(default_factory=set)
    reworded: set[Record] = field(default_factory=set)
    numbers: list[tuple[Measured, int, frozenset[Record]]] = field(default_factory=list)


def on_paper(entries: Iterable[Entry], lines: Sequence[ReportLine]) -> OnPaper:
    """What these lines print of the entries of their block."""
    found = OnPaper()
    by_record: dict[Record, list[ReportLine]] = {}
    for line in lines:
        if not line.key.startswith((*GROUPS, LATE)):
            for record in line.records:
                by_record.setdefault(record, []).append(line)
    taken: Counter[tuple[str, str]] = Counter()
    for entry in summed(entries):
        kind, number = entry.records[0]
        own = f"{kind}:{number}:"
        behind = sorted(
            by_record.get(entry.records[0], ()), key=lambda line: not line.key.startswith(own)
        )
        if behind:
            _note(found, entry, behind, taken)
    return found


def _note(
    found: OnPaper, entry: Entry, lines: Sequence[ReportLine], taken: Counter[tuple[str, str]]
) -> None:
    found.records.update(entry.records)
    if any(line.edited for line in lines):
        found.reworded.update(entry.records)
    for measured, value, unit in _figures(entry):
        if _read_off(with_unit(value, unit), value, unit, lines, taken):
            found.numbers.append((measured, value, frozenset(entry.records)))


def _read_off(
    said: str,
    value: int,
    unit: str,
    lines: Sequence[ReportLine],
    taken: Counter[tuple[str, str]],
) -> bool:
    """Whether one of the lines prints the number; in other words the unit may be another too."""
    ways = [(re.escape(said), lines)]
    ways.append((_in_other_words(value, unit), [line for line in lines if line.edited]))
    for pattern, among in ways:
        for line in among:
            if taken[line.key, pattern] < _times(pattern, line.text):
                taken[line.key, pattern] += 1
                return True
    return False


def _in_other_words(value: int, unit: str) -> str:
    """The number with any counting word of the same thing: 12개사 for 12개 업체."""
    alike = next((words for words in COUNT_FAMILIES if unit in words), (unit,))
    units = sorted({unit, *alike}, key=len, reverse=True)
    number = f"(?:{value}|{value:,})"
    return number + r"\s?(?:" + "|".join(re.escape(one) for one in units) + ")"


def _figures(entry: Entry) -> Iterator[tuple[Measured, int, str]]:
    """The figures that the entry prints, with their counting words."""
    if isinstance(entry.facts, EventFacts):
        for measure, value in entry.facts.counts.items():
            yield COUNTED_AS[measure], value, measure.unit
    elif isinstance(entry.facts, ContractFacts):
        last = head_count((one, at) for at, one in enumerate(entry.hires))
        if last is not None:
            yield (Counted.WORKERS, False), last.workers, Counted.WORKERS.unit
            yield (Counted.WORKERS, True), last.residents, Counted.WORKERS.unit
    elif isinstance(entry.facts, PlanItemFacts) and entry.came is not None:
        for people, residents in ((entry.came.workers, False), (entry.came.residents, True)):
            if people is not None:
                yield (Counted.HIRED, residents), people, Counted.HIRED.unit


def _times(pattern: str, text: str) -> int:
    """How often a number with its counting word stands in a text, as a whole."""
    return len(re.findall(rf"(?<![\d,.]){pattern}", text))
