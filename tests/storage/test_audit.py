"""The trail shows whoever changes, takes out or moves a line (and loses its end)."""

import contextlib
import hashlib
import random
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.audit import AuditEntry
from storage.records import records
from storage.rules.trail import Subject, Verb
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, Office
from tests.helpers.trail import recent

LINES = 12
CHANGES = (
    "action = 'remove'",
    "officer_id = 1",
    "at = '2020-01-01 00:00:00.000000'",
    "subject = 'mou'",
    "subject_id = subject_id + 1",
    "reason = 'x'",
    "after = '{}'",
    "before = '{}'",
    "previous = hash",
    "hash = previous",
)


@pytest.fixture
async def trail(db: Database, office: Office) -> Database:
    async with db.begin() as session:
        for at in range(LINES):
            await records.add(
                Act(session, office.staff, NOW + timedelta(seconds=at)), bus(runs=at)
            )
    return db


async def _tamper(db: Database, *statements: str) -> None:
    async with db.begin() as session:
        connection = await session.connection()
        for statement in statements:
            await connection.execute(text(statement))


async def _first_broken(db: Database) -> int | None:
    async with db.read() as session:
        return await audit.verify(session)


async def test_an_untouched_trail_is_sound_on_any_database(trail: Database) -> None:
    assert await _first_broken(trail) is None
    async with trail.read() as session:
        lines = await recent(session, 3)
    assert [line.seq for line in lines] == [LINES, LINES - 1, LINES - 2]


class Back(Exception):
    """Takes a transaction of the test back."""


async def _broken_after(db: Database, statement: str) -> int | None:
    """What `verify` finds after a statement, which is then taken back."""
    broken: int | None = None
    with contextlib.suppress(Back):
        async with db.begin() as session:
            await (await session.connection()).execute(text(statement))
            broken = await audit.verify(session)
            raise Back
    return broken


async def test_a_changed_line_is_found_whatever_was_changed(trail: Database) -> None:
    for change in CHANGES:
        for seq in (1, 5, LINES):
            statement = f"UPDATE audit_entry SET {change} WHERE seq = {seq}"
            assert await _broken_after(trail, statement) == seq, statement
    assert await _first_broken(trail) is None


async def test_a_line_taken_out_is_found_wherever_it_stood(trail: Database) -> None:
    await _tamper(trail, f"DELETE FROM audit_entry WHERE seq = {LINES}")
    assert await _first_broken(trail) == LINES
    await _tamper(trail, "DELETE FROM audit_entry WHERE seq = 7")
    assert await _first_broken(trail) == 7
    await _tamper(trail, "DELETE FROM audit_entry WHERE seq = 1")
    assert await _first_broken(trail) == 1


async def test_two_lines_that_changed_places_are_found(trail: Database) -> None:
    chance = random.Random(20210804)
    for _ in range(10):
        one, other = sorted(chance.sample(range(1, LINES + 1), 2))
        swap = (
            f"UPDATE audit_entry SET seq = -1 WHERE seq = {one}",
            f"UPDATE audit_entry SET seq = {one} WHERE seq = {other}",
            f"UPDATE audit_entry SET seq = {other} WHERE seq = -1",
        )
        await _tamper(trail, *swap)
        assert await _first_broken(trail) == one
        await _tamper(trail, *swap)
        assert await _first_broken(trail) is None


async def test_korean_and_large_numbers_survive_the_way_through_the_database(
    db: Database, office: Office
) -> None:
    told = {"제목": "‘대규모공사’ 온·오프라인 😀", "amount": 9_007_199_254_740_993, "none": None}
    async with db.begin() as session:
        act = Act(session, office.staff, NOW + timedelta(microseconds=1))
        await act.log(Subject.EVENT, 1, Verb.CHANGE, before=told, reason="줄\n바꿈")
    assert await _first_broken(db) is None


@pytest.mark.parametrize(
    "said",
    [
        {"가": "말 'ㅋㅍ' \u2028 \\ / \x7f", "b": [1, None, True], "A": {"z": 1, "a": 2}},
        {"share": 1e16, "small": 1e-7, "half": 0.5, "zero": -0.0},
        {"many": 2**70},
    ],
    ids=["words", "fractions", "a number that the quicker writer refuses"],
)
def test_a_line_is_sealed_by_what_it_says_however_it_is_written(said: dict[str, object]) -> None:
    line = AuditEntry(
        seq=7,
        at=NOW,
        officer_id=1,
        action=Verb.CHANGE,
        subject=Subject.EVENT,
        subject_id=3,
        before=None,
        after=said,
        reason="까닭",
        previous=audit.BEGINNING,
        hash="",
    )
    line.hash = audit.digest(line)
    assert audit.is_sealed(line)
    for wrong in (hashlib.sha256(b"").hexdigest(), "", audit.BEGINNING):
        line.hash = wrong
        assert not audit.is_sealed(line)
