"""The office of the sieges: the demo's people, and clerks who only write."""

from bot.demo import office as furniture
from bot.demo.running import MORNING
from bot.demo.texts import OFFICE
from bot.simulator.server import Simulator
from storage.act import Act
from storage.database import opened
from storage.office import departments, officers
from storage.rules.clock import system_clock
from storage.rules.terms import Role
from tests.promises.promise import Trial


async def seat(
    trial: Trial, simulator: Simulator, people: list[int], role: Role = Role.OFFICE
) -> None:
    """Registers the people in one department, and gives each a phone in the simulator."""
    for person in people:
        simulator.world.add_person("정○○", user_id=person)
    async with opened(trial.url) as database, database.begin() as session:
        await furniture.settle(session, MORNING)
        home = await departments.find_by_name(session, OFFICE)
        assert home is not None
        for person in people:
            await officers.add(
                Act(session, None, system_clock()),
                telegram_id=person,
                name="정○○",
                role=role,
                department_id=home.id,
            )
