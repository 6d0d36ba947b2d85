"""An order comes true: at 0시 of its day, or at once; and what can be done about it afterwards."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import savepoint
from storage.models.office import Officer
from storage.models.transfer import TransferOrder
from storage.office import officers, posts
from storage.office.setting_aside import Aside
from storage.rules import errors, people
from storage.rules.leaving_kinds import Leaving, OrderState
from storage.rules.permission import Action, may
from storage.rules.trail import Subject, Verb
from storage.transfers import gathering, handing, orders, shapes, wording_transfer
from storage.transfers.gathering import Dues, Held
from storage.transfers.shapes import Handover

DuesOf = Callable[[AsyncSession, date, int], Awaitable[Dues]]
"""When, as of a day, the records of somebody are next due: reckoned by who knows the calendar."""


async def carry_out(act: Act, due: Sequence[TransferOrder], dues_of: DuesOf) -> None:
    """Carries out orders of one day together, each by who made it.

    First all is read, then everybody goes where they go, then the work goes over: so a successor
    who comes from another department that day is there. What cannot be done falls with its
    reason; a successor who is not there leaves the work to the department.
    """
    await act.hold()
    session = act.session
    await _leave_to_departments(session, due)
    gone: dict[int, tuple[Handover, Held]] = {}
    for order in sorted(due, key=lambda one: (one.officer_id == one.made_by, one.id)):
        move = await orders.move_of(session, order)
        dues = await dues_of(session, act.today, move.leaver.id)
        told = await gathering.gathered(session, move, dues, act.now)
        gone[order.id] = told, await gathering.held(session, move.leaver)
    begun = {number: await _begin(act, number, told) for number, (told, _held) in gone.items()}
    for number, before in begun.items():
        if before is not None:
            await _finish(act, number, *gone[number], before)


async def _leave_to_departments(session: AsyncSession, due: Sequence[TransferOrder]) -> None:
    """Whoever is out on the same day takes nothing over."""
    out = {order.officer_id for order in due if order.leaving is Leaving.OUT}
    for order in due:
        if order.successor_id in out:
            order.successor_id, order.reason = None, wording_transfer.SUCCESSOR_OUT
    await session.flush()


async def _begin(act: Act, number: int, told: Handover) -> dict[str, Any] | None:
    """The leaver goes where they go; nothing where that cannot be, which is noted."""
    try:
        async with savepoint(act.session):
            order = await orders.existing(act.session, number)
            by, move = await _by(act, order), await orders.move_of(act.session, order)
            return await handing.move_over(by, move, bool(told.plan_of))
    except errors.Refusal as refusal:
        await _fell(act, number, refusal.sentence)
        return None


async def _finish(
    act: Act, number: int, told: Handover, held: Held, before: dict[str, Any]
) -> None:
    """The work goes over; to the department where the successor is not there to take it."""
    try:
        async with savepoint(act.session):
            await _give(act, number, told, held, before)
    except errors.Refusal as refusal:
        nobody = shapes.without_successor(told)
        await _left(act, number, nobody, held, before, refusal.sentence)


async def _left(
    act: Act, number: int, told: Handover, held: Held, before: dict[str, Any], reason: str
) -> None:
    try:
        async with savepoint(act.session):
            order = await orders.existing(act.session, number)
            order.reason, order.successor_id = reason, None
            await act.session.flush()
            await _give(act, number, told, held, before)
    except errors.Refusal as refusal:
        await _fell(act, number, refusal.sentence)


async def _give(act: Act, number: int, told: Handover, held: Held, before: dict[str, Any]) -> None:
    session = act.session
    order = await orders.existing(session, number)
    by, move = await _by(act, order), await orders.move_of(session, order)
    before = before | await handing.hand_over(by, move, told, held)
    before["version"] = move.leaver.version
    order.state, order.done_at = OrderState.DONE, act.now
    order.paper, order.before = shapes.to_json(told), before
    await session.flush()
    await by.log(Subject.TRANSFER_ORDER, order.id, Verb.CARRIED_OUT, after=orders.told(order))


async def run_due(act: Act, dues_of: DuesOf, aside: Aside) -> None:
    """Every order whose day has come, day by day; a day that raises is set aside."""
    due = await orders.planned(act.session, act.today)
    for _day, together in groupby(due, attrgetter("day")):
        some = list(together)
        async with aside.step(act.session, "transfer_order", some[0].id):
            await carry_out(act, some, dues_of)


async def name_successor(act: Act, order_id: int, successor_id: int) -> TransferOrder:
    """Somebody takes over what a move left to the department. Refusal as in `handing`."""
    await act.hold()
    await posts.still(act.session, act.officer)
    order = await orders.existing(act.session, order_id)
    if order.state is not OrderState.DONE or order.successor_id is not None:
        raise errors.Refusal(wording_transfer.NOT_PLANNED)
    order.successor_id = successor_id
    move = replace(await orders.move_of(act.session, order), day=act.today)
    told = shapes.from_json(order.paper or {})
    order.paper = shapes.to_json(replace(told, successor=await gathering.post(act.session, move)))
    await handing.hand_on(act, move, told)
    await act.log(Subject.TRANSFER_ORDER, order.id, Verb.CHANGE, after=orders.told(order))
    return order


async def take_back(act: Act, order_id: int) -> Officer:
    """An order that was carried out just now is undone. Refusal as in `handing.take_back`."""
    await act.hold()
    await posts.still(act.session, act.officer)
    order = await orders.existing(act.session, order_id)
    if order.state is not OrderState.DONE or order.before is None:
        raise errors.Refusal(wording_transfer.NOT_PLANNED)
    leaver = await handing.take_back(act, await orders.move_of(act.session, order), order.before)
    order.state = OrderState.WITHDRAWN
    await act.session.flush()
    await act.log(Subject.TRANSFER_ORDER, order.id, Verb.TAKE_BACK, before=orders.told(order))
    return leaver


async def _by(act: Act, order: TransferOrder) -> Act:
    """Who ordered it acts, as they are now. Refusal when they may not any more."""
    maker = await officers.by_id(act.session, order.made_by)
    able = maker is not None and maker.state == people.ACTIVE
    if maker is None or not able or not may(maker.role, Action.MANAGE_PEOPLE):
        raise errors.Refusal(wording_transfer.MAKER_GONE)
    return Act(act.session, maker, act.now)


async def _fell(act: Act, number: int, reason: str) -> None:
    order = await orders.existing(act.session, number)
    order.state, order.reason, order.done_at = OrderState.FALLEN, reason, act.now
    await act.session.flush()
    await act.log(Subject.TRANSFER_ORDER, order.id, Verb.FALLEN, before=orders.told(order))
