"""What is asked about the units of a file that nearly equal what stands, and what mends each."""

import re
from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kinds import kind_of
from storage.facts.shapes import Facts, MouFacts, ProblemFacts
from storage.facts.wording_parts import ITEM
from storage.models.mou import Mou
from storage.records import record_keeping
from storage.records.record_projection import facts_of
from storage.report.composing_edits import ADDED
from storage.report.importing import import_fits, import_known
from storage.report.importing.import_known import Known
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
    owner,
    readings,
    says,
    shared,
    target_of,
)
from storage.report.reading.followed import followed, read_beside
from storage.report.reading.likeness import Partner, Standing
from storage.report.reading.loosely import Proposed, proposed
from storage.report.reading.proposal import PROBLEMS, Fate, Offer, Proposal
from storage.report.reading.retold import retold
from storage.report.reading.units import Made, Numbered, Unit, Where, units
from storage.rules.terms import BlockKind, RecordKind

_FIGURES = re.compile(r"\d+")


def reword(standing: Standing, text: str) -> tuple[Reworded, ...]:
    """Other words on a printed line; none where several are joined on it."""
    if standing.parts or not standing.key:
        return ()
    return (Reworded(standing.block_id, standing.key, text, standing.plain),)


def _of(record: Record) -> tuple[RecordKind, int]:
    return RecordKind(record[0]), record[1]


def other_figures(standing: Standing, text: str) -> bool:
    """Whether a line would tell other figures than what it comes from, if its words alone change.

    So it is with a sum: nobody wants that by one tap for all.
    """
    own = standing.key.startswith(ADDED)
    return not own and _FIGURES.findall(standing.text) != _FIGURES.findall(text)


@dataclass(frozen=True)
class _Old:
    """A record as it is kept, and as it is read from its printed line."""

    version: int
    stored: Facts
    read: Facts


