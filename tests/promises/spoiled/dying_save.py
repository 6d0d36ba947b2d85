"""A bot that is killed, or fails, at the n-th statement of the transaction that saves a record.

It counts from the first tap on, the commit included. `DIE_AT` says at which it is killed. A file
`fail-at` in the data folder says at which the database refuses instead, once: `7`, or `7 after`
for a statement that is done though its answer is lost. `failed` then says what was refused.
Nothing else of the bot is spoiled.
"""

import inspect
import os
import signal
import sqlite3
import threading
from collections.abc import Generator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import orjson
import psycopg

from bot.pumps.worker import Worker
from storage import inline_sqlite
from storage.postgres_wire import Wire

ORDER, TOLD = "fail-at", "failed"
COMMIT, OTHER, LATER = "commit", "statement", "later"

_left = 0
_after = _over = False  # whether it fails once it is done; whether the save has had its commit
_ours: ContextVar[bool] = ContextVar("ours", default=False)  # in a round of the worker
_step, _once = Worker._step, Worker.once


async def _round(self: Worker) -> int:
    token = _ours.set(True)
    try:
        return await _once(self)
    finally:
        _ours.reset(token)


async def _armed(self: Worker, session: Any, head: Any) -> None:
    if "callback_query" in orjson.loads(head.raw) and not _left:
        _arm()
    await _step(self, session, head)


def _arm() -> None:
    global _left, _after, _over
    order = _folder() / ORDER
    if "DIE_AT" in os.environ:
        _left = int(os.environ["DIE_AT"])
    elif order.exists():
        number, *after = order.read_text("utf-8").split()
        order.unlink()
        _left, _after, _over = int(number), bool(after), False


def _folder() -> Path:
    return Path(os.environ["DATA_DIR"])


def _due(what: str) -> bool:
    """Whether this is the statement; counts it."""
    global _left, _over
    beside = threading.current_thread() is not threading.main_thread()  # SQLite's commit
    if not _left or not (_ours.get() or beside):
        return False
    _left -= 1
    if _left:
        _over = _over or what == COMMIT
        return False
    if "DIE_AT" in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    (_folder() / TOLD).write_text(LATER if _over else what, "utf-8")
    return True


def _counted(kind: type, name: str, error: Exception) -> None:
    real = getattr(kind, name)

    def call(self: Any, *given: Any, **more: Any) -> Any:
        what = COMMIT if name == "commit" or _words(given) == "COMMIT" else OTHER
        if not _due(what):
            return real(self, *given, **more)
        if not _after:
            raise error
        done = real(self, *given, **more)
        if inspect.isawaitable(done):
            return _lost(done, error)
        raise error

    setattr(kind, name, call)


def _words(given: Any) -> str:
    words = given[0] if given else ""
    return str(words.decode() if isinstance(words, bytes) else words).strip().upper()


def _counted_trips(error: Exception) -> None:
    """The wire's statements, which travel together: what is refused stops all of its trip."""
    real = Wire._trip

    def trip(self: Wire, waiting: Any, asked: Any) -> Generator[int, int, list[Any]]:
        due = [_due(COMMIT if text == "COMMIT" else OTHER) for text, _values in waiting]
        if any(due) and not _after:
            raise error
        found = yield from real(self, waiting, asked)
        if any(due):
            raise error
        return found

    Wire._trip = trip  # type: ignore[method-assign]  # each statement counts, as before


async def _lost(done: Any, error: Exception) -> None:
    await done
    raise error


def spoil() -> None:
    """Counts what is asked of either driver."""
    Worker._step = _armed  # type: ignore[method-assign]  # this is what arms it
    Worker.once = _round  # type: ignore[method-assign]  # only its statements are counted
    sqlite, postgres = inline_sqlite.InlineConnection, psycopg.AsyncConnection
    broken = sqlite3.OperationalError("disk I/O error")
    broken.sqlite_errorcode = sqlite3.SQLITE_IOERR
    gone = psycopg.OperationalError("server closed the connection unexpectedly")
    for kind, error in (
        (sqlite, broken),
        (inline_sqlite.InlineCursor, broken),
        (psycopg.AsyncCursor, gone),
    ):
        _counted(kind, "execute", error)
        _counted(kind, "executemany", error)
    _counted(sqlite, "commit", broken)
    _counted(postgres, "commit", gone)
    _counted_trips(gone)
