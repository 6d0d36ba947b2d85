"""인사이동: what one person answers for goes to the successor in one act, and they fall silent.

Authors stay what they were: only who answers for open matters changes, and the trail has both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.contract import Contract
from storage.models.event import Event
from storage.models.mou import Mou, MouPromise
from storage.models.office import Officer
from storage.models.round import PlanDuty
from storage.office import officers, removals
from storage.plans import handover, plan_duties, plan_steps, texts
from storage.rules import errors, people
from storage.rules.clock import kst_date
from storage.rules.permission import Action, may
from storage.rules.terms import EventStatus, Role
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox

TABLES: dict[str, Any] = {"mou": Mou, "promise": MouPromise, "event": Event, "contract": Contract}


@dataclass(frozen=True)
class Agreement:
    """An agreement that changes hands, with the days that matter to the successor."""

    title: str
    last_contact_on: date | None
    next_contact_on: date | None
    expires_on: date | None


@dataclass(frozen=True)
class Transferred:
    """What went from one person to another: the content of the 인계서."""

    leaver: str
    successor: str
    answers_for_plan: bool
    checks: tuple[str, ...]  # halves of the plans that waited for the leaver's 내부확인
    drafts: int
    agreements: tuple[Agreement, ...]
    promises: tuple[str, ...]
    events: tuple[str, ...]
    contracts: tuple[str, ...]
    moved: Mapping[str, list[int]]  # by table and for drafts: what taking back needs


@dataclass(frozen=True)
class Foreseen:
    """How much would go from one person to another."""

    drafts: int
    agreements: int
    promises: int
    events: int
    contracts: int


async def foreseen(session: AsyncSession, leaver: Officer) -> Foreseen:
    """What `transfer` would move from this person now."""

    async def count(table: Any, *only: Any) -> int:
        return len((await session.exec(_living(table, leaver, *only))).all())

    return Foreseen(
        drafts=len(await handover.unfinished(session, leaver)),
        agreements=await count(Mou),
        promises=await count(MouPromise),
        events=await count(Event, _is_coming()),
        contracts=await count(Contract),
    )


async def take_back(
    act: Act, leaver_id: int, successor_id: int, before: Mapping[str, Any]
) -> Officer:
    """The leaver is in again, and answers for all that still lies with the successor.

    `before` holds `version`, the leaver's after the transfer, `moved`, and whether the plan went
    over. Refusal as in `removals.take_back`.
    """
    session = act.session
    leaver = await removals.take_back(act, leaver_id, before["version"])
    moved = before["moved"]
    for name, table in TABLES.items():
        for number in moved[name]:
            row = await session.get(table, number, populate_existing=True)
            if row is not None and row.officer_id == successor_id:
                row.officer_id = leaver_id
    await session.flush()
    await handover.give_back(session, moved["drafts"], leaver, act.now)
    if before["plan"]:
        await plan_duties.move(session, successor_id, leaver_id)
    await act.log(
        Subject.TRANSFER, leaver_id, Verb.TAKE_BACK, after={"successor_id": successor_id}
    )
    return leaver


async def transfer(act: Act, leaver_id: int, successor_id: int) -> Transferred:
    """Moves duties, drafts, agreements, coming events and contracts; the leaver is out at once.

    Reminders follow by themselves: they are reckoned from who answers for a matter. A plan that
    waited for the leaver's 내부확인 goes to who holds the chair or sits above it. Refusal for
    a successor of another department, for one who only reads, and for an administrator, whose
    power a second one takes first.
    """
    session = act.session
    await act.hold()
    leaver = await officers.by_id(session, leaver_id)
    successor = await officers.by_id(session, successor_id)
    if leaver is None or successor is None:
        raise errors.Gone
    refuse_power(leaver)
    _check(leaver, successor)
    answered = await _plan(session, leaver, successor)
    held = await plan_steps.waiting_for(session, leaver, kst_date(act.now))
    written = await handover.unfinished(session, leaver)
    drafts = await handover.give(session, leaver, successor, act.now)
    rows = {
        name: await _move(session, table, leaver, successor, *_only(table))
        for name, table in TABLES.items()
    }
    moved = Transferred(
        leaver=leaver.name,
        successor=successor.name,
        answers_for_plan=answered,
        checks=tuple(plan.half.label for plan in held),
        drafts=drafts,
        agreements=tuple(_agreement(row) for row in rows["mou"]),
        promises=_titles(rows["promise"]),
        events=_titles(rows["event"]),
        contracts=_titles(rows["contract"]),
        moved=_ids(rows) | {"drafts": written},
    )
    if leaver.telegram_id is not None:
        await outbox.withdraw(session, leaver.telegram_id)
    await officers.remove(act, leaver_id)
    await act.log(
        Subject.TRANSFER,
        leaver_id,
        Verb.TRANSFER,
        after={
            "successor_id": successor_id,
            "checks": [plan.id for plan in held],
            "drafts": drafts,
            "agreements": len(moved.agreements),
            "promises": len(moved.promises),
            "events": len(moved.events),
            "contracts": len(moved.contracts),
        },
    )
    return moved


def _ids(rows: Mapping[str, Sequence[Any]]) -> dict[str, list[int]]:
    return {name: [row.id for row in found] for name, found in rows.items()}


def refuse_power(leaver: Officer) -> None:
    """Refusal for an administrator: handing over would take their power by one person alone."""
    if leaver.role == Role.ADMIN:
        raise errors.Refusal(texts.TRANSFER_ADMIN)


def _check(leaver: Officer, successor: Officer) -> None:
    same = leaver.department_id == successor.department_id
    able = may(successor.role, Action.WRITE_PLAN)
    active = leaver.state == successor.state == people.ACTIVE
    if not (same and able and active) or leaver.id == successor.id:
        raise errors.Refusal(texts.DUTY_DEPARTMENT)


async def _plan(session: AsyncSession, leaver: Officer, successor: Officer) -> bool:
    """The department's plan, whether the leaver was named for it or was simply the first."""
    moved = await plan_duties.move(session, leaver.id, successor.id)
    if moved or leaver.department_id is None:
        return bool(moved)
    first = await plan_duties.responsible_for(session, leaver.department_id)
    if first is None or first.id != leaver.id:
        return False
    duty = await session.get(PlanDuty, leaver.department_id)
    duty = duty or PlanDuty(department_id=leaver.department_id, officer_id=0)
    duty.officer_id = successor.id
    session.add(duty)
    await session.flush()
    return True


def _is_coming() -> Any:
    return col(Event.status) == EventStatus.PLANNED


def _only(table: Any) -> list[Any]:
    return [_is_coming()] if table is Event else []


def _living(table: Any, leaver: Officer, *only: Any) -> Any:
    return (
        select(table)
        .where(col(table.officer_id) == leaver.id, col(table.removed_at).is_(None), *only)
        .order_by(col(table.id))
    )


async def _move(
    session: AsyncSession, table: Any, leaver: Officer, successor: Officer, *only: Any
) -> Sequence[Any]:
    """Living records of a table that the leaver answers for; returns them, moved."""
    rows: Sequence[Any] = (await session.exec(_living(table, leaver, *only))).all()
    for row in rows:
        row.officer_id = successor.id
    await session.flush()
    return rows


def _agreement(row: Mou) -> Agreement:
    return Agreement(row.title, row.last_contact_on, row.next_contact_on, row.expires_on)


def _titles(rows: Sequence[Any]) -> tuple[str, ...]:
    return tuple(row.title for row in rows)
