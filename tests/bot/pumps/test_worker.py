"""What may be relied on when an update is broken, repeated, or worked on in two places at once."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.pumps import worker
from bot.pumps.intake import keep
from handlers.chat import errors
from handlers.chat.access import Guarded, guarded
from handlers.chat.context import OfficeContext
from storage.models.office import Department
from storage.rules.permission import Action
from storage.rules.terms import Role
from storage.traffic import inbox
from tests.helpers.desk import Desk, only
from tests.helpers.screens import BOT_ID

ADMIN, ONE, OTHER = 1000, 1001, 1002
POISON = "독"


async def echo(update: Update, context: OfficeContext) -> None:
    """Writes a row named like the message, and repeats the words; some words make it fail."""
    message = update.message
    assert message is not None
    words = message.text or ""
    context.session.add(Department(name=words, position=0))
    await context.session.flush()
    await context.say(message.chat.id, words)
    if words.startswith(POISON):
        raise FAILURES.get(words, ValueError)("고장")
    if words.startswith("끝없이"):
        await asyncio.Event().wait()


OWN: dict[str, type[Exception]] = {
    "독 값": ValueError,
    "독 자리": KeyError,
    "독 크기": OverflowError,
    "독 파일": FileNotFoundError,
    "독 깊이": RecursionError,
}
OWN["독 표"] = type(
    "Fault", (sqlite3.OperationalError,), {"sqlite_errorcode": sqlite3.SQLITE_ERROR}
)  # a statement that does not fit its tables
AWAY: dict[str, type[Exception]] = {"독 시간": TimeoutError, "독 연결": ConnectionResetError}
AWAY["독 잠김"] = type(
    "Held", (sqlite3.OperationalError,), {"sqlite_errorcode": sqlite3.SQLITE_BUSY}
)
FAILURES = OWN | AWAY


def office(url: str) -> Desk:
    desk = Desk(url, only([MessageHandler(filters.TEXT, guarded(Action.HELP, echo))]))
    desk.may_fail = True
    return desk


async def staff(desk: Desk) -> Desk:
    await desk.open()
    home = await desk.department("일자리정책과")
    await desk.hire(ADMIN, Role.ADMIN, home)
    for number in (ONE, OTHER):
        await desk.hire(number, Role.STAFF, home)
    return desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An admin and two officers whose words are repeated to them."""
    made = await staff(office(sqlite_url))
    yield made
    await made.close()


async def written(desk: Desk) -> list[str]:
    """The names of the rows that the handler has kept, in their order."""
    async with desk.db.read() as session:
        connection = await session.connection()
        rows = await connection.execute(text("SELECT name FROM department ORDER BY id"))
        return [row[0] for row in rows][1:]


async def states(desk: Desk) -> list[tuple[str, int]]:
    """State and number of tries of each update, oldest first."""
    async with desk.db.read() as session:
        connection = await session.connection()
        rows = await connection.execute(text("SELECT state, attempts FROM inbox ORDER BY id"))
        return [(row[0], row[1]) for row in rows]


async def receive(desk: Desk, *updates: dict[str, Any]) -> None:
    """Takes updates in, without working on them."""
    await keep(desk.db, BOT_ID, updates, desk.clock)


async def work(desk: Desk) -> None:
    """Works for as long as the tries of a poisoned update take, by the desk's clock."""
    for _ in range(inbox.MAX_ATTEMPTS + 1):
        await at_work(desk)
        desk.now += timedelta(minutes=1)
    await desk._deliver()


def words(desk: Desk, number: int, user: int, said: str) -> dict[str, Any]:
    return {"update_id": number, "message": desk.message(user, said)}


# -- poison ----------------------------------------------------------------------------------


