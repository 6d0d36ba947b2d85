"""What a person leaves unfinished goes to the department, not away with them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.traffic import OPEN, PARKED, Card, Draft
from storage.office import posts
from storage.rules.permission import HEIRS

DRAFTS = Draft.__table__
CARDS = Card.__table__


async def hand_over(
    session: AsyncSession, leaver: Officer, now: datetime
) -> tuple[Officer | None, int]:
    """Parks the drafts of one who leaves with a colleague of the department.

    Returns that colleague and how many drafts; None when nobody there could take them, in which
    case they stay until they expire.
    """
    if leaver.telegram_id is None or leaver.department_id is None:
        return None, 0
    heir = _heir(await posts.in_department(session, leaver.department_id), leaver)
    count = await give(session, leaver, heir, now) if heir is not None else 0
    return (heir, count) if count else (None, 0)


async def give(session: AsyncSession, leaver: Officer, heir: Officer, now: datetime) -> int:
    """Parks the drafts of one who leaves with this colleague; returns how many."""
    if leaver.telegram_id is None or heir.telegram_id is None:
        return 0
    connection = await session.connection()
    mine = (DRAFTS.c.user_id == leaver.telegram_id) & DRAFTS.c.state.in_((OPEN, PARKED))
    left = (await connection.execute(select(DRAFTS.c.id).where(mine))).scalars().all()
    if not left:
        return 0
    await connection.execute(
        update(DRAFTS)
        .where(DRAFTS.c.id.in_(left))
        .values(user_id=heir.telegram_id, chat_id=heir.telegram_id, state=PARKED, changed_at=now)
    )
    # A card belongs to a message in the leaver's chat: the heir's is drawn anew.
    await connection.execute(
        delete(CARDS).where(CARDS.c.key.in_([f"draft:{number}" for number in left]))
    )
    return len(left)


async def unfinished(session: AsyncSession, one: Officer) -> list[int]:
    """The drafts that a person has begun and not finished."""
    mine = (DRAFTS.c.user_id == one.telegram_id) & DRAFTS.c.state.in_((OPEN, PARKED))
    connection = await session.connection()
    return list((await connection.execute(select(DRAFTS.c.id).where(mine))).scalars().all())


async def give_back(
    session: AsyncSession, drafts: Sequence[int], to: Officer, now: datetime
) -> None:
    """Drafts that were handed over and still lie there untouched go back to who began them."""
    if to.telegram_id is None or not drafts:
        return
    connection = await session.connection()
    await connection.execute(
        update(DRAFTS)
        .where(DRAFTS.c.id.in_(drafts), DRAFTS.c.state == PARKED)
        .values(user_id=to.telegram_id, chat_id=to.telegram_id, changed_at=now)
    )
    keys = [f"draft:{number}" for number in drafts]
    await connection.execute(delete(CARDS).where(CARDS.c.key.in_(keys)))


def _heir(colleagues: Sequence[Officer], leaver: Officer) -> Officer | None:
    able = [
        one
        for one in colleagues
        if one.id != leaver.id and one.telegram_id is not None and one.role in HEIRS
    ]
    return min(able, key=lambda one: HEIRS.index(one.role), default=None)
