"""Secrets and personal numbers never reach a log, whatever style, level or library."""

import asyncio
import io
import json
import logging
import sys
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot import logs
from bot.api.calls import Caller
from bot.api.transport import AiohttpRequest
from bot.app import Office
from bot.config import load
from bot.logs import HIDDEN, hide, reason, redact
from bot.pumps import delivery, intake, patience
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator, serve
from storage.database import Database
from storage.rules import invite_token

TOKEN = "1:canary-token-of-the-simulator"
SECRET = "canary-webhook-secret"
PASSWORD = "canary@pass/word"
DSN = "postgresql://quota:canary%40pass%2Fword@127.0.0.1:1/quota"
SAID = "canary words of a person"
PHONE, RESIDENT = "010-1234-5678", "900101-1234567"
Journal = Callable[[], str]


@pytest.fixture(params=["console", "json"])
def journal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """Everything logged at DEBUG, as the bot logs it; put back as it was at the end."""
    root, kept = logging.getLogger(), structlog.get_config()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    hidden = set(logs._hidden)
    paper = io.StringIO()
    with monkeypatch.context() as patched, warnings.catch_warnings():
        patched.setattr(sys, "stderr", paper)
        logs.set_up(request.param)
        logs.guard([TOKEN, SECRET, PASSWORD, "canary%40pass%2Fword"])
        root.setLevel(logging.DEBUG)
        yield paper.getvalue
        logging.captureWarnings(False)
    root.handlers[:], root.level, sys.excepthook = handlers, level, hook
    root.setLevel(level)
    logs._hidden.clear()
    logs._hidden.update(hidden)
    structlog.configure(**kept)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with await serve(token=TOKEN) as running:
        yield running


def clean(written: str) -> None:
    """No secret and no personal number is in these words."""
    assert written
    for canary in ("canary", "1234-5678", "1234567"):
        assert canary not in written


async def test_a_day_of_the_bot_at_debug_names_no_secret(
    journal: Journal,
    simulator: Simulator,
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "PAUSE_MOST", 0.01)
    monkeypatch.setattr(intake, "PAUSE_FIRST", 0.01)
    monkeypatch.setattr(patience, "PAUSE_MOST", 0.01)
    monkeypatch.setattr(delivery, "PAUSE_SECONDS", 0.01)
    settings = load(
        _env_file=None,
        bot_token=TOKEN,
        bot_api_url=simulator.url,
        data_dir=tmp_path,
        database_url=sqlite_url,
        webhook_secret=SECRET,
    )
    for kind in ("500", "429", "502html", "cut_before", "cut_after_accept"):
        simulator.world.faults.order({"kind": kind, "method": "getUpdates", "retry_after": 0})
        simulator.world.faults.order({"kind": kind, "method": "sendMessage", "retry_after": 0})
    office = Office(settings)
    await office.start()
    try:
        async with await Phone.connect(simulator.url, 7001, first_name="홍○○") as phone:
            await phone.say(f"{TOKEN} {PHONE} {RESIDENT}")
            await phone.reads("", 20)
        logging.getLogger("telegram").debug("%r", office.bot)
        log = structlog.get_logger("test")
        log.info("settings", settings=settings, bot=office.bot, address=office.address)
    finally:
        await office.stop()
    clean(journal())


async def test_a_network_error_s_traceback_names_no_token(journal: Journal) -> None:
    request = AiohttpRequest()
    await request.initialize()
    for address in (f"http://127.0.0.1:1/bot{TOKEN}", f"http://[bad/bot{TOKEN}"):
        try:
            await Caller(address, request).call("sendMessage", {"text": PHONE})
        except Exception as error:
            structlog.get_logger("test").error("failed", exc_info=error, error=error)
            logging.getLogger("test").exception("failed %s", address)
            clean(reason(error))
    await request.shutdown()
    clean(journal())


async def test_a_database_error_names_no_password_and_no_words_of_a_person(
    journal: Journal, sqlite_url: str
) -> None:
    away, here = Database(DSN), Database(sqlite_url)
    for database, sql in ((away, "SELECT :words"), (here, f"SELECT :words, '{PHONE}' FROM none")):
        try:
            async with database.begin() as session:
                connection = await session.connection()
                await connection.execute(text(sql), {"words": SAID})
        except Exception as error:
            structlog.get_logger("test").error("failed", exc_info=error, url=database.engine.url)
            clean(reason(error))
        await database.close()
    clean(journal())


