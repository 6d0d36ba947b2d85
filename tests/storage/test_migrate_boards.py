"""A database of the release before: errands that drew boards are taken back, no other row is."""

from datetime import UTC, datetime

from sqlalchemy import text

from storage import migrate
from storage.database import Database
from storage.traffic import outbox

NOW = datetime(2021, 7, 5, 1, 0, tzinfo=UTC)
WAITING = (
    ("errand", {"errand": "board", "given": {"half": None}}),
    ("errand", {"errand": "read", "given": {"upload": 1}}),
    ("message", {"text": 'the words "errand": "board"'}),
)


async def test_an_errand_that_draws_a_board_is_taken_back_and_no_other_row(url: str) -> None:
    migrate.downgrade(url, "0018")
    db = Database(url)
    async with db.begin() as session:
        for kind, payload in WAITING:
            await outbox.put(session, 1, kind, payload, now=NOW)
    migrate.upgrade(url)
    async with db.read() as session:
        asked = text("SELECT state FROM outbox ORDER BY id")
        states = [row[0] for row in await (await session.connection()).execute(asked)]
    await db.close()
    assert states == ["superseded", "due", "due"]
