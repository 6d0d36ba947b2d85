"""How PostgreSQL is spoken to: what is asked of it at each connection, and when one is trusted."""

import math
import select
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import await_

from storage import postgres_wire
from storage.rules.clock import steady

IDLE_SECONDS = 6  # in the middle of a transaction: then its process is frozen or gone
LOCK_SECONDS = 9  # longer than IDLE_SECONDS, so that the one who waits gets the lock
SESSION = {
    "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    "lock_timeout": f"{LOCK_SECONDS}s",
    "tcp_keepalives_idle": 5,
    "tcp_keepalives_interval": 3,
    "tcp_keepalives_count": 3,
}
"""What PostgreSQL is asked for at each connection, so that no process holds up the others."""
CONNECTION = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
    "prepare_threshold": None,  # at each rollback the driver would forget its own, and ours too
}
TRUSTED_SECONDS = 1.0  # a connection that was used so lately is not asked whether it stands
LEFT = "left"  # key of a connection's info: when it was last given back


def made(address: URL, **usual: Any) -> AsyncEngine:
    """The engine for that address, with what is usual for ours on any database."""
    ours = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    theirs = address.query.get("options", "")  # in the address, which goes before ours
    engine = create_async_engine(
        address,
        connect_args={**CONNECTION, "options": f"{ours} {theirs}".strip()},
        pool_size=5,
        **usual,
    )
    event.listen(engine.sync_engine, "before_cursor_execute", postgres_wire.before)
    event.listen(engine.sync_engine, "commit", postgres_wire.before)
    event.listen(engine.sync_engine, "checkin", _given_back)
    event.listen(engine.sync_engine, "checkout", _taken)
    return engine


def _given_back(_connection: Any, record: Any) -> None:
    record.info[LEFT] = steady()


def _taken(connection: Any, record: Any, _proxy: Any) -> None:
    """Asks the server whether a connection still stands, unless it was used a moment ago and
    nothing has come over it since: a server that ends says so. Raises DisconnectionError."""
    if _is_quiet(connection) and steady() - record.info.get(LEFT, -math.inf) < TRUSTED_SECONDS:
        return
    try:
        await_(connection.driver_connection.execute(";"))
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


def _is_quiet(connection: Any) -> bool:
    return not select.select([connection.driver_connection.fileno()], [], [], 0)[0]
