"""What the report claims beyond its records: mismatches to be fixed or accepted before 확정."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.evidence import Evidence
from storage.models.report import ClaimAcceptance
from storage.records.record_projection import facts_of
from storage.report import report_composed, report_draft, report_entries, wording_report
from storage.report.composing_sums import Entry
from storage.report.figure_claims import Claim, of_figures
from storage.report.report_shapes import MoneyTable
from storage.rules.half_year import HalfYear
from storage.rules.money import show_million
from storage.rules.terms import BUDGET_COLUMNS, BudgetKind, EventStatus, RecordKind

DATED = (RecordKind.EVENT, RecordKind.MOU)


async def claims(session: AsyncSession, half: HalfYear) -> list[Claim]:
    """Every mismatch of the report on `half`; `accepted` holds the office's reason.

    Raises NotRead for an update: they are found among all records of the half.
    """
    found = await report_composed.read(session, ("claims", half.code), partial(_found, half))
    asked = select(ClaimAcceptance).where(col(ClaimAcceptance.half) == half)
    reasons = {one.claim: one.reason for one in (await session.exec(asked)).all()}
    return [Claim(one.key, one.text, one.records, reasons.get(one.key)) for one in found]


async def _found(half: HalfYear, session: AsyncSession) -> list[Claim]:
    rows = await report_entries.counted_in(session, DATED, half, half)
    done = [row for row in rows if getattr(row, "status", EventStatus.DONE) == EventStatus.DONE]
    return [
        *_figures(half, [row for row in done if row.kind is RecordKind.EVENT]),
        *(claim for row in done for claim in _outside(half, row)),
        *await _unproven(session, done),
        *_money(await report_draft.money(session)),
    ]


def _figures(half: HalfYear, rows: list[Any]) -> Iterator[Claim]:
    entries = [Entry(((row.kind.value, row.id),), facts_of(row), row.half) for row in rows]
    return of_figures(half, entries, {(row.kind.value, row.id): row.title for row in rows})


def _outside(half: HalfYear, row: Any) -> Iterator[Claim]:
    facts: Any = facts_of(row)
    first, last = facts.period.start, facts.period.end
    if first is not None and last is not None and (first < half.start or last > half.end):
        text = wording_report.outside_half(row.title, half)
        key = f"dates:{row.kind.value}:{row.id}:{first}:{last}"
        yield Claim(key, text, ((row.kind.value, row.id),))


async def _unproven(session: AsyncSession, rows: list[Any]) -> list[Claim]:
    event = RecordKind.EVENT
    found = await session.exec(
        select(col(Evidence.record_id)).where(
            col(Evidence.record_kind) == event.value, col(Evidence.removed_at).is_(None)
        )
    )
    proven = set(found.all())
    return [
        Claim(
            f"evidence:{event.value}:{row.id}",
            wording_report.no_evidence(row.title),
            ((event.value, row.id),),
        )
        for row in rows
        if row.kind is event and row.id not in proven
    ]


def _money(tables: tuple[MoneyTable, ...]) -> Iterator[Claim]:
    """No 계 is stored, so the check is between the tables: secured never above planned."""
    sums = {
        table.kind: {
            column: sum(row.get(column, 0) for row in table.cells.values())
            for column in BUDGET_COLUMNS
        }
        for table in tables
        if table.cells
    }
    if len(sums) < len(BudgetKind):
        return
    for column in BUDGET_COLUMNS:
        planned, secured = sums[BudgetKind.PLAN][column], sums[BudgetKind.SECURED][column]
        if secured > planned:
            text = wording_report.secured_over_plan(
                column, show_million(secured), show_million(planned)
            )
            yield Claim(f"money:{column}:{planned}:{secured}", text)
