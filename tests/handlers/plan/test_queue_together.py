"""Two coordinators who tap in the same moment: both taps wait when the worker looks."""

import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import col, select

from bot.pumps.intake import keep
from storage.models.audit import AuditEntry
from storage.plans import plans
from storage.rules.terms import PlanState
from storage.rules.trail import Subject, Verb
from tests.handlers.plan.test_queue import PLAIN, SECOND, handed_in, office
from tests.handlers.round_office import HALF, OFFICE
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT, BOT_ID, person

pytestmark = pytest.mark.long


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    """Seven plans that wait, on either database."""
    made = await office(url)
    for at in range(6, 10):
        await handed_in(made, f"{at}과", PLAIN, position=at)
    yield made
    await made.close()


def tapped(desk: Desk, number: int, user: int, code: str) -> dict[str, Any]:
    """An update as Telegram sends it."""
    message = desk.message(user, "…") | {"message_id": 1, "from": BOT}
    body = {
        "id": str(number),
        "from": person(user),
        "chat_instance": "1",
        "data": code,
        "message": message,
    }
    return {"update_id": number, "callback_query": body}


@pytest.mark.parametrize("seed", range(3))
async def test_each_plan_is_confirmed_once_whoever_was_first(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)
    number = 5_000_000
    async with desk.db.read() as session:
        found = [one for one in await plans.states(session, HALF) if one.plan_id]
    for one in rng.sample(found, len(found)):
        code = f"v1:queue:ok:{one.plan_id}:{one.version}:1"
        updates = []
        for user in rng.sample((OFFICE, SECOND), 2):
            number += 1
            updates.append(tapped(desk, number, user, code))
        await keep(desk.db, BOT_ID, updates, desk.clock)
        while await desk.worker.read() or await desk.worker.once():
            pass
    async with desk.db.read() as session:
        states = [one.state for one in await plans.states(session, HALF) if one.plan_id]
        confirmed = (
            await session.exec(
                select(col(AuditEntry.subject_id)).where(
                    col(AuditEntry.subject) == Subject.PLAN,
                    col(AuditEntry.action) == Verb.CONFIRM,
                )
            )
        ).all()
    assert set(states) == {PlanState.CONFIRMED}
    assert sorted(confirmed) == sorted(one.plan_id or 0 for one in found)
