"""Photos and files whose record is not named yet: a bag a message, or an album, for one day.

A bag is filled by what comes together, is put to one record as a whole, and takes nothing else
with it. What nobody has placed when its day is over is erased.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import execute
from storage.models.evidence import Evidence, EvidenceBag
from storage.models.office import Officer
from storage.records import evidence, record_keeping, texts
from storage.records.evidence import FILE, WAITING
from storage.rules import errors, retention
from storage.rules.permission import Action
from storage.rules.terms import RecordKind

OPEN_FOR = retention.UNPLACED
KNOWN_FOR = timedelta(days=30)
"""How long a late tap still hears what became of its bag."""
OPEN, PLACED, EXPIRED = "open", "placed", "expired"


async def put(act: Act, file: Mapping[str, Any], *, chat_id: int, card: str) -> EvidenceBag:
    """Puts a file into the bag whose question stands on this card; the same file lies in it once.

    `card` names the message or album that it came with; a part that comes later begins it anew.
    """
    session = act.session
    bag = await _of_card(session, card)
    if bag is None or bag.officer_id != act.officer.id:
        bag = EvidenceBag(
            officer_id=act.officer.id,
            chat_id=chat_id,
            card=card,
            opened_at=act.now,
            ends_at=act.now,
        )
    elif bag.state != OPEN:
        bag.state = OPEN
    bag.opened_at, bag.ends_at = act.now, act.now + OPEN_FOR
    session.add(bag)
    await session.flush()
    row = await evidence.keep(act, WAITING, bag.id, file)
    session.add(row)
    await session.flush()
    return bag


async def inside(session: AsyncSession, bag: EvidenceBag) -> list[Evidence]:
    """What lies in a bag, in the order in which it came."""
    return await evidence.held_by(session, WAITING, bag.id)


async def take(act: Act, number: int) -> list[dict[str, Any]]:
    """What lies in this person's bag, as `evidence.attach` takes it; the bag is settled.

    Raises Gone for a bag that is not theirs, and Refusal when it was settled or has expired.
    """
    bag = await _own(act, number)
    found = [{name: getattr(row, name) for name in FILE} for row in await inside(act.session, bag)]
    await _empty(act.session, bag, PLACED)
    return found


async def place(act: Act, number: int, kind: RecordKind, record_id: int) -> list[dict[str, Any]]:
    """Moves the whole bag to a record; returns what was moved.

    As `take`; besides, raises Gone when the record is missing or removed, NotAllowed out of reach.
    """
    await act.hold()
    record = await record_keeping.existing(act.session, kind, record_id)
    record_keeping.refuse_out_of_reach(act.officer, record.department_id, Action.EDIT_RECORD)
    files = await take(act, number)
    for file in files:
        await evidence.attach(act, kind, record_id, file)
    return files


async def drop(session: AsyncSession, file_unique_id: str, *, officer: Officer) -> None:
    """A file that waited for this person is read instead: it is no evidence."""
    own = select(EvidenceBag.id).where(
        col(EvidenceBag.officer_id) == officer.id, col(EvidenceBag.state) == OPEN
    )
    await execute(
        session,
        delete(Evidence).where(
            col(Evidence.record_kind) == WAITING,
            col(Evidence.record_id).in_(own),
            col(Evidence.file_unique_id) == file_unique_id,
        ),
    )


async def over(session: AsyncSession, now: datetime) -> list[EvidenceBag]:
    """The bags whose day is over, oldest first; old ones that were settled are forgotten."""
    await execute(
        session,
        delete(EvidenceBag).where(
            col(EvidenceBag.state) != OPEN, col(EvidenceBag.ends_at) <= now - KNOWN_FOR
        ),
    )
    found = await session.exec(
        select(EvidenceBag)
        .where(col(EvidenceBag.state) == OPEN, col(EvidenceBag.ends_at) <= now)
        .order_by(col(EvidenceBag.id))
    )
    return list(found.all())


async def expire(session: AsyncSession, bag: EvidenceBag) -> list[Evidence]:
    """Erases what lies in a bag; returns what lay in it."""
    lost = await inside(session, bag)
    await _empty(session, bag, EXPIRED)
    return lost


async def _own(act: Act, number: int) -> EvidenceBag:
    bag = await act.session.get(EvidenceBag, number, populate_existing=True)
    if bag is None or bag.officer_id != act.officer.id:
        raise errors.Gone(texts.BAG_GONE)
    if bag.state == PLACED:
        raise errors.Refusal(texts.BAG_PLACED)
    if bag.state == EXPIRED or bag.ends_at <= act.now:
        raise errors.Refusal(texts.BAG_EXPIRED)
    return bag


async def _of_card(session: AsyncSession, card: str) -> EvidenceBag | None:
    found = await session.exec(select(EvidenceBag).where(col(EvidenceBag.card) == card))
    return found.one_or_none()


async def _empty(session: AsyncSession, bag: EvidenceBag, state: str) -> None:
    await execute(
        session,
        delete(Evidence).where(
            col(Evidence.record_kind) == WAITING, col(Evidence.record_id) == bag.id
        ),
    )
    bag.state = state
    session.add(bag)
    await session.flush()
