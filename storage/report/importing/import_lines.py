"""The lines of an imported block laid over its records: added lines, joined ones, their order."""

from collections.abc import Mapping

from storage.act import Act
from storage.facts.wording_parts import HEADING
from storage.models.report import ReportBlock
from storage.report import report_draft, report_edits, texts
from storage.report.importing import import_known, import_standing
from storage.report.importing.import_standing import Path
from storage.report.reading.proposal import Fate, Offer, Proposal
from storage.report.report_composed import Lines
from storage.report.report_shapes import ReportLine
from storage.rules import errors
from storage.rules.adapter import adapter
from storage.rules.terms import BlockKind
from storage.rules.trail import Subject, Verb


async def lay(
    act: Act, block: ReportBlock, offers: list[Offer], waiting: Mapping[int, str]
) -> int:
    """Walks down the lines of the file: one that no record prints is added behind the one before.

    `waiting` are the offers to which nothing is added, with the key of the line that stands there.
    Returns how many were added.
    """
    walk = _Walk(act, block)
    await walk.look()
    for offer in offers:
        if offer.number in waiting:
            walk.pass_by(offer, waiting[offer.number])
        elif offer.fate is not Fate.DROP:
            await walk.take(offer)
    return walk.added


class _Walk:
    def __init__(self, act: Act, block: ReportBlock) -> None:
        self.added = 0
        self._act = act
        self._block = block
        self._after = ""
        self._heading: int | None = None
        self._there: dict[Path, ReportLine] = {}
        self._printed: dict[Path, ReportLine] = {}

    async def look(self) -> None:
        """The lines as they stand now."""
        places = await report_draft.line_places(self._act.session, self._block)
        self._there = import_standing.by_path(places)
        printed = await report_draft.block_lines(self._act.session, self._block)
        plain = {line.key: line.text for line in places}
        self._printed = import_standing.by_path(printed, plain)

    def pass_by(self, offer: Offer, key: str) -> None:
        """What comes next in the file comes behind this line, below the same heading."""
        if any(line.key == key for line in self._there.values()):
            self._after = key
            self._heading = offer.unit.heading.number if offer.unit.heading else self._heading

    async def take(self, offer: Offer) -> None:
        """One offer: its heading, then its lines."""
        unit = offer.unit
        if unit.heading is not None and unit.heading.number != self._heading:
            self._heading = unit.heading.number
            await self._line((unit.heading.text,), HEADING)
        if unit.mark and offer.fate is Fate.RECORD:
            await self._joined(offer)
            return
        for line, path in zip(unit.lines, import_known.paths_of(unit), strict=True):
            await self._line(path, line.level)

    async def _line(self, path: Path, level: int) -> None:
        line = self._there.get(path) or self._printed.get(path)
        if line is not None:
            self._after = line.key
            return
        self._after = await report_edits.add_line(
            self._act,
            self._block.id,
            self._after,
            level,
            path[-1],
        )
        self.added += 1
        await self.look()

    async def _joined(self, offer: Offer) -> None:
        """Its records on one line, unless they are printed so already."""
        unit = offer.unit
        if all(path in self._printed for path in import_known.paths_of(unit)):
            return
        for at, made in enumerate(unit.made):
            line = self._there.get(import_known.path_of_made(unit, made))
            if line is None:
                raise errors.Refusal(texts.IMPORT_NOT_THE_SAME)
            self._after = line.key
            if at:
                await report_edits.join(
                    self._act,
                    self._block.id,
                    line.key,
                    unit.mark,
                )


async def prove(act: Act, block: ReportBlock, proposal: Proposal, at: int, *, empty: bool) -> None:
    """Makes sure that a block which was empty prints what the file had, word for word.

    A past block that does not is closed with the file's own words; any other is a Refusal.
    """
    made = await report_draft.block_lines(act.session, block)
    fates = proposal.lines()
    wanted = [one for one in proposal.blocks[at].lines if fates[one.number] is not Fate.DROP]
    same = [(one.level, one.text) for one in made] == [(one.level, one.text) for one in wanted]
    past = block.kind == BlockKind.PAST
    if empty and not same and not past:
        raise errors.Refusal(texts.IMPORT_NOT_THE_SAME)
    if past and empty and (proposal.freeze or not same):
        kept = made if same else [ReportLine(one.level, one.text) for one in wanted]
        await _close(act, block, kept)


async def _close(act: Act, block: ReportBlock, lines: list[ReportLine]) -> None:
    """From now on the block prints these words, whatever becomes of its records."""
    block.frozen = adapter(Lines).dump_python(lines, mode="json")
    block.version += 1
    await act.session.flush()
    await act.log(Subject.REPORT_BLOCK, block.id, Verb.CHANGE, after={"frozen": len(lines)})
