"""P9: who is not of the office, was removed, or has no right to it, sees and changes nothing.

They tap every code that any handler's source names, upon a department that has something of
everything that others may not read. What leaves for them and the rows of the department are
looked at.
"""

from collections.abc import Iterator
from random import Random

import orjson
from sqlalchemy import text
from sqlmodel import col, select

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import Database, opened
from storage.models.traffic import Outbox
from storage.rules.terms import Role
from tests.handlers.doors import DOORS
from tests.handlers.reading_office import DRAFT, EVIDENCE, HISTORY, REMOVED, every_code, office
from tests.helpers.nursery import Nursery
from tests.helpers.screens import BOT, person
from tests.helpers.waiting import until
from tests.promises.promise import Trial, tries

SECRETS = (DRAFT, REMOVED, HISTORY, EVIDENCE)
HOME, AWAY = 1, 2
OUTSIDERS: dict[int, tuple[Role, int, str] | None] = {
    501: (Role.STAFF, AWAY, "active"),
    502: (Role.SENIOR, AWAY, "active"),
    503: (Role.HEAD, AWAY, "active"),
    504: (Role.VIEWER, HOME, "active"),
    505: (Role.ADMIN, HOME, "removed"),
    506: (Role.OFFICE, HOME, "waiting"),
    507: None,  # nobody of the office
}
AT_ONCE = 20  # of one person, fewer than are shed
OF_THE_HOME = (
    f"SELECT * FROM event WHERE department_id = {HOME} ORDER BY id",
    f"SELECT * FROM plan WHERE department_id = {HOME} ORDER BY id",
    f"SELECT * FROM plan_item WHERE department_id = {HOME} ORDER BY id",
    "SELECT * FROM evidence ORDER BY id",
    "SELECT id, role, state, department_id FROM officer ORDER BY id",
    "SELECT * FROM department ORDER BY id",
    "SELECT count(*) FROM invite",
)
WAITS = "SELECT count(*) FROM inbox WHERE state = 'new'"


def allowed(who: int) -> frozenset[str]:
    """What this person may be shown of it: who looks over it all reads histories and evidence."""
    return frozenset({HISTORY, EVIDENCE}) if who == 504 else frozenset()


def taps(who: int, count: int) -> Iterator[str]:
    """So many codes in an order of chance, those that are known to read among them."""
    post = OUTSIDERS[who]
    known = ["v1:rec:plan_item:1", "v1:rec:event:2", "v1:hist:event:1", "v1:proof:event:1"]
    codes = every_code(post[0] if post else Role.ADMIN)
    chance = Random(who)
    yield from known
    for _ in range(count - len(known)):
        yield chance.choice(codes)


async def rows(db: Database) -> list[list[tuple[object, ...]]]:
    """What the department has, who holds which role, and how many were invited."""
    async with db.read() as session:
        connection = await session.connection()
        asked = [await connection.execute(text(one)) for one in OF_THE_HOME]
        return [[tuple(row) for row in found] for found in asked]


async def shown(db: Database, who: int) -> list[str]:
    """All that was ever said to this person."""
    async with db.read() as session:
        found = await session.exec(select(Outbox).where(col(Outbox.chat_id) == who))
        return [orjson.dumps(row.payload).decode() for row in found]


async def tapped(simulator: Simulator, db: Database, who: int, codes: list[str]) -> None:
    """One person taps, a few at a time, and waits until the bot has done with each few."""

    async def done() -> bool:
        async with db.read() as session:
            waiting = await (await session.connection()).scalar(text(WAITS))
        return not waiting and not simulator.world.updates.pending

    message = {"date": 1, "chat": {"id": who, "type": "private", "first_name": "홍○○"}}
    for first in range(0, len(codes), AT_ONCE):
        for at, code in enumerate(codes[first : first + AT_ONCE]):
            query = {"id": f"{who}-{first + at}", "from": person(who), "chat_instance": "1"}
            query |= {"data": code, "message": {**message, "message_id": 9, "from": BOT}}
            simulator.world.updates.put_raw({"callback_query": query})
        await until(done, "the taps are worked on", 60)


async def tried(
    trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str
) -> tuple[list[tuple[int, str]], bool]:
    """Who was shown what they may not see, and whether the department's rows are as they were."""
    desk = await office(trial.url)
    for who, post in OUTSIDERS.items():
        simulator.world.add_person("홍○○", user_id=who)
        if post is not None:
            await desk.hire(who, *post[:2], state=post[2])
    await desk.close()
    async with opened(trial.url) as db:
        before = await rows(db)
        environment = trial.environment(simulator, ROLES="intake,worker,delivery")
        child = await nursery.start(environment, spoil)
        each = trial.size // len(OUTSIDERS)
        for who in OUTSIDERS:
            async with await Phone.connect(simulator.url, who, first_name="홍○○") as phone:
                await phone.say("/help")
                await tapped(simulator, db, who, list(taps(who, each)))
        assert child.alive, child.log()
        leaks = [
            (who, word)
            for who in OUTSIDERS
            for said in await shown(db, who)
            for word in set(SECRETS) - allowed(who)
            if word in said
        ]
        same = await rows(db) == before
    trial.count(people=len(OUTSIDERS), codes=each * len(OUTSIDERS), words_shown=len(leaks))
    return leaks, same


@tries("P9", of="forged taps", sqlite=(210, 14_000), postgres=(70, 3_500))
async def test_whoever_has_no_right_sees_and_changes_nothing(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    assert {code.split(":")[1] for code in every_code(Role.ADMIN)} <= set(DOORS)
    leaks, same = await tried(trial, simulator, nursery, "tests.promises.spoiled.unpaced")
    assert leaks == []
    assert same


@tries(
    "P9",
    of="forged taps",
    sqlite=(70, 700),
    postgres=(0, 700),
    mutant="lets the whole office read everything",
)
async def test_a_bot_that_asks_no_right_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    leaks, _same = await tried(trial, simulator, nursery, "tests.promises.spoiled.reads_all")
    assert {who for who, _word in leaks} >= {501, 502, 503}
