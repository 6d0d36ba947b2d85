"""What is left of an update that was set aside, and who hears of it how often."""

from datetime import timedelta

import orjson
from telegram import Update

from handlers.chat import errors
from handlers.chat.access import tap
from handlers.chat.context import OfficeContext
from storage.models.traffic import Inbox
from storage.rules.permission import Action
from storage.traffic import inbox
from tests.bot.pumps.test_worker import ADMIN, ONE, OTHER, desk, staff
from tests.helpers.desk import Desk, only

__all__ = ["desk"]


async def test_one_fault_is_reported_once_a_day_however_often_it_is_met(desk: Desk) -> None:
    for _ in range(3):
        assert await desk.says(ONE, "독 값") == [errors.SORRY]
    assert len(desk.heard(ADMIN)) == 1
    await desk.says(ONE, "독 파일")
    assert len(desk.heard(ADMIN)) == 2
    desk.now += timedelta(days=1)
    await desk.says(OTHER, "독 값")
    assert len(desk.heard(ADMIN)) == 3


async def test_what_is_set_aside_keeps_nobody_s_words_and_is_dropped_after_a_week(
    desk: Desk,
) -> None:
    await desk.says(ONE, "독 값 홍○○ 000-0000")
    async with desk.db.begin() as session:
        row = await session.get(Inbox, 1)
        assert row is not None
        assert "홍" not in row.raw
        assert "000-0000" not in row.raw
        assert "사람" not in row.raw
        assert orjson.loads(row.raw)["message"]["from"]["id"] == ONE
        await inbox.forget(session, desk.now + timedelta(seconds=1))
        assert await session.get(Inbox, 1, populate_existing=True) is None


async def test_the_spinner_of_a_tap_that_fails_is_ended(sqlite_url: str) -> None:
    async def broken(update: Update, context: OfficeContext) -> None:
        raise KeyError("secret")

    desk = await staff(Desk(sqlite_url, only([tap(Action.HELP, "find", broken)])))
    desk.may_fail = True
    assert await desk.taps_code(ONE, "v1:find:0:홍○○") == [errors.SORRY]
    assert [said.kind for said in desk.said if said.chat_id == ONE] == ["answer", "message"]
    async with desk.db.read() as session:
        row = await session.get(Inbox, 1)
    assert row is not None
    assert "홍" not in row.raw
    assert "v1:find" in row.raw
    await desk.close()
