"""One person: all that is kept of them is shown, erased on request, and forgotten in time."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from handlers.install import install
from scheduler.ticks import upkeep
from storage.act import Act
from storage.models.office import Invite, Officer, Stranger
from storage.models.traffic import Draft
from storage.office import invites, officers, personal
from storage.rules import retention
from storage.rules.errors import Refusal
from storage.rules.terms import Role
from storage.tracing import verifying, wording_trace
from tests.helpers.desk import Desk

ADMIN, PERSON, STRANGER = 71, 987_654_321_012, 987_654_321_013
NAME = "구름결"
DAY = timedelta(days=1)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot; one person came by an invite, used it, and was removed."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(ADMIN, Role.ADMIN, home, name="홍○○")
    async with made.db.begin() as session:
        admin = await officers.by_telegram(session, ADMIN)
        token = await invites.create(
            Act(session, admin, made.now), Role.STAFF, home, NAME, 3, needs_approval=False
        )
    await made.says(PERSON, f"/start {token}")
    for words in (
        "/event",
        "박람회를 열었습니다",
        "/todo",
        "/find 쿠팡",
        "/problem 예산이 모자람",
    ):
        await made.says(PERSON, words)
    yield made
    await made.close()


async def removed(desk: Desk) -> int:
    """The person was removed by the administrator; returns their number."""
    async with desk.db.begin() as session:
        admin = await officers.by_telegram(session, ADMIN)
        person = await officers.by_telegram(session, PERSON)
        assert person is not None
        await officers.remove(Act(session, admin, desk.now), person.id)
        return person.id


async def named_in(desk: Desk, *canaries: Any) -> set[str]:
    """The tables in which one of these stands."""
    found = set()
    async with desk.db.read() as session:
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            for row in await connection.execute(table.select()):
                if any(str(one) in str(value) for one in canaries for value in row):
                    found.add(table.name)
    return found


async def erased(desk: Desk, named: str) -> personal.Erased:
    async with desk.db.begin() as session:
        (person,) = await personal.found(session, named)
        return await personal.erase(Act(session, None, desk.now), person, "본인 요청")


async def breaches(desk: Desk, folder: Path) -> list[str]:
    """What the trail does not bear out; the desk seats its people without a line."""
    async with desk.db.read() as session:
        found = await verifying.verify(session, folder)
    return [wording_trace.told(one) for one in found.breaches]


async def test_all_that_is_kept_of_a_person_is_shown(desk: Desk) -> None:
    """Mutant: a table that is left out."""
    await removed(desk)
    async with desk.db.read() as session:
        (person,) = await personal.found(session, NAME)
        told = await personal.holdings(session, person)
    shown = {name for _kept, rows in told for name in rows}
    assert await named_in(desk, PERSON) <= shown
    assert {"officer", "outbox", "draft", "invite", "audit_entry"} <= shown
    assert all(kept.until for kept, _rows in told)


@pytest.mark.parametrize("named", [NAME, str(PERSON), "#2"])
async def test_after_an_erasure_only_the_trail_names_them(
    desk: Desk, named: str, tmp_path: Path
) -> None:
    """Mutant: one table forgotten, whichever it is."""
    number = await removed(desk)
    assert number == 2
    assert await named_in(desk, PERSON, NAME) > {"audit_entry"}
    sound = await breaches(desk, tmp_path)
    done = await erased(desk, named)
    assert await named_in(desk, PERSON, NAME) == {"audit_entry"}
    assert done.lines
    assert done.rows["draft"]
    assert await breaches(desk, tmp_path) == sound
    async with desk.db.read() as session:
        one = await officers.by_id(session, number)
    assert one is not None
    assert (one.name, one.telegram_id) == ("직원 2", None)


async def test_who_is_of_the_office_still_is_not_erased(desk: Desk) -> None:
    before = await desk.rows(but=())
    with pytest.raises(Refusal, match="등록을 해제"):
        await erased(desk, NAME)
    assert await desk.rows(but=()) == before


async def test_what_was_said_to_others_stays_if_somebody_else_bears_the_name(desk: Desk) -> None:
    await desk.hire(99, Role.STAFF, name=NAME)
    await removed(desk)
    await erased(desk, str(PERSON))
    assert "officer" in await named_in(desk, NAME)
    async with desk.db.read() as session:
        (left,) = await personal.found(session, NAME)
    assert left.account == 99


async def test_a_stranger_is_found_and_erased_by_their_number(desk: Desk) -> None:
    await desk.says(STRANGER, "안녕하세요")
    assert await named_in(desk, STRANGER)
    await erased(desk, str(STRANGER))
    assert await named_in(desk, STRANGER) == set()
    async with desk.db.read() as session:
        assert await personal.found(session, str(STRANGER)) == []
        assert await personal.found(session, "아무도아님") == []


async def test_who_is_gone_is_forgotten_in_time_and_not_before(desk: Desk) -> None:
    """Mutants: account, stranger, invite's name or finished form kept for ever."""
    await desk.says(STRANGER, "안녕하세요")
    number = await removed(desk)

    async def left() -> tuple[int | None, int, list[str]]:
        await upkeep.forget_traffic(desk.db, desk.clock)
        async with desk.db.read() as session:
            one = await session.get(Officer, number)
            strangers = len((await session.exec(select(Stranger))).all())
            names = [row.name for row in (await session.exec(select(Invite))).all()]
        assert one is not None
        assert one.name == NAME
        return one.telegram_id, strangers, names

    assert await left() == (PERSON, 1, [NAME])
    desk.now += retention.STRANGER - DAY
    assert await left() == (PERSON, 1, [NAME])
    desk.now += 2 * DAY
    assert await left() == (PERSON, 0, [NAME])
    desk.now += 3 * DAY
    assert await left() == (PERSON, 0, [""])
    desk.now += retention.ACCOUNT
    assert await left() == (None, 0, [""])


async def test_a_form_that_ended_is_dropped_after_a_month(desk: Desk) -> None:
    async with desk.db.begin() as session:
        one = (await session.exec(select(Draft).order_by(col(Draft.id)))).first()
        assert one is not None
        one.state, one.changed_at, number = "saved", desk.now, one.id
    for days, there in ((retention.DRAFT.days - 1, True), (2, False)):
        desk.now += timedelta(days=days)
        await upkeep.forget_traffic(desk.db, desk.clock)
        async with desk.db.read() as session:
            assert (await session.get(Draft, number) is not None) is there
