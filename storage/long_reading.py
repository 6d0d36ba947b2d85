"""Long reading, beside the event loop: on a thread, an event loop and a connection of its own.

SQLite is called inside the loop (docs/decisions/0002-sqlite-in-the-loop.md), which suits what a
tap reads. Whatever reads the records of many years would hold up everybody else meanwhile, and
comes here instead. It sees one snapshot and writes nothing.

A handler inside a write transaction asks by `lent`: without what it needs it stops by `NotRead`,
its transaction is taken back, the reading is done beside the loop, and the handler runs again from
its start with the answer at hand. So nobody holds the lock of the writer while he reads.
"""

import asyncio
import ctypes
import gc
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database, opened

T = TypeVar("T")
Work = Callable[[AsyncSession], Awaitable[T]]

LOAN = "loan"  # session.info key: what was read beside for this transaction
MOST_READINGS = 3
"""How often one question is read again because its answer aged before it could be used."""
MOST_QUESTIONS = 12
"""How many different ones one update may ask; more are one whose key changes with each try."""

_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not every C library has it
_READERS = ThreadPoolExecutor(2, thread_name_prefix="reading")


class NotRead(Exception):
    """Something has to be read beside the loop before this transaction can go on."""

    def __init__(self, key: Hashable, work: Work[Any]) -> None:
        super().__init__(key)
        self.key = key
        self.work = work


@dataclass
class Loan:
    """What was read for one update, over the tries of its handler."""

    found: dict[Hashable, Any] = field(default_factory=dict)
    failed: dict[Hashable, Exception] = field(default_factory=dict)
    readings: dict[Hashable, int] = field(default_factory=dict)

    async def read(self, db: Database, wanted: NotRead) -> None:
        """Reads what was missing; an error is kept, to be raised where it was asked for."""
        key = wanted.key
        self.readings[key] = self.readings.get(key, 0) + 1
        self.failed.pop(key, None)
        try:
            self.found[key] = await beside(db, wanted.work)
        except Exception as error:  # the handler's to judge: a Refusal is a sentence
            self.failed[key] = error


async def lent(
    session: AsyncSession,
    key: Hashable,
    work: Work[T],
    still: Callable[[AsyncSession, T], Awaitable[bool]] | None = None,
) -> T:
    """What `work` finds, read beside the loop when the session belongs to an update.

    `still` says in the present transaction whether an answer holds; one that has aged is read
    again, `MOST_READINGS` times at most, and then here. Other sessions read at once. `key` names
    the question and is the same in each try. Raises NotRead, which is the worker's to catch, and
    what `work` raises.
    """
    loan: Loan | None = session.info.get(LOAN)
    if loan is None:
        return await work(session)
    if key in loan.failed:
        raise loan.failed[key]
    if key in loan.found:
        found: T = loan.found[key]
        if still is None or await still(session, found):
            return found
        if loan.readings[key] >= MOST_READINGS:
            return await work(session)
    if len(loan.readings) >= MOST_QUESTIONS:
        raise RuntimeError(f"asks for ever new readings: {key!r:.80}")
    raise NotRead(key, work)


async def begun(db: Database, act: Work[T]) -> T:
    """What `act` does in one write transaction, begun anew each time it must first read for long.

    For whoever writes outside an update, as an errand does.
    """
    loan = Loan()
    while True:
        try:
            async with db.begin() as session:
                session.info[LOAN] = loan
                return await act(session)
        except NotRead as wanted:
            await loan.read(db, wanted)


async def beside(db: Database, work: Work[T]) -> T:
    """What `work` finds in a reading transaction of its own; its errors come back as they are.

    Rows that it returns are detached: what they hold can be read, nothing more is loaded.
    """
    reading = partial(_apart, db.url, work)
    return await asyncio.get_running_loop().run_in_executor(_READERS, reading)


def _apart(url: str, work: Work[T]) -> T:
    with _COLLECTOR:
        try:
            return asyncio.run(_read(url, work))
        finally:
            _give_back()


def _give_back() -> None:
    """What the reading took goes back to the system: each thread has a store of its own, which
    the C library would keep at its highest (docs/decisions/0038-memory-of-a-long-reading.md)."""
    if _TRIM is not None:
        _TRIM(0)


class _Resting:
    """The collector rests while somebody reads: it would stop every thread to look at rows that
    are all still needed, for 300 ms and more at 10,000 records (`tests/bench/history.py`)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._on = True

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._on = gc.isenabled()
                gc.disable()
            self._inside += 1

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0 and self._on:
                gc.enable()


_COLLECTOR = _Resting()


async def _read(url: str, work: Work[T]) -> T:
    async with opened(url) as db, db.read() as session:
        return await work(session)
