"""What is ordered for a day (인사발령): made ahead, withdrawn, and looked up."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Department, Officer
from storage.models.transfer import TransferOrder
from storage.office import officers, posts
from storage.rules import errors, people
from storage.rules.dates import show_day
from storage.rules.leaving_kinds import Leaving, OrderState
from storage.rules.permission import Action, may
from storage.rules.trail import Subject, Verb
from storage.transfers import gathering, handing, shapes, wording_transfer
from storage.transfers.gathering import Dues
from storage.transfers.moves import Move
from storage.transfers.shapes import Handover

FARTHEST = timedelta(days=366)


async def refuse(act: Act, move: Move) -> None:
    """Refusal for a move that could not be ordered now, or not be carried out on its day.

    A successor of another department is taken when an order brings them here by that day.
    """
    session, leaver = act.session, move.leaver
    await posts.still(session, act.officer)
    await _refuse_second(session, leaver)
    _refuse_day(move.day, act.today)
    handing.refuse_power(leaver, move.leaving)
    if move.leaving is Leaving.OUT and leaver.id == act.officer.id and move.day == act.today:
        raise errors.Refusal(wording_transfer.OWN_OUT)
    await _refuse_place(session, move)
    await _refuse_successor(session, move)


async def prepare(act: Act, move: Move) -> TransferOrder:
    """An order for its day, today included. Refusal as in `refuse`."""
    session = act.session
    await act.hold()
    await officers.active(session, move.leaver.id)
    await refuse(act, move)
    order = TransferOrder(
        officer_id=move.leaver.id,
        successor_id=move.successor.id if move.successor else None,
        leaving=move.leaving,
        department_id=move.leaver.department_id,
        to_department_id=move.into if move.leaving is Leaving.MOVE else None,
        day=move.day,
        made_by=act.officer.id,
        made_at=act.now,
    )
    session.add(order)
    await session.flush()
    await act.log(Subject.TRANSFER_ORDER, order.id, Verb.CREATE, after=told(order))
    return order


async def withdraw(act: Act, order_id: int) -> TransferOrder:
    """The order is not carried out. Refusal when it was, or was withdrawn before."""
    await act.hold()
    await posts.still(act.session, act.officer)
    order = await existing(act.session, order_id)
    if order.state is not OrderState.PLANNED:
        raise errors.Refusal(wording_transfer.NOT_PLANNED)
    order.state = OrderState.WITHDRAWN
    await act.session.flush()
    await act.log(Subject.TRANSFER_ORDER, order.id, Verb.WITHDRAWN, before=told(order))
    return order


async def existing(session: AsyncSession, order_id: int) -> TransferOrder:
    """The order. Gone when there is none of that number."""
    order = await session.get(TransferOrder, order_id, populate_existing=True)
    if order is None:
        raise errors.Gone
    return order


async def planned(session: AsyncSession, until: date | None = None) -> list[TransferOrder]:
    """The orders that are still to be carried out, by their day; those due by then if given."""
    asked = select(TransferOrder).where(col(TransferOrder.state) == OrderState.PLANNED)
    if until is not None:
        asked = asked.where(col(TransferOrder.day) <= until)
    order = (col(TransferOrder.day), col(TransferOrder.id))
    return list((await session.exec(asked.order_by(*order))).all())


async def without_successor(session: AsyncSession) -> list[TransferOrder]:
    """Orders that were carried out and whose work nobody took over yet."""
    asked = select(TransferOrder).where(
        col(TransferOrder.state) == OrderState.DONE,
        col(TransferOrder.successor_id).is_(None),
        col(TransferOrder.leaving) != Leaving.STAY,
    )
    found = (await session.exec(asked.order_by(col(TransferOrder.id)))).all()
    return [one for one in found if await _left(session, one)]


async def _left(session: AsyncSession, order: TransferOrder) -> bool:
    move = await move_of(session, order)
    place = None if move.leaver.state == people.REMOVED else move.place
    for name in gathering.TABLES:
        if await gathering.living(session, name, move.leaver, place):
            return True
    return False


async def of_person(session: AsyncSession, officer_id: int) -> TransferOrder | None:
    """What is planned for somebody."""
    asked = select(TransferOrder).where(
        col(TransferOrder.officer_id) == officer_id,
        col(TransferOrder.state) == OrderState.PLANNED,
    )
    return (await session.exec(asked)).one_or_none()


async def coming_to(session: AsyncSession, department_id: int | None) -> list[Officer]:
    """Who is ordered to come to a department, and is not there yet."""
    asked = select(TransferOrder.officer_id).where(
        col(TransferOrder.state) == OrderState.PLANNED,
        col(TransferOrder.to_department_id) == department_id,
    )
    found = [await officers.by_id(session, one) for one in (await session.exec(asked)).all()]
    return [one for one in found if one is not None and one.state == people.ACTIVE]


async def move_of(session: AsyncSession, order: TransferOrder) -> Move:
    """An order with its people as they are now. Gone when the leaver was never there."""
    leaver = await officers.by_id(session, order.officer_id)
    if leaver is None:
        raise errors.Gone
    successor = await officers.by_id(session, order.successor_id) if order.successor_id else None
    return Move(
        leaver, successor, order.leaving, order.department_id, order.to_department_id, order.day
    )


async def paper(
    session: AsyncSession, order: TransferOrder, dues: Dues, now: datetime
) -> Handover:
    """The 인계인수서: as it stood when it was carried out, else as it would be now."""
    if order.paper is not None:
        return shapes.from_json(order.paper)
    return await gathering.gathered(session, await move_of(session, order), dues, now)


async def _refuse_second(session: AsyncSession, leaver: Officer) -> None:
    other = await of_person(session, leaver.id)
    if other is not None:
        told = {"name": leaver.name, "day": show_day(other.day)}
        raise errors.Refusal(wording_transfer.ALREADY_PLANNED.format(**told))


def _refuse_day(day: date, today: date) -> None:
    if day < today:
        raise errors.Refusal(wording_transfer.DAY_PAST)
    if day > today + FARTHEST:
        raise errors.Refusal(wording_transfer.DAY_FAR)


async def _refuse_place(session: AsyncSession, move: Move) -> None:
    if move.leaving is not Leaving.MOVE:
        return
    place = await session.get(Department, move.into) if move.into is not None else None
    if place is None or not place.active:
        raise errors.Refusal(wording_transfer.NO_PLACE)
    if place.id == move.leaver.department_id:
        raise errors.Refusal(wording_transfer.SAME_PLACE)


async def _refuse_successor(session: AsyncSession, move: Move) -> None:
    one = move.successor
    if one is None:
        return
    if one.state != people.ACTIVE or one.id == move.leaver.id:
        raise errors.Refusal(wording_transfer.SUCCESSOR_ELSEWHERE)
    coming, place = await of_person(session, one.id), one.department_id
    if coming is not None and coming.day <= move.day and coming.leaving is not Leaving.STAY:
        place = coming.to_department_id
    if place != move.leaver.department_id or not may(one.role, Action.WRITE_PLAN):
        raise errors.Refusal(wording_transfer.SUCCESSOR_ELSEWHERE)


def refuse_reader(officer: Officer, order: TransferOrder) -> None:
    """NotAllowed for whoever neither deals with people nor gives up or takes over the post."""
    concerned = officer.id in (order.officer_id, order.successor_id)
    if not (concerned or may(officer.role, Action.MANAGE_PEOPLE)):
        raise errors.NotAllowed


def told(order: TransferOrder) -> dict[str, Any]:
    """What the trail tells of an order."""
    return {
        "officer_id": order.officer_id,
        "successor_id": order.successor_id,
        "leaving": order.leaving,
        "into": order.to_department_id,
        "day": order.day.isoformat(),
        "state": order.state,
        "reason": order.reason,
    }
