"""Plan to result: each item of a half comes back at its end as 실적, 이월 or 취소; none vanishes.

An item whose successor in the next half was removed is open again: carried into nothing is lost.
So is one whose 실적 was said by records alone, once none of them is there any more.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import execute
from storage.facts.shapes import Came, PlanItemFacts
from storage.figures import ledger
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanOutcome, PlanResult
from storage.office.refusals import one_line
from storage.plans import plan_results, plans, texts
from storage.plans.plan_results import Linked
from storage.records import late_results, record_keeping, record_projection, records
from storage.rules import errors
from storage.rules.counts import LARGEST
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import OutcomeKind, RecordKind
from storage.rules.trail import Subject, Verb

NOTHING_COUNTED = Came()
FIGURES = tuple(Came.__dataclass_fields__)


@dataclass(frozen=True)
class OpenItem:
    """An item of a half; from `open_items`, one whose outcome nobody has said yet."""

    item_id: int
    title: str
    department_id: int
    department: str
    plan_id: int


@dataclass(frozen=True)
class Outcome:
    """What became of an item, as its screens show it."""

    kind: OutcomeKind
    words: str
    records: tuple[Linked, ...] = ()
    came: Came = NOTHING_COUNTED

    @property
    def told(self) -> str:
        """What it is or why, in one line: the words, else what the records are called."""
        return self.words or ", ".join(one.title for one in self.records)


async def open_items(
    session: AsyncSession, half: HalfYear, department_id: int | None = None
) -> list[OpenItem]:
    """The items of `half` without an outcome, in 직제순; of one department if it is given."""
    return [
        item
        for item, outcome in await _settlings(session, half)
        if outcome is None and department_id in (None, item.department_id)
    ]


async def settled(session: AsyncSession, half: HalfYear) -> dict[int, Outcome]:
    """What was said of the items of a half, by item; an item carried into nothing is open."""
    rows = await _settlings(session, half)
    return {item.item_id: outcome for item, outcome in rows if outcome is not None}


async def of_item(session: AsyncSession, item_id: int) -> Outcome | None:
    """What became of an item; None while nothing stands, or stands any more."""
    row = await _of_item(session, item_id)
    if row is None or await _lost(session, row):
        return None
    records_of = await plan_results.of_item(session, item_id)
    return Outcome(row.outcome, row.reason, tuple(records_of), _came(row))


async def settle(
    act: Act,
    item_id: int,
    outcome: OutcomeKind,
    *,
    reason: str = "",
    results: Sequence[plan_results.Chosen] = (),
    came: Came = NOTHING_COUNTED,
) -> PlanOutcome:
    """Says what became of an item: 실적 (by records, or by `reason` in words, and in figures as
    far as they were counted), 이월, 취소.

    이월 writes the same item into the department's plan of the next half. Refusal for 실적 with
    neither a record nor words, for 취소 without a reason, for an item already settled, and for
    이월 into a plan already handed in; Gone for a removed item or record; NotAllowed outside
    one's department.
    """
    session = act.session
    await act.hold()
    item = await record_keeping.existing(session, RecordKind.PLAN_ITEM, item_id)
    record_keeping.refuse_out_of_reach(act.officer, item.department_id, Action.WRITE_PLAN)
    row = await _of_item(session, item_id)
    if row is not None and not await _lost(session, row):
        raise errors.Refusal(texts.OUTCOME_DONE)
    row = row or PlanOutcome(plan_item_id=item_id, by=act.officer.id, at=act.now)
    if outcome is OutcomeKind.DROPPED:
        reason = one_line(reason, texts.OUTCOME_REASON)
    if outcome is OutcomeKind.DONE and not results:
        reason = one_line(reason, texts.OUTCOME_PROOF)
    _put(row, came if outcome is OutcomeKind.DONE else NOTHING_COUNTED)
    row.outcome, row.reason = outcome, " ".join(reason.split())
    row.by, row.at = act.officer.id, act.now
    row.carried_to = None
    if outcome is OutcomeKind.CARRIED:
        row.carried_to = await _carry(act, item)
    session.add(row)
    await session.flush()
    await _untie(session, item_id)
    for one in results if outcome is OutcomeKind.DONE else ():
        await plan_results.put(act, item, one)
    await ledger.write(session, item)
    after = {"outcome": row.outcome, "carried_to": row.carried_to, "records": _named(results)}
    after |= _told(row)
    await act.log(Subject.PLAN_OUTCOME, item_id, Verb.SETTLE, after=after, reason=row.reason)
    await late_results.result_noted(act, item, {}, _printed(row))
    return row


async def count(act: Act, item_id: int, came: Came) -> None:
    """What came of an item that is 실적, in figures, in place of what was said before.

    Impossible for more residents than were hired; Refusal for any other item.
    """
    item = await _done_item(act, item_id)
    row = await _of_item(act.session, item_id)
    assert row is not None
    before, was = _told(row), _printed(row)
    _put(row, came)
    act.session.add(row)
    await act.session.flush()
    await ledger.write(act.session, item)
    await act.log(Subject.PLAN_OUTCOME, item_id, Verb.COUNT, before=before, after=_told(row))
    await late_results.result_noted(act, item, was, _printed(row))


async def counted_before(session: AsyncSession, item_id: int) -> list[Came]:
    """The figures that were ever said of an item, oldest first, those of now among them."""
    trail = await audit.of_subject(session, Subject.PLAN_OUTCOME, item_id)
    said = [one.after or {} for one in trail if one.action in (Verb.SETTLE, Verb.COUNT)]
    return [Came(**{name: one.get(name) for name in FIGURES}) for one in said]


def _put(row: PlanOutcome, came: Came) -> None:
    if (came.residents or 0) > (came.workers if came.workers is not None else LARGEST):
        raise errors.local_over_total()
    row.achieved, row.workers, row.residents = came.achieved, came.workers, came.residents


def _came(row: PlanOutcome) -> Came:
    return Came(row.achieved, row.workers, row.residents)


def _told(row: PlanOutcome) -> dict[str, int]:
    """The figures that were counted, for the trail."""
    return {name: value for name, value in asdict(_came(row)).items() if value is not None}


def _printed(row: PlanOutcome) -> dict[str, Any]:
    """What the line of a result is made of; empty where it has none."""
    if row.outcome != OutcomeKind.DONE or not (row.reason or _came(row).known):
        return {}
    return {"words": row.reason, **_told(row)}


async def link(act: Act, item_id: int, record: plan_results.Chosen) -> None:
    """One more record for an item that is 실적. Refusal for any other item."""
    item = await _done_item(act, item_id)
    await plan_results.put(act, item, record)
    await act.log(Subject.PLAN_OUTCOME, item_id, Verb.LINK, after={"records": _named([record])})


async def unlink(act: Act, item_id: int, record: plan_results.Chosen) -> None:
    """Takes a record off an item. Refusal for the last one of an item not said in words."""
    session = act.session
    await _done_item(act, item_id)
    row = await _of_item(session, item_id)
    kept = [
        one for one in await plan_results.of_item(session, item_id) if (one.kind, one.id) != record
    ]
    if not kept and not (row and (row.reason or _came(row).known)):
        raise errors.Refusal(texts.RESULT_LAST)
    await _untie(session, item_id, record)
    await act.log(Subject.PLAN_OUTCOME, item_id, Verb.UNLINK, after={"records": _named([record])})


async def _done_item(act: Act, item_id: int) -> PlanItem:
    await act.hold()
    item: PlanItem = await record_keeping.existing(act.session, RecordKind.PLAN_ITEM, item_id)
    record_keeping.refuse_out_of_reach(act.officer, item.department_id, Action.WRITE_PLAN)
    stands = await of_item(act.session, item_id)
    if stands is None or stands.kind is not OutcomeKind.DONE:
        raise errors.Refusal(texts.RESULT_NOT_DONE)
    return item


async def _untie(
    session: AsyncSession, item_id: int, record: plan_results.Chosen | None = None
) -> None:
    """Takes one record off an item, or all that an outcome of before has left."""
    found = await session.exec(select(PlanResult).where(col(PlanResult.plan_item_id) == item_id))
    for row in found.all():
        if record is None or (row.record_kind, row.record_id) == record:
            await session.delete(row)
    await session.flush()


def _named(records_of: Iterable[plan_results.Chosen]) -> list[list[str | int]]:
    return [[kind, number] for kind, number in records_of]


async def _carry(act: Act, item: PlanItem) -> int:
    """The same facts as an item of the next half's plan; months of the old half are left out."""
    facts = record_projection.facts_of(item)
    assert isinstance(facts, PlanItemFacts)
    plan = await act.session.get(Plan, item.parent_id)
    assert plan is not None
    after = await plans.ensure(act.session, plan.department_id, plan.half.next())
    told = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    new = await records.add(act, PlanItemFacts(**told | {"months": None}), parent_id=after.id)
    return int(new.id)


