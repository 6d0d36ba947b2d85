"""What another rule book does to the contracts: foreseen without writing, and done.

Both ask the same question: which contracts of halves that are not closed are judged otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.judged import standing
from storage.facts.shapes import ContractFacts
from storage.figures.asking import Asked
from storage.figures.sums import By, by
from storage.models.contract import Contract
from storage.records import late_results, record_keeping
from storage.records.record_projection import facts_of
from storage.report import report_preview
from storage.report.half_written import half_written
from storage.report.report_preview import Part
from storage.rules import quota
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.quota import Judged, Rule, RuleKey
from storage.rules.trail import Verb
from storage.settings import rule_book
from storage.settings.office_settings import Change

Rules = tuple[Rule, ...]


@dataclass(frozen=True)
class Moved:
    """A contract that is judged otherwise: whether it is 대규모공사, and by what."""

    number: int
    title: str
    notice_on: date
    was_large: bool
    is_large: bool
    before: Judged
    after: Judged


@dataclass(frozen=True)
class Works:
    """What /status and 먼저 살필 것 say of the works up to a half."""

    large: int
    rate: int | None  # basis points
    recommended: int  # basis points, on the last day of the half
    under: tuple[str, ...]  # titles of those under what is recommended


@dataclass(frozen=True)
class Effect:
    """All that a change of the rules changes; `kept` are contracts of closed halves, which do not
    change although they would be judged otherwise."""

    moved: tuple[Moved, ...]
    kept: int
    parts: tuple[Part, ...]
    works: Mapping[HalfYear, tuple[Works, Works]]


async def foreseen(session: AsyncSession, change: Change, today: date) -> Effect:
    """What a change of the rules would change; nothing is written."""
    before, after = await rule_book.book(session), await rule_book.after(session, change)
    found, kept = await _moving(session, after)
    moved = tuple(_moved(row, was, now) for row, was, now in found)
    halves = {await half_written(session, today), HalfYear.of(today)}
    return Effect(
        moved,
        kept,
        await report_preview.of_replacing(session, [(row, now) for row, _, now in found]),
        {half: await _works(session, half, moved, before, after) for half in sorted(halves)},
    )


async def follow(act: Act, reason: str) -> int:
    """Judges the contracts anew by the rules as they stand; how many changed."""
    found, _kept = await _moving(act.session, await rule_book.book(act.session))
    for row, _was, now in found:
        await record_keeping.replaced(act, row, now, (), Verb.CHANGE, reason)
    return len(found)


async def _moving(
    session: AsyncSession, rules: Rules
) -> tuple[list[tuple[Any, ContractFacts, ContractFacts]], int]:
    """The contracts that these rules judge otherwise than they stand, and how many more of
    closed halves."""
    asked = select(Contract).where(col(Contract.removed_at).is_(None)).order_by(col(Contract.id))
    closed: dict[HalfYear, bool] = {}
    found: list[tuple[Any, ContractFacts, ContractFacts]] = []
    kept = 0
    for row in (await session.exec(asked)).all():
        was = facts_of(row)
        assert isinstance(was, ContractFacts)
        now = replace(was, judged=rule_book.judged(rules, was.notice_on))
        if standing(was) == standing(now):
            continue
        if row.half is not None and row.half not in closed:
            closed[row.half] = await late_results.is_closed(session, row.half)
        if row.half is not None and closed[row.half]:
            kept += 1
        else:
            found.append((row, was, now))
    return found, kept


def _moved(row: Any, was: ContractFacts, now: ContractFacts) -> Moved:
    before, after = standing(was), standing(now)
    return Moved(
        row.id,
        row.title,
        was.notice_on,
        before.is_large(was.amount),
        after.is_large(was.amount),
        before,
        after,
    )


async def works(session: AsyncSession, half: HalfYear) -> Works:
    """The same as it stands."""
    rules = await rule_book.book(session)
    return (await _works(session, half, (), rules, rules))[0]


async def _works(
    session: AsyncSession, half: HalfYear, moved: Sequence[Moved], before: Rules, after: Rules
) -> tuple[Works, Works]:
    local, every = [
        {number: one.value or 0 for number, one in found.items()}
        for found in [
            await by(session, Asked(measures=(measure,), last=half), By.PARENT)
            for measure in (Counted.LOCAL_SUBCONTRACTED, Counted.SUBCONTRACTED)
        ]
    ]
    asked = select(Contract).where(col(Contract.removed_at).is_(None), col(Contract.half) <= half)
    rows = (await session.exec(asked.order_by(col(Contract.id)))).all()
    becomes = {one.number: one.is_large for one in moved}

    def told(rules: Rules, large: set[int]) -> Works:
        key = RuleKey.LOCAL_SUBCONTRACT
        whole = sum(every.get(one, 0) for one in large)
        ours = sum(local.get(one, 0) for one in large)
        goal = quota.in_force(rules, key, half.end)
        under = []
        for row in rows:
            rule = quota.in_force(rules, key, row.notice_on)
            if row.id in large and rule and every.get(row.id):
                rate = quota.local_rate(local.get(row.id, 0), every[row.id])
                under += [row.title] if rate < rule.value else []
        return Works(
            len(large),
            quota.local_rate(ours, whole) if whole else None,
            goal.value if goal else 0,
            tuple(under),
        )

    large = {row.id for row in rows if row.large}
    will = {row.id for row in rows if becomes.get(row.id, row.large)}
    return told(before, large), told(after, will)
