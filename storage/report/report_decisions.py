"""What the office decided about the lines of a block, as its composing needs it."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.report import ReportBlock, ReportEdit
from storage.report.composing_edits import Decision


async def decisions(session: AsyncSession, block: ReportBlock) -> list[Decision]:
    """Each of them, in the order of deciding."""
    if block.id is None:
        return []
    found = await session.exec(
        select(ReportEdit).where(col(ReportEdit.block_id) == block.id).order_by(col(ReportEdit.id))
    )
    return [
        Decision(one.key, one.text, one.basis, one.level, one.hidden, one.mark, one.host)
        for one in found.all()
    ]