def test_the_secret_word_of_an_invite_is_in_no_log(journal: Journal) -> None:
    token = invite_token.made()
    log = structlog.get_logger("test")
    log.info("update", raw=f'{{"text": "/start {token}"}}', link=f"https://t.me/b?start={token}")
    logging.getLogger("noisy").warning("given %s", {"text": [token]})
    assert token not in reason(ValueError(token))
    written = journal()
    assert token not in written
    assert written.count(HIDDEN) == 3


def test_a_library_s_log_a_warning_and_the_last_error_are_redacted_too(journal: Journal) -> None:
    logging.getLogger("aiohttp").warning("GET %s by %s", f"https://h/bot{TOKEN}/getMe", PHONE)
    logging.getLogger("noisy").warning({"nested": [TOKEN, {"resident": RESIDENT}]})
    structlog.get_logger("ours").info(f"for {PHONE}", nested={"phones": [PHONE]}, secret=SECRET)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"deprecated {TOKEN}", stacklevel=1)
    try:
        raise ValueError(f"{DSN} {PASSWORD}")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    clean(journal())
    assert journal().count("uncaught error") == 1


async def test_an_error_in_a_task_that_nobody_awaits_is_redacted(journal: Journal) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "lost", "exception": ValueError(TOKEN)})
    clean(journal())


def test_json_stays_json(journal: Journal) -> None:
    number = 1009876543210  # a chat's id that has the form of a resident number
    structlog.get_logger("test").info("글", chat=number, phone=PHONE, path=Path("/a"), none=None)
    written = journal()
    if written.startswith("{"):
        event = json.loads(written)
        assert event["chat"] == number
        assert event["phone"] == HIDDEN
        assert event["event"] == "글"
    clean(written)


DIGITS = st.integers(0, 9999).map("{:04}".format)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
WORDS = st.text(alphabet="가나다 .,()<>=\"'\n", max_size=6)


@given(WORDS, st.integers(1, 10**12 - 1), st.text(LETTERS, min_size=8, max_size=40), WORDS)
def test_every_token_is_redacted_wherever_it_stands(
    before: str, bot: int, secret: str, after: str
) -> None:
    redacted = redact(f"{before}{bot}:{secret}{after}")
    assert redacted == f"{before}{HIDDEN}{after}"


@given(WORDS, st.sampled_from("016789"), st.sampled_from(["-", " ", ".", ""]), DIGITS, DIGITS)
def test_every_mobile_number_is_redacted(
    around: str, third: str, mark: str, middle: str, last: str
) -> None:
    number = mark.join((f"01{third}", middle, last))
    assert redact(f"{around}{number}{around}") == f"{around}{HIDDEN}{around}"


@given(st.dates().map("{:%y%m%d}".format), st.integers(1, 8), st.integers(0, 999_999))
def test_every_resident_number_is_redacted(born: str, century: int, rest: int) -> None:
    for mark in ("-", "", " "):
        number = f"{born}{mark}{century}{rest:06}"
        assert redact(f"번호 {number}.") == f"번호 {HIDDEN}."


@given(st.text(LETTERS + "@/%", min_size=4, max_size=20), WORDS)
def test_a_hidden_value_never_comes_through(secret: str, around: str) -> None:
    kept = set(logs._hidden)
    hide([secret])
    try:
        assert secret not in redact(f"{around}{secret}{around}").replace(HIDDEN, "")
    finally:
        logs._hidden.clear()
        logs._hidden.update(kept)


@given(st.text())
def test_redacting_twice_changes_nothing_more(words: str) -> None:
    once = redact(words)
    assert redact(once) == once


@pytest.mark.parametrize(
    "words",
    [
        "2021.7.~12. 39회 1,021명",
        "12:30",
        "21.8.4. 10:00:00",
        "120백만원",
        "창릉천 1,234-5",
        "a:b",
    ],
)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert redact(words) == words


def test_a_reason_is_of_letters_that_any_database_takes() -> None:
    said = reason(ValueError(f"a\0b \ud800 {PHONE}"))
    assert said == f"ValueError: ab ? {HIDDEN}"
    assert said.encode()


def test_words_cannot_pose_as_lines_of_the_log_nor_colour_it(journal: Journal) -> None:
    structlog.get_logger("test").info("said", words="가\n2026 [error] 나\x1b[31m\r다")
    logging.getLogger("library").warning("가\n2026 [error] 나\x1b[31m다")
    lines = journal().splitlines()
    assert len(lines) == 2, lines
    assert "\x1b[31m" not in journal()
