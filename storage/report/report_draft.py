"""The half-year report read from the tables: blocks, lines, edits, money, problems."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import BudgetFacts
from storage.facts.wording import lines
from storage.models.money import Problem
from storage.models.report import ReportBlock
from storage.records import tenures
from storage.records.record_lookup import all_living
from storage.records.record_projection import facts_of
from storage.report import pledges, report_blocks, report_composed
from storage.report.composing_edits import decided, laid_out
from storage.report.report_composed import Key, Lines, key_of
from storage.report.report_decisions import decisions
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import BudgetKind, LineSection, RecordKind, Source, of_each
from storage.settings import report_titles

Section = tuple[ReportLine, ...]


async def report(
    session: AsyncSession,
    half: HalfYear,
    now: datetime,
    renewed: Mapping[Key, Lines] = MappingProxyType({}),
) -> Report:
    """The report on the results of `half` with the plan of the next, as it stands. Read only.

    `renewed` are closed blocks with other lines than those kept of them.
    """
    rows = []
    blocks = await report_blocks.drafted(session, half)
    printing = {**await report_composed.of_blocks(session, blocks), **renewed}
    for label, group in groupby(blocks, key=lambda one: one.label):
        under = list(group)
        printed = [line for block in under for line in await _printed(session, block, printing)]
        notes = dict.fromkeys(block.note for block in under if block.note)
        rows.append(ReportRow(label, tuple(printed), "\n".join(notes)))
    return Report(
        head=await pledges.head(session, half, kst_date(now)),
        half=half,
        rows=tuple(rows),
        money=await money(session, Tenure.of(half)),
        as_of=now,
        titles=dict(await report_titles.titles(session)),
        order=await report_titles.order(session),
        **await _sections(session, half),
    )


async def block_lines(session: AsyncSession, block: ReportBlock) -> Lines:
    """The printed lines of one block: as stored when it is closed, else composed and edited."""
    return await _printed(session, block, await report_composed.of_blocks(session, [block]))


async def _printed(
    session: AsyncSession, block: ReportBlock, printing: Mapping[Key, Lines]
) -> Lines:
    made = printing[key_of(block)]
    if block.frozen is not None:
        return made
    return decided(made, await decisions(session, block), block.arranged)


async def line_places(session: AsyncSession, block: ReportBlock) -> Lines:
    """Every line of an open block as composed and ordered, hidden and joined ones included."""
    made = await report_composed.of_blocks(session, [block])
    return laid_out(made[key_of(block)], await decisions(session, block), block.arranged)


async def plain_text(session: AsyncSession, block_id: int, key: str) -> str:
    """What a line of an open block says by itself; "" where there is none."""
    block = await report_blocks.existing(session, block_id)
    places = await line_places(session, block)
    return next((line.text for line in places if line.key == key), "")


async def money(session: AsyncSession, tenure: Tenure) -> tuple[MoneyTable, ...]:
    """Both money tables of a term from their rows; a cell nobody filled is absent, not 0."""
    columns = await tenures.columns(session, tenure)
    told = [facts_of(row) for row in await all_living(session, RecordKind.BUDGET)]
    rows = [one for one in told if isinstance(one, BudgetFacts) and one.tenure == tenure.first]
    return tuple(
        _table(kind, [one for one in rows if one.table is kind], columns) for kind in BudgetKind
    )


def _table(kind: BudgetKind, rows: list[BudgetFacts], columns: tuple[str, ...]) -> MoneyTable:
    by_source = {one.source: dict(one.cells) for one in rows if one.source is not None}
    cells = {source: by_source[source] for source in Source if source in by_source}
    return MoneyTable(kind, any(one.non_budget for one in rows), cells, columns)


async def problems(session: AsyncSession, half: HalfYear) -> tuple[ReportLine, ...]:
    """The lines of 문제점 및 개선대책 that name this half or none, by their position."""
    found = await session.exec(
        select(Problem)
        .where(
            col(Problem.removed_at).is_(None),
            col(Problem.half).is_(None) | (col(Problem.half) == half),
        )
        .order_by(col(Problem.position), col(Problem.id))
    )
    return tuple(
        ReportLine(line.level, line.text, f"problem:{row.id}:{n}", (("problem", row.id),))
        for row in found.all()
        for n, line in enumerate(lines(facts_of(row)), start=1)
    )


SECTIONS: Mapping[LineSection, Callable[[AsyncSession, HalfYear], Awaitable[Section]]] = of_each(
    LineSection, {LineSection.PROBLEMS: problems}
)


async def _sections(session: AsyncSession, half: HalfYear) -> dict[str, Any]:
    return {section.value: await told(session, half) for section, told in SECTIONS.items()}
