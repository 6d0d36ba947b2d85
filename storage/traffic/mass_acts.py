"""Acts that hit many: kept from the question to the yes, and from the deed to taking it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.asking import ASKED, CHOOSING, DONE, DROPPED, TAKEN_BACK, MassAct
from storage.models.office import Officer
from storage.rules import retention
from storage.rules.errors import Gone

WAITS = retention.MEANT
"""How long a yes is waited for, and how long a deed can be taken back."""


async def ask(
    session: AsyncSession,
    name: str,
    given: Mapping[str, Any],
    shown: str,
    *,
    officer: Officer,
    now: datetime,
) -> MassAct:
    """Keeps what is to be done until the person says yes."""
    row = MassAct(officer_id=officer.id, name=name, given=dict(given), shown=shown, asked_at=now)
    session.add(row)
    await session.flush()
    return row


async def choose(
    session: AsyncSession, name: str, given: Mapping[str, Any], *, officer: Officer, now: datetime
) -> MassAct:
    """Keeps whom it is to hit while that is picked, before anything is asked."""
    row = MassAct(
        officer_id=officer.id, name=name, given=dict(given), shown="", state=CHOOSING, asked_at=now
    )
    session.add(row)
    await session.flush()
    return row


async def pick(session: AsyncSession, row: MassAct, given: Mapping[str, Any]) -> None:
    """Others are picked."""
    row.given = dict(given)
    await session.flush()


async def own(
    session: AsyncSession, number: int, state: str, *, officer: Officer, now: datetime
) -> MassAct:
    """This person's act in this state, while its time lasts; Gone for any other.

    On PostgreSQL held until the commit, so that two taps do it once.
    """
    row = await session.get(MassAct, number, populate_existing=True, with_for_update=True)
    if row is None or row.officer_id != officer.id or row.state != state:
        raise Gone
    since = row.done_at if state == DONE else row.asked_at
    if since is None or now - since > WAITS:
        raise Gone
    return row


async def agreed(session: AsyncSession, row: MassAct, shown: str, yeses: int) -> None:
    """Notes what was shown last and how many times it was agreed to."""
    row.shown, row.yeses = shown, yeses
    await session.flush()


async def turn(session: AsyncSession, row: MassAct, given: Mapping[str, Any], shown: str) -> None:
    """It is to be done in another way; what was agreed to before counts no more."""
    row.given, row.shown, row.yeses = dict(given), shown, 0
    await session.flush()


async def done(
    session: AsyncSession, row: MassAct, before: Mapping[str, Any], now: datetime
) -> None:
    """It was done; `before` is what taking it back needs."""
    row.state, row.done_at, row.before = DONE, now, dict(before)
    await session.flush()


async def note(session: AsyncSession, row: MassAct, before: Mapping[str, Any]) -> None:
    """What taking it back needs by now: of an act that goes on after its deed."""
    row.before = dict(before)
    await session.flush()


async def done_about(
    session: AsyncSession, officer_id: int, name: str, given: Mapping[str, Any]
) -> MassAct | None:
    """The act of this person that was done about this and not taken back, held until the
    commit; None where there is none."""
    asked = (
        select(MassAct)
        .where(
            col(MassAct.officer_id) == officer_id,
            col(MassAct.name) == name,
            col(MassAct.state) == DONE,
        )
        .order_by(col(MassAct.id).desc())
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.exec(asked)).all()
    return next((row for row in found if row.given == dict(given)), None)


async def end(session: AsyncSession, row: MassAct) -> None:
    """It is not to be done, or was taken back; what it needed is forgotten."""
    row.state = TAKEN_BACK if row.state == DONE else DROPPED
    row.given, row.before = {}, {}
    await session.flush()


async def empty(session: AsyncSession, now: datetime) -> int:
    """What waited in vain is dropped, and the words that were typed for it with it."""
    still = col(MassAct.state).in_((ASKED, CHOOSING))
    waiting = still, col(MassAct.asked_at) < now - WAITS
    ended = await session.exec(update(MassAct).where(*waiting).values(state=DROPPED, given={}))
    return ended.rowcount


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops every row asked before that time."""
    gone = await session.exec(delete(MassAct).where(col(MassAct.asked_at) < before))
    return gone.rowcount
