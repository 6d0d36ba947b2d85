"""What SQLite is asked while something is done."""

from collections.abc import Awaitable, Callable

from storage.database import Database

ASKING = ("SELECT", "INSERT", "UPDATE", "DELETE")


async def statements(db: Database, act: Callable[[], Awaitable[object]]) -> list[str]:
    """The SQL that SQLite was given meanwhile; one that writes many rows counts for each."""
    asked: list[str] = []
    async with db.begin() as session:
        pooled = (await session.connection()).sync_connection
        assert pooled is not None
        driver = pooled.connection.driver_connection
    assert driver is not None
    driver.set_trace_callback(asked.append)
    await act()
    driver.set_trace_callback(None)
    return [one for one in asked if one.startswith(ASKING)]
