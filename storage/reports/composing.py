"""From the records of a block to its lines: pure, the same records give the same lines.

Lines of one heading stand together below it in the order of first appearance, and so do those of
one company below its line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from storage.reports.composing_sums import Entry, summed
from storage.reports.report_shapes import ReportLine
from storage.reports.shapes import (
    ContractFacts,
    EventFacts,
    FollowUpFacts,
    Line,
    MouFacts,
    PromiseFacts,
)
from storage.reports.wording import contract_lines, lines, usual_shape
from storage.reports.wording_parts import DETAIL, HEADING, ITEM
from storage.rules.terms import EventKind, MouShape

Records = tuple[tuple[str, int], ...]
COMPANY_KINDS = (EventKind.HIRING_EVENT, EventKind.MEETING)


@dataclass
class Branch:
    """A line with the lines below it, while the block is being put together."""

    text: str
    key: str
    records: list[tuple[str, int]] = field(default_factory=list)
    below: list["Branch"] = field(default_factory=list)

    def note(self, records: Records) -> None:
        """These records stand behind the line too."""
        self.records.extend(one for one in records if one not in self.records)


def composed(entries: Iterable[Entry]) -> list[ReportLine]:
    """The lines of a block in printed order, each with its key and all its records."""
    top: list[Branch] = []
    for entry in summed(entries):
        _place(top, entry)
    return list(_flat(top, HEADING))


def path_of(entry: Entry) -> tuple[Line, ...]:
    """The lines that one record becomes by itself."""
    if isinstance(entry.facts, ContractFacts):
        return contract_lines(entry.facts, entry.subcontracts, entry.hires)
    return lines(entry.facts, parent=entry.parent)


def _place(top: list[Branch], entry: Entry) -> None:
    path = path_of(entry)
    kind, number = entry.records[0]
    head = _found(top, path[0].text, f"h:{path[0].text}")
    head.note(entry.records)
    item: Branch | None = None
    if path[1].level == DETAIL and head.below:  # a job tour stands under the bus before it
        item = head.below[-1]
        item.note(entry.records)
    shared = len(path) > 2 and path[1].level == ITEM and _hangs_on_company(entry)
    for place, line in enumerate(path[1:], start=1):
        if line.level == ITEM and shared:
            item = _found(head.below, line.text, f"c:{head.text}|{line.text}")
            item.note(entry.records)
            continue
        leaf = Branch(line.text, f"{kind}:{number}:{place}", list(entry.records))
        if line.level == ITEM or item is None:
            head.below.append(leaf)
            item = leaf
        else:
            item.below.append(leaf)


def _hangs_on_company(entry: Entry) -> bool:
    """Whether the - line names what others may stand under too, rather than this record."""
    match entry.facts:
        case EventFacts() as facts:
            return facts.kind in COMPANY_KINDS
        case MouFacts() as facts:
            return (facts.shape or usual_shape(facts)) is MouShape.UNDER_COMPANY
    return isinstance(entry.facts, FollowUpFacts | PromiseFacts)


def _found(branches: list[Branch], text: str, key: str) -> Branch:
    """The branch of that text, grown now when there is none."""
    for branch in branches:
        if branch.text == text:
            return branch
    branches.append(Branch(text, key))
    return branches[-1]


def _flat(branches: Iterable[Branch], level: int) -> Iterator[ReportLine]:
    for branch in branches:
        yield ReportLine(level, branch.text, branch.key, tuple(branch.records))
        yield from _flat(branch.below, level + 1)
