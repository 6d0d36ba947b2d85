"""The index of the search holds what the records say, whoever writes them."""

from random import Random

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.engine import Connection

from storage import letter_pairs, migrate
from storage.database import Database, execute
from storage.models.event import Event
from storage.models.money import Problem
from storage.prepared import dialect_of
from storage.rules.terms import RecordKind
from tests.helpers.decades import decades
from tests.helpers.offices import NOW, Office, seat

EVENT = Event.__table__
LETTERS = "쿠팡물류고양시(주)'\"%_*\n-.@1a"


async def _held(db: Database, kind: RecordKind, word: str) -> set[int]:
    async with db.read() as session:
        pairs = letter_pairs.pairs_of(word)
        asked = letter_pairs.holding(kind, pairs, dialect_of(session))
        found = set((await execute(session, asked)).scalars())
        (anywhere,) = letter_pairs.anywhere([pairs], [kind], dialect_of(session))
        places = map(letter_pairs.placed, (await execute(session, anywhere)).scalars())
        assert {number for place, number in places if place is kind} == found
        return found


def _event(office: Office, number: int, words: str) -> dict[str, object]:
    return {
        "id": number,
        "facts": {},
        "department_id": office.home,
        "officer_id": office.staff.id,
        "title": "",
        "search": words,
        "version": 1,
        "created_at": NOW,
        "changed_at": NOW,
        "event_kind": "job_fair",
        "precision": "unknown",
        "status": "done",
    }


async def test_any_text_is_held_by_its_pairs_and_by_no_others(
    db: Database, office: Office
) -> None:
    chance = Random(3)
    texts = ["".join(chance.choices(LETTERS, k=chance.randint(0, 12))) for _ in range(60)]
    async with db.begin() as session:
        rows = [_event(office, number, said) for number, said in enumerate(texts, start=1)]
        await execute(session, insert(EVENT), rows)
    for word in [*(one[:3] for one in texts if len(one) > 2), "쿠팡", "%_", "'\""]:
        pairs = {word[at : at + 2] for at in range(len(word) - 1)}
        wanted = {
            number
            for number, said in enumerate(texts, start=1)
            if all(pair in said for pair in pairs)
        }
        assert await _held(db, RecordKind.EVENT, word) == wanted, word


async def test_it_follows_changes_and_what_is_taken_back(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await execute(
            session, insert(EVENT), [_event(office, 1, "쿠팡"), _event(office, 2, "쿠팡")]
        )
    async with db.begin() as session:
        await execute(session, update(EVENT).where(EVENT.c.id == 1).values(search="고양시"))
    assert await _held(db, RecordKind.EVENT, "쿠팡") == {2}
    with pytest.raises(LookupError):
        await _takes_back(db)
    assert await _held(db, RecordKind.EVENT, "고양") == {1}
    async with db.begin() as session:
        await execute(session, delete(EVENT).where(EVENT.c.id == 2))
    assert await _held(db, RecordKind.EVENT, "쿠팡") == set()
    assert await _held(db, RecordKind.PROBLEM, "고양") == set()


async def _takes_back(db: Database) -> None:
    async with db.begin() as session:
        await execute(session, delete(EVENT))
        raise LookupError


async def test_a_table_that_was_made_anew_is_indexed_again(url: str) -> None:
    db = Database(url)
    async with db.begin() as session:
        await decades(session, await seat(session), 60)
    wanted = await _held(db, RecordKind.EVENT, "쿠팡")
    await db.close()
    with migrate._transaction(url) as connection:
        _forget(connection)
    migrate.upgrade(url)
    db = Database(url)
    assert len(wanted) == 20
    assert await _held(db, RecordKind.EVENT, "쿠팡") == wanted
    await db.close()


def _forget(connection: Connection) -> None:
    """As a migration does that copies a table on SQLite, or drops an index."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER search_pairs_event_put"))
        connection.execute(text("INSERT INTO search_pairs (search_pairs) VALUES ('delete-all')"))
    else:
        connection.execute(text("DROP INDEX search_pairs_event"))


@pytest.mark.parametrize("table", [Event, Problem])
async def test_each_table_of_records_has_its_index(url: str, table: type[Event]) -> None:
    db = Database(url)
    name = table.__tablename__
    asked = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
        if url.startswith("sqlite")
        else "SELECT count(*) * 3 FROM pg_indexes WHERE indexname = 'search_pairs_' || :name"
    )
    async with db.read() as session:
        assert (await execute(session, text(asked), {"name": name})).scalar_one() == 3
    await db.close()
