"""What the way to the first release does with people's rows, told by example."""

from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import migrate
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.records import records
from storage.traffic import outbox
from storage.traffic.messages import Errand, Message
from tests.helpers import older
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, seat
from tests.helpers.plain_sql import look

pytestmark = pytest.mark.long


async def _fill(url: str) -> None:
    """Seven people and one record."""
    db = Database(url)
    async with db.begin() as session:
        office = await seat(session)
        await records.add(Act(session, office.staff, NOW), bus())
    await db.close()


TEXT = '{"text": "시민 우선고용 안내"}'


async def test_the_one_record_of_an_outcome_becomes_the_first_of_its_records(url: str) -> None:
    """Nothing that 0003 kept is lost, and no department gets a step."""
    await _fill(url)
    older.taken_back(url, "0003")
    at = "'2021-08-04 01:00:00'"
    for statement in (
        "INSERT INTO plan (id, department_id, half, state, version) "
        "VALUES (1, 1, '2021-2', 'drafting', 1)",
        "INSERT INTO plan_item (id, department_id, officer_id, created_at, changed_at, version, "
        "facts, title, search, parent_id, position) "
        f"SELECT n, 1, 1, {at}, {at}, 1, '{TEXT}', '', '', 1, n FROM "
        "(SELECT 1 AS n UNION ALL SELECT 2) AS two",
        "INSERT INTO plan_outcome (plan_item_id, outcome, reason, record_kind, record_id, "
        f"\"by\", at) VALUES (1, 'done', '', 'event', 1, 1, {at})",
        'INSERT INTO plan_outcome (plan_item_id, outcome, reason, "by", at) '
        f"VALUES (2, 'dropped', 'x', 1, {at})",
    ):
        look(url, statement)
    migrate.upgrade(url)
    assert migrate.drift(url) == []
    kept = "SELECT plan_item_id, record_kind, record_id FROM "
    assert [tuple(row) for row in look(url, kept + "plan_result")] == [(1, "event", 1)]
    assert {str(steps) for (steps,) in look(url, "SELECT steps FROM department")} == {"[]"}


async def test_what_no_report_told_of_after_a_confirmation_is_named(url: str) -> None:
    """Entered late, changed late, and entered and removed again; not what came before."""
    await _fill(url)
    look(
        url,
        "INSERT INTO report_version (half, number, stage, provisional, report, sha256, "
        "officer_id, at) VALUES ('2021-2', 1, 'confirmed', "
        "'0', '{}', '', 1, '2021-08-04 12:00:00')",
    )
    db = Database(url)
    async with db.begin() as session:
        known = await records.add(Act(session, await _actor(session), NOW), bus("2021.9."))
        actor, later = await _actor(session), NOW + timedelta(days=9)
        await records.change(
            Act(session, actor, later), known.kind, known.id, bus(), expected_version=1
        )
        for _ in range(2):
            late = await records.add(Act(session, actor, later), bus())
        await records.remove(Act(session, actor, later), late.kind, late.id)
    await db.close()
    older.taken_back(url, "0010")
    migrate.upgrade(url)
    asked = "SELECT record_id, even, state, before FROM late_result ORDER BY record_id"
    found = [(row[0], bool(row[1]), row[2], len(str(row[3])) > 2) for row in look(url, asked)]
    assert found == [(2, False, "open", True), (3, False, "open", False), (4, True, "open", False)]


async def _actor(session: AsyncSession) -> Officer:
    officer = await session.get(Officer, 5)
    assert officer is not None
    return officer


async def test_what_waited_for_a_person_becomes_a_bag_that_ends_after_a_day(url: str) -> None:
    """People whose files waited for a record still place them, whatever their numbers."""
    await _fill(url)
    older.taken_back(url, "0010")
    for number, (kind, owner, file, hour) in enumerate(
        [
            ("waiting", 3, "u1", 1),
            ("waiting", 3, "u2", 5),
            ("waiting", 1, "u1", 2),
            ("waiting", 2, "u1", 3),
            ("event", 1, "u1", 4),
        ],
        start=1,
    ):
        look(
            url,
            "INSERT INTO evidence (id, record_kind, record_id, file_id, file_unique_id, media, "
            "file_name, caption, officer_id, added_at) VALUES "
            f"({number}, '{kind}', {owner}, 'f', '{file}', 'photo', '', '', {owner}, "
            f"'2021-08-04 0{hour}:00:00')",
        )
    migrate.upgrade(url)
    asked = (
        "SELECT evidence_bag.officer_id, file_unique_id, opened_at, ends_at FROM evidence_bag "
        "JOIN evidence ON record_id = evidence_bag.id AND record_kind = 'waiting' ORDER BY 1, 2"
    )
    told = [(who, file, str(at)[8:13], str(end)[8:13]) for who, file, at, end in look(url, asked)]
    assert told == [
        (1, "u1", "04 02", "05 02"),
        (2, "u1", "04 03", "05 03"),
        (3, "u1", "04 05", "05 05"),
        (3, "u2", "04 05", "05 05"),
    ]
    assert look(url, "SELECT record_id FROM evidence WHERE record_kind = 'event'") == [(1,)]


async def test_a_role_that_waited_is_given_as_it_was_asked(url: str) -> None:
    """What waited before wants a role, and waits for a second administrator."""
    await _fill(url)
    older.taken_back(url, "0010")
    at = "'2021-08-04 01:00:00'"
    columns = 'officer_id, "before", role, asked_by, asked_at, ends_on, told, state'
    look(
        url,
        f"INSERT INTO role_grant (id, {columns}) VALUES "
        f"(1, 5, 'staff', 'office', 1, {at}, '2021-08-09', '[2]', 'pending')",
    )
    migrate.upgrade(url)
    asked = "SELECT id, act, waits_until, state FROM role_grant ORDER BY id"
    assert [tuple(row) for row in look(url, asked)] == [(1, "role", None, "pending")]


async def test_an_errand_that_draws_a_board_is_taken_back_and_no_other_row(url: str) -> None:
    db = Database(url)
    async with db.begin() as session:
        for what in (
            Errand("board", {"half": None}),
            Errand("read", {"upload": 1}),
            Message('the words "errand": "board"'),
        ):
            await outbox.put(session, 1, what, now=NOW)
    await db.close()
    older.taken_back(url, "0018")
    migrate.upgrade(url)
    states = [row[0] for row in look(url, "SELECT state FROM outbox ORDER BY id")]
    assert states == ["superseded", "due", "due"]
