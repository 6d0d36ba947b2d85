"""A bot that is killed before the n-th statement of the transaction that saves a record.

It counts from the first tap on, the commit included. `DIE_AT` says at which; nothing else of the
bot is spoiled.
"""

import os
import signal
import threading
from contextvars import ContextVar
from typing import Any

import orjson
import psycopg

from bot.pumps.worker import Worker
from storage import inline_sqlite

_left = 0
_ours: ContextVar[bool] = ContextVar("ours", default=False)  # in a round of the worker
_step, _once = Worker._step, Worker.once


async def _round(self: Worker) -> int:
    token = _ours.set(True)
    try:
        return await _once(self)
    finally:
        _ours.reset(token)


async def _armed(self: Worker, session: Any, head: Any) -> None:
    global _left
    if "callback_query" in orjson.loads(head.raw) and not _left:
        _left = int(os.environ["DIE_AT"])
    await _step(self, session, head)


def _count() -> None:
    global _left
    beside = threading.current_thread() is not threading.main_thread()  # SQLite's commit
    if _left and (_ours.get() or beside):
        _left -= 1
        if not _left:
            os.kill(os.getpid(), signal.SIGKILL)


def _counted(kind: type, name: str) -> None:
    real = getattr(kind, name)

    def call(self: Any, *given: Any, **more: Any) -> Any:
        _count()
        return real(self, *given, **more)

    setattr(kind, name, call)


def spoil() -> None:
    """Counts what is asked of either driver."""
    Worker._step = _armed  # type: ignore[method-assign]  # this is what arms it
    Worker.once = _round  # type: ignore[method-assign]  # only its statements are counted
    sqlite, postgres = inline_sqlite.InlineConnection, psycopg.AsyncConnection
    for kind in (sqlite, inline_sqlite.InlineCursor, psycopg.AsyncCursor):
        _counted(kind, "execute")
        _counted(kind, "executemany")
    _counted(sqlite, "commit")
    _counted(postgres, "commit")
