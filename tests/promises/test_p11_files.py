"""P11: files made to do harm are sent to the bot as any officer sends one.

Each is answered by one sentence, in time; nothing is kept of it, and whoever asks for something
meanwhile does not wait.
"""

import asyncio
from collections.abc import Callable
from itertools import cycle, islice

from sqlalchemy import text

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import opened
from storage.rules.clock import steady
from tests.bot.documents.test_reading_hostile import BAD
from tests.helpers import hostile
from tests.helpers.nursery import Nursery
from tests.helpers.offices import seat
from tests.promises.promise import Trial, tries

CHIEF, OTHER = 1_000_000_001, 1_000_000_004
READ = "지난 반기 보고서로 읽기"
HELP = "도움말"
TABLES = ("event", "mou", "contract", "report_import", "report_block", "evidence", "department")
Case = tuple[Callable[[], bytes], str]
TANGLED: Case = (hostile.many_elements, "복잡")
CASES: list[Case] = [*BAD.values(), TANGLED]
PATIENCE, BRIEF = 90.0, 15.0  # of the experiment, on a machine that is busy


async def counted(url: str) -> list[int]:
    """How many rows what a file could bring has."""
    async with opened(url) as db, db.read() as session:
        connection = await session.connection()
        asked = [await connection.scalar(text(f"SELECT count(*) FROM {one}")) for one in TABLES]
        return [int(one or 0) for one in asked]


async def asks(phone: Phone, waits: list[float]) -> None:
    """Somebody else asks for help again and again, and notes how long each answer takes."""
    while True:
        began = steady()
        await phone.say("/help")
        await phone.reads("", PATIENCE)
        waits.append(steady() - began)
        await asyncio.sleep(0.2)


async def sent(phone: Phone, case: Case, number: int, patience: float) -> float:
    """Sends a file to be read; returns the seconds to the sentence that refuses it."""
    made, said = case
    await phone.document(made(), f"보고서{number}.docx")
    await phone.reads("파일을 받았습니다.", PATIENCE)
    began = steady()
    await phone.tap(READ, answered=False)
    await phone.reads(said, patience)
    return steady() - began


async def tried(
    trial: Trial,
    simulator: Simulator,
    nursery: Nursery,
    cases: list[Case],
    spoil: str = "",
    patience: float = PATIENCE,
) -> list[float]:
    """How long the other one waited, each time, while these files were sent."""
    async with opened(trial.url) as db, db.begin() as session:
        await seat(session)
    before = await counted(trial.url)
    child = await nursery.start(trial.environment(simulator), spoil)
    waits: list[float] = []
    chief = await Phone.connect(simulator.url, CHIEF, first_name="홍○○")
    other = await Phone.connect(simulator.url, OTHER, first_name="홍○○")
    async with chief, other:
        asking = asyncio.create_task(asks(other, waits))
        took = [await sent(chief, one, at, patience) for at, one in enumerate(cases)]
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    assert child.alive, child.log()
    assert await counted(trial.url) == before
    trial.count(
        longest_answer_seconds=round(max(took), 1),
        asked_meanwhile=len(waits),
        longest_wait_seconds=round(max(waits), 2),
    )
    return waits


@tries("P11", of="files", sqlite=(5, 64), postgres=(2, 64), alone=True)
async def test_a_hostile_file_is_refused_and_nobody_waits_for_it(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    cases = list(islice(cycle(CASES), trial.size))
    waits = sorted(await tried(trial, simulator, nursery, cases))
    assert waits[len(waits) * 95 // 100] < 1.0


@tries(
    "P11",
    of="files",
    sqlite=(1, 1),
    postgres=(0, 1),
    mutant="reads a file in the process of the bot",
    alone=True,
)
async def test_a_bot_that_reads_by_itself_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    try:
        waits = await tried(
            trial, simulator, nursery, [TANGLED], "tests.promises.spoiled.reads_at_home", BRIEF
        )
    except AssertionError:  # it answers nobody any more, or is gone
        trial.count(answers="none in time")
        return
    assert max(waits) > 1.0
