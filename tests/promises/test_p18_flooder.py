"""P18: one person sends fifty messages a second; twenty others go on working and notice nothing.

The flooder hears of it once. Telegram is as strict as it is said to be: what is sent too fast to a
chat, or altogether, is refused.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import quantiles

import pytest
from sqlalchemy import text

from bot.demo import office as furniture
from bot.demo.running import MORNING
from bot.demo.texts import OFFICE
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.act import Act
from storage.database import opened
from storage.office import departments, officers
from storage.rules.clock import system_clock
from storage.rules.terms import Role
from tests.helpers.nursery import Nursery
from tests.promises.promise import Trial, tries

FLOODER, PEOPLE = 7000, range(7001, 7021)
A_SECOND = 50  # messages of the flooder
EVERY = 3.0  # seconds between the acts of one of the others
BAR = 1.0  # seconds for which nearly nobody waits longer
MOST_MB = 50
SPOILED = "tests.promises.spoiled."
PACED, UNGUARDED = f"{SPOILED}paced", f"{SPOILED}unguarded"
TOLD = "SELECT count(*) FROM outbox WHERE dedupe_key LIKE 'flood:%'"


@pytest.fixture
async def phones(trial: Trial, simulator: Simulator) -> AsyncIterator[list[Phone]]:
    """The phones of the office, the flooder's first."""
    async with opened(trial.url) as database, database.begin() as session:
        await furniture.settle(session, MORNING)
        home = await departments.find_by_name(session, OFFICE)
        assert home is not None
        for person in (FLOODER, *PEOPLE):
            simulator.world.add_person("정○○", user_id=person)
            await officers.add(
                Act(session, None, system_clock()),
                telegram_id=person,
                name="정○○",
                role=Role.OFFICE,
                department_id=home.id,
            )
    found = [await Phone.connect(simulator.url, person) for person in (FLOODER, *PEOPLE)]
    yield found
    for phone in found:
        await phone.close()


async def flood(phone: Phone, seconds: int) -> None:
    """Fifty messages a second, whatever is answered."""
    begun = time.monotonic()
    for number in range(seconds * A_SECOND):
        await asyncio.sleep(max(begun + number / A_SECOND - time.monotonic(), 0))
        await phone.say(f"/help {number}")


async def asked(phone: Phone) -> float:
    """One question, and the seconds until its answer is there."""
    since = time.monotonic()
    await phone.say("/help")
    await phone.reads("", 30.0)
    return time.monotonic() - since


async def works(phone: Phone, after: float, flooding: "asyncio.Task[None]") -> list[float]:
    """One of the others, who asks for help now and then as long as the flood lasts."""
    waits = []
    await asyncio.sleep(after)
    while not flooding.done():
        waits.append(await asked(phone))
        await asyncio.sleep(EVERY)
    return waits


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no VmRSS")


async def flooded(
    trial: Trial, simulator: Simulator, nursery: Nursery, phones: list[Phone], spoil: str
) -> tuple[list[float], int]:
    """How long the others waited, and how much was refused."""
    child = await nursery.start(trial.environment(simulator), spoil)
    flooder, *others = phones
    for phone in phones:
        await asked(phone)
    simulator.world.flood.active = True
    before, calls = memory(child.pid), simulator.gateway.calls
    flooding = asyncio.create_task(flood(flooder, trial.size))
    told = await asyncio.gather(
        *(works(phone, EVERY * at / len(others), flooding) for at, phone in enumerate(others))
    )
    await flooding
    grown = memory(child.pid) - before
    taking_part = {FLOODER, *PEOPLE}  # the day's reminders also go to people who have no phone
    waits = sorted(wait for one in told for wait in one)
    refused = sum(
        one["n"] > calls and not one["result_ok"] and one["method"] == "sendmessage"
        for one in simulator.gateway.log
        if one["params"].get("chat_id") in taking_part
    )
    trial.count(
        **{"messages of the flooder": trial.size * A_SECOND, "questions of others": len(waits)},
        **{"95 of 100 answered within seconds": round(quantiles(waits, n=20)[-1], 2)},
        **{"longest wait in seconds": round(waits[-1], 2), "refused": refused},
        **{"MB more": round(grown, 1)},
    )
    return waits, refused


@tries("P18", of="seconds of flood", sqlite=(8, 60), postgres=(8, 60), alone=True)
async def test_who_floods_the_bot_keeps_nobody_waiting(
    trial: Trial, simulator: Simulator, nursery: Nursery, phones: list[Phone]
) -> None:
    waits, refused = await flooded(trial, simulator, nursery, phones, PACED)
    assert quantiles(waits, n=20)[-1] <= BAR
    assert refused <= len(waits) / 100
    assert float(trial.counts["MB more"]) <= MOST_MB
    async with opened(trial.url) as database, database.read() as session:
        connection = await session.connection()
        told = (await connection.execute(text(TOLD))).scalar()
    trial.count(**{"notices to the flooder": told or 0})
    assert told == 1


@tries(
    "P18",
    of="seconds of flood",
    sqlite=(5, 20),
    postgres=(0, 20),
    alone=True,
    mutant="gives one person all that leaves, and takes in whatever comes",
)
async def test_a_bot_without_shares_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery, phones: list[Phone]
) -> None:
    waits, refused = await flooded(trial, simulator, nursery, phones, UNGUARDED)
    assert refused > len(waits) / 100