@pytest.mark.parametrize("poison", OWN)
async def test_an_error_of_the_handler_is_told_at_once_to_both_sides(
    desk: Desk, poison: str
) -> None:
    before = await desk.rows()
    assert await desk.says(ONE, poison) == [errors.SORRY]
    assert await states(desk) == [("set_aside", 1)]
    assert await desk.rows() == before
    (notice,) = desk.heard(ADMIN)
    assert "업데이트 번호" in notice
    assert FAILURES[poison].__name__ in notice
    assert "bot/pumps/test_worker.py#" in notice
    assert "고장" not in notice
    assert await written(desk) == []
    assert await desk.says(ONE, "다음") == ["다음"]


@pytest.mark.parametrize("away", AWAY)
async def test_an_error_of_the_outside_is_repeated_before_it_is_told(
    desk: Desk, away: str
) -> None:
    assert await desk.says(ONE, away) == []
    assert await states(desk) == [("new", 1)]
    await work(desk)
    assert await states(desk) == [("set_aside", 5)]
    assert desk.heard(ONE) == [errors.SORRY]
    assert await written(desk) == []


async def test_a_step_that_never_ends_is_poison_like_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "STEP_SECONDS", 0.01)
    await receive(desk, words(desk, 901, ONE, "끝없이"), words(desk, 902, OTHER, "다른 사람"))
    await work(desk)
    assert await states(desk) == [("set_aside", inbox.MAX_ATTEMPTS), ("done", 0)]
    assert desk.heard(ONE) == [errors.SORRY]
    assert desk.heard(OTHER) == ["다른 사람"]


async def test_nobody_waits_for_poison_but_the_one_who_sent_it(desk: Desk) -> None:
    await receive(desk, words(desk, 901, ONE, "독 시간"), words(desk, 902, ONE, "다음"))
    for number in range(10):
        await receive(desk, words(desk, 910 + number, OTHER, f"글 {number}"))
    await at_work(desk)
    assert await written(desk) == [f"글 {number}" for number in range(10)]
    assert (await states(desk))[:2] == [("new", 1), ("new", 0)]
    await work(desk)
    assert (await written(desk))[-1] == "다음"


async def test_a_failure_takes_back_its_own_rows_and_no_others(desk: Desk) -> None:
    await receive(
        desk,
        words(desk, 901, ADMIN, "앞"),
        words(desk, 902, ONE, "독 값"),
        words(desk, 903, OTHER, "뒤"),
    )
    assert await desk.worker.once() == 3  # one transaction for the three
    assert await written(desk) == ["앞", "뒤"]
    await desk._deliver()
    assert desk.heard(ADMIN)[0] == "앞"
    assert desk.heard(ONE) == [errors.SORRY]
    assert desk.heard(OTHER) == ["뒤"]


async def test_a_notice_that_cannot_be_given_does_not_keep_the_poison_alive(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_notice(session: object, waiting: inbox.Waiting) -> None:
        raise LookupError("no administrators")

    monkeypatch.setattr(desk.worker, "_set_aside", no_notice)
    await receive(desk, words(desk, 901, ONE, "독 값"), words(desk, 902, ONE, "다음"))
    await work(desk)
    assert await states(desk) == [("set_aside", 1), ("done", 0)]


async def test_a_person_s_updates_keep_their_order_through_failures(desk: Desk) -> None:
    times = iter([ConnectionError, ConnectionError, None])

    async def sometimes(update: Update, context: OfficeContext) -> None:
        await echo(update, context)
        if (failure := next(times, None)) is not None:
            raise failure

    put_handler(desk, guarded(Action.HELP, sometimes))
    for number in range(5):
        await receive(desk, words(desk, 901 + number, ONE, f"{number}"))
    await work(desk)
    assert await written(desk) == ["0", "1", "2", "3", "4"]
    assert desk.heard(ONE) == ["0", "1", "2", "3", "4"]


def put_handler(desk: Desk, callback: Guarded) -> None:
    """Puts another callback in the place of the echo."""
    handlers: dict[int, list[Any]] = desk.application.handlers
    handlers[0][0].callback = callback


# -- strange updates -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        ("{no json", "set_aside"),
        ("[]", "set_aside"),
        ('{"update_id":901,"message":"글"}', "set_aside"),
        ('{"update_id":901,"message":{"message_id":"하나"}}', "set_aside"),
        ('{"update_id":901,"callback_query":7}', "set_aside"),
        ('{"update_id":901}', "done"),
        ('{"update_id":901,"message_from_the_future":{"from":{"id":1001}}}', "done"),
        ('{"update_id":901,"channel_post":{"message_id":1,"date":1,"chat":CHANNEL}}', "done"),
    ],
)
async def test_no_update_however_strange_stops_the_next(
    desk: Desk, raw: str, outcome: str
) -> None:
    async with desk.db.begin() as session:
        raw = raw.replace("CHANNEL", '{"id":-1001,"type":"channel"}')
        await inbox.store(session, BOT_ID, [(901, ONE, raw)], desk.clock())
    await receive(desk, words(desk, 902, ONE, "다음"), words(desk, 903, OTHER, "다른 사람"))
    await work(desk)
    assert [state for state, _ in await states(desk)] == [outcome, "done", "done"]
    assert desk.heard(ONE)[-1] == "다음"
    assert desk.heard(OTHER) == ["다른 사람"]


