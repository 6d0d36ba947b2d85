"""What was asked for is handed over only to who may still have it, and is asked in one way."""

from typing import cast

import pytest

from bot.api.files import Files
from bot.renders import every
from bot.renders.plan_table import write_table
from bot.renders.rendered import Withheld, still
from storage.database import Database
from storage.rules.permission import Action
from storage.rules.terms import Role
from storage.rules.trail import Subject
from storage.safekeeping.vault import Vault
from tests.helpers.offices import seat


async def changed(db: Database, **values: object) -> int:
    """총괄 of the office, with other values since the paper was asked for; their number."""
    async with db.begin() as session:
        office = (await seat(session)).office
        for name, value in values.items():
            setattr(office, name, value)
        return office.id


async def test_who_still_works_here_and_may_have_it_is_who_they_are_now(db: Database) -> None:
    number = await changed(db, name="새○○")
    async with db.read() as session:
        assert (await still(session, number, Action.RUN_ROUND)).name == "새○○"


@pytest.mark.parametrize("values", [{"state": "removed"}, {"role": Role.STAFF}])
async def test_who_left_or_lost_the_right_has_it_withheld(
    db: Database, values: dict[str, object]
) -> None:
    """Mutants: only the state is asked, or only the role."""
    number = await changed(db, **values)
    with pytest.raises(Withheld):
        await write_table(db, {"officer": number, "half": "2022-1"})


async def test_nobody_has_everything_withheld(db: Database) -> None:
    async with db.read() as session:
        with pytest.raises(Withheld):
            await still(session, 99, Action.HELP)


def test_every_paper_with_names_in_it_has_its_word_in_the_trail() -> None:
    # Nothing is fetched to name what can be drawn.
    drawn = {*every.renders(cast(Files, None), cast(Vault, None))}
    assert drawn - {"qr", "status", "trend", "board", "quota", "form_sample"} <= {
        one.value for one in Subject
    }
