"""What happened to closed halves after their reports were closed, as the tables tell it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.tally import Record
from storage.models.report import ReportBlock
from storage.records import late_results
from storage.report import late_lines, report_blocks, report_entries, report_results
from storage.report.composing import composed
from storage.report.composing_edits import decided
from storage.report.late_lines import LateLine
from storage.report.report_decisions import decisions
from storage.report.report_shapes import ReportLine
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear


def closed_lines(block: ReportBlock) -> list[ReportLine]:
    """The lines of a closed block as they are kept; of an open one none."""
    return [] if block.frozen is None else adapter(list[ReportLine]).validate_python(block.frozen)


async def live_lines(session: AsyncSession, block: ReportBlock) -> list[ReportLine]:
    """What the records of a closed block make today, with what it told of halves before it."""
    made = composed(await report_entries.of_block(session, block))
    closed = closed_lines(block)
    made = late_lines.merged(made, late_lines.kept(closed))
    made += await report_results.quota_again(session, block, closed)
    return decided(made, await decisions(session, block), block.arranged)


async def told_in(session: AsyncSession, block: ReportBlock) -> list[LateLine]:
    """What an open block tells of halves closed before it, by half."""
    touched: dict[HalfYear, set[Record]] = {}
    for row in await late_results.told_in(session, block):
        if not row.even:
            touched.setdefault(row.half, set()).add((row.record_kind, row.record_id))
    told: list[LateLine] = []
    for half in sorted(touched):
        closed = await report_blocks.covering(session, half)
        if closed is not None:
            raw = composed(await report_entries.of_block(session, closed))
            told += late_lines.difference(
                half,
                closed_lines(closed),
                await live_lines(session, closed),
                {line.key: line.text for line in raw},
                touched[half],
            )
    return told