async def test_an_update_that_comes_three_times_has_one_effect(desk: Desk) -> None:
    update = words(desk, 901, ONE, "한 번")
    await receive(desk, update, update)
    await work(desk)
    await receive(desk, update)
    await work(desk)
    assert await written(desk) == ["한 번"]
    assert desk.heard(ONE) == ["한 번"]


async def test_the_same_number_for_another_bot_is_another_update(desk: Desk) -> None:
    await receive(desk, words(desk, 901, ONE, "이 봇"))
    await keep(desk.db, BOT_ID + 1, [words(desk, 901, ONE, "저 봇")], desk.clock)
    await work(desk)
    assert await written(desk) == ["이 봇", "저 봇"]


async def test_a_number_lower_than_the_last_is_accepted_after_a_quiet_week(desk: Desk) -> None:
    await receive(desk, words(desk, 900_000_000, ONE, "지난주"))
    await work(desk)
    desk.now += timedelta(days=8)
    await receive(desk, words(desk, 17, ONE, "이번 주"))
    await work(desk)
    assert await written(desk) == ["지난주", "이번 주"]


# -- two workers -----------------------------------------------------------------------------

PEOPLE, EACH = 12, 10


@pytest.mark.postgres
async def test_two_workers_on_one_database_neither_double_nor_disorder(postgres_url: str) -> None:
    desks = [await staff(office(postgres_url)), office(postgres_url)]
    await desks[1].open()
    users = [2000 + number for number in range(PEOPLE)]
    for user in users:
        await desks[0].hire(user, Role.STAFF, 1)
    for desk in desks:
        put_handler(desk, guarded(Action.HELP, failing_at_random()))
    updates = [
        words(desks[0], 901 + EACH * at + number, user, f"{user} {number}")
        for number in range(EACH)
        for at, user in enumerate(users)
    ]
    for update in updates:
        await receive(desks[0], update)
    for _ in range(2 * EACH):
        await asyncio.gather(*(at_work(desk) for desk in desks))
        for desk in desks:
            desk.now += timedelta(minutes=2)
    assert {state for state, _ in await states(desks[0])} == {"done"}
    kept = await written(desks[0])
    for user in users:
        mine = [name for name in kept if name.startswith(f"{user} ")]
        assert mine == [f"{user} {number}" for number in range(EACH)]
    assert len(kept) == PEOPLE * EACH
    for desk in desks:
        await desk.close()


async def at_work(desk: Desk) -> None:
    while await desk.worker.once():
        continue


def failing_at_random() -> Callable[[Update, OfficeContext], Any]:
    """An echo whose every seventh try fails."""
    tries = iter(range(10_000))

    async def callback(update: Update, context: OfficeContext) -> None:
        await echo(update, context)
        if next(tries) % 7 == 3:
            raise ConnectionError("now and then")

    return callback
