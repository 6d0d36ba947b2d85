"""P5: what fell due while the bot was down is told once, late; a clock that is set tells nothing.

The office lived until the eve of a rung. The real process starts again after so long, by Debian's
faketime; what comes in the four days after that is looked at on the clock of the tests.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import make_url

from bot.simulator.server import Simulator
from scheduler.ticks.deadlines import keep_rounds
from scheduler.ticks.reminders import remind
from storage.act import Act
from storage.database import execute
from storage.facts.shapes import EventFacts, MouFacts
from storage.models.traffic import SENT, Outbox
from storage.records import records
from storage.rounds import rounds
from storage.rules.clock import kst_date, system_clock
from storage.rules.date_grammar import read_period
from storage.rules.terms import EventKind, EventStatus
from tests.helpers import stock_clock
from tests.helpers.waiting import until
from tests.promises import alone, faketime
from tests.promises.promise import Trial, tries
from tests.scheduler.town import Town, at, build

EVE = date(2021, 6, 17)  # the day before the rung of one working day
LONG = timedelta(days=3)  # from here on it is called late
JUMPS = (
    timedelta(days=3),
    timedelta(days=200),
    timedelta(seconds=10),
    timedelta(hours=1),
    timedelta(days=40),
)
STARTS = 60.0  # seconds for a process that loads all of itself under another clock


async def office(trial: Trial, simulator: Simulator) -> Town:
    """An agreement that ends, an event without a result, a round; all told that is due so far."""
    town = await build(trial.url, 3, at(date(2021, 1, 5)))
    for person in (town.office, *town.people.values()):
        simulator.world.add_person(person.name, user_id=person.telegram_id or 0)
        simulator.world.chats[person.telegram_id or 0].started = True
    mou = MouFacts(
        title="업무협약",
        parties=("고양시", "가나상사"),
        period=read_period("2021.1.5.", EVE),
        expires=EVE + timedelta(days=1),
    )
    fair = EventFacts(
        kind=EventKind.JOB_FAIR,
        period=read_period("2021.6.17.", EVE),
        title="채용박람회",
        status=EventStatus.PLANNED,
    )
    async with town.db.begin() as session:
        for facts in (mou, fair):
            await records.add(Act(session, town.person(2), at(date(2021, 3, 2))), facts)
        await rounds.ensure_rounds(session, date(2021, 3, 2), at(date(2021, 3, 2)))
    await town.days(date(2021, 6, 1), EVE)
    async with town.db.begin() as session:
        await execute(session, Outbox.__table__.update().values(state=SENT))
    return town


def heard(simulator: Simulator, town: Town) -> dict[int, list[str]]:
    """What stands on each person's phone."""
    people = [town.office, *town.people.values()]
    chats = simulator.world.chats
    numbers = [person.telegram_id or 0 for person in people]
    return {one: [m.get("text", "") for m in chats[one].messages.values()] for one in numbers}


async def back(trial: Trial, simulator: Simulator, town: Town, moment: datetime) -> None:
    """A real process is started at this moment, tells what it has to tell, and ends."""
    mine = town.person(2).telegram_id or 0
    log = trial.folder / "bot.log"
    env = {**trial.environment(simulator), **faketime.starting(simulator, moment)}
    process = await alone.start(env, log)

    async def told() -> bool:
        return any("채용박람회" in one for one in heard(simulator, town)[mine])

    try:
        await until(told, f"it tells what waited: {heard(simulator, town)[mine]}", STARTS)
        await until(lambda: nothing_left(town), "all is sent", STARTS)
    finally:
        process.terminate()
        code = await process.wait()
    assert code == 0, log.read_text("utf-8")


async def nothing_left(town: Town) -> bool:
    return all(row.state == SENT for row in await town.outbox())


def is_digest(row: Outbox) -> bool:
    """Whether it is somebody's digest; a request to write a plan is a message of its own."""
    return row.kind == "message" and not (row.dedupe_key or "").startswith("request:")


async def four_days(town: Town, now: datetime) -> list[tuple[int, date]]:
    """The ticks of the timetable until the fourth day; who was told on which day of them."""
    before = len(await town.outbox())
    for minutes in range(120, 96 * 60, 120):
        moment = now + timedelta(minutes=minutes)
        await keep_rounds(town.db, lambda moment=moment: moment)  # type: ignore[misc]  # a clock that stands still
        await remind(town.db, lambda moment=moment: moment)  # type: ignore[misc]  # the same
    digests = [row for row in (await town.outbox())[before:] if is_digest(row)]
    return [(row.chat_id, kst_date(row.created_at)) for row in digests]


@tries("P5", of="outages, from 10 s to 200 d", sqlite=(2, 5), postgres=(1, 5))
async def test_what_fell_due_while_the_bot_was_down_is_told_once_and_late(
    trial: Trial, simulator: Simulator, anew: Callable[[], Trial]
) -> None:
    twice = missed = wrong = told = 0
    for jump in JUMPS[: trial.size]:
        one = anew()
        town = await office(one, simulator)
        for chat in simulator.world.chats.values():
            chat.messages.clear()
        before = len(await town.outbox())
        # After 09:30 and not before: the first look of a process finds what it has to tell.
        start = at(EVE) + timedelta(days=1, seconds=5) + jump
        await back(one, simulator, town, start)
        mine = "\n".join(heard(simulator, town)[town.person(2).telegram_id or 0])
        digests = [row.chat_id for row in (await town.outbox())[before:] if is_digest(row)]
        told += len(digests)
        twice += len(digests) - len(set(digests))
        missed += (mine.count("‘채용박람회") != 1) + (mine.count("업무협약") != 1)
        wrong += ("[지연]" in mine) is not (jump >= LONG)
        days = await four_days(town, start)
        twice += len(days) - len(set(days))
        await town.db.close()
    trial.count(messages=told, told_twice=twice, not_told=missed, not_called_late=wrong)
    assert (twice, missed, wrong) == (0, 0, 0)
    assert told


@tries(
    "P5",
    of="reminders stored in a job store",
    sqlite=(20, 100),
    postgres=(0, 100),
    mutant="the clock on APScheduler's own job store",
)
async def test_a_clock_on_a_job_store_of_its_own_loses_what_it_missed(trial: Trial) -> None:
    plain = make_url(trial.url).set(drivername="postgresql+psycopg")
    url = plain.render_as_string(hide_password=False)
    if trial.sqlite:
        url = f"sqlite:///{trial.folder / 'jobs.db'}"
    for jump in JUMPS:
        dues = {f"reminder {number}": system_clock() - jump for number in range(trial.size)}
        await stock_clock.keep(url, dues)
        with stock_clock.clock(url) as scheduler:

            async def empty(jobs: Any = scheduler) -> bool:
                return not jobs.get_jobs()

            await until(empty, "the store has let go of every job")
        trial.count(of_them_told=len(stock_clock.came))
        assert stock_clock.came == []
