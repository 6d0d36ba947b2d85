"""What raises is set aside, so that the others go on; the administrators hear of it once.

A matter, a row or a person that cannot be read, reckoned or put into words must cost nobody else
their reminder. `Aside` collects what raised while a tick looked at many things; `report`
remembers it as rows, so that the next look, two minutes later, says nothing anew.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute, is_lost, savepoint
from storage.models.watch import Trouble
from storage.office import posts, wording_trouble
from storage.prepared import dialect_of, insert_into
from storage.rules import aside as pure
from storage.rules.aside import Raised
from storage.traffic import telling
from storage.traffic.messages import Message

OVER_AFTER = timedelta(days=1)
"""So long unseen while its tick looked: mended. If it comes back, it is told anew."""
SEEN_EVERY = timedelta(hours=1)
TABLE = Trouble.__table__


@dataclass
class Aside(pure.Aside):
    """As `storage.rules.aside`, for what asks the database as well."""

    def note(self, subject: str, number: int | None, error: Exception) -> None:
        """Raises it on as well when the database has given up, since then all must wait."""
        if is_lost(error):
            raise error
        super().note(subject, number, error)

    @asynccontextmanager
    async def step(
        self, session: AsyncSession, subject: str, number: int | None = None
    ) -> AsyncIterator[None]:
        """What happens inside is kept whole, or not at all and set aside."""
        try:
            async with savepoint(session):
                yield
        except Exception as error:
            self.note(subject, number, error)


STRICT = Aside("", strict=True)


async def report(session: AsyncSession, aside: Aside, now: datetime) -> list[Raised]:
    """Remembers what was set aside and tells each administrator what is new, in one message.

    Returns what was not known before. What nobody could be told stays untold until somebody can.
    """
    rows = {row.key: row for row in await _known(session, aside.tick)}
    found = {aside.key(one): one for one in aside.found}
    if not rows and not found:
        return []
    fresh = [one for key, one in found.items() if key not in rows]
    if fresh:
        await _remember(session, aside, fresh, now)
    for key, row in rows.items():
        if key in found and abs(now - row.seen) > SEEN_EVERY:
            await execute(session, update(TABLE).where(TABLE.c.key == key).values(seen=now))
        elif key not in found and now - row.seen > OVER_AFTER:
            await execute(session, delete(TABLE).where(TABLE.c.key == key))
    await _tell(session, aside, now)
    return fresh


async def _known(session: AsyncSession, tick: str) -> Sequence[Row[Any]]:
    """What this tick has set aside before, as it came; read beside the rows that it works on."""
    asked = select(TABLE).where(TABLE.c.tick == tick).order_by(TABLE.c.since, TABLE.c.key)
    return (await execute(session, asked)).all()


async def _remember(
    session: AsyncSession, aside: Aside, fresh: list[Raised], now: datetime
) -> None:
    once = insert_into(TABLE, dialect_of(session)).on_conflict_do_nothing()
    told = [
        {
            "key": aside.key(one),
            "tick": aside.tick,
            "subject": one.subject,
            "number": one.number,
            "error": one.kind,
            "since": now,
            "seen": now,
        }
        for one in fresh
    ]
    await execute(session, once, told)


async def _tell(session: AsyncSession, aside: Aside, now: datetime) -> None:
    untold = [row for row in await _known(session, aside.tick) if row.told_at is None]
    if not untold:
        return
    lines = [wording_trouble.Line(row.subject, row.number, row.error) for row in untold]
    if not await tell(session, wording_trouble.notice(aside.tick, lines), now):
        return
    keys = [row.key for row in untold]
    await execute(session, update(TABLE).where(TABLE.c.key.in_(keys)).values(told_at=now))


async def tell(session: AsyncSession, words: str, now: datetime, once: str = "") -> bool:
    """Says this to every administrator; whether there is one. An occasion is told `once`."""
    administrators = await posts.administrators(session)
    return await telling.tell(session, administrators, Message(words), now, once=once)
