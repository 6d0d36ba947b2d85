"""Many moves on one day, in generated offices: everything goes where it was ordered to."""

from datetime import timedelta
from random import Random

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import MouFacts
from storage.models.mou import Mou
from storage.models.office import Officer
from storage.models.transfer import TransferOrder
from storage.office.setting_aside import STRICT
from storage.records import records
from storage.rules.errors import Refusal
from storage.rules.leaving_kinds import Leaving, OrderState
from storage.rules.terms import Role
from storage.transfers import carrying_out, orders
from tests.helpers.offices import NOW, seat
from tests.helpers.sizes import some
from tests.storage.facts.samples import DAY
from tests.storage.transfers.moving import no_dues, planned

WAYS = (Leaving.OUT, Leaving.MOVE, Leaving.MOVE, Leaving.STAY)


async def town(session: AsyncSession, dice: Random) -> tuple[Officer, list[Officer], list[int]]:
    """Four departments with two to four 담당 each, and an agreement in the name of each."""
    office = await seat(session)
    people: list[Officer] = []
    for department in office.departments:
        for _ in range(dice.randint(2, 4)):
            one = Officer(
                telegram_id=5000 + len(people),
                name=f"담{len(people)}",
                role=Role.STAFF,
                department_id=department.id,
                created_at=NOW,
            )
            session.add(one)
            await session.flush()
            mou = MouFacts(f"협약 {len(people)}", ("고양시", f"기관{len(people)}"), DAY)
            await records.add(Act(session, one, NOW), mou)
            people.append(one)
    return office.admin, people, [one.id for one in office.departments]


@pytest.mark.parametrize("seed", some(range(12), of=4))
async def test_all_that_is_ordered_for_a_day_comes_true_together(
    sqlite_url: str, seed: int
) -> None:
    """Mutant: what was handed over a moment ago goes on with whom it was handed to."""
    dice, db = Random(seed), Database(sqlite_url)
    day = NOW.date() + timedelta(days=7)
    async with db.begin() as session:
        admin, people, places = await town(session, dice)
        act = Act(session, admin, NOW)
        made: list[TransferOrder] = []
        for one in dice.sample(people, dice.randint(3, len(people))):
            to = dice.choice([None, *people])
            try:
                way, into = dice.choice(WAYS), dice.choice(places)
                made.append(await planned(act, one, to, way, into, day))
            except Refusal:
                continue
        kept = {row.id: row.officer_id for row in (await session.exec(select(Mou))).all()}
    then = NOW + timedelta(days=7)
    async with db.begin() as session:
        await carrying_out.run_due(Act(session, None, then), no_dues, STRICT)
        await carrying_out.run_due(Act(session, None, then), no_dues, STRICT)  # a second tick
    async with db.read() as session:
        for order in made:
            row = await orders.existing(session, order.id)
            assert row.state is OrderState.DONE
            leaver = await session.get(Officer, row.officer_id)
            assert leaver is not None
            assert (leaver.state == "removed") == (row.leaving is Leaving.OUT)
            expected = row.to_department_id or row.department_id
            assert leaver.department_id == expected
            for number in (at for at, whose in kept.items() if whose == row.officer_id):
                agreement = await session.get(Mou, number)
                assert agreement is not None
                assert agreement.officer_id == (row.successor_id or row.officer_id)
            if row.successor_id is not None:
                successor = await session.get(Officer, row.successor_id)
                assert successor is not None
                assert (successor.department_id, successor.state) == (row.department_id, "active")
        assert await audit.verify(session) is None
    await db.close()
