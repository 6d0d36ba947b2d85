"""What a person leaves unfinished goes to the department, not away with them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.traffic import OPEN, PARKED, Card, Draft
from storage.office import posts
from storage.plans import texts
from storage.rules.permission import HEIRS
from storage.traffic import drafts

DRAFTS = Draft.__table__
CARDS = Card.__table__


async def hand_over(
    session: AsyncSession, leaver: Officer, now: datetime, department_id: int | None = None
) -> tuple[Officer | None, int]:
    """Parks the drafts of one who leaves with a colleague of the department (theirs, if not said).

    Returns that colleague and how many drafts; None when nobody there could take them, in which
    case they stay until they expire.
    """
    place = department_id or leaver.department_id
    if leaver.telegram_id is None or place is None:
        return None, 0
    heir = _heir(await posts.in_department(session, place), leaver)
    left = await unfinished(session, leaver)
    count = await give(session, left, heir, now) if heir is not None else 0
    return (heir, count) if count else (None, 0)


async def give(session: AsyncSession, numbers: Sequence[int], heir: Officer, now: datetime) -> int:
    """Parks these drafts with a colleague, as far as they are unfinished; returns how many."""
    if heir.telegram_id is None or not numbers:
        return 0
    connection = await session.connection()
    waits = DRAFTS.c.id.in_(numbers) & DRAFTS.c.state.in_((OPEN, PARKED))
    given = await connection.execute(
        update(DRAFTS)
        .where(waits)
        .values(user_id=heir.telegram_id, chat_id=heir.telegram_id, state=PARKED, changed_at=now)
    )
    # A card belongs to a message in the leaver's chat: the heir's is drawn anew.
    await connection.execute(
        delete(CARDS).where(CARDS.c.key.in_([f"draft:{number}" for number in numbers]))
    )
    return given.rowcount


async def unfinished(session: AsyncSession, one: Officer) -> list[int]:
    """The drafts that a person has begun and not finished."""
    mine = (DRAFTS.c.user_id == one.telegram_id) & DRAFTS.c.state.in_((OPEN, PARKED))
    connection = await session.connection()
    return list((await connection.execute(select(DRAFTS.c.id).where(mine))).scalars().all())


async def named(session: AsyncSession, one: Officer) -> tuple[str, ...]:
    """What each of those drafts is about, as the form last said it."""
    numbers = await unfinished(session, one)
    asked = select(DRAFTS.c.sitting).where(DRAFTS.c.id.in_(numbers)).order_by(DRAFTS.c.id)
    rows = (await (await session.connection()).execute(asked)).scalars()
    return tuple(sitting.get(drafts.TOLD) or texts.DRAFT for sitting in rows)


async def give_back(
    session: AsyncSession, numbers: Sequence[int], to: Officer, now: datetime
) -> None:
    """Drafts that were handed over and still lie there untouched go back to who began them."""
    if to.telegram_id is None or not numbers:
        return
    connection = await session.connection()
    await connection.execute(
        update(DRAFTS)
        .where(DRAFTS.c.id.in_(numbers), DRAFTS.c.state == PARKED)
        .values(user_id=to.telegram_id, chat_id=to.telegram_id, changed_at=now)
    )
    keys = [f"draft:{number}" for number in numbers]
    await connection.execute(delete(CARDS).where(CARDS.c.key.in_(keys)))


def _heir(colleagues: Sequence[Officer], leaver: Officer) -> Officer | None:
    able = [
        one
        for one in colleagues
        if one.id != leaver.id and one.telegram_id is not None and one.role in HEIRS
    ]
    return min(able, key=lambda one: HEIRS.index(one.role), default=None)
