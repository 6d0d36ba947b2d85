"""What of an imported report is there already: line by line, head, money, labels. Reading only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.pledge import Desks, Head
from storage.facts.shapes import Line, MouFacts
from storage.facts.wording import lines
from storage.models.report import ReportBlock
from storage.models.report_import import ReportImport
from storage.report import pledges, report_blocks, report_composed, report_draft
from storage.report.importing import import_standing
from storage.report.importing.import_standing import Path
from storage.report.reading.blocks import Block
from storage.report.reading.changes import Change
from storage.report.reading.likeness import Partner, Standing
from storage.report.reading.proposal import PROBLEMS, Answer, Fate, Offer, Proposal
from storage.report.reading.units import Made, Unit
from storage.report.report_shapes import MoneyTable, ReportLine
from storage.rules.rounding import is_rounding_of
from storage.rules.tenure import Tenure, told_by
from storage.rules.terms import BlockKind, Source


@dataclass(frozen=True)
class Known:
    """What stands in the office already.

    `lines` holds by block the lines that are printed or could be; `closed` the blocks whose words
    are fixed, to which nothing is added. `standing` are the printed lines by block, `partners`
    those that lines of the file belong to, by their numbers, and `changes` what somebody is asked;
    `fixed` are those in closed blocks, which are only told.
    """

    lines: tuple[dict[Path, ReportLine], ...]
    problems: frozenset[str]
    standing: dict[int, tuple[Standing, ...]] = field(default_factory=dict)
    partners: dict[int, Partner] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    fixed: tuple[Change, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()
    head: Head | None = None
    desks: Desks = ()
    money: Mapping[Tenure, tuple[MoneyTable, ...]] = field(default_factory=dict)
    before: ReportImport | None = None


async def known(session: AsyncSession, proposal: Proposal, sha256: str) -> Known:
    """What the import would meet; `import_changes.beside` adds what is nearly equal."""
    drafted = await report_blocks.drafted(session, proposal.half)
    await report_composed.of_blocks(session, drafted)  # all of them in one reading
    found: list[dict[Path, ReportLine]] = []
    standing: dict[int, tuple[Standing, ...]] = {}
    labels, closed = {}, set()
    for at, block in enumerate(proposal.blocks):
        theirs = [one for one in drafted if overlaps(one, block)]
        printed = [await import_standing.of_block(session, one) for one in theirs]
        here: dict[Path, ReportLine] = {}
        for each in printed:
            here |= each.paths
        found.append(here)
        standing[at] = tuple(line for each in printed for line in each.standing)
        stored = next((one for one in theirs if one.id is not None), None)
        if stored is not None and stored.label != block.label and _same_halves(stored, block):
            labels[at] = stored.label
        if stored is not None and stored.frozen is not None:
            closed.add(at)
            labels.pop(at, None)
    problems = await report_draft.problems(session, proposal.half)
    standing[PROBLEMS] = tuple(
        Standing(one.level, one.text, one.text, one.key, one.records) for one in problems
    )
    asked = select(ReportImport).where(col(ReportImport.sha256) == sha256)
    before = (await session.exec(asked.order_by(col(ReportImport.id).desc()).limit(1))).first()
    return Known(
        tuple(found),
        frozenset(line.text for line in problems),
        standing,
        labels=labels,
        closed=frozenset(closed),
        head=await pledges.head_at_end(session, proposal.half),
        desks=await pledges.desks(session),
        money={
            one: await report_draft.money(session, one)
            for one in {tenure_of(proposal, table) for table in proposal.outline.money}
        },
        before=before,
    )


def overlaps(stored: ReportBlock, block: Block) -> bool:
    """Whether two blocks of one sort tell of a half in common."""
    alike = (stored.kind == BlockKind.PLAN) == (block.kind is BlockKind.PLAN)
    return alike and stored.first_half <= block.last and stored.last_half >= block.first


def _same_halves(stored: ReportBlock, block: Block) -> bool:
    return (stored.first_half, stored.last_half) == (block.first, block.last)


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
    """The offers that would be saved: wanted, not there, in a block that is still open.

    One that nearly equals what is there only when somebody said that it is new.
    """
    held = held_back(there, proposal)
    return [
        offer
        for offer in proposal.offers
        if offer.fate is not Fate.DROP
        and offer.block not in there.closed
        and offer.number not in held
        and not (offer.block == PROBLEMS and offer.fate is Fate.WORDS)
        and not is_known(there, offer)
    ]


def answer_to(proposal: Proposal, change: Change) -> Answer | None:
    """What somebody said about a change; an answer to other words than these is none."""
    given = proposal.choices.near.get(change.number)
    return given[0] if given is not None and given[1] == change.before else None


def held_back(there: Known, proposal: Proposal) -> set[int]:
    """The offers that are not added, for they nearly equal what stands there."""
    return {
        one.offer
        for one in there.changes
        if one.offer is not None and answer_to(proposal, one) is not Answer.NEW
    }


def held_places(there: Known, proposal: Proposal) -> dict[int, str]:
    """The offers that are held back, each with the key of the last printed line that is theirs."""
    held = held_back(there, proposal)
    found: dict[int, str] = {}
    for offer in proposal.offers:
        if offer.number in held:
            near = [there.partners.get(line.number) for line in offer.unit.lines]
            keys = [one.standing.key for one in near if one is not None and not one.moved]
            found[offer.number] = keys[-1] if keys else ""
    return found


def undecided(there: Known, proposal: Proposal) -> list[Change]:
    """The changes that nobody has said anything about."""
    return [one for one in there.changes if answer_to(proposal, one) is None]


def to_mend(there: Known, proposal: Proposal) -> list[Change]:
    """The changes that are to be made to what stands there."""
    return [one for one in there.changes if answer_to(proposal, one) is Answer.MEND]


def gone(there: Known) -> list[Standing]:
    """The printed lines that no line of the file belongs to: they stay."""
    met = {
        (one.standing.block_id, one.standing.key, one.standing.text)
        for one in there.partners.values()
    }
    return [
        one
        for at, lines_there in there.standing.items()
        if at not in there.closed
        for one in lines_there
        if (one.block_id, one.key, one.text) not in met
    ]


def new_head(there: Known, proposal: Proposal) -> Head | None:
    """The head of the file where it differs from that of its half."""
    head = proposal.outline.head
    if head is None or there.head is None:
        return head
    named = (head.code, head.title) == (there.head.code, there.head.title)
    return None if named and pledges.agrees(there.desks, proposal.half, head) else head


def tenure_of(proposal: Proposal, table: MoneyTable) -> Tenure:
    """The term whose money a table of the file is: that of its columns, else of its half."""
    return told_by(table.columns) or Tenure.of(proposal.half)


def new_money(there: Known, proposal: Proposal) -> list[tuple[MoneyTable, MoneyTable]]:
    """Old and new of each table that says another thing; an empty one in the file says nothing.

    The new one keeps the finer amounts that are known already.
    """
    pairs = []
    for table in proposal.outline.money:
        tenure = tenure_of(proposal, table)
        old = next(one for one in there.money[tenure] if one.kind is table.kind)
        new = replace(keeping_finer(old, table), columns=_columns(old, table))
        if (table.non_budget or table.cells) and _said(new) != _said(old):
            pairs.append((old, new))
    return pairs


def new_columns(there: Known, proposal: Proposal) -> tuple[str, ...] | None:
    """Other columns of the term of the half, where the file has one that the term lacks."""
    tenure = Tenure.of(proposal.half)
    known = there.money.get(tenure, ())
    ours = [one for one in proposal.outline.money if tenure_of(proposal, one) == tenure]
    wanted = dict.fromkeys(
        name for old in known for table in ours for name in _columns(old, table)
    )
    return tuple(wanted) if known and set(wanted) - set(known[0].columns) else None


def _columns(old: MoneyTable, new: MoneyTable) -> tuple[str, ...]:
    """Those of the file where it has one more, and the old ones in which an amount stands."""
    if set(new.columns) <= set(old.columns):
        return old.columns
    used = [name for name in old.columns if any(name in row for row in old.cells.values())]
    return tuple(dict.fromkeys([*new.columns, *used]))


def _said(table: MoneyTable) -> tuple[bool, dict[Source, dict[str, int]]]:
    return table.non_budget, table.cells


def nothing_new(there: Known, proposal: Proposal) -> bool:
    """Whether saving would change nothing."""
    return not (
        fresh(there, proposal)
        or to_mend(there, proposal)
        or there.labels
        or new_head(there, proposal)
        or new_money(there, proposal)
        or new_columns(there, proposal)
    )


def keeping_finer(old: MoneyTable, new: MoneyTable) -> MoneyTable:
    """The new table, with an amount of before where the paper only rounds it."""

    def kept(source: Source, column: str, won: int) -> int:
        was = old.cells.get(source, {}).get(column, won)
        return was if is_rounding_of(won, was) else won

    cells = {
        source: {column: kept(source, column, won) for column, won in row.items()}
        for source, row in new.cells.items()
    }
    return replace(new, cells=cells)
