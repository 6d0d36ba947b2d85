"""People keep or lose their rights in the open, and the office never locks itself out."""

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.office import officers, posts
from storage.records import records
from storage.rules import errors, people
from storage.rules.terms import Role
from storage.rules.trail import Subject
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, Office


async def test_people_are_known_by_their_telegram_number(db: Database, office: Office) -> None:
    async with db.read() as session:
        found = await officers.by_telegram(session, office.staff.telegram_id or 0)
        nobody = await officers.by_telegram(session, 5_000_000_000)
    assert found is not None
    assert found.id == office.staff.id
    assert nobody is None


async def test_the_last_administrator_can_neither_leave_nor_step_down(
    db: Database, office: Office
) -> None:
    admin = office.admin.id
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="관리자가 한 분뿐"):
            await officers.remove(Act(session, office.admin, NOW), admin)
        with pytest.raises(errors.Refusal, match="관리자가 한 분뿐"):
            await officers.change_role(Act(session, office.admin, NOW), admin, Role.STAFF)
        await officers.change_role(Act(session, office.admin, NOW), office.office.id, Role.ADMIN)
        gone = await officers.remove(Act(session, office.admin, NOW), admin)
        left = await posts.administrators(session)
    assert gone.state == people.REMOVED
    assert [one.id for one in left] == [office.office.id]


async def test_a_removed_person_can_do_nothing_and_what_they_wrote_stays(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus())
        gone = await officers.remove(Act(session, office.admin, NOW), office.staff.id)
        with pytest.raises(errors.NotAllowed):
            await records.add(Act(session, gone, NOW), bus())
        with pytest.raises(errors.Refusal, match="등록된 직원이 아닙니다"):
            await officers.change_name(Act(session, office.admin, NOW), gone.id, "홍○○")
        names = await posts.names(session)
    assert row.removed_at is None
    assert names[gone.id] == "홍○○"


async def test_every_change_of_rights_stands_in_the_trail(db: Database, office: Office) -> None:
    number = office.staff.id
    async with db.begin() as session:
        await officers.change_role(Act(session, office.admin, NOW), number, Role.SENIOR)
        await officers.change_department(
            Act(session, office.admin, NOW), number, office.departments[1].id
        )
        await officers.change_name(Act(session, office.admin, NOW), number, " 김 ○○ ")
        lines = await audit.of_subject(session, Subject.OFFICER, number)
        changed = await officers.by_id(session, number)
    assert [(line.action, line.officer_id) for line in lines] == [("change", office.admin.id)] * 3
    assert lines[0].before is not None
    assert lines[0].after is not None
    assert (lines[0].before["role"], lines[0].after["role"]) == ("staff", "senior")
    assert changed is not None
    assert (changed.name, changed.role) == ("김 ○○", "senior")


async def test_nobody_is_moved_to_a_department_that_is_not_there(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="그런 부서가 없습니다"):
            await officers.change_department(Act(session, office.admin, NOW), office.staff.id, 999)
