"""What the usual errands cost in taps and messages stays within its goal, and is told truly."""

import pytest

from tests import journeys_told

pytestmark = pytest.mark.long  # the quick suite stays quick


async def test_no_errand_costs_more_than_its_goal_and_the_page_says_what_each_costs() -> None:
    found = await journeys_told.everything()
    assert [one.name for one in found if one.acts > one.goal] == []
    told = journeys_told.PAGE.read_text("utf-8")
    assert told == journeys_told.page(found), "python -m tests.journeys_told makes it anew"
