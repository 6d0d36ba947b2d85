"""The demo's scripts say what the forms ask, in the words of the forms."""

from pathlib import Path

import pytest

from bot.demo import city, office, script
from storage.office import department_table
from storage.rules.terms import PlanState


@pytest.mark.parametrize(
    "path", [script.SEED, script.WORKS, script.CITY], ids=lambda one: one.stem
)
def test_every_entry_answers_fields_of_its_form(path: Path) -> None:
    entries = script.read(path)
    assert entries
    for entry in entries:
        assert office.asked(entry), entry.begins


def test_the_table_tells_each_department_once_and_31_of_them_handed_in() -> None:
    told = city.answers()
    listed = department_table.STARTING_LIST.read_text(encoding="utf-8").splitlines()[1:]
    assert [one.department for one in told] == [line.split(",")[1] for line in listed]
    came = [one for one in told if one.state in {PlanState.SUBMITTED, PlanState.CONFIRMED}]
    late = [one for one in told if one.came is None]
    assert (len(told), len(came), len(late)) == (44, 31, 7)


def test_what_nobody_asks_is_told_by_its_name() -> None:
    with pytest.raises(LookupError, match="하늘색"):
        office.asked(script.Entry("/event 간담회", {"날짜": "2021.11.17.", "하늘색": "1"}))
