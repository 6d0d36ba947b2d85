"""A line for each update and each send, by which an administrator finds what became of it."""

import json
import logging
from collections.abc import AsyncIterator

import orjson
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from structlog.contextvars import get_contextvars
from structlog.testing import capture_logs
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot import logs
from bot.pumps.reach import Reach
from bot.pumps.tally import purpose
from handlers.chat.access import guarded, tap
from handlers.chat.context import OfficeContext
from storage.rules.permission import Action
from storage.traffic import outbox, urgencies
from storage.traffic.messages import Message
from tests.bot.pumps.test_worker import ADMIN, ONE, OTHER, echo, staff
from tests.helpers.desk import Desk, only
from tests.helpers.post import ONE as PERSON
from tests.helpers.post import Post
from tests.helpers.waiting import until

SEEN: list[object] = []


async def find(update: Update, context: OfficeContext) -> None:
    """Tells what a line of a handler's own would carry."""
    SEEN.append(get_contextvars())
    await context.say(ADMIN, "알림")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    handlers = [
        tap(Action.HELP, "find", find),
        MessageHandler(filters.TEXT, guarded(Action.HELP, echo)),
    ]
    made = await staff(Desk(sqlite_url, only(handlers)))
    made.may_fail = True
    yield made
    await made.close()


async def causes(desk: Desk) -> list[tuple[int, int | None]]:
    """The chat and the cause of everything that was said."""
    async with desk.db.read() as session:
        connection = await session.connection()
        rows = await connection.execute(text("SELECT chat_id, cause FROM outbox ORDER BY id"))
        return [(int(chat), cause) for chat, cause in rows]


def told(lines: list[object], event: str) -> list[dict[str, object]]:
    return [dict(one) for one in lines if isinstance(one, dict) and one["event"] == event]


async def test_each_update_is_one_line_and_what_it_brought_forth_names_it(desk: Desk) -> None:
    """Mutant: a whole guided entry is worked on and the log knows nothing of it."""
    SEEN.clear()
    with capture_logs() as lines:
        await desk.says(ONE, "홍○○ 000-0000")
        await desk.taps_code(OTHER, "v1:find:0:홍○○")
        await desk.says(ONE, "독 값")
    updates = told([*lines], "update")
    assert [(one["what"], one["outcome"]) for one in updates] == [
        ("message text", "done"),
        ("tap v1:find", "done"),
        ("message text", "set_aside"),
    ]
    first, second, third = (one["update_id"] for one in updates)
    assert [{"update_id": second}] == SEEN
    assert get_contextvars() == {}
    said = await causes(desk)
    assert (ONE, first) in said
    assert (ADMIN, second) in said
    assert {chat for chat, cause in said if cause == third} == {ONE, ADMIN}
    assert "홍" not in str(lines)


async def test_what_the_clock_says_names_no_update(desk: Desk) -> None:
    await desk.says(ONE, "하나")
    async with desk.db.begin() as session:
        await outbox.put(session, ONE, Message("알림"), now=desk.now)
    assert (await causes(desk))[-1] == (ONE, None)


async def test_each_send_is_one_line_with_the_update_that_it_answers(post: Post) -> None:
    post.fault("429", chat=PERSON, retry_after=1)
    with capture_logs() as lines:
        async with post.db.begin() as session:
            urgencies.caused_by(session, 77)
            await outbox.put(session, PERSON, Message("홍○○"), now=post.clock())
        await until(lambda: post.waits(PERSON), "the chat waits")
        post.advance(2)
        await post.settled()
    sends = told([*lines], "send")
    assert [(one["verdict"], one["update_id"], one["what"]) for one in sends] == [
        ("wait", 77, "message"),
        ("sent", 77, "message"),
    ]
    assert "홍" not in str(lines)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["message", "callback_query", "data", "text"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_an_update_of_any_shape_has_a_purpose_without_its_words(update: object) -> None:
    said = purpose(orjson.dumps(update).decode())
    assert said.isascii()
    assert len(said) < 60


def test_commands_are_named_and_other_words_are_not() -> None:
    for words, named in (
        ("/find 홍○○", "message /find"),
        ("/status@goyang_bot", "message /status"),
        ("/hong", "message text"),
        ("홍○○", "message text"),
    ):
        assert (
            purpose(orjson.dumps({"update_id": 1, "message": {"text": words}}).decode()) == named
        )
    assert purpose("{no json") == "unreadable"


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_the_level_holds_for_ours_and_libraries_stay_silent_below_info(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mutant: DEBUG lets python-telegram-bot name whole updates."""
    root, kept = logging.getLogger(), structlog.get_config()
    handlers, before = root.handlers[:], root.level
    try:
        logs.set_up("json", level)
        logging.getLogger("telegram.ext").debug("Processing update %s", {"text": "words"})
        for name, number in logs.LEVELS.items():
            structlog.get_logger("ours").log(number, name, half="\ud800")
    finally:
        root.handlers[:] = handlers
        root.setLevel(before)
        structlog.configure(**kept)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    wanted = [name for name, number in logs.LEVELS.items() if number >= logs.LEVELS[level]]
    assert [line["event"] for line in lines] == wanted


def test_a_database_that_goes_and_comes_back_is_told_once_each() -> None:
    """Mutant: a line a second while it is away, and none when it is back."""
    now = [0.0]
    reach = Reach(lambda: now[0])
    with capture_logs() as lines:
        reach.back()
        for _ in range(59):
            reach.away(ConnectionRefusedError())
            now[0] += 1.0
        reach.back()
        reach.back()
    assert [(one["event"], one.get("reason"), one["seconds"]) for one in lines] == [
        ("database out of reach", "away", 0),
        ("database is back", None, 59),
    ]
    assert reach.times == 1
