"""From the records of a block to its lines: pure, the same records give the same lines.

Lines of one heading stand together below it in the order of first appearance, and so do those of
one company below its line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from storage.facts.kinds import row_of
from storage.facts.wording_parts import DETAIL, HEADING, ITEM
from storage.report.composing_sums import Entry, summed
from storage.report.report_shapes import ReportLine

Records = tuple[tuple[str, int], ...]


@dataclass
class Branch:
    """A line with the lines below it, while the block is being put together."""

    text: str
    key: str
    records: dict[tuple[str, int], None] = field(default_factory=dict)  # a set in its order
    below: "Branches" = field(default_factory=lambda: Branches())
    by_itself: bool = False  # in the words of a paper: nothing is put below it

    def note(self, records: Records) -> None:
        """These records stand behind the line too."""
        self.records.update(dict.fromkeys(records))


@dataclass
class Branches:
    """The lines that stand below one, in their order, each found by its text at once."""

    order: list[Branch] = field(default_factory=list)
    _first: dict[str, Branch] = field(default_factory=dict)

    def grow(self, branch: Branch) -> Branch:
        """Puts a line behind the others."""
        self.order.append(branch)
        self._first.setdefault(branch.text, branch)
        return branch

    def found(self, text: str, key: str) -> Branch:
        """The first line of that text, grown now when there is none."""
        return self._first.get(text) or self.grow(Branch(text, key))


def composed(entries: Iterable[Entry]) -> list[ReportLine]:
    """The lines of a block in printed order, each with its key and all its records."""
    top = Branches()
    for entry in summed(entries):
        _place(top, entry)
    return list(_flat(top, HEADING))


def _place(top: Branches, entry: Entry) -> None:
    path = entry.path
    kind, number = entry.records[0]
    if entry.level:
        _by_itself(top, entry)
        return
    head = top.found(path[0].text, f"h:{path[0].text}")
    head.note(entry.records)
    item: Branch | None = None
    if path[1].level == DETAIL:  # a job tour stands under the bus before it
        item = next((one for one in reversed(head.below.order) if not one.by_itself), None)
        if item is not None:
            item.note(entry.records)
    shared = (
        len(path) > 2 and path[1].level == ITEM and row_of(entry.facts).below_company(entry.facts)
    )
    for place, line in enumerate(path[1:], start=1):
        if line.level == ITEM and shared:
            item = head.below.found(line.text, f"c:{head.text}|{line.text}")
            item.note(entry.records)
            continue
        leaf = Branch(line.text, f"{kind}:{number}:{place}", dict.fromkeys(entry.records))
        if line.level == ITEM or item is None:
            item = head.below.grow(leaf)
        else:
            item.below.grow(leaf)


def _by_itself(top: Branches, entry: Entry) -> None:
    """One line with all that it says, for which the words of a paper are printed.

    Its heading stays as long as it does; an entry that has none to choose stands below any.
    """
    kind, number = entry.records[0]
    leaf = Branch(entry.alone, f"{kind}:{number}:1", dict.fromkeys(entry.records), by_itself=True)
    if not entry.below_heading:
        top.order.append(leaf)
        return
    text = entry.path[0].text
    head = top.found(text, f"h:{text}")
    head.note(entry.records)
    head.below.order.append(leaf)


def _flat(branches: Branches, level: int) -> Iterator[ReportLine]:
    for branch in branches.order:
        yield ReportLine(level, branch.text, branch.key, tuple(branch.records))
        yield from _flat(branch.below, level + 1)
