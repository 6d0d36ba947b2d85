"""Who hears of a move, and when: on the last working day before it, and once it is done."""

from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.transfer import TransferOrder
from storage.office import officers, posts
from storage.report.formats import OF_LETTERS
from storage.rules import people
from storage.rules.leaving_kinds import OrderState
from storage.rules.workday import Calendar
from storage.traffic import telling
from storage.traffic.messages import Button, Message, Row, view
from storage.transfers import orders, wording_transfer
from storage.transfers.gathering import Dues

VIEW = "handover"


async def coming(session: AsyncSession, calendar: Calendar, today: date) -> list[TransferOrder]:
    """The orders of which nobody was told yet and whose last working day before has come."""
    return [
        order
        for order in await orders.planned(session)
        if order.told_at is None
        and calendar.previous_workday(order.day - timedelta(days=1)) <= today < order.day
    ]


async def ended(session: AsyncSession) -> list[TransferOrder]:
    """The orders that came true, or could not, and of which nobody was told yet."""
    asked = select(TransferOrder).where(
        col(TransferOrder.state).in_((OrderState.DONE, OrderState.FALLEN)),
        col(TransferOrder.reported_at).is_(None),
    )
    return list((await session.exec(asked.order_by(col(TransferOrder.id)))).all())


async def tell_coming(act: Act, order: TransferOrder, dues: Dues) -> None:
    """Leaver, successor and who ordered it hear what is to come, each their side of it."""
    session = act.session
    move = await orders.move_of(session, order)
    told = await orders.paper(session, order, dues, act.now)
    rows = papers(order.id)
    await _say(act, order, [move.leaver], wording_transfer.coming_leaver(told), [], "leaver")
    await _say(
        act, order, [move.successor], wording_transfer.coming_successor(told), rows, "successor"
    )
    maker = await officers.by_id(session, order.made_by)
    if maker is not None and maker.id not in (order.officer_id, order.successor_id):
        await _say(act, order, [maker], wording_transfer.coming_maker(told), rows, "maker")
    order.told_at = act.now
    await session.flush()


async def tell_ended(act: Act, order: TransferOrder, but: Officer | None = None) -> None:
    """Who stays, who took over and who ordered it read the 인계인수서; or why it fell.

    `but` sees it anyway.
    """
    session = act.session
    move = await orders.move_of(session, order)
    maker = await officers.by_id(session, order.made_by)
    if order.paper is None:
        successor = move.successor.name if move.successor else wording_transfer.NOBODY
        words = wording_transfer.fallen(order.day, move.leaver.name, successor, order.reason)
        deciding = [maker] if _there(maker) else await posts.administrators(session)
        await _say(act, order, deciding, words, [], "fallen")
    else:
        words = wording_transfer.paper(await orders.paper(session, order, {}, act.now))
        if order.reason:
            words = f"{words}\n\n{wording_transfer.not_wholly(order.reason)}"
        concerned = (move.leaver, move.successor, maker)
        to = {one.id: one for one in concerned if one is not None and one is not but}
        await _say(act, order, list(to.values()), words, papers(order.id), "done")
    order.reported_at = act.now
    await session.flush()


def papers(order_id: int) -> list[Row]:
    """The buttons of its 인계인수서."""
    return [[Button(one.label, view(VIEW, one.value, order_id)) for one in OF_LETTERS]]


def _there(one: Officer | None) -> bool:
    return one is not None and one.state == people.ACTIVE


async def _say(
    act: Act,
    order: TransferOrder,
    to: list[Officer | None] | list[Officer],
    words: str,
    rows: list[Row],
    what: str,
) -> None:
    once = f"transfer:{order.id}:{what}"
    there = [one for one in to if _there(one)]
    await telling.tell(act.session, there, Message(words, rows), act.now, once=once)
