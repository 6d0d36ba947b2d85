"""What is to be said once is written once, and the writer is told which of the two it was."""

from typing import Any

from sqlmodel import func, select

from storage.database import DIRECT, Database
from storage.models.traffic import Outbox
from storage.traffic import cards, leases, outbox, outbox_batches
from storage.traffic.messages import Card, Message
from tests.helpers.offices import NOW


async def test_a_key_used_before_writes_nothing_and_says_so(db: Database) -> None:
    async with db.begin() as session:
        told = [
            await outbox.put(session, 1, Message(""), now=NOW, dedupe_key=key)
            for key in ("digest:1", "digest:1", "digest:2", None)
        ]
        assert told == [True, False, True, True]
        assert (await session.exec(select(func.count()).select_from(Outbox))).one() == 3


async def test_many_are_written_at_once_and_none_of_them_twice(db: Database) -> None:
    """Mutants: a key that was used counts as new; an empty list asks for all."""
    first = [(1, Message("가"), "digest:1"), (2, Message("나"), "digest:2")]
    more = [(2, Message("다시"), "digest:2"), (3, Message("다"), "digest:3")]
    async with db.begin() as session:
        for messages in (first, more, []):
            await outbox_batches.put_each(session, messages, now=NOW)
        keys = [f"digest:{number}" for number in range(5)]
        assert await outbox_batches.used(session, keys) == {"digest:1", "digest:2", "digest:3"}
        assert await outbox_batches.used(session, []) == set()
        parcels = await leases.claim(session, NOW, most=9)
    told = [(one.chat_id, one.kind, one.payload["text"]) for one in parcels]
    assert told == [(1, "message", "가"), (2, "message", "나"), (3, "message", "다")]


async def test_claiming_costs_the_same_however_many_cards_the_office_has(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    counted = []
    for many in (1, 1000):
        async with db.begin() as session:
            for number in range(many):
                await cards.place(session, f"draft:{many}:{number}", 1, number)
            await outbox.put(session, 1, Card(f"draft:{many}:{number}", ""), now=NOW)
            counted.append(0)
            driver: Any = session.info[DIRECT].connection.driver_connection
            driver.set_progress_handler(lambda: _count(counted), 1)
            parcels = await leases.claim(session, NOW, most=1)
            driver.set_progress_handler(None, 0)
            await outbox.sent(session, [(parcel.id, 0) for parcel in parcels])
        assert [parcel.card_message for parcel in parcels] == [number]
    await db.close()
    assert counted[1] < 1.1 * counted[0]


def _count(counted: list[int]) -> int:
    counted[-1] += 1
    return 0
