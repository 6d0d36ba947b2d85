"""What came of plan items, among the results of their half, and 고용할당제 표 below these."""

from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import Came, PlanItemFacts
from storage.facts.wording_plan import result_words
from storage.figures.quota_table import QuotaTable
from storage.figures.wording_quota import TITLE, report_lines
from storage.models.plan import PlanItem
from storage.models.report import ReportBlock
from storage.plans import plan_outcomes, plan_quota
from storage.plans.plan_outcomes import Outcome
from storage.records.record_projection import facts_of
from storage.report import report_plans
from storage.report.composing_sums import Entry
from storage.report.report_choices import quota_printed
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, OutcomeKind


async def of_items(session: AsyncSession, first: HalfYear, last: HalfYear) -> list[Entry]:
    """The results of plan items that no record prints by itself, in 직제순."""
    found = await report_plans.items(session, first, last)
    settled: dict[int, Outcome] = {}
    for half in dict.fromkeys(item.half for item, _, _ in found):
        settled |= await plan_outcomes.settled(session, half)
    told = [
        (item, name, said)
        for item, _, name in found
        if (said := await _said(session, item, settled)) is not None
    ]
    several = len({item.department_id for item, _, _ in told}) > 1
    return [
        Entry(
            ((item.kind, item.id),),
            facts_of(item),
            item.half,
            department=name if several else "",
            result=said,
        )
        for item, name, said in told
    ]


async def quota_lines(session: AsyncSession, block: ReportBlock) -> list[ReportLine]:
    """The table of a half of which the block holds the results; none where nobody was hired."""
    if not await quota_shown(session, block):
        return []
    return lines_of(await plan_quota.table(session, block.first_half))


async def quota_shown(session: AsyncSession, block: ReportBlock | None) -> bool:
    """Whether the table stands below these results; without a block, below those of one half."""
    if block is not None and (
        block.kind != BlockKind.RESULT or block.first_half != block.last_half
    ):
        return False
    return await quota_printed(session)


def lines_of(table: QuotaTable) -> list[ReportLine]:
    """The lines of the table, each under a key of its own; no record stands behind them alone."""
    keys = [f"h:{TITLE}", "quota:whole", *(f"quota:{one.department}" for one in table.parts)]
    return [
        ReportLine(line.level, line.text, key, ())
        for line, key in zip(report_lines(table), keys, strict=False)
    ]


async def _said(
    session: AsyncSession, item: PlanItem, settled: Mapping[int, Outcome]
) -> tuple[str, str] | None:
    """Words and figures of a result; None where its records say all of it themselves."""
    stands, facts = settled.get(item.id), facts_of(item)
    if stands is None or stands.kind is not OutcomeKind.DONE:
        return None
    assert isinstance(facts, PlanItemFacts)
    came = stands.came
    if stands.records and came.known:
        counted = await plan_quota.of_records(session, item)
        if (counted.workers, counted.residents) == (came.workers, came.residents):
            came = Came(came.achieved)
    figures = result_words(facts, came)
    return (stands.words, figures) if stands.words or figures else None
