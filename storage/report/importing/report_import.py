"""An imported report taken over: blocks, records, edits, head and money in the caller's one
transaction, so that all of it is there or nothing.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.kinds import kind_of
from storage.facts.shapes import BudgetFacts, Facts, PlanItemFacts, PromiseFacts
from storage.models.office import Officer
from storage.models.report import ReportBlock
from storage.models.report_import import ReportImport
from storage.office import departments
from storage.plans import plans
from storage.records import record_lookup, records
from storage.records.record_projection import facts_of
from storage.report import pledges, report_blocks
from storage.report.importing import (
    import_changes,
    import_known,
    import_lines,
    import_standing,
    import_words,
)
from storage.report.importing.import_known import Known
from storage.report.importing.import_plans import as_printed
from storage.report.reading.blocks import Block
from storage.report.reading.changes import Reworded
from storage.report.reading.proposal import PROBLEMS, Fate, Offer, Proposal
from storage.report.report_shapes import MoneyTable
from storage.rules import errors
from storage.rules.tenure import Tenure
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb

STEP = timedelta(milliseconds=1)
"""Records of a report follow each other in time as its lines do on paper."""


@dataclass
class _Saving:
    """One import on its way in."""

    act: Act
    department: int
    records: int = 0
    words: int = 0
    mended: int = 0

    @property
    def session(self) -> AsyncSession:
        """The one transaction of all of it."""
        return self.act.session

    def tick(self) -> Act:
        """The act of the next record, a moment later."""
        self.records += 1
        return replace(self.act, now=self.act.now + self.records * STEP)


async def save(act: Act, proposal: Proposal, *, file_name: str, sha256: str) -> ReportImport:
    """Takes over what is new in the proposal.

    Raises NotAllowed, and a Refusal when the department is unknown, a plan was confirmed already,
    or the report would not come out again as it was read.
    """
    report_blocks.refuse_others(act.officer)
    await act.hold()
    saving = _Saving(act, await _department(act.session, act.officer, proposal))
    proposal, there = await _mended(saving, proposal, sha256)
    wanted = import_known.fresh(there, proposal)
    for at in range(len(proposal.blocks)):
        offers = [one for one in wanted if one.block == at]
        if offers or at in there.labels:
            await _block(saving, proposal, there, at, offers)
    for offer in wanted:
        if offer.block == PROBLEMS:
            await _add(saving, offer.unit.made[0].facts, None)
    if (head := import_known.new_head(there, proposal)) is not None:
        await pledges.set_head(act, proposal.half, head)
    if (columns := import_known.new_columns(there, proposal)) is not None:
        await pledges.set_columns(act, Tenure.of(proposal.half), columns)
    for _old, new in import_known.new_money(there, proposal):
        await _money(saving, new, import_known.tenure_of(proposal, new))
    return await _noted(saving, proposal, file_name, sha256)


async def _mended(saving: _Saving, proposal: Proposal, sha256: str) -> tuple[Proposal, Known]:
    """What was to be mended is; what the file brings is then met once more."""
    session = saving.session
    found, there = await import_changes.beside(session, proposal, sha256)
    wanted = import_known.to_mend(there, found)
    if not wanted:
        return found, there
    if any(isinstance(act, Reworded) and not act.block_id for one in wanted for act in one.acts):
        await report_blocks.ensure(session, proposal.half, saving.act.now)
        found, there = await import_changes.beside(session, proposal, sha256)
        wanted = import_known.to_mend(there, found)
    saving.mended = await import_changes.mend(saving.act, wanted)
    return await import_changes.beside(session, proposal, sha256)


async def _department(session: AsyncSession, officer: Officer, proposal: Proposal) -> int:
    """Whose records they are: the department of the report's head, else the officer's."""
    head = proposal.outline.head
    found = await departments.find_by_name(session, head.department) if head else None
    number = found.id if found is not None else officer.department_id
    if number is None:
        raise errors.NoDepartment
    return number


async def _block(
    saving: _Saving, proposal: Proposal, there: Known, at: int, offers: list[Offer]
) -> None:
    session, wanted = saving.session, proposal.blocks[at]
    block = await _home(saving, wanted)
    empty = not (await import_standing.of_block(session, block)).paths
    if at in there.labels:
        number, label = block.id, wanted.label
        block = await report_blocks.relabel(saving.act, number, label)
    standing: dict[int, str] = {}
    for offer in offers:
        if offer.fate is Fate.RECORD:
            await _records(saving, there, offer, wanted)
        elif offer.fate is Fate.READ:
            standing |= await _read(saving, block, offer, wanted)
    saving.words += await import_lines.lay(
        saving.act,
        block,
        proposal.of_block(at),
        import_known.held_places(there, proposal),
        standing,
    )
    await import_lines.prove(saving.act, block, proposal, at, empty=empty)


async def _home(saving: _Saving, wanted: Block) -> ReportBlock:
    """The block of these halves; one that is there is taken, whatever its label."""
    for one in await report_blocks.all_blocks(saving.session):
        if import_known.overlaps(one, wanted):
            return one
    return await report_blocks.add(
        saving.act, wanted.kind, wanted.label, wanted.first, wanted.last, note=wanted.note
    )


async def _records(saving: _Saving, there: Known, offer: Offer, block: Block) -> None:
    """The records of an offer that are not there; a contact finds the agreement that is."""
    numbers: list[int | None] = []
    for made in offer.unit.made:
        line = there.lines[offer.block].get(import_known.path_of_made(offer.unit, made))
        if line is not None:
            agreements = [n for kind, n in line.records if kind == RecordKind.MOU]
            numbers.append(agreements[0] if agreements else None)
            continue
        parent = numbers[made.parent] if made.parent is not None else None
        numbers.append(await _new(saving, made.facts, parent, block))


async def _new(saving: _Saving, facts: Facts, parent: int | None, block: Block) -> int:
    """A record of a block; an item goes into the plan of its half."""
    if not isinstance(facts, PlanItemFacts):
        return await _add(saving, facts, parent)
    plan = await plans.ensure(saving.session, saving.department, block.first)
    async with as_printed(saving.act, plan):
        return await _add(saving, facts, plan.id)


async def _read(
    saving: _Saving, block: ReportBlock, offer: Offer, wanted: Block
) -> dict[int, str]:
    """The records that were read beside the words, each behind its printed lines.

    A promise that is still open prints none: the paper's line stays with its words.
    """
    numbers: list[int] = []
    behind = []
    for one in offer.reads:
        parent = numbers[one.parent] if one.parent is not None else None
        numbers.append(await _new(saving, one.facts, parent, wanted))
        if isinstance(one.facts, PromiseFacts):
            continue
        above = offer.reads[one.parent].facts if one.parent is not None else None
        record = (kind_of(one.facts).value, numbers[-1])
        behind.append(import_words.Behind(record, one, above))
    return await import_words.stand(saving.act, block.id, offer.unit, behind)


async def _add(saving: _Saving, facts: Facts, parent: int | None) -> int:
    row: Any = await records.add(
        saving.tick(),
        facts,
        department_id=saving.department,
        parent_id=parent,
    )
    return int(row.id)


async def _money(saving: _Saving, table: MoneyTable, tenure: Tenure) -> None:
    """One table as the file has it: rows that are gone first, so that none stands in the way."""
    session = saving.session
    wanted = [
        BudgetFacts(table.kind, source, cells=dict(cells), tenure=tenure.first)
        for source, cells in table.cells.items()
    ]
    if table.non_budget:
        wanted = [BudgetFacts(table.kind, non_budget=True, tenure=tenure.first)]
    by_source = {one.source: one for one in wanted}
    for row in await record_lookup.all_living(session, RecordKind.BUDGET):
        told = facts_of(row)
        if not isinstance(told, BudgetFacts):
            continue
        if (told.table, told.tenure) != (table.kind, tenure.first):
            continue
        new = by_source.get(told.source)
        if new is None or new.non_budget != told.non_budget:
            await records.remove(saving.act, row.kind, row.id)
            continue
        del by_source[told.source]
        if new != told:
            await records.change(
                saving.act,
                row.kind,
                row.id,
                new,
                expected_version=row.version,
            )
    for facts in by_source.values():
        await _add(saving, facts, None)


async def _noted(saving: _Saving, proposal: Proposal, file_name: str, sha256: str) -> ReportImport:
    row = ReportImport(
        half=proposal.half,
        file_name=file_name,
        sha256=sha256,
        records=saving.records,
        words=saving.words,
        officer_id=saving.act.officer.id,
        at=saving.act.now,
    )
    saving.session.add(row)
    await saving.session.flush()
    await saving.act.log(
        Subject.REPORT_IMPORT,
        row.id,
        Verb.CREATE,
        after={
            "half": row.half.code,
            "sha256": sha256,
            "records": row.records,
            "words": row.words,
            "mended": saving.mended,
        },
    )
    return row
