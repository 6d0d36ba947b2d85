"""Lines of a file that nearly equal lines of the report: asked about, then mended where they are.

Nothing is added beside such a line until somebody said that it is new.
"""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.wording_parts import ITEM
from storage.models.plan import Plan, PlanItem
from storage.records import record_keeping, records
from storage.report import report_draft, report_edits
from storage.report.importing import import_known
from storage.report.importing.import_asking import Asking, other_figures, reword
from storage.report.importing.import_known import Known
from storage.report.importing.import_plans import as_printed
from storage.report.reading.changes import (
    Change,
    Edit,
    Reworded,
    Way,
)
from storage.report.reading.likeness import Partner, partners
from storage.report.reading.proposal import PROBLEMS, Answer, Proposal, propose
from storage.rules.terms import RecordKind


async def beside(session: AsyncSession, proposal: Proposal, sha256: str) -> tuple[Proposal, Known]:
    """The proposal as it meets the office, and what stands there with all that is nearly equal.

    Lines below a heading that was only reworded are read below the one that stands.
    """
    there = await import_known.known(session, proposal, sha256)
    found = _partners(proposal, there)
    headings = list(_headings(proposal, found))
    read = {
        change.number: found[change.number].standing.plain
        for change in headings
        if import_known.answer_to(proposal, change) is not Answer.NEW
    }
    read |= _reworded_headings(proposal, found)
    if read:
        proposal = propose(proposal.source, proposal.choices, read)
        there = await import_known.known(session, proposal, sha256)
    there = replace(there, partners=found)
    asking = Asking(session, proposal, there)
    changes = [*headings, *await asking.changes()]
    changes.sort(key=lambda one: one.number)
    open_ones = tuple(one for one in changes if one.block not in there.closed)
    fixed = tuple(one for one in changes if one.block in there.closed)
    return proposal, replace(there, changes=open_ones, fixed=fixed)


async def mend(act: Act, changes: Iterable[Change]) -> int:
    """Makes the changes; returns how many. Raises Changed when a record is another by now."""
    made = list(changes)
    for edit in [edit for change in made for edit in change.acts]:
        await _do(act, edit)
    return len(made)


async def _do(act: Act, edit: Edit) -> None:
    if isinstance(edit, Reworded):
        basis = edit.basis
        if basis is None:
            basis = await report_draft.plain_text(act.session, edit.block_id, edit.key)
        await report_edits.reword(act, edit.block_id, edit.key, edit.text, basis=basis)
        return
    kind, number = RecordKind(edit.record[0]), edit.record[1]
    plan = await _plan_of(act.session, kind, number)
    async with as_printed(act, plan) if plan is not None else nullcontext():
        await records.change(act, kind, number, edit.facts, expected_version=edit.version)


async def _plan_of(session: AsyncSession, kind: RecordKind, number: int) -> Plan | None:
    row = await record_keeping.get(session, kind, number)
    return await session.get(Plan, row.parent_id) if isinstance(row, PlanItem) else None


def _partners(proposal: Proposal, there: Known) -> dict[int, Partner]:
    """By the number of a line, the printed line that it belongs to."""
    found: dict[int, Partner] = {}
    for at, block in enumerate(proposal.blocks):
        found |= partners(block.lines, there.standing.get(at, ()))
    lines = [one.unit.lines[0] for one in proposal.offers if one.block == PROBLEMS]
    standing = [replace(one, level=ITEM) for one in there.standing.get(PROBLEMS, ())]
    return found | partners(lines, standing)


def _headings(proposal: Proposal, found: Mapping[int, Partner]) -> Iterable[Change]:
    """Headings that were reworded; one that is part of a record is asked about with it."""
    seen: set[int] = set()
    for offer in proposal.offers:
        line = offer.heading
        partner = found.get(line.number) if line else None
        if line is None or partner is None or not partner.near or line.number in seen:
            continue
        seen.add(line.number)
        pairs = ((partner.standing.text, line.text),)
        acts = reword(partner.standing, line.text) if not partner.moved else ()
        way = Way.WORDS if acts else Way.NONE
        sure = partner.sure and not other_figures(partner.standing, line.text)
        yield Change(line.number, offer.block, None, pairs, sure, way, acts)


def _reworded_headings(proposal: Proposal, found: Mapping[int, Partner]) -> dict[int, str]:
    """Headings that the office has reworded, by what their records call them."""
    return {
        offer.heading.number: partner.standing.plain
        for offer in proposal.offers
        if offer.heading is not None
        and (partner := found.get(offer.heading.number)) is not None
        and not partner.near
        and partner.standing.plain != offer.heading.text
    }
