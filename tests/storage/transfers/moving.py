"""Moves that tests order and carry out at once."""

from collections.abc import Mapping
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.transfer import TransferOrder
from storage.rules.leaving_kinds import Leaving
from storage.transfers import carrying_out, orders
from storage.transfers.moves import Move
from storage.transfers.shapes import Handover


async def no_dues(
    _session: AsyncSession, _day: date, _officer: int
) -> Mapping[tuple[str, int], date]:
    """Of an office in which nothing is due."""
    return {}


async def planned(
    act: Act,
    leaver: Officer,
    successor: Officer | None,
    leaving: Leaving = Leaving.OUT,
    into: int | None = None,
    day: date | None = None,
) -> TransferOrder:
    """An order for a day; for today where none is said."""
    move = Move(leaver, successor, leaving, leaver.department_id, into, day or act.today)
    return await orders.prepare(act, move)


async def handed_over(
    act: Act,
    leaver: Officer,
    successor: Officer | None,
    leaving: Leaving = Leaving.OUT,
    into: int | None = None,
) -> Handover:
    """The 인계인수서 of a move that is carried out now."""
    order = await planned(act, leaver, successor, leaving, into)
    await carrying_out.carry_out(act, [order], no_dues)
    assert order.paper is not None, order.reason
    return await orders.paper(act.session, order, {}, act.now)
