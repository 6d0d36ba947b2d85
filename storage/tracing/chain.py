"""The chain of the trail read through once: where it breaks first, and by what kind of hand.

Every line's hash covers its number and the hash of the line before it, so a single look from the
first line to the last shows a change, a gap and a stranger. What no look at the chain alone can
show, a chain that was written anew as a whole or cut with its end moved back, is shown by a head
that left the office before: see `storage/safekeeping/heads.py`.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.audit import BEGINNING, ENTRIES
from storage.safekeeping.heads import Head
from storage.safekeeping.telling import Told, untold
from storage.tracing.breach import Breach, Sort

CHUNK = 2000
NEAR = 200  # so many places a line may have been moved by and still be known again
UNREADABLE = (SQLAlchemyError, ValueError, TypeError, AttributeError, OverflowError)

Line = Any  # a row of `audit_entry`, its columns as attributes
Look = Callable[[Line], None]


@dataclass
class Read:
    """What a look at the chain found: its end, what heads it meets, and the first break."""

    seq: int = 0
    hash: str = BEGINNING
    breach: Breach | None = None
    hashes: dict[int, str] = field(default_factory=dict)  # of the lines that heads name
    found: dict[str, int] = field(default_factory=dict)  # a hash that was asked for: its line
    restores: list[Line] = field(default_factory=list)


async def lines(session: AsyncSession, after: int = 0) -> AsyncIterator[Sequence[Line]]:
    """The lines behind a number, in their order, some at a time.

    One that the database cannot give out as what it was written as comes with `hash` "".
    """
    connection = await session.connection()
    while True:
        asked = select(ENTRIES).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq).limit(CHUNK)
        try:
            rows: Sequence[Row[Any]] = (await connection.execute(asked)).all()
        except UNREADABLE:
            rows = [one async for one in _singly(session, after)]
        if rows:
            yield rows
        if len(rows) < CHUNK:
            return
        after = rows[-1].seq


async def _singly(session: AsyncSession, after: int) -> AsyncIterator[Line]:
    connection = await session.connection()
    numbers = select(ENTRIES.c.seq).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq)
    for (seq,) in (await connection.execute(numbers.limit(CHUNK))).all():
        try:
            found = await connection.execute(select(ENTRIES).where(ENTRIES.c.seq == seq))
            yield found.one()
        except UNREADABLE:
            yield SimpleNamespace(seq=seq, hash="", previous="", subject="", action="", after=None)


async def through(
    session: AsyncSession,
    heads: Iterable[Head] = (),
    sought: Iterable[str] = (),
    look: Look | None = None,
    told: Told = untold,
    start: Head | None = None,
) -> Read:
    """Reads the chain from `start` (its beginning) to its end; `look` sees every line.

    `sought` are beginnings of hashes, of which nobody knows the number. After a break the lines
    are still looked at, and no longer compared.
    """
    read = Read() if start is None else Read(start.seq, start.hash)
    named = {one.seq for one in heads}
    wanted = tuple(sought)
    end_seq, end_hash = await audit.head(session)
    if start is not None and start.seq and not await _stands(session, start):
        read.breach = Breach(Sort.CHANGED, start.seq, start.seq)
    async for some in lines(session, read.seq):
        for row in some:
            if read.breach is None:
                read.breach = _broken(row, read.seq + 1, read.hash)
                read.seq, read.hash = row.seq, row.hash
            if row.seq in named:
                read.hashes[row.seq] = row.hash
            for one in wanted:
                if row.hash.startswith(one):
                    read.found[one] = row.seq
            if row.subject == "origin" and row.action == "restore":
                read.restores.append(row)
            if look is not None:
                look(row)
        told(some[-1].seq, max(end_seq, some[-1].seq))
    if read.breach is None:
        read.breach = _end(read, end_seq, end_hash)
    return read


async def _stands(session: AsyncSession, head: Head) -> bool:
    connection = await session.connection()
    found = await connection.scalar(select(ENTRIES.c.hash).where(ENTRIES.c.seq == head.seq))
    return bool(found == head.hash)


def _broken(row: Line, expected: int, previous: str) -> Breach | None:
    """What is wrong with the line that stands where `expected` should; None where nothing is."""
    sound = _is_sealed(row)
    if sound and row.seq == expected and row.previous == previous:
        return None
    came = row.seq if sound else _came_from(row)
    if row.seq > expected:
        if came == expected:  # it has another number than it was written under, and no more
            return Breach(Sort.CHANGED, row.seq, row.seq, detail="seq")
        return Breach(Sort.REMOVED, expected, row.seq - 1)
    if came is not None and came > row.seq:
        return Breach(Sort.REMOVED, expected, expected + came - row.seq - 1)
    if came is not None and came < row.seq:
        return Breach(Sort.INSERTED, max(expected - (row.seq - came), 1), expected - 1)
    if sound and expected > 1:  # sound, and written behind another line than the one above it
        return Breach(Sort.CHANGED, expected - 1, expected - 1, detail="previous")
    return Breach(Sort.CHANGED, expected, expected)


def _came_from(row: Line) -> int | None:
    """The number under which the line was written, where it stands near by."""
    for step in range(1, NEAR):
        for seq in (row.seq - step, row.seq + step):
            if seq > 0 and _digest(row, seq) == row.hash:
                return int(seq)
    return None


def _is_sealed(row: Line) -> bool:
    try:
        return audit.is_sealed(row)
    except UNREADABLE:
        return False


def _digest(row: Line, seq: int) -> str:
    """The hash of a line as if it stood under this number; "" for one that cannot be read."""
    try:
        return audit.digest_of(row, seq)
    except UNREADABLE:
        return " "  # equal to no hash, that of an unreadable line included


def _end(read: Read, seq: int, sealed: str) -> Breach | None:
    if (read.seq, read.hash) == (seq, sealed):
        return None
    if seq > read.seq:
        return Breach(Sort.CUT, read.seq + 1, seq)
    if seq < read.seq:
        return Breach(Sort.INSERTED, seq + 1, read.seq)
    return Breach(Sort.END, seq, seq)


def moment(row: Line) -> datetime | None:
    """When the line was written; None where that cannot be read."""
    return row.at if isinstance(getattr(row, "at", None), datetime) else None
