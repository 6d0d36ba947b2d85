"""What of an imported report is there already: line by line, head, money, labels. Reading only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.report import ReportBlock
from storage.models.report_import import ReportImport
from storage.queries.recording import pledges, report_blocks
from storage.queries.reporting import report_draft
from storage.reports.reading.blocks import Block
from storage.reports.reading.proposal import PROBLEMS, Fate, Offer, Proposal
from storage.reports.reading.units import Made, Unit
from storage.reports.report_shapes import Head, MoneyTable, ReportLine
from storage.reports.shapes import Line, MouFacts
from storage.reports.wording import lines
from storage.rules.money import show_million
from storage.rules.terms import BlockKind

Path = tuple[str, ...]
"""A line by the texts it stands below, its own last."""


@dataclass(frozen=True)
class Known:
    """What stands in the office already.

    `lines` holds by block the lines that are printed or could be; `closed` the blocks whose words
    are fixed, to which nothing is added.
    """

    lines: tuple[dict[Path, ReportLine], ...]
    problems: frozenset[str]
    labels: dict[int, str] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()
    head: Head | None = None
    money: tuple[MoneyTable, ...] = ()
    before: ReportImport | None = None


async def known(session: AsyncSession, proposal: Proposal, sha256: str) -> Known:
    """Everything that the import would meet."""
    drafted = await report_blocks.drafted(session, proposal.half)
    found: list[dict[Path, ReportLine]] = []
    labels, closed = {}, set()
    for at, block in enumerate(proposal.blocks):
        theirs = [one for one in drafted if overlaps(one, block)]
        here: dict[Path, ReportLine] = {}
        for one in theirs:
            here |= await paths_in(session, one)
        found.append(here)
        stored = next((one for one in theirs if one.id is not None), None)
        if stored is not None and stored.label != block.label and _same_halves(stored, block):
            labels[at] = stored.label
        if stored is not None and stored.frozen is not None:
            closed.add(at)
            labels.pop(at, None)
    problems = await report_draft.problems(session, proposal.half)
    asked = select(ReportImport).where(col(ReportImport.sha256) == sha256)
    before = (await session.exec(asked.order_by(col(ReportImport.id).desc()).limit(1))).first()
    return Known(
        tuple(found),
        frozenset(line.text for line in problems),
        labels,
        frozenset(closed),
        await pledges.head(session),
        await report_draft.money(session),
        before,
    )


def overlaps(stored: ReportBlock, block: Block) -> bool:
    """Whether two blocks of one sort tell of a half in common."""
    alike = (stored.kind == BlockKind.PLAN) == (block.kind is BlockKind.PLAN)
    return alike and stored.first_half <= block.last.code and stored.last_half >= block.first.code


def _same_halves(stored: ReportBlock, block: Block) -> bool:
    return (stored.first_half, stored.last_half) == (block.first.code, block.last.code)


async def paths_in(session: AsyncSession, block: ReportBlock) -> dict[Path, ReportLine]:
    """The lines of a block by their paths: as printed, and each apart where some are joined."""
    printed = by_path(await report_draft.block_lines(session, block))
    if block.frozen is not None:
        return printed
    return by_path(await report_draft.line_places(session, block)) | printed


def by_path(found: Iterable[ReportLine]) -> dict[Path, ReportLine]:
    """Lines by the texts that they stand below."""
    above: list[str] = []
    paths: dict[Path, ReportLine] = {}
    for line in found:
        above = [*above[: line.level - 1], line.text]
        paths.setdefault(tuple(above), line)
    return paths


def paths_of(unit: Unit, only: Iterable[int] | None = None) -> list[Path]:
    """The paths of a unit's lines, as they would be printed."""
    whole = [*([unit.heading] if unit.heading else []), *unit.lines]
    wanted = {line.number for line in unit.lines} if only is None else set(only)
    above: list[str] = []
    found = []
    for line in whole:
        above = [*above[: line.level - 1], line.text]
        if line.number in wanted:
            found.append(tuple(above))
    return found


def path_of_made(unit: Unit, made: Made) -> Path:
    """The path of the last line that a record alone would print."""
    parent = unit.made[made.parent].facts if made.parent is not None else None
    said: Sequence[Line] = lines(
        made.facts, parent=parent if isinstance(parent, MouFacts) else None
    )
    if said[1].level > said[0].level + 1:  # a tour below its bus
        return paths_of(unit, made.lines)[-1]
    above: list[str] = []
    for line in said:
        above = [*above[: line.level - 1], line.text]
    return tuple(above)


def is_known(there: Known, offer: Offer) -> bool:
    """Whether all that an offer says stands there, on lines of its own or joined."""
    if offer.block == PROBLEMS:
        return offer.unit.lines[0].text in there.problems
    lines_there = there.lines[offer.block]
    return all(path in lines_there for path in paths_of(offer.unit))


def made_known(there: Known, offer: Offer, made: Made) -> bool:
    """Whether one record of an offer stands there."""
    if offer.block == PROBLEMS:
        return offer.unit.lines[0].text in there.problems
    return path_of_made(offer.unit, made) in there.lines[offer.block]


def fresh(there: Known, proposal: Proposal) -> list[Offer]:
    """The offers that would be saved: wanted, not there, in a block that is still open."""
    return [
        offer
        for offer in proposal.offers
        if offer.fate is not Fate.DROP
        and offer.block not in there.closed
        and not (offer.block == PROBLEMS and offer.fate is Fate.WORDS)
        and not is_known(there, offer)
    ]


def new_head(there: Known, proposal: Proposal) -> Head | None:
    """The head of the file where it differs."""
    head = proposal.outline.head
    return head if head is not None and head != there.head else None


def new_money(there: Known, proposal: Proposal) -> list[tuple[MoneyTable, MoneyTable]]:
    """Old and new of each table that says another thing; an empty one in the file says nothing."""
    old = {table.kind: table for table in there.money}
    return [
        (old.get(table.kind, MoneyTable(table.kind)), table)
        for table in proposal.outline.money
        if (table.non_budget or table.cells)
        and _as_printed(old.get(table.kind, MoneyTable(table.kind))) != _as_printed(table)
    ]


def _as_printed(table: MoneyTable) -> tuple[bool, dict[tuple[str, str], str]]:
    """What paper shows of a table: equal on paper is no change of the exact sums behind it."""
    return table.non_budget, {
        (source.value, column): show_million(won)
        for source, row in table.cells.items()
        for column, won in row.items()
    }


def nothing_new(there: Known, proposal: Proposal) -> bool:
    """Whether saving would change nothing."""
    return not (
        fresh(there, proposal)
        or there.labels
        or new_head(there, proposal)
        or new_money(there, proposal)
    )


def keeping_old_sums(old: MoneyTable, new: MoneyTable) -> MoneyTable:
    """The new table, with the exact won of before where the paper would show the same."""
    cells = {
        source: {
            column: was
            if (was := old.cells.get(source, {}).get(column)) is not None
            and show_million(was) == show_million(won)
            else won
            for column, won in row.items()
        }
        for source, row in new.cells.items()
    }
    return replace(new, cells=cells)
