"""Forms being filled: read at each step, written back in the same transaction.

Statements are Core with cached SQL: this table is touched by every step of every form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.traffic import DROPPED, EXPIRED, OPEN, PARKED, SAVED, Draft
from storage.prepared import Prepared

TABLE = Draft.__table__
TOLD = "told"
"""Of a sitting: what the draft is about, in one line, for who reads it without its form."""
MOST_UNFINISHED = 300  # of one person, who would find nothing among more
MOST_SAVED = 100  # looked through for the one that a message was used for


@dataclass
class Filling:
    """A draft as the door holds it for one step."""

    id: int
    chat_id: int
    user_id: int
    form: str
    form_version: int
    answers: dict[str, Any]
    sitting: dict[str, Any]
    target_id: int | None
    target_version: int | None
    parent_id: int | None
    revision: int
    state: str
    changed_at: datetime

    @property
    def card(self) -> str:
        """The key of the one message that shows this draft."""
        return f"draft:{self.id}"


# In the words of the partial index: with a bound value SQLite would not use it.
IS_OPEN = text(f"draft.state = '{OPEN}'")
_COLUMNS = [TABLE.c[name] for name in Filling.__dataclass_fields__]
_OPEN = Prepared(
    select(*_COLUMNS).where(
        TABLE.c.user_id == bindparam("user"), TABLE.c.chat_id == bindparam("chat"), IS_OPEN
    )
)
_BY_ID = Prepared(select(*_COLUMNS).where(TABLE.c.id == bindparam("draft")))
_PARK = Prepared(
    update(TABLE)
    .where(
        TABLE.c.user_id == bindparam("user"),
        TABLE.c.chat_id == bindparam("chat"),
        IS_OPEN,
        TABLE.c.id != bindparam("but"),
    )
    .values(state=PARKED, changed_at=bindparam("at"))
)
_BEGIN = Prepared(
    insert(TABLE).returning(*_COLUMNS),
    (*(name for name in Filling.__dataclass_fields__ if name != "id"), "created_at"),
)


async def open_one(session: AsyncSession, chat_id: int, user_id: int) -> Filling | None:
    """The form that this person is filling in this chat."""
    rows = await _OPEN.rows(session, {"user": user_id, "chat": chat_id})
    return Filling(*rows[0]) if rows else None


async def by_id(session: AsyncSession, draft_id: int) -> Filling | None:
    """A draft by its id, whatever its state."""
    rows = await _BY_ID.rows(session, {"draft": draft_id})
    return Filling(*rows[0]) if rows else None


async def begin(
    session: AsyncSession,
    *,
    chat_id: int,
    user_id: int,
    form: str,
    form_version: int,
    answers: Mapping[str, Any],
    now: datetime,
    target: tuple[int, int] | None = None,
    parent_id: int | None = None,
    state: str = OPEN,
) -> Filling:
    """Opens a draft; one already open in this chat is parked, never lost.

    A PARKED one waits beside what is open.
    """
    if state == OPEN:
        await _PARK.rows(session, {"user": user_id, "chat": chat_id, "at": now, "but": 0})
    made = await _BEGIN.rows(
        session,
        {
            "chat_id": chat_id,
            "user_id": user_id,
            "form": form,
            "form_version": form_version,
            "answers": dict(answers),
            "sitting": {},
            "target_id": target[0] if target else None,
            "target_version": target[1] if target else None,
            "parent_id": parent_id,
            "revision": 0,
            "state": state,
            "created_at": now,
            "changed_at": now,
        },
    )
    return Filling(*made[0])


_KEEP = Prepared(
    update(TABLE)
    .where(TABLE.c.id == bindparam("draft"))
    .values(
        answers=bindparam("new_answers", type_=TABLE.c.answers.type),
        sitting=bindparam("new_sitting", type_=TABLE.c.sitting.type),
        revision=bindparam("new_revision"),
        state=bindparam("new_state"),
        form_version=bindparam("new_version"),
        changed_at=bindparam("at"),
    )
)


async def keep(session: AsyncSession, draft: Filling, now: datetime) -> None:
    """Writes a step back, one revision on."""
    draft.revision += 1
    await _KEEP.rows(
        session,
        {
            "draft": draft.id,
            "new_answers": draft.answers,
            "new_sitting": draft.sitting,
            "new_revision": draft.revision,
            "new_state": draft.state,
            "new_version": draft.form_version,
            "at": now,
        },
    )


async def reopen(session: AsyncSession, draft: Filling, now: datetime) -> None:
    """Takes a parked draft up again; the one open until now is parked."""
    other = {"user": draft.user_id, "chat": draft.chat_id, "at": now, "but": draft.id}
    await _PARK.rows(session, other)
    draft.state = OPEN
    await keep(session, draft, now)


async def unfinished(session: AsyncSession, user_id: int) -> list[Filling]:
    """What this person has begun and not finished, newest first."""
    rows = await execute(
        session,
        select(*_COLUMNS)
        .where(TABLE.c.user_id == user_id, TABLE.c.state.in_((OPEN, PARKED)))
        .order_by(TABLE.c.changed_at.desc(), TABLE.c.id.desc()),
    )
    return [Filling(*row) for row in rows]


_UNFINISHED = Prepared(
    select(func.count())
    .select_from(TABLE)
    .where(TABLE.c.user_id == bindparam("user"), text(f"draft.state IN ('{OPEN}', '{PARKED}')"))
)


async def is_full(session: AsyncSession, user_id: int) -> bool:
    """Whether this person has begun as much as anybody may without finishing any of it."""
    rows = await _UNFINISHED.rows(session, {"user": user_id})
    return bool(rows[0][0] >= MOST_UNFINISHED)


async def files_waiting(session: AsyncSession) -> set[str]:
    """Telegram's marks of the photos and files that wait in drafts for their save."""
    alive = select(TABLE.c.sitting).where(TABLE.c.state.in_((OPEN, PARKED)))
    sittings = (await execute(session, alive)).scalars()
    return {one["file_unique_id"] for told in sittings for one in told.get("photos") or ()}