async def _of_item(session: AsyncSession, item_id: int) -> PlanOutcome | None:
    found = await session.exec(select(PlanOutcome).where(col(PlanOutcome.plan_item_id) == item_id))
    return found.one_or_none()


async def _lost(session: AsyncSession, row: PlanOutcome) -> bool:
    """Whether it was carried to an item, or proved by records alone, no longer there."""
    if row.outcome == OutcomeKind.DONE and not row.reason and not _came(row).known:
        linked, once = await plan_results.of_items(session, [row.plan_item_id])
        return row.plan_item_id in once and not linked.get(row.plan_item_id)
    if row.carried_to is None:
        return False
    target = await session.get(PlanItem, row.carried_to, populate_existing=True)
    return target is None or target.removed_at is not None


class _Said(NamedTuple):
    """What was said of an item; without a kind, nothing was."""

    kind: OutcomeKind | None
    reason: str
    achieved: int | None
    workers: int | None
    residents: int | None
    gone_at: datetime | None  # when the item that it was carried to was removed


_target = aliased(PlanItem)


async def _settlings(
    session: AsyncSession, half: HalfYear
) -> list[tuple[OpenItem, Outcome | None]]:
    """Each living item of a half with its outcome, None while it has none."""
    asked = (
        columns(col(PlanItem.id), col(PlanItem.title), col(Department.id), col(Department.name))
        .add_columns(col(PlanItem.parent_id))
        .add_columns(col(PlanOutcome.outcome), col(PlanOutcome.reason))
        .add_columns(
            col(PlanOutcome.achieved), col(PlanOutcome.workers), col(PlanOutcome.residents)
        )
        .add_columns(col(_target.removed_at))
        .join(Department, col(Department.id) == col(PlanItem.department_id))
        .outerjoin(PlanOutcome, col(PlanOutcome.plan_item_id) == col(PlanItem.id))
        .outerjoin(_target, col(_target.id) == col(PlanOutcome.carried_to))
        .where(col(PlanItem.half) == half, col(PlanItem.removed_at).is_(None))
        .order_by(
            col(Department.position), col(Department.id), col(PlanItem.position), col(PlanItem.id)
        )
    )
    await session.flush()
    found = await execute(session, asked)
    rows = [(OpenItem(*row[:5]), _Said(*row[5:])) for row in found]
    done = [item.item_id for item, said in rows if said.kind == OutcomeKind.DONE]
    linked, once = await plan_results.of_items(session, done) if done else ({}, set())
    return [(item, _standing(item.item_id, said, linked, once)) for item, said in rows]


def _standing(
    item_id: int, said: _Said, linked: Mapping[int, list[Linked]], once: Container[int]
) -> Outcome | None:
    """The outcome as far as what it rests on is still there."""
    if said.kind is None or said.gone_at is not None:
        return None
    kind = OutcomeKind(said.kind)
    if kind is not OutcomeKind.DONE:
        return Outcome(kind, said.reason)
    tied = tuple(linked.get(item_id, ()))
    came = Came(said.achieved, said.workers, said.residents)
    proved = bool(tied or said.reason or came.known) or item_id not in once
    return Outcome(kind, said.reason, tied, came) if proved else None
