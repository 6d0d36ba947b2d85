"""Lines of a file that nearly equal lines of the report: asked about, then mended where they are.

Nothing is added beside such a line until somebody said that it is new.
"""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.kinds import kind_of
from storage.facts.shapes import Facts, MouFacts, ProblemFacts
from storage.facts.wording_parts import ITEM
from storage.models.plan import Plan, PlanItem
from storage.records import record_keeping, records
from storage.records.record_projection import facts_of
from storage.report import report_draft, report_edits
from storage.report.importing import import_known
from storage.report.importing.import_known import Known
from storage.report.importing.import_plans import as_printed
from storage.report.reading.changes import (
    NOWHERE,
    Change,
    Edit,
    Mended,
    Record,
    Reworded,
    Way,
    differing,
    merged,
    readings,
    says,
    shared,
    target_of,
)
from storage.report.reading.followed import followed, read_beside
from storage.report.reading.likeness import Partner, Standing, partners
from storage.report.reading.loosely import proposed
from storage.report.reading.proposal import PROBLEMS, Answer, Fate, Offer, Proposal, propose
from storage.report.reading.units import Made, Numbered, Unit, Where
from storage.rules.terms import BlockKind, RecordKind


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
    asking = _Asking(session, proposal, there)
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
        acts = _reword(partner.standing, line.text) if not partner.moved else ()
        way = Way.WORDS if acts else Way.NONE
        yield Change(line.number, offer.block, None, pairs, partner.sure, way, acts)


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


def _reword(standing: Standing, text: str) -> tuple[Reworded, ...]:
    """Other words on a printed line; none where several are joined on it."""
    if standing.parts or not standing.key:
        return ()
    return (Reworded(standing.block_id, standing.key, text, standing.plain),)


@dataclass(frozen=True)
class _Old:
    """A record as it is kept, and as it is read from its printed line."""

    version: int
    stored: Facts
    read: Facts


