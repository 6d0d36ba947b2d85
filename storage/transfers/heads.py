"""The head of the report follows who answers: the successor stands at the leaver's place."""

from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts import pledge as desks_of
from storage.facts.pledge import Desk, Signer
from storage.office import departments
from storage.report import pledges
from storage.transfers import wording_transfer
from storage.transfers.moves import Move


async def told(session: AsyncSession, move: Move) -> str:
    """What would change in the head, as one line; nothing where the leaver does not stand."""
    old = await _stands(session, move)
    if old is None:
        return ""
    successor = move.successor.name if move.successor else ""
    return wording_transfer.head(old.position, old.name, successor, old.phone)


async def follow(act: Act, move: Move) -> dict[str, dict[str, str]] | None:
    """The successor stands there from the day on, at the telephone of the seat.

    Returns who stood there and who does now, as `take_back` needs it; None where nothing changed.
    """
    old = await _stands(act.session, move)
    if old is None or move.successor is None:
        return None
    new = Signer(old.position, move.successor.name, move.successor.phone or old.phone)
    await _succeed(act, move, old, new)
    return {"old": dict(vars(old)), "new": dict(vars(new))}


async def take_back(act: Act, move: Move, before: Mapping[str, Mapping[str, str]]) -> None:
    """The leaver stands there again."""
    await _succeed(act, move, Signer(**before["new"]), Signer(**before["old"]))


async def _succeed(act: Act, move: Move, old: Signer, new: Signer) -> None:
    def succeed(desk: Desk) -> Desk:
        return desks_of.succeeded(desk, old, new)

    known = await pledges.desks(act.session)
    await pledges.set_desks(act, desks_of.changed(known, move.day, succeed))


async def _stands(session: AsyncSession, move: Move) -> Signer | None:
    """The leaver as the head of that day has them: by their name, in their department."""
    desk = desks_of.on(await pledges.desks(session), move.day)
    place = move.place
    if desk is None or place is None:
        return None
    if desk.department != await departments.name_of(session, place):
        return None
    return next((one for one in desk.people if one.name == move.leaver.name), None)
