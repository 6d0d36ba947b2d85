"""Ratios of one run: what is asked each day costs about the same, however much is kept."""

import pytest

from tests.bench import growth
from tests.helpers.decades import RARE

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]

SMALL, LARGE = 300, 4_800
FLAT = (
    *(f"/find {RARE}", "/find, a word nobody told", "/find 쿠파", "reminder tick"),
    *("latest_of", "latest_in", "latest_like", "recent_values", "the last line of a record"),
    *("/status", "/status, departments", "채용 추세", "similar, at each save"),
    *("records of a department", "what somebody keeps"),
)
"""What finds its few rows by an index, or adds up kept sums: sixteen times as many records."""


@pytest.mark.parametrize("way", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_is_asked_each_day_does_not_grow_with_the_history(way: str) -> None:
    measured = growth.on_sqlite if way == "sqlite" else growth.on_postgres
    found = measured([SMALL, LARGE])
    few, many = found[SMALL], found[LARGE]
    grew = {name: many[name] / max(few[name], growth.FLOOR) for name in FLAT}
    assert {name: ratio for name, ratio in grew.items() if ratio > 4} == {}
    assert growth.lines(way, found).rows[0][-1]
