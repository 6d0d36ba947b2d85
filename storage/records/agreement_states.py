"""How the agreements stood on a day: followed, asleep or ended.

One ends with its last day and does not sleep then. One sleeps when its rhythm is over without a
contact, as long as no later day was agreed for the next. Both are asked here by whoever counts
agreements, and mean what is due of them (`scheduler/due/of_records.py`).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.mou import FollowUp, Mou
from storage.records.record_projection import sleeps_on

MOU = Mou.__table__
CONTACT = FollowUp.__table__


@dataclass(frozen=True)
class Agreements:
    """How many stood so; together all that were signed by that day."""

    kept: int = 0
    asleep: int = 0
    ended: int = 0


def has_ended(expires_on: date | None, day: date) -> bool:
    """Whether its last day is over."""
    return expires_on is not None and expires_on < day


def is_asleep(quiet_on: date | None, agreed_on: date | None, day: date) -> bool:
    """Whether one that has not ended sleeps; `quiet_on` is the end of its rhythm."""
    return (quiet_on is None or quiet_on <= day) and (agreed_on is None or agreed_on <= day)


async def standing(session: AsyncSession, day: date) -> Agreements:
    """The living agreements as the office's last word on them has it, on this day."""
    ended = MOU.c.expires_on < day
    asleep = and_(
        or_(MOU.c.sleeps_on.is_(None), MOU.c.sleeps_on <= day),
        or_(MOU.c.next_contact_on.is_(None), MOU.c.next_contact_on <= day),
    )
    state = case((ended, "ended"), (asleep, "asleep"), else_="kept")
    connection = await session.connection()
    found = await connection.execute(
        select(state.label("state"), func.count())
        .where(MOU.c.removed_at.is_(None), _signed(day))
        .group_by("state")
    )
    return Agreements(**{name: int(count) for name, count in found})


async def stood(session: AsyncSession, day: date) -> Agreements:
    """As `standing` on a day that is over: contacts that came later had not been made."""
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
            MOU.c.signed_on,
            MOU.c.cadence_months,
            MOU.c.expires_on,
            last.c.happened_on,
            last.c.next_on,
        )
        .select_from(MOU)
        .outerjoin(last, and_(last.c.parent_id == MOU.c.id, last.c.place == 1))
        .where(MOU.c.removed_at.is_(None), _signed(day))
    )
    counted = {"kept": 0, "asleep": 0, "ended": 0}
    for signed, cadence, expires, contact, agreed in found:
        if has_ended(expires, day):
            counted["ended"] += 1
        elif is_asleep(sleeps_on(signed, contact, cadence), agreed, day):
            counted["asleep"] += 1
        else:
            counted["kept"] += 1
    return Agreements(**counted)


def _signed(day: date) -> ColumnElement[bool]:
    """One without a known day was there all along."""
    return or_(MOU.c.signed_on.is_(None), MOU.c.signed_on <= day)
