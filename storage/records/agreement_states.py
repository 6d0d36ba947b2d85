"""How the agreements stood on a day: followed, asleep or ended.

One ends with its last day and does not sleep then. One sleeps when its rhythm is over without a
contact, as long as no later day was agreed for the next. Both are asked here by whoever counts
agreements, and mean what is due of them (`scheduler/due/of_records.py`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.mou import FollowUp, Mou
from storage.records.record_projection import sleeps_on
from storage.rules.agreements import has_ended, is_asleep

MOU = Mou.__table__
CONTACT = FollowUp.__table__


@dataclass(frozen=True)
class Agreements:
    """How many stood so; together all that were signed by that day."""

    kept: int = 0
    asleep: int = 0
    ended: int = 0


class Sleeping(NamedTuple):
    """An agreement that sleeps."""

    id: int
    title: str


async def standing(session: AsyncSession, day: date) -> Agreements:
    """The living agreements as the office's last word on them has it, on this day."""
    state = _state(day)
    connection = await session.connection()
    found = await connection.execute(
        select(state.label("state"), func.count())
        .where(MOU.c.removed_at.is_(None), _signed(day))
        .group_by("state")
    )
    return Agreements(**{name: int(count) for name, count in found})


def _state(day: date) -> ColumnElement[str]:
    ended = MOU.c.expires_on < day
    asleep = and_(
        or_(MOU.c.sleeps_on.is_(None), MOU.c.sleeps_on <= day),
        or_(MOU.c.next_contact_on.is_(None), MOU.c.next_contact_on <= day),
    )
    return case((ended, "ended"), (asleep, "asleep"), else_="kept")


async def sleeping(session: AsyncSession, day: date, limit: int | None = None) -> list[Sleeping]:
    """Those that sleep on this day, the longest without a contact first."""
    connection = await session.connection()
    found = await connection.execute(
        select(MOU.c.id, MOU.c.title)
        .where(MOU.c.removed_at.is_(None), _signed(day), _state(day) == "asleep")
        .order_by(MOU.c.sleeps_on.nulls_first(), MOU.c.id)
        .limit(limit)
    )
    return [Sleeping(number, title) for number, title in found]


async def stood(session: AsyncSession, day: date) -> Agreements:
    """As `standing` on a day that is over: contacts that came later had not been made."""
    counted = Counter(state for _number, _title, state, _quiet in await _stood(session, day))
    return Agreements(**{name: counted[name] for name in ("kept", "asleep", "ended")})


async def slept(session: AsyncSession, day: date, limit: int | None = None) -> list[Sleeping]:
    """As `sleeping` on a day that is over."""
    found = [one for one in await _stood(session, day) if one[2] == "asleep"]
    ordered = sorted(found, key=lambda one: (one[3] or date.min, one[0]))
    return [Sleeping(number, title) for number, title, _state, _quiet in ordered[:limit]]


async def _stood(session: AsyncSession, day: date) -> list[tuple[int, str, str, date | None]]:
    """Number, title, state, and the end of its rhythm, of each that was signed by then."""
    last = (
        select(
            CONTACT.c.parent_id,
            CONTACT.c.happened_on,
            CONTACT.c.next_on,
            func.row_number()
            .over(
                partition_by=CONTACT.c.parent_id,
                order_by=(CONTACT.c.happened_on.desc(), CONTACT.c.id.desc()),
            )
            .label("place"),
        )
        .where(CONTACT.c.removed_at.is_(None), CONTACT.c.happened_on <= day)
        .subquery()
    )
    connection = await session.connection()
    found = await connection.execute(
        select(
            *(MOU.c.id, MOU.c.title, MOU.c.signed_on, MOU.c.cadence_months, MOU.c.expires_on),
            *(last.c.happened_on, last.c.next_on),
        )
        .select_from(MOU)
        .outerjoin(last, and_(last.c.parent_id == MOU.c.id, last.c.place == 1))
        .where(MOU.c.removed_at.is_(None), _signed(day))
    )
    made = []
    for number, title, signed, cadence, expires, contact, agreed in found:
        quiet = sleeps_on(signed, contact, cadence)
        asleep = "asleep" if is_asleep(quiet, agreed, day) else "kept"
        made.append((number, title, "ended" if has_ended(expires, day) else asleep, quiet))
    return made


def _signed(day: date) -> ColumnElement[bool]:
    """One without a known day was there all along."""
    return or_(MOU.c.signed_on.is_(None), MOU.c.signed_on <= day)
