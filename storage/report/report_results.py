"""What came of plan items, among the results of their half, and 고용할당제 표 below these."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import Came, PlanItemFacts
from storage.facts.tally import Record
from storage.facts.wording_plan import result_words
from storage.figures.quota_table import QuotaTable
from storage.figures.wording_quota import TITLE, report_lines
from storage.models.plan import PlanItem
from storage.models.report import ReportBlock
from storage.plans import plan_outcomes, plan_quota
from storage.plans.plan_outcomes import Outcome
from storage.records.record_projection import facts_of
from storage.report import report_plans
from storage.report.block_records import Result, Told
from storage.report.composing_sums import Entry
from storage.report.report_choices import quota_printed
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, OutcomeKind, RecordKind

QUOTA = "quota:"
QUOTA_HEAD, QUOTA_WHOLE = f"h:{TITLE}", f"{QUOTA}whole"
"""Keys of the lines of the table: its heading, the office, and behind `QUOTA` each department."""


async def results(session: AsyncSession, first: HalfYear, last: HalfYear) -> list[Result]:
    """What came of the items of these halves, in 직제순."""
    found = await report_plans.items(session, first, last)
    settled: dict[int, Outcome] = {}
    for half in dict.fromkeys(item.half for item, _, _ in found):
        settled |= await plan_outcomes.settled(session, half)
    done = [
        (item, name, stands, await _said(session, item, stands))
        for item, _, name in found
        if (stands := settled.get(item.id)) and stands.kind is OutcomeKind.DONE
    ]
    several = len({item.department_id for item, _, _, said in done if said}) > 1
    return [
        Result(
            Told(RecordKind.PLAN_ITEM, item.id, facts_of(item), item.half),
            tuple((one.kind, one.id) for one in stands.records),
            stands.came,
            said and replace(said, department=name if several else ""),
        )
        for item, name, stands, said in done
    ]


async def of_items(session: AsyncSession, first: HalfYear, last: HalfYear) -> list[Entry]:
    """The results of plan items that no record prints by itself, in 직제순."""
    return [one.entry for one in await results(session, first, last) if one.entry]


async def quota_lines(session: AsyncSession, block: ReportBlock) -> list[ReportLine]:
    """The table of a half of which the block holds the results; none where nobody was hired."""
    if not await quota_shown(session, block):
        return []
    return lines_of(await plan_quota.table(session, block.first_half))


async def quota_again(
    session: AsyncSession, block: ReportBlock, closed: Sequence[ReportLine]
) -> list[ReportLine]:
    """The table as it is today below a closed block whose paper has it; else none."""
    if not any(one.key.startswith(QUOTA) for one in closed):
        return []
    return lines_of(await plan_quota.table(session, block.first_half))


def department_of(key: str) -> int | None:
    """The department whose line of the table this is, 0 for the office; None for other lines."""
    if key in (QUOTA_HEAD, QUOTA_WHOLE):
        return 0
    return int(key.removeprefix(QUOTA)) if key.startswith(QUOTA) else None


async def behind(session: AsyncSession, half: HalfYear, department: int) -> list[Record]:
    """The items and records that make a line of the table; 0 for the whole office."""
    table = await plan_quota.table(session, half)
    parts = [one for one in table.parts if department in (0, one.department)]
    return [line.record for part in parts for line in part.lines]


async def quota_shown(session: AsyncSession, block: ReportBlock | None) -> bool:
    """Whether the table stands below these results; without a block, below those of one half."""
    if block is not None and (
        block.kind != BlockKind.RESULT or block.first_half != block.last_half
    ):
        return False
    return await quota_printed(session)


def lines_of(table: QuotaTable) -> list[ReportLine]:
    """The lines of the table, each under a key of its own; no record stands behind them alone,
    `behind` names all of them."""
    keys = [QUOTA_HEAD, QUOTA_WHOLE, *(f"{QUOTA}{one.department}" for one in table.parts)]
    return [
        ReportLine(line.level, line.text, key, ())
        for line, key in zip(report_lines(table), keys, strict=False)
    ]


async def _said(session: AsyncSession, item: PlanItem, stands: Outcome) -> Entry | None:
    """The line of a result; None where its records say all of it themselves."""
    facts, came = facts_of(item), stands.came
    assert isinstance(facts, PlanItemFacts)
    if stands.records and came.known:
        counted = await plan_quota.of_records(session, item)
        if (counted.workers, counted.residents) == (came.workers, came.residents):
            came = Came(came.achieved)
    figures = result_words(facts, came)
    if not (stands.words or figures):
        return None
    said = (stands.words, figures)
    return Entry(((item.kind, item.id),), facts, item.half, result=said, came=came)
