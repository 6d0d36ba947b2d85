"""Figures that cannot stand together: refused before they are written, with what to put right."""

from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kinds import kind_of
from storage.facts.limit_kinds import LIMITS
from storage.facts.limits import Verdict, breaches, look_into
from storage.facts.shapes import (
    BudgetFacts,
    ContractFacts,
    EventFacts,
    Facts,
    HireFacts,
    PlanItemFacts,
    SubcontractFacts,
)
from storage.figures.asking import TABLE, Asked
from storage.figures.sums import total
from storage.models.base import Record
from storage.models.money import BudgetRow
from storage.records import tenures, texts
from storage.records.record_projection import facts_of
from storage.rules import errors
from storage.rules.figure_kinds import Counted
from storage.rules.money import show_won
from storage.rules.tenure import Tenure
from storage.rules.terms import Measure


async def refuse_contradiction(
    session: AsyncSession, facts: Facts, parent: Any | None, besides: int | None = None
) -> None:
    """Impossible when these facts contradict themselves or what stands around them.

    `besides` is the record being changed, which does not count twice.
    """
    above = facts_of(parent) if isinstance(parent, Record) else None
    limits = () if isinstance(facts, SubcontractFacts) else LIMITS[kind_of(facts)]
    for breach in breaches(limits, look_into(facts, above)):
        if breach.verdict is Verdict.IMPOSSIBLE:
            raise errors.Impossible(texts.put_right(breach.sentence))
    match facts:
        case HireFacts(residents=ours, workers=everybody):
            _refuse_share(ours, everybody)
        case EventFacts(counts={Measure.HIRED: everybody, Measure.RESIDENTS: ours}):
            _refuse_share(ours, everybody)
        case PlanItemFacts(citizens=int(ours), out_of=int(everybody)):
            _refuse_share(ours, everybody)
        case SubcontractFacts() if parent is not None:
            others = await _subcontracts(session, parent.id, besides)
            _refuse_over(others + facts.amount, parent.amount)
        case ContractFacts() if besides is not None:
            _refuse_over(await _subcontracts(session, besides), facts.amount)
        case BudgetFacts():
            await _refuse_unplaced(session, facts)
            await _refuse_money_and_none(session, facts, besides)


def _refuse_share(ours: int, everybody: int) -> None:
    if ours > everybody:
        raise errors.local_over_total()


def _refuse_over(together: int, amount: int) -> None:
    if together > amount:
        raise errors.Impossible(texts.subcontracts_over(show_won(together), show_won(amount)))


async def _subcontracts(session: AsyncSession, contract: int, but: int | None = None) -> int:
    """The living subcontracts of a contract together, in won."""
    others = () if but is None else (TABLE.c.record_id != but,)
    asked = Asked(measures=(Counted.SUBCONTRACTED,), parent=contract, where=others)
    return (await total(session, asked)).value or 0


async def _refuse_unplaced(session: AsyncSession, facts: BudgetFacts) -> None:
    """A row says 비예산 or holds an amount, and that in a column of its term."""
    if not (facts.non_budget or facts.cells):
        raise errors.Impossible(texts.NO_AMOUNT)
    tenure = Tenure(facts.tenure)
    columns = await tenures.columns(session, tenure)
    for column in facts.cells:
        if column not in columns:
            raise errors.Impossible(texts.other_column(column, tenure.label, columns))


async def _refuse_money_and_none(
    session: AsyncSession, facts: BudgetFacts, besides: int | None
) -> None:
    """A table holds amounts or the word 비예산, never both."""
    found = await session.exec(
        select(col(BudgetRow.id)).where(
            col(BudgetRow.tenure) == facts.tenure,
            col(BudgetRow.budget_table) == facts.table,
            col(BudgetRow.removed_at).is_(None),
            col(BudgetRow.non_budget).is_(not facts.non_budget),
        )
    )
    if any(one != besides for one in found):
        named = facts.table.label
        raise errors.Impossible(
            texts.amounts_stand(named) if facts.non_budget else texts.no_money_stands(named)
        )
