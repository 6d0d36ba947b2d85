"""The lines of an imported block laid over its records: added lines, joined ones, their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from storage.act import Act
from storage.facts.shapes import Line
from storage.facts.wording_parts import HEADING
from storage.models.report import ReportBlock
from storage.report import report_draft, report_edits, report_whole, texts
from storage.report.composing_edits import ADDED
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
    act: Act,
    block: ReportBlock,
    offers: list[Offer],
    waiting: Mapping[int, str],
    standing: Mapping[int, str],
) -> int:
    """Walks down the lines of the file: one that no record prints is added behind the one before.

    `waiting` are the offers to which nothing is added, with the key of the line that stands there;
    `standing` the keys of new lines behind which a record stands, by the numbers of the file's.
    Returns how many were added.
    """
    walk = _Walk(await _laid(act, block), standing)
    for offer in offers:
        if offer.number in waiting:
            walk.pass_by(offer, waiting[offer.number])
        elif offer.fate is not Fate.DROP:
            walk.take(offer)
    if walk.added or standing:
        await report_edits.lay_down(act, block.id, walk.added, walk.keys)
    for key, mark in walk.joined:
        await report_edits.join(act, block.id, key, mark)
    return len(walk.added)


@dataclass(frozen=True)
class _Laid:
    """The lines of a block as they stand before the walk, and the next free number of an added."""

    places: Lines
    printed: Lines
    free: int


async def _laid(act: Act, block: ReportBlock) -> _Laid:
    places = await report_draft.line_places(act.session, block)
    printed = await report_draft.block_lines(act.session, block)
    return _Laid(places, printed, await report_edits.free_number(act.session, block.id))


class _Walk:
    def __init__(self, laid: _Laid, standing: Mapping[int, str]) -> None:
        self.added: dict[str, Line] = {}
        self.joined: list[tuple[str, str]] = []
        self.keys = [line.key for line in laid.places]
        self._free = laid.free
        self._standing = standing
        self._after = ""
        self._heading: int | None = None
        self._there = import_standing.by_path(laid.places)
        plain = {line.key: line.text for line in laid.places}
        self._printed = import_standing.by_path(laid.printed, plain)

    def pass_by(self, offer: Offer, key: str) -> None:
        """What comes next in the file comes behind this line, below the same heading."""
        if key in self.keys:
            self._after = key
            self._heading = offer.unit.heading.number if offer.unit.heading else self._heading

    def take(self, offer: Offer) -> None:
        """One offer: its heading, then its lines."""
        unit = offer.unit
        if unit.heading is not None and unit.heading.number != self._heading:
            self._heading = unit.heading.number
            self._line((unit.heading.text,), HEADING)
        if unit.mark and offer.fate is Fate.RECORD:
            self._joined(offer)
            return
        for line, path in zip(unit.lines, import_known.paths_of(unit), strict=True):
            key = self._standing.get(line.number)
            if key is None:
                self._line(path, line.level)
            else:
                self.keys.remove(key)
                self._put(key)

    def _line(self, path: Path, level: int) -> None:
        line = self._there.get(path) or self._printed.get(path)
        if line is not None:
            self._after = line.key
            return
        key = f"{ADDED}{self._free}"
        self._free += 1
        self.added[key] = Line(level, path[-1])
        self._there[path] = ReportLine(level, path[-1], key)
        self._put(key)

    def _put(self, key: str) -> None:
        """Behind the line before."""
        at = self.keys.index(self._after) + 1 if self._after in self.keys else 0
        self.keys.insert(at, key)
        self._after = key

    def _joined(self, offer: Offer) -> None:
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
                self.joined.append((line.key, unit.mark))


async def prove(act: Act, block: ReportBlock, proposal: Proposal, at: int, *, empty: bool) -> None:
    """Makes sure that a block which was empty prints what the file had, word for word.

    What its records would print beyond that is hidden. A past block that then does not is closed
    with the file's own words; any other is a Refusal.
    """
    fates = proposal.lines()
    wanted = [one for one in proposal.blocks[at].lines if fates[one.number] is not Fate.DROP]
    printed = [(one.level, one.text) for one in wanted]
    if empty:
        await _hide_more(act, block, printed)
    made = await report_draft.block_lines(act.session, block)
    same = [(one.level, one.text) for one in made] == printed
    past = block.kind == BlockKind.PAST
    if empty and not same and not past:
        raise errors.Refusal(texts.IMPORT_NOT_THE_SAME)
    if past and empty and (proposal.freeze or not same):
        kept = made if same else [ReportLine(one.level, one.text) for one in wanted]
        await _close(act, block, kept)


async def _hide_more(act: Act, block: ReportBlock, printed: list[tuple[int, str]]) -> None:
    """Leaves out the lines that stand there beyond those, as the sums below the results do."""
    made = await report_draft.block_lines(act.session, block)
    there = [(one.level, one.text) for one in made]
    below = 0  # the level of a hidden line, while those below it follow
    for what, start, end, _, _ in SequenceMatcher(None, there, printed, False).get_opcodes():
        for line in made[start:end] if what == "delete" else ():
            if not below or line.level <= below:
                await report_edits.hide(act, block.id, line.key)
                below = line.level
        below = below if what == "delete" else 0


async def _close(act: Act, block: ReportBlock, lines: list[ReportLine]) -> None:
    """From now on the block prints these words, whatever becomes of its records."""
    block.frozen = adapter(Lines).dump_python(lines, mode="json")
    block.version += 1
    await act.session.flush()
    after = {"frozen": len(lines), "sha256": report_whole.digest(block.frozen)}
    await act.log(Subject.REPORT_BLOCK, block.id, Verb.CHANGE, after=after)
