"""What is to be said once is written once, and the writer is told which of the two it was."""

from sqlmodel import func, select

from storage.database import Database
from storage.models.traffic import Outbox
from storage.queries import outbox
from tests.helpers.offices import NOW


async def test_a_key_used_before_writes_nothing_and_says_so(db: Database) -> None:
    async with db.begin() as session:
        told = [
            await outbox.put(session, 1, "message", {}, now=NOW, dedupe_key=key)
            for key in ("digest:1", "digest:1", "digest:2", None)
        ]
        assert told == [True, False, True, True]
        assert (await session.exec(select(func.count()).select_from(Outbox))).one() == 3