async def of_line(session: AsyncSession, user_id: int, line: int, but: int = 0) -> list[Filling]:
    """What this person has not finished of the records that one message told, in its order."""
    if not line:
        return []
    found = [one for one in await unfinished(session, user_id) if one.id != but]
    mine = [one for one in found if one.sitting.get("line") == line]
    return sorted(mine, key=lambda one: one.id)


async def of_album(session: AsyncSession, user_id: int, album: str) -> list[Filling]:
    """What this person has not finished of the records that came below the photos of an album."""
    found = await unfinished(session, user_id)
    return [one for one in found if album and one.sitting.get("album") == album]


async def lately_saved(session: AsyncSession, user_id: int, since: datetime) -> list[Filling]:
    """What this person has saved since then, the last first: few at most."""
    rows = await execute(
        session,
        select(*_COLUMNS)
        .where(TABLE.c.user_id == user_id, TABLE.c.state == SAVED)
        .order_by(TABLE.c.id.desc())
        .limit(MOST_SAVED),
    )
    return [one for row in rows if (one := Filling(*row)).changed_at >= since]


async def saved_of_line(
    session: AsyncSession, user_id: int, line: int, since: datetime
) -> list[Filling]:
    """What this person has saved since then of the records that one message told."""
    rows = await execute(
        session,
        select(*_COLUMNS)
        .where(TABLE.c.user_id == user_id, TABLE.c.state == SAVED, TABLE.c.changed_at >= since)
        .order_by(TABLE.c.id),
    )
    found = [Filling(*row) for row in rows]
    return [one for one in found if line and one.sitting.get("line") == line]


async def open_between(session: AsyncSession, first: datetime, last: datetime) -> list[Filling]:
    """Open drafts whose last step lies between two moments."""
    connection = await session.connection()
    rows = await connection.execute(
        select(*_COLUMNS).where(
            TABLE.c.state == OPEN, TABLE.c.changed_at >= first, TABLE.c.changed_at <= last
        )
    )
    return [Filling(*row) for row in rows]


async def put_off(session: AsyncSession, by: timedelta) -> None:
    """Gives every unfinished draft that much time back, as if its last step were so much later."""
    alive = TABLE.c.state.in_((OPEN, PARKED))
    seen = select(TABLE.c.id, TABLE.c.changed_at, TABLE.c.warned_at).where(alive)
    for number, changed_at, warned_at in (await execute(session, seen)).all():
        later = {"changed_at": changed_at + by, "warned_at": warned_at and warned_at + by}
        await execute(session, update(TABLE).where(TABLE.c.id == number).values(later))


async def expire(session: AsyncSession, draft_id: int, now: datetime) -> None:
    """Ends a draft and empties it."""
    await execute(
        session,
        update(TABLE)
        .where(TABLE.c.id == draft_id)
        .values(state=EXPIRED, answers={}, sitting={}, changed_at=now),
    )


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops those that came to an end before that time: what was saved stands in its record."""
    ended = TABLE.c.state.in_((SAVED, DROPPED, EXPIRED))
    gone = await execute(session, delete(TABLE).where(ended, TABLE.c.changed_at < before))
    return int(gone.rowcount)