class Asking:
    """The units of one proposal that nearly equal what stands there."""

    def __init__(self, session: AsyncSession, proposal: Proposal, there: Known) -> None:
        self._session = session
        self._proposal = proposal
        self._there = there
        self._read: dict[int, dict[Record, Made]] = {}
        self._beside: dict[int, dict[Record, Facts]] = {}
        self._unplain: set[int] = set()  # offers whose records may tell another thing than they do

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
        sure = sure and offer.number not in self._unplain
        if way is Way.WORDS:
            sure = sure and not any(
                one and other_figures(one.standing, n.text) for n, one in pairs
            )
        number = pairs[0][0].number
        moved = any(one is not None and one.moved for _, one in pairs)
        return Change(number, offer.block, offer.number, told, sure, way, tuple(acts), moved)

    async def _acts(
        self, offer: Offer, pairs: list[tuple[Numbered, Partner | None]]
    ) -> list[Edit]:
        """What makes the printed lines those of the file; nothing where that cannot be done."""
        unit = offer.unit
        if unit.mark or any(one and one.standing.parts for _, one in pairs):
            return await self._joined(offer, pairs)
        acts: list[Edit] = list(await self._retold(offer, pairs))
        if acts:
            return acts
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
            said = () if one is None or one.moved else reword(one.standing, line.text)
            if not said:
                return []
            acts += said
        return acts

    async def _retold(
        self, offer: Offer, pairs: list[tuple[Numbered, Partner | None]]
    ) -> list[Mended]:
        """Records with one other fact a line, which then print just these lines; all or none."""
        found: dict[Record, Mended] = {}
        for line, one in pairs:
            if one is None or one.moved or one.standing.edited:
                return []
            told = [
                edit
                for record in one.standing.records
                if (edit := await self._told(one.standing, line.text, record, found.get(record)))
            ]
            if len(told) != 1 or not await self._fits(offer, told[0]):
                return []
            found[told[0].record] = told[0]
        return list(found.values())

    async def _told(
        self, standing: Standing, text: str, record: Record, so_far: Mended | None
    ) -> Mended | None:
        """The record with the one fact that makes this line of it another."""
        row = await record_keeping.get(self._session, *_of(record))
        if row is None or shared(standing):
            return None
        stored = facts_of(row)
        parent = await import_fits.parent_of(self._session, row)
        above = facts_of(parent) if isinstance(parent, Mou) else None
        agreement = above if isinstance(above, MouFacts) else None
        facts = retold(standing, text, so_far.facts if so_far else stored, agreement)
        return Mended(record, row.version, facts, stored) if facts is not None else None

    async def _fits(self, offer: Offer, edit: Mended) -> bool:
        """Whether the record may be so; where it may not, its change is never sure."""
        where = None if offer.block == PROBLEMS else self._where(offer.block)
        fits = await import_fits.fits(self._session, edit, where)
        if not fits:
            self._unplain.add(offer.number)
        return fits

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
        edit = Mended(record, old.version, facts, old.stored)
        return edit if await self._fits(offer, edit) else None

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
            if not partner.standing.edited:  # its record prints it: no loose reading knows better
                self._unplain.add(offer.number)
                continue
            edit = await self._follows(offer, partner.standing, one)
            own = [(line, it) for line, it in pairs if line.number in one.lines]
            said = [reword(it.standing, line.text) for line, it in own if it and not it.moved]
            if edit is None or len(said) < len(own) or not all(said):
                continue
            mended.append(edit)
            first = partner.standing
            if first.edited and one.lines[0] not in {line.number for line, _ in own}:
                words.append(Reworded(first.block_id, first.key, first.text, None))
            words += [replace(each, basis=None) for acts in said for each in acts]
            numbers |= {line.number for line, _ in own}
        return [*mended, *words], numbers

    async def _follows(self, offer: Offer, standing: Standing, new: Proposed) -> Mended | None:
        """The one record behind a line with what differs between the two readings."""
        block = offer.block
        record = owner(standing)
        if record is None or standing.parts:
            return None
        row = await record_keeping.get(self._session, RecordKind(record[0]), record[1])
        if block not in self._beside:
            self._beside[block] = read_beside(self._there.standing[block], self._where(block))
        old = self._beside[block].get(record)
        if row is None or old is None:
            return None
        stored = facts_of(row)
        facts = followed(stored, old, new.facts, asked=bool(new.open))
        if facts is None:
            self._unplain.add(offer.number)
        if facts is None or facts == stored:
            return None
        edit = Mended(record, row.version, facts, stored)
        return edit if await self._fits(offer, edit) else None

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

    async def _joined(
        self, offer: Offer, pairs: list[tuple[Numbered, Partner | None]]
    ) -> list[Edit]:
        """Each part of a joined line by itself, where the file joins as many."""
        acts: list[Edit] = []
        for line, one in pairs:
            if one is None or not one.standing.parts or one.moved:
                return []
            parts = line.text.split(one.standing.mark)
            if len(parts) != len(one.standing.parts):
                return []
            for said, part in zip(parts, one.standing.parts, strict=True):
                if said != part.text:
                    acts += await self._part(offer, part, said)
        return acts

    async def _part(self, offer: Offer, part: Standing, said: str) -> list[Edit]:
        """The record of one part where it then prints just that, else its words."""
        record, where = owner(part), self._where(offer.block)
        row = await record_keeping.get(self._session, *_of(record)) if record else None
        heading = offer.heading
        if record is None or row is None or heading is None or part.edited:
            return list(reword(part, said))
        old, new = (
            units([heading, Numbered(heading.number + 1, ITEM, text)], where)
            for text in (part.text, said)
        )
        if len(old) == len(new) == 1 and old[0].made and new[0].made:
            stored, made = facts_of(row), new[0].made[0]
            facts = merged(stored, old[0].made[0].facts, made.facts)
            if facts is not None and says(facts, new[0], made, None):
                edit = Mended(record, row.version, facts, stored)
                if await self._fits(offer, edit):
                    return [edit]
        return list(reword(part, said))
