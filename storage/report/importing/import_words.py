"""Records that were read beside the words of a paper, put behind its printed lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.act import Act
from storage.facts.shapes import Facts, Line, MouFacts
from storage.facts.tally import Record
from storage.report import report_edits
from storage.report.composing_sums import Entry
from storage.report.reading.loosely import Proposed
from storage.report.reading.units import Unit


@dataclass(frozen=True)
class Behind:
    """A record that was written, what it was read from, and the facts of what it hangs on."""

    record: Record
    read: Proposed
    above: Facts | None = None

    def says(self, level: int) -> str:
        """What it says by itself on a line of that depth."""
        parent = self.above if isinstance(self.above, MouFacts) else None
        return Entry((self.record,), self.read.facts, parent=parent, level=level).alone


async def stand(act: Act, block_id: int, unit: Unit, records: Sequence[Behind]) -> dict[int, str]:
    """Puts these records behind the lines of the unit; returns keys by the numbers of lines.

    A line on which a record begins is its own; of several that begin there, all stand behind it.
    """
    begins: dict[int, list[Behind]] = {}
    for one in records:
        begins.setdefault(one.read.lines[0], []).append(one)
    owner: dict[int, Behind] = {number: found[0] for number, found in begins.items()}
    for one in records:
        for number in one.read.lines[1:]:
            owner.setdefault(number, one)
    lines = {line.number: line for line in unit.lines}
    keys: dict[int, str] = {}
    for first, found in begins.items():
        one = found[0]
        own = [first, *(n for n in one.read.lines[1:] if owner[n] is one)]
        printed = [Line(lines[n].level, lines[n].text) for n in own]
        said = [other.says(lines[first].level) for other in found]
        made = await report_edits.stand(act, block_id, one.record, printed, said[0])
        keys |= dict(zip(own, made, strict=True))
        for at, other in enumerate(found[1:], start=2):
            together = "\n".join(said[:at])
            await report_edits.share(act, block_id, keys[first], _key(other, 1), together)
    for one in records:
        elsewhere = [n for n in one.read.lines[1:] if owner[n] is not one]
        for at, number in enumerate(elsewhere, start=len(one.read.lines) + 1):
            await report_edits.share(act, block_id, keys[number], _key(one, at), None)
    return keys


def _key(one: Behind, place: int) -> str:
    kind, number = one.record
    return f"{kind}:{number}:{place}"
