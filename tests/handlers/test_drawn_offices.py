"""What is drawn for who runs the office may be pressed: people, departments, money, the queue."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.handlers.drawn_buttons import Presser
from tests.handlers.plan.test_queue import BARE, PLAIN, TWICE, handed_in
from tests.handlers.report_office import HALF as REPORTED
from tests.handlers.round_office import ADMIN, OFFICE, STAFF
from tests.handlers.test_drawn_buttons import office
from tests.helpers.desk import Desk

pytestmark = pytest.mark.long

SCREENS: dict[str, Sequence[str]] = {
    "queue": ["v1:round:waiting:1:0", "v1:queue:start:1", "v1:queue:pick:1", "v1:queue:plain:1"],
    "claims": [f"v1:repv:claims:{REPORTED.code}:0", f"v1:repv:alike:{REPORTED.code}:evidence:0:0"],
    "people": ["v1:people:list:0", *(f"v1:people:card:{at}" for at in range(1, 5))],
    "departments": ["v1:depts:list:0", "v1:depts:card:1", "v1:depts:card:2"],
    "incentive": [f"v1:inc:list:{REPORTED.code}:2:0", f"v1:inc:points:{REPORTED.code}:2"],
    "budget": [f"v1:budget:plan:{REPORTED.code}", f"v1:budget:secured:{REPORTED.code}"],
}


async def furnished(url: str) -> Desk:
    """Everybody at their desks, records of every kind, and plans that wait."""
    desk = await office(url)
    for at, (name, facts) in enumerate(
        (("가과", (PLAIN,)), ("나과", TWICE), ("다과", (BARE,)), ("라과", (PLAIN,))), 3
    ):
        await handed_in(desk, name, *facts, position=at)
    return desk


@pytest.mark.parametrize("user", [OFFICE, ADMIN, STAFF])
@pytest.mark.parametrize("screen", SCREENS)
async def test_no_button_of_the_office_leads_to_a_refusal(
    sqlite_url: str, screen: str, user: int
) -> None:
    desk = await furnished(sqlite_url)
    await desk.close()
    presser = Presser(Path(sqlite_url.removeprefix("sqlite:///")), desk)
    await presser.press_all(user, SCREENS[screen])
    assert presser.refused == []
