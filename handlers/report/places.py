"""The lines of one block as the editor lists them: hidden and joined ones too."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.context import OfficeContext
from storage.models.report import ReportBlock
from storage.report import composing_edits, report_decisions, report_draft
from storage.report.composing_edits import ADDED, Decision
from storage.report.report_shapes import ReportLine


@dataclass(frozen=True)
class Place:
    """One line in its block; `composed` is what its records say, empty for an added line."""

    line: ReportLine
    composed: str = ""
    hidden: bool = False
    mark: str | None = None


async def places(context: OfficeContext, block: ReportBlock) -> Sequence[Place]:
    """The lines of a block in their order; of a closed block, as they were stored."""
    session = context.session
    if block.frozen is not None:
        return [Place(line) for line in await report_draft.block_lines(session, block)]
    known = {one.key: one for one in await report_decisions.decisions(session, block)}
    found = await report_draft.line_places(session, block)
    return [_place(line, known.get(line.key)) for line in found]


def _place(line: ReportLine, one: Decision | None) -> Place:
    if line.key.startswith(ADDED):
        return Place(line, "", one is not None and one.hidden, one.mark if one else None)
    if one is None:
        return Place(line, line.text)
    reworded = line
    if one.text is not None:
        reworded = composing_edits.reworded(line, one)
    return Place(reworded, line.text, one.hidden, one.mark)
