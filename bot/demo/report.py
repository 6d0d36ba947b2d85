"""The demo's report: the rows that the office's form has, and the lines it prints together."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.demo.texts import BLOCKS, TOGETHER
from storage.act import Act
from storage.models.office import Officer
from storage.report import report_blocks, report_draft, report_edits
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind


async def lay_out(session: AsyncSession, office: Officer, now: datetime) -> None:
    """The blocks under their labels; each composes the records of its halves."""
    for kind, label, first, last in BLOCKS:
        halves = HalfYear.parse(first), HalfYear.parse(last)
        await report_blocks.add(Act(session, office, now), BlockKind(kind), label, *halves)


async def put_together(session: AsyncSession, office: Officer, now: datetime) -> None:
    """Records that share one printed line, joined as the office would by /report."""
    for block in await report_blocks.all_blocks(session):
        for line in await report_draft.line_places(session, block):
            mark = TOGETHER.get(line.text)
            if mark is not None:
                await report_edits.join(Act(session, office, now), block.id, line.key, mark)
