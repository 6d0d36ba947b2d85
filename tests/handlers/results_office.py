"""Ways to the results of a half in the office of a round, for tests."""

from storage.act import Act
from storage.facts.shapes import Facts
from storage.plans import results_answers
from storage.plans.results_answers import DepartmentResults
from storage.records import records
from storage.rules.half_year import HalfYear
from tests.helpers.desk import Desk

RESULTS = HalfYear(2021, 2)


async def log(desk: Desk, user: int, facts: Facts) -> int:
    """A record of this person's, written without the form."""
    async with desk.db.begin() as session:
        row = await records.add(Act(session, await desk.officer(user), desk.now), facts)
        return int(row.id)


async def standing(desk: Desk, department: int) -> DepartmentResults:
    """Where a department stands with its results."""
    async with desk.db.read() as session:
        return await results_answers.standing(session, department, RESULTS)
