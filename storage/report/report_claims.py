"""What the report claims beyond its records: mismatches to be fixed or accepted before 확정."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.event_kinds import Check
from storage.facts.kind import Section
from storage.facts.kinds import is_result, kinds_in, row_of
from storage.facts.tally import Record
from storage.models.report import ClaimAcceptance
from storage.plans import plan_quota
from storage.records.record_projection import said_half
from storage.report import (
    contract_claims,
    evidence_claims,
    report_blocks,
    report_composed,
    report_draft,
    report_entries,
    report_results,
    results_claims,
    wording_report,
)
from storage.report.composing_sums import Entry
from storage.report.figure_claims import Claim, of_figures, of_quota
from storage.report.report_shapes import MoneyTable
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import BudgetKind


async def claims(session: AsyncSession, half: HalfYear) -> list[Claim]:
    """Every mismatch of the report on `half`; `accepted` holds the office's reason.

    Raises NotRead for an update: they are found among all records of the half.
    """
    found = await report_composed.read(session, ("claims", half.code), partial(_found, half))
    found = [
        *found,
        *await results_claims.of_departments(session, half),
        *await contract_claims.of_lists(session, half),
    ]
    asked = select(ClaimAcceptance).where(col(ClaimAcceptance.half) == half)
    reasons = {one.claim: one.reason for one in (await session.exec(asked)).all()}
    return [Claim(one.key, one.text, one.records, reasons.get(one.key)) for one in found]


async def _found(half: HalfYear, session: AsyncSession) -> list[Claim]:
    results = kinds_in(Section.RESULTS)
    rows = await report_entries.counted_in(session, results, half, half)
    done = [(row, facts) for row in rows if is_result(facts := report_entries.told(row).facts)]

    def asked(check: Check) -> list[tuple[Any, Any]]:
        return [one for one in done if check in row_of(one[1]).checks(one[1])]

    return [
        *_figures(half, asked(Check.FIGURES)),
        *(claim for row, facts in asked(Check.DATES) for claim in _outside(half, row, facts)),
        *await _proven(session, done, [row for row, _ in asked(Check.PROOF)]),
        *await _quota(session, half),
        *_money(await report_draft.money(session, Tenure.of(half))),
    ]


def _figures(half: HalfYear, rows: list[tuple[Any, Any]]) -> Iterator[Claim]:
    entries = [Entry((_record(row),), facts, row.half) for row, facts in rows]
    return of_figures(half, entries, {_record(row): row.title for row, _ in rows})


async def _quota(session: AsyncSession, half: HalfYear) -> list[Claim]:
    """What the lines of 고용할당제 표 leave open, where the report prints them."""
    block = await report_blocks.covering(session, half)
    if not await report_results.quota_shown(session, block):
        return []
    return list(of_quota(await plan_quota.table(session, half)))


def _record(row: Any) -> Record:
    return row.kind, row.id


def _outside(half: HalfYear, row: Any, facts: Any) -> Iterator[Claim]:
    if said_half(facts):  # its officer has put it there on purpose
        return
    first, last = facts.period.start, facts.period.end
    if first is not None and last is not None and (first < half.start or last > half.end):
        text = wording_report.outside_half(row.title, half)
        key = f"dates:{row.kind}:{row.id}:{first}:{last}"
        yield Claim(key, text, (_record(row),))


async def _proven(
    session: AsyncSession, done: Sequence[tuple[Any, Any]], rows: Sequence[Any]
) -> list[Claim]:
    """What has no evidence and should, and what the evidence of all of them leaves open."""
    every = [row for row, _facts in done]
    held = await evidence_claims.proofs(session, every)
    lacking = [
        Claim(
            f"evidence:{row.kind}:{row.id}",
            wording_report.no_evidence(row.title),
            (_record(row),),
        )
        for row in rows
        if _record(row) not in held
    ]
    return [*lacking, *await evidence_claims.of_evidence(session, every, held)]


def _money(tables: tuple[MoneyTable, ...]) -> Iterator[Claim]:
    """No 계 is stored, so the check is between the tables: secured never above planned."""
    sums = {
        table.kind: {
            column: sum(row.get(column, 0) for row in table.cells.values())
            for column in table.columns
        }
        for table in tables
        if table.cells
    }
    if len(sums) < len(BudgetKind):
        return
    for column, secured in sums[BudgetKind.SECURED].items():
        planned = sums[BudgetKind.PLAN].get(column, 0)
        if secured > planned:
            text = wording_report.secured_over_plan(column, secured, planned)
            yield Claim(f"money:{column}:{planned}:{secured}", text)
