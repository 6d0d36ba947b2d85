"""What one person answers for goes to the successor in one act.

Authors stay what they were: only who answers for open matters changes, and the trail has both.
Reminders follow by themselves: they are reckoned from who answers for a matter.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.round import PlanDuty
from storage.office import officers, removals
from storage.plans import handover
from storage.rules import errors, people
from storage.rules.leaving_kinds import Leaving
from storage.rules.permission import Action, may
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox, telling
from storage.traffic.messages import Message
from storage.transfers import heads, wording_transfer
from storage.transfers.gathering import TABLES, Held, records_of
from storage.transfers.moves import Move
from storage.transfers.shapes import Handover


def refuse_power(leaver: Officer, leaving: Leaving) -> None:
    """Refusal for an administrator to be taken out: it would end their power by one alone."""
    if leaver.role is Role.ADMIN and leaving is Leaving.OUT:
        raise errors.Refusal(wording_transfer.ADMIN)


def refuse_successor(move: Move) -> None:
    """Refusal unless the successor is there, in the department of the work, and may do it."""
    one = move.successor
    if one is None:
        return
    able = may(one.role, Action.WRITE_PLAN) and one.state == people.ACTIVE
    if not able or one.department_id != move.place or one.id == move.leaver.id:
        raise errors.Refusal(wording_transfer.SUCCESSOR_ELSEWHERE)


async def move_over(act: Act, move: Move, answered: bool) -> dict[str, Any]:
    """The department of who goes into another one changes; their account goes on.

    The first half of a day's moves, so that a successor who comes from elsewhere is there when
    the second one begins. Returns what taking back needs.
    """
    before: dict[str, Any] = {"department": move.leaver.department_id, "plan": answered}
    there = move.leaver.state == people.ACTIVE
    if there and move.leaving is Leaving.MOVE and move.into is not None:
        await officers.change_department(act, move.leaver.id, move.into)
    return before


async def hand_over(act: Act, move: Move, told: Handover, held: Held) -> dict[str, Any]:
    """Duties, drafts, agreements, coming events and contracts go over; who leaves is out.

    Without a successor the department answers, and a colleague finds the drafts. A plan that
    waited for the leaver's 내부확인 goes to who holds the chair or sits above it. Returns what
    taking back needs. Refusal as in `refuse_successor`.
    """
    session, leaver, successor = act.session, move.leaver, move.successor
    refuse_successor(move)
    moved: dict[str, list[int]] = {"drafts": held["drafts"]}
    if successor is not None:
        await handover.give(session, held["drafts"], successor, act.now)
        moved |= await _records(session, leaver, successor, held)
        if told.plan_of:
            await _plan(session, move.place or 0, successor)
    elif move.leaving is not Leaving.STAY:
        await _to_a_colleague(act, move)
    head = await heads.follow(act, move)
    if move.leaving is Leaving.OUT and leaver.state == people.ACTIVE:
        if leaver.telegram_id is not None:
            await outbox.withdraw(session, leaver.telegram_id)
        await officers.remove(act, leaver.id)
    await act.log(
        Subject.TRANSFER,
        leaver.id,
        Verb.TRANSFER,
        after={
            "successor_id": successor.id if successor else None,
            "leaving": move.leaving,
            "checks": list(told.checks),
            "drafts": len(held["drafts"]),
            "agreements": len(told.agreements),
            "promises": len(told.promises),
            "events": len(told.events),
            "contracts": len(told.contracts),
        },
    )
    return {"moved": moved, "head": head}


async def hand_on(act: Act, move: Move, told: Handover) -> None:
    """Later on, once somebody is named: what still stands in the leaver's name goes to them.

    Of who stayed in the office only what belongs to the old department.
    """
    session, leaver, successor = act.session, move.leaver, move.successor
    assert successor is not None
    refuse_successor(move)
    place = None if leaver.state == people.REMOVED else move.place
    left = await records_of(session, leaver, place)
    moved = await _records(session, leaver, successor, left)
    if told.plan_of:
        await _plan(session, move.place or 0, successor)
    await heads.follow(act, move)
    await act.log(
        Subject.TRANSFER, leaver.id, Verb.TRANSFER, after={"successor_id": successor.id, **moved}
    )


async def take_back(act: Act, move: Move, before: Mapping[str, Any]) -> Officer:
    """The leaver is where they were, and answers for all that still lies with the successor.

    `before` is what the two halves of the move returned, with the leaver's `version` after it.
    Refusal when the leaver has changed since, and as in `removals.take_back`.
    """
    session, leaver = act.session, move.leaver
    if leaver.version != before["version"]:
        raise errors.Refusal(wording_transfer.CHANGED_SINCE)
    if move.leaving is Leaving.OUT:
        leaver = await removals.take_back(act, leaver.id, before["version"])
    elif move.leaving is Leaving.MOVE:
        await officers.change_department(act, leaver.id, before["department"])
    if move.successor is not None:
        for name, table in TABLES.items():
            for number in before["moved"].get(name, ()):
                row = await session.get(table, number, populate_existing=True)
                if row is not None and row.officer_id == move.successor.id:
                    row.officer_id = leaver.id
        await session.flush()
        if before["plan"] and move.place is not None:
            await _plan(session, move.place, leaver)
    await handover.give_back(session, before["moved"]["drafts"], leaver, act.now)
    if before["head"]:
        await heads.take_back(act, move, before["head"])
    successor = move.successor.id if move.successor else None
    await act.log(Subject.TRANSFER, leaver.id, Verb.TAKE_BACK, after={"successor_id": successor})
    return leaver


async def _to_a_colleague(act: Act, move: Move) -> None:
    """Nobody follows yet: a colleague of the department finds the drafts, and hears of them."""
    heir, _count = await handover.hand_over(act.session, move.leaver, act.now, move.place)
    words = wording_transfer.HEIR.format(name=escape(move.leaver.name))
    await telling.tell(act.session, [heir], Message(words), act.now)


async def _records(
    session: AsyncSession, leaver: Officer, successor: Officer, held: Held
) -> dict[str, list[int]]:
    """Of these records those that the leaver still answers for are the successor's: which."""
    moved: dict[str, list[int]] = {}
    for name, table in TABLES.items():
        asked = select(table).where(col(table.id).in_(held[name]))
        rows: Sequence[Any] = (await session.exec(asked)).all()
        mine = [row for row in rows if row.officer_id == leaver.id]
        for row in mine:
            row.officer_id = successor.id
        moved[name] = [row.id for row in mine]
    await session.flush()
    return moved


async def _plan(session: AsyncSession, department_id: int, to: Officer) -> None:
    """This person hands in the department's plan from now on."""
    duty = await session.get(PlanDuty, department_id)
    duty = duty or PlanDuty(department_id=department_id, officer_id=0)
    duty.officer_id = to.id
    session.add(duty)
    await session.flush()
