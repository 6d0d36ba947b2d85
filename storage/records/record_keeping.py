"""The parts that every act on a record is made of; `records` puts them together."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts import wording
from storage.facts.kinds import row_of
from storage.facts.shapes import BudgetFacts, ContractFacts, EventFacts, Facts, to_json
from storage.figures import ledger
from storage.models.base import Record
from storage.models.office import Officer
from storage.models.plan import Plan
from storage.records import companies, late_results, plan_states, record_limits, record_sums, texts
from storage.records import record_projection as projection
from storage.rules import errors, permission
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.rules.trail import OF_RECORD, Verb
from storage.settings import event_kinds, rule_book, units

Chosen = Sequence[tuple[str, int | None]]
"""Printed names with the company that the officer chose for each; None leaves it to the names."""


async def get(session: AsyncSession, kind: RecordKind, record_id: int) -> Any | None:
    """The record, removed or not; None when there never was one."""
    return await session.get(projection.table_of(kind), record_id, populate_existing=True)


async def existing(session: AsyncSession, kind: RecordKind, record_id: int) -> Any:
    """The record. Gone when it is missing or removed."""
    row = await get(session, kind, record_id)
    if row is None or row.removed_at is not None:
        raise errors.Gone
    return row


async def children(session: AsyncSession, kind: RecordKind, parent_id: int) -> list[Any]:
    """The living records of `kind` that hang on a parent, in the order they were added."""
    table = projection.table_of(kind)
    found = await session.exec(
        select(table)
        .where(col(table.parent_id) == parent_id, col(table.removed_at).is_(None))
        .order_by(col(table.id))
    )
    return list(found.all())


async def parent_of(session: AsyncSession, kind: RecordKind, parent_id: int | None) -> Any | None:
    """The row that a record of this kind hangs on; None for kinds that hang on none."""
    above = projection.PARENTS.get(kind)
    if above is None:
        return None
    parent = await session.get(above, parent_id or 0, populate_existing=True)
    if parent is None or getattr(parent, "removed_at", None) is not None:
        raise errors.Gone
    return parent


def refuse_out_of_reach(actor: Officer, department_id: int, action: Action) -> None:
    """NotAllowed unless this person may do this to a record of that department."""
    active = actor.state == "active" and actor.id is not None
    covered = permission.covers(actor.role, actor.department_id, department_id, action)
    if not (active and covered):
        raise errors.NotAllowed


async def refuse_change(session: AsyncSession, row: Any, now: datetime) -> None:
    """Refusal for an item of a plan that is settled, as a change of it would be refused."""
    plan = await session.get(Plan, row.parent_id) if row.kind is RecordKind.PLAN_ITEM else None
    if plan is not None:
        await plan_states.refuse_item(session, plan, now, row.id)


async def refuse_removal(session: AsyncSession, row: Any, now: datetime) -> None:
    """As `refuse_change`, and for an item of which it has to be told what came of it."""
    await refuse_change(session, row, now)
    plan = await session.get(Plan, row.parent_id) if row.kind is RecordKind.PLAN_ITEM else None
    if plan is not None:
        await plan_states.refuse_vanishing(session, plan)


async def refuse_return(session: AsyncSession, row: Any, now: datetime) -> None:
    """Refusal for a removed record that has no place any more, as bringing it back would be."""
    parent = await _above(session, row)
    facts = projection.facts_of(row)
    await refuse_place(session, facts, parent, now)


async def why_not(asked: Awaitable[None]) -> errors.Refusal | None:
    """The refusal of one of these, for who draws a button; None where there is none."""
    try:
        await asked
    except errors.Refusal as refusal:
        return refusal
    return None


async def _above(session: AsyncSession, row: Any) -> Any | None:
    """The living row above one that is to come back. Refusal where it is removed itself."""
    try:
        return await parent_of(session, row.kind, getattr(row, "parent_id", None))
    except errors.Gone as gone:
        raise errors.Refusal(texts.PARENT_REMOVED) from gone


async def check_place(
    session: AsyncSession,
    facts: Facts,
    parent: Any | None,
    now: datetime,
    besides: int | None = None,
) -> None:
    """As `refuse_place`; a plan above is being written from now on."""
    await refuse_place(session, facts, parent, now, besides)
    if isinstance(parent, Plan):
        await plan_states.item_touched(session, parent, now)


async def refuse_place(
    session: AsyncSession,
    facts: Facts,
    parent: Any | None,
    now: datetime,
    besides: int | None = None,
) -> None:
    """Refusal where the row above or beside forbids these facts, or they contradict."""
    if isinstance(parent, Plan):
        await plan_states.refuse_item(session, parent, now)
    if isinstance(facts, BudgetFacts):
        await record_sums.refuse_second_budget_row(session, facts, besides)
    await record_limits.refuse_contradiction(session, facts, parent, besides)


async def as_written(session: AsyncSession, facts: Facts, row: Any | None = None) -> Facts:
    """The facts with what the office has set put into them; `row` is what they replace.

    A contract is judged by the rules of its day of notice as they stand now, an event called by
    its kind as that is called now; one whose report is closed stays as it was.
    """
    if isinstance(facts, EventFacts) and facts.own is None and not facts.counts:
        return await event_kinds.as_written(session, facts, new=row is None)
    if not isinstance(facts, ContractFacts | EventFacts):
        return facts
    was: Facts | None = None
    if row is not None and row.half and await late_results.is_closed(session, row.half):
        was = projection.facts_of(row)
    if isinstance(facts, EventFacts):
        if isinstance(was, EventFacts) and was.own == facts.own:
            return replace(facts, units=was.units)
        facts = replace(facts, units=await units.of_counts(session, facts.counts))
        return await event_kinds.as_written(session, facts, new=row is None)
    if isinstance(was, ContractFacts) and was.notice_on == facts.notice_on:
        return replace(facts, judged=was.judged)
    return replace(facts, judged=await rule_book.judging(session, facts))


async def refuse_retired(session: AsyncSession, facts: Facts) -> None:
    """Refusal for a new event of a kind that the office has retired."""
    own = facts.own if isinstance(facts, EventFacts) else None
    kind = await event_kinds.by_number(session, own.number) if own else None
    if kind is not None and kind.retired:
        raise errors.Refusal(texts.retired_kind(kind.name))


async def put(
    session: AsyncSession,
    row: Any,
    facts: Facts,
    parent: Any | None,
    chosen: Mapping[str, int | None],
) -> None:
    """Writes facts into a row, with all that is made from them, in the row and outside it."""
    if row.version == 1:
        await refuse_retired(session, facts)
    facts = await as_written(session, facts, row if row.version > 1 else None)
    _write(row, facts, parent)
    session.add(row)
    await session.flush()
    names = row_of(facts).companies(facts)
    if names or row.version > 1:
        named = await companies.settle(session, names, chosen)
        await companies.link(session, row.kind, row.id, named)
    await record_sums.refresh(session, row)
    await ledger.write(session, row, fresh=row.version == 1)
    if row.version > 1:
        await _follow(session, row)


async def _follow(session: AsyncSession, row: Any) -> None:
    """What hangs on a record is counted in its half and for its company, if it names none."""
    for kind in projection.children_of(row.kind):
        for child in await children(session, kind, row.id):
            _place(child, row)
            await session.flush()
            await ledger.write(session, child)


def _write(row: Any, facts: Facts, parent: Any | None) -> None:
    row.facts = to_json(facts)
    row.title = wording.label(facts)
    _place(row, parent)
    for name, value in projection.columns(facts).items():
        setattr(row, name, value)


def _place(row: Any, parent: Any | None) -> None:
    """The half that counts it, which may be that of its parent, and the words that find it."""
    facts = projection.facts_of(row)
    row.half = projection.half_of(facts, parent.half if parent else None)
    row.search = projection.search_words(facts, row.title, row.half)


async def replaced(
    act: Act, row: Any, facts: Facts, chosen: Chosen, verb: Verb, reason: str
) -> Any:
    """Puts new facts in place of the old, with its line of the trail."""
    session = act.session
    parent = await parent_of(session, row.kind, getattr(row, "parent_id", None))
    await check_place(session, facts, parent, act.now, besides=row.id)
    before = await snapshot(session, row)
    was = late_results.as_it_was(row)
    kept = dict(await companies.linked(session, row.kind, row.id))
    row.version += 1
    row.changed_at = act.now
    await put(session, row, facts, parent, kept | dict(chosen))
    after = await snapshot(session, row)
    await act.log(OF_RECORD[row.kind], row.id, verb, before, after, reason)
    await late_results.noted(act, row, was)
    return row


async def take_out(act: Act, row: Any, verb: Verb, reason: str, above: Any | None = None) -> None:
    """Removes a row and what hangs on it, each with its line of the trail."""
    session = act.session
    was = late_results.as_it_was(row)
    for below in projection.children_of(row.kind):
        for child in await children(session, below, row.id):
            await take_out(act, child, verb, reason, row)
    if row.kind is RecordKind.PLAN_ITEM:
        plan = await session.get(Plan, row.parent_id, populate_existing=True)
        assert plan is not None
        await plan_states.item_touched(session, plan, act.now)
        if verb is Verb.REMOVE:
            await plan_states.refuse_vanishing(session, plan)
    before = await snapshot(session, row)
    row.removed_at = row.changed_at = act.now
    row.version += 1
    await session.flush()
    await record_sums.refresh(session, row)
    await ledger.write(session, row)
    await act.log(OF_RECORD[row.kind], row.id, verb, before=before, reason=reason)
    if not late_results.on_the_line_of(row, above):
        await late_results.noted(act, row, was)


async def bring_back(
    act: Act, row: Any, verb: Verb, reason: str, above: Any | None = None
) -> None:
    """Restores a row and what was removed together with it."""
    session = act.session
    parent = await _above(session, row)
    await check_place(session, projection.facts_of(row), parent, act.now)
    together = row.removed_at
    row.removed_at, row.changed_at = None, act.now
    row.version += 1
    facts = await as_written(session, projection.facts_of(row), row)
    _write(row, facts, parent)
    await session.flush()
    await ledger.write(session, row)
    for below in projection.children_of(row.kind):
        for child in await record_sums.removed_at(session, below, row.id, together):
            await bring_back(act, child, verb, reason, row)
    await record_sums.refresh(session, row)
    after = await snapshot(session, row)
    await act.log(OF_RECORD[row.kind], row.id, verb, after=after, reason=reason)
    if not late_results.on_the_line_of(row, above):
        await late_results.noted(act, row, None)


async def snapshot(session: AsyncSession, row: Record) -> dict[str, Any]:
    """The record as the trail keeps it: `facts`, whose it is, `companies` as [printed, id]."""
    assert row.id is not None
    told: dict[str, Any] = {"facts": row.facts, "department": row.department_id}
    named = await companies.linked(session, row.kind, row.id)
    if named:
        told["companies"] = [list(one) for one in named]
    return told