class _Asking:
    """The units of one proposal that nearly equal what stands there."""

    def __init__(self, session: AsyncSession, proposal: Proposal, there: Known) -> None:
        self._session = session
        self._proposal = proposal
        self._there = there
        self._read: dict[int, dict[Record, Made]] = {}
        self._beside: dict[int, dict[Record, Facts]] = {}

    async def changes(self) -> list[Change]:
        """One for each unit with a line that is nearly there, or whose record is there in part."""
        found = []
        for offer in self._proposal.offers:
            if offer.fate is Fate.DROP or import_known.is_known(self._there, offer):
                continue
            if offer.block == PROBLEMS and offer.fate is not Fate.RECORD:
                continue
            pairs = self._pairs(offer)
            if pairs:
                found.append(await self._change(offer, pairs))
        return found

    def _partner(self, line: Numbered) -> Partner | None:
        return self._there.partners.get(line.number)

    def _pairs(self, offer: Offer) -> list[tuple[Numbered, Partner | None]]:
        """Its lines that differ, each with the printed one that it belongs to."""
        near: list[tuple[Numbered, Partner | None]] = [
            (line, one) for line in offer.unit.lines if (one := self._partner(line)) and one.near
        ]
        return near or self._grown(offer)

    def _grown(self, offer: Offer) -> list[tuple[Numbered, Partner | None]]:
        """New lines of a record whose other lines stand there already."""
        if offer.fate is not Fate.RECORD:
            return []
        grown: list[tuple[Numbered, Partner | None]] = []
        for made in offer.unit.made:
            own = [line for line in offer.unit.lines if line.number in made.lines]
            stands = any((one := self._partner(line)) and not shared(one.standing) for line in own)
            if stands and not import_known.made_known(self._there, offer, made):
                grown += [(line, None) for line in own if self._partner(line) is None]
        return grown

    async def _change(self, offer: Offer, pairs: list[tuple[Numbered, Partner | None]]) -> Change:
        acts = await self._acts(offer, pairs)
        told = tuple((one.standing.text if one else NOWHERE, line.text) for line, one in pairs)
        way = Way.NONE
        if acts:
            way = Way.RECORD if any(isinstance(edit, Mended) for edit in acts) else Way.WORDS
        sure = bool(acts) and all(one is None or one.sure for _, one in pairs)
        number = pairs[0][0].number
        moved = any(one is not None and one.moved for _, one in pairs)
        return Change(number, offer.block, offer.number, told, sure, way, tuple(acts), moved)

    async def _acts(
        self, offer: Offer, pairs: list[tuple[Numbered, Partner | None]]
    ) -> list[Edit]:
        """What makes the printed lines those of the file; nothing where that cannot be done."""
        unit = offer.unit
        if unit.mark or any(one and one.standing.parts for _, one in pairs):
            return self._joined(pairs)
        acts: list[Edit] = []
        mended: set[int] = set()
        if offer.fate is Fate.RECORD:
            for made in unit.made:
                edit = await self._mended(offer, made)
                if edit is not None:
                    acts.append(edit)
                    mended |= set(made.lines)
        if not acts:
            acts, mended = await self._followed(offer, pairs)
        for line, one in pairs:
            if line.number in mended:
                continue
            said = () if one is None or one.moved else _reword(one.standing, line.text)
            if not said:
                return []
            acts += said
        return acts

    async def _mended(self, offer: Offer, made: Made) -> Mended | None:
        """The record with what the file says otherwise, where it then prints just that."""
        unit = offer.unit
        record = target_of(made, self._there.partners)
        if record is None or record[0] != kind_of(made.facts).value or self._edited(unit, made):
            return None
        old = await self._old(offer.block, record)
        if old is None or not differing(old.read, made.facts):
            return None
        facts = merged(old.stored, old.read, made.facts)
        above = unit.made[made.parent].facts if made.parent is not None else None
        parent = above if isinstance(above, MouFacts) else None
        if facts is None or not (
            isinstance(facts, ProblemFacts) or says(facts, unit, made, parent)
        ):
            return None
        return Mended(record, old.version, facts, old.stored)

    async def _followed(
        self, offer: Offer, pairs: list[tuple[Numbered, Partner | None]]
    ) -> tuple[list[Edit], set[int]]:
        """Records whose facts were read loosely from both lines, and the lines reworded with them.

        What is printed is what the file has.
        """
        where = self._where(offer.block) if offer.block != PROBLEMS else None
        if where is None:
            return [], set()
        mended: list[Edit] = []
        words: list[Edit] = []
        numbers: set[int] = set()
        for one in proposed(offer.unit, where, {}):
            partner = self._there.partners.get(one.lines[0])
            if partner is None or partner.moved or shared(partner.standing):
                continue
            edit = await self._follows(offer.block, partner.standing, one.facts)
            own = [(line, it) for line, it in pairs if line.number in one.lines]
            said = [_reword(it.standing, line.text) for line, it in own if it and not it.moved]
            if edit is None or len(said) < len(own) or not all(said):
                continue
            mended.append(edit)
            words += [replace(each, basis=None) for acts in said for each in acts]
            numbers |= {line.number for line, _ in own}
        return [*mended, *words], numbers

    async def _follows(self, block: int, standing: Standing, new: Facts) -> Mended | None:
        """The one record behind a line with what differs between the two readings."""
        if len(standing.records) != 1 or standing.parts:
            return None
        record = standing.records[0]
        row = await record_keeping.get(self._session, RecordKind(record[0]), record[1])
        if block not in self._beside:
            self._beside[block] = read_beside(self._there.standing[block], self._where(block))
        old = self._beside[block].get(record)
        if row is None or old is None:
            return None
        stored = facts_of(row)
        facts = followed(stored, old, new)
        return Mended(record, row.version, facts, stored) if facts is not None else None

    def _edited(self, unit: Unit, made: Made) -> bool:
        """Whether the office's own words stand over the record: then they are what is printed."""
        own = [line for line in unit.lines if line.number in made.lines]
        return any((one := self._partner(line)) and one.standing.edited for line in own)

    async def _old(self, block: int, record: Record) -> _Old | None:
        kind, number = record
        row = await record_keeping.get(self._session, RecordKind(kind), number)
        if row is None:
            return None
        stored = facts_of(row)
        if isinstance(stored, ProblemFacts):
            standing = self._there.standing[PROBLEMS]
            text = next(one.text for one in standing if one.records == (record,))
            return _Old(row.version, stored, ProblemFacts(text, half=self._proposal.half))
        if block not in self._read:
            self._read[block] = readings(self._there.standing[block], self._where(block))
        made = self._read[block].get(record)
        return _Old(row.version, stored, made.facts) if made is not None else None

    def _where(self, at: int) -> Where:
        block = self._proposal.blocks[at]
        return Where(block.first, block.last, block.kind is BlockKind.PLAN)

    def _joined(self, pairs: list[tuple[Numbered, Partner | None]]) -> list[Edit]:
        """Each part of a joined line in its own words, where the file joins as many."""
        acts: list[Edit] = []
        for line, one in pairs:
            if one is None or not one.standing.parts or one.moved:
                return []
            parts = line.text.split(one.standing.mark)
            if len(parts) != len(one.standing.parts):
                return []
            for said, part in zip(parts, one.standing.parts, strict=True):
                if said != part.text:
                    acts += _reword(part, said)
        return acts
