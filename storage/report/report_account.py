"""The account of a half as the tables tell it: entered by the ledger, printed by the lines."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import kinds_in
from storage.facts.tally import Record
from storage.figures import sums
from storage.figures.asking import Asked
from storage.models.report import ReportBlock
from storage.records.record_projection import table_of
from storage.report import (
    report_blocks,
    report_composed,
    report_decisions,
    report_draft,
    report_entries,
    report_plans,
    report_results,
)
from storage.report.composing_edits import Decision
from storage.report.late_lines import GROUPS
from storage.report.left_out import FIGURES, Account, Figure, LeftOut, account
from storage.report.report_composed import WHOLE
from storage.report.report_plans import Unprinted
from storage.report.report_shapes import ReportLine
from storage.report.wording_left import Left, plan_left
from storage.rules.figure_kinds import Aim
from storage.rules.half_year import HalfYear


async def of_half(session: AsyncSession, half: HalfYear, today: date) -> Account:
    """The three sums of a half's results, and all that its report leaves out.

    Raises NotRead for an update.
    """
    key = ("account", half.code, today.isoformat())
    return await report_composed.read(session, key, partial(_found, half, today), WHOLE)


async def _found(half: HalfYear, today: date, session: AsyncSession) -> Account:
    block = await report_blocks.covering(session, half) or report_blocks.usual(half)
    first, last = block.first_half, block.last_half
    closed = block.frozen is not None
    there = block.last_half <= half
    lines = await report_draft.block_lines(session, block) if there else []
    made = account(
        await report_entries.gathered(session, first, last),
        lines,
        await _entered(session, first, last),
        today,
        results=await report_results.results(session, first, last),
        hidden=() if closed else await _hidden(session, block),
        otherwise=_otherwise(there=there, closed=closed),
    )
    plans = await report_plans.unprinted(session, half.next())
    more = [*await _without_half(session), *map(_plan, plans)]
    return Account(made.sums, (*made.left, *more), made.titles)


def _otherwise(*, there: bool, closed: bool) -> Left:
    """Why a record has no line that nothing else explains."""
    if not there:
        return Left.NO_BLOCK
    return Left.LATE if closed else Left.NO_LINE


async def _entered(
    session: AsyncSession, first: HalfYear, last: HalfYear
) -> dict[str, dict[Record, int]]:
    """What the ledger says of each figure, by record."""
    asked = [(one.name, _asked(one, aim, first, last)) for one in FIGURES for aim in one.aims]
    return await sums.by_record(session, asked)


def _asked(figure: Figure, aim: Aim, first: HalfYear, last: HalfYear) -> Asked:
    return Asked(
        measures=(figure.measure,),
        first=first,
        last=last,
        aim=aim,
        residents=figure.residents,
        records=(figure.kind,),
        kinds=figure.kinds,
    )


async def hides(session: AsyncSession, record: Record, half: HalfYear | None) -> bool:
    """Whether the office hid the line of a record in the open report. Raises NotRead."""
    block = await report_blocks.covering(session, half) if half is not None else None
    if block is None or block.frozen is not None:
        return False
    return record in await _hidden(session, block)


async def _hidden(session: AsyncSession, block: ReportBlock) -> set[Record]:
    """The records of lines that the office hid, or that stand below a hidden one."""
    places = await report_draft.line_places(session, block)
    decided = await report_decisions.decisions(session, block)
    return set(_behind(places, decided))


def _behind(places: Sequence[ReportLine], decided: Sequence[Decision]) -> Iterator[Record]:
    hidden = {one.key for one in decided if one.hidden}
    level = 0
    for line in places:
        level = level if level and line.level > level else 0
        if line.key in hidden and not level:
            level = line.level
        if level and not line.key.startswith(GROUPS):
            yield from line.records


async def _without_half(session: AsyncSession) -> list[LeftOut]:
    """Results of which nobody knows when they were: no report prints them."""
    found: list[LeftOut] = []
    for kind in kinds_in(Section.RESULTS):
        table = table_of(kind)
        rows = await session.exec(
            select(table)
            .where(col(table.removed_at).is_(None), col(table.half).is_(None))
            .order_by(col(table.id))
        )
        found += [LeftOut((kind, row.id), row.title, Left.NO_HALF) for row in rows.all()]
    return found


def _plan(one: Unprinted) -> LeftOut:
    title = plan_left(one.department, one.state.label, len(one.items))
    return LeftOut(one.items[0], title, Left.PLAN)
