"""Kill -9 at any instant: what the phone said was saved is saved, once, in the order it was said.

The real bot is a process of its own, on SQLite, fed over HTTP by officers who never stop writing.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.texts import OFFICE
from bot.simulator.server import serve
from storage.act import Act
from storage.database import Database
from storage.office import departments, officers
from storage.rules.clock import system_clock
from storage.rules.terms import Role
from tests.helpers.nursery import Nursery
from tests.journeys.killing import Reckoning, Siege

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

PEOPLE = list(range(6001, 6009))
KILLS = 60
CARELESS_KILLS = 12
LONG, SHORT = 60.0, 4.0


@pytest.fixture
async def nursery(tmp_path: Path) -> AsyncIterator[Nursery]:
    logs = tmp_path / "logs"
    logs.mkdir()
    async with Nursery.opened(logs) as made:
        yield made


@pytest.fixture
async def folder(tmp_path: Path, people_only: Path) -> Path:
    """A data folder whose office knows the clerks."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    shutil.copyfile(people_only, made / "office.db")
    database = Database(f"sqlite:///{made / 'office.db'}")
    async with database.begin() as session:
        home = await departments.find_by_name(session, OFFICE)
        assert home is not None
        for person in PEOPLE:
            await officers.add(
                Act(session, None, system_clock()),
                telegram_id=person,
                name="정○○",
                role=Role.OFFICE,
                department_id=home.id,
            )
    await database.close()
    return made


async def besieged(
    nursery: Nursery, folder: Path, kills: int, patience: float, spoil: str = ""
) -> Reckoning:
    async with await serve() as simulator:
        for person in PEOPLE:
            simulator.world.add_person("정○○", user_id=person)
        siege = Siege(simulator, nursery, folder, spoil)
        return await siege.run(PEOPLE, kills, patience)


async def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice_under_sixty_kills(
    nursery: Nursery, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await besieged(nursery, folder, KILLS, LONG)
    with capsys.disabled():
        print(f"\n{found}")  # noqa: T201  # the counts are part of the result
    assert found.integrity == "ok"
    assert found.lost_updates == []
    assert found.lost == []
    assert found.doubled == []
    assert found.unsaid == []
    assert found.unsaved == []
    assert found.disordered == []
    assert found.unanswered == 0
    assert found.acknowledged == found.records == found.audit_lines
    assert found.audit_broken_at is None
    assert found.working > KILLS / 2
    assert found.records > KILLS


async def test_a_bot_that_acknowledges_before_it_commits_is_found_out(
    nursery: Nursery, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil = "tests.helpers.careless_intake"
    found = await besieged(nursery, folder, CARELESS_KILLS, SHORT, spoil)
    with capsys.disabled():
        print(f"\n{found}")  # noqa: T201  # the counts are part of the result
    assert found.lost_updates != []
