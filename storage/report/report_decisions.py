"""What the office decided about the lines of a block, as its composing needs it."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.tally import Record
from storage.models.report import ReportBlock, ReportEdit
from storage.report.composing_edits import ADDED, Decision, first_of, record_of
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind


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


async def worded(
    session: AsyncSession, first: HalfYear, last: HalfYear, *, plan: bool = False
) -> dict[Record, int]:
    """The records that stand in the words of a paper in a block of these halves, and how deep."""
    of_plans = col(ReportBlock.kind) == BlockKind.PLAN
    found = await session.exec(
        select(ReportEdit.key, ReportEdit.level)
        .join(ReportBlock, col(ReportBlock.id) == col(ReportEdit.block_id))
        .where(
            of_plans if plan else ~of_plans,
            col(ReportBlock.removed_at).is_(None),
            col(ReportBlock.first_half) <= last,
            col(ReportBlock.last_half) >= first,
            col(ReportEdit.level).is_not(None),
            col(ReportEdit.key).not_like(f"{ADDED}%"),
        )
    )
    return {record_of(key): level for key, level in found.all() if level and first_of(key) == key}
