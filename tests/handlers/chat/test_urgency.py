"""Who waits goes first: it follows from where a thing is said, not from who says it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers.chat import menus
from handlers.chat.access import guarded
from handlers.chat.context import OfficeContext
from storage.database import execute
from storage.models.traffic import Urgency
from storage.rules.permission import Action
from storage.rules.terms import Role
from storage.traffic import leases, outbox
from storage.traffic.messages import Message
from tests.helpers.desk import Desk, only

ADMIN, ASKER, OTHER, STRANGER = 1000, 1001, 1002, 1003
ANSWER, NOTICE, LATER = Urgency.ANSWER, Urgency.NOTICE, Urgency.LATER
TABLE = leases.TABLE


async def _heard(update: Update, context: OfficeContext) -> None:
    """Says what was written to its sender and to another person; some words fail."""
    words = (update.message and update.message.text) or ""
    await context.say(OTHER, words)
    await context.say(ASKER, words)
    if words == "그림":
        for at in ("10:00", "10:01", "10:02"):
            await context.picture(ASKER, "status", {"half": "2021-2", "at": at})
        await context.picture(ASKER, "status", {"half": "2022-1", "at": at})
    if words == "독":
        raise ValueError("고장")


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    made = await Desk(
        url, only([MessageHandler(filters.TEXT, guarded(Action.HELP, _heard))])
    ).open()
    home = await made.department("일자리정책과")
    await made.hire(ADMIN, Role.ADMIN, home)
    for number in (ASKER, OTHER):
        await made.hire(number, Role.STAFF, home)
    yield made
    await made.close()


async def written(desk: Desk, *columns: str) -> list[tuple[Any, ...]]:
    """These columns of all rows ever written, oldest first."""
    asked = select(*(TABLE.c[name] for name in columns)).order_by(TABLE.c.id)
    async with desk.db.read() as session:
        return [tuple(row) for row in await execute(session, asked)]


async def said(desk: Desk) -> list[tuple[int, int]]:
    """To whom each message was said, and how urgent it was."""
    rows = await written(desk, "kind", "chat_id", "urgency")
    return [(chat, urgency) for kind, chat, urgency in rows if kind == "message"]


async def menus_set(desk: Desk) -> list[tuple[int | None, int]]:
    """Whose menu was set, and how urgent it was."""
    return [
        (payload["given"].get("person"), urgency)
        for payload, urgency in await written(desk, "payload", "urgency")
        if payload.get("act") == "commands"
    ]


async def test_the_sender_waits_and_nobody_else_does(desk: Desk) -> None:
    await desk.says(ASKER, "안녕")
    assert await said(desk) == [(OTHER, NOTICE), (ASKER, ANSWER)]


async def test_what_nobody_wrote_about_is_a_notice(desk: Desk) -> None:
    async with desk.db.begin() as session:
        await outbox.put(session, ASKER, Message("마감"), now=desk.now)
    assert await said(desk) == [(ASKER, NOTICE)]


async def test_a_stranger_comes_last(desk: Desk) -> None:
    await desk.says(STRANGER, "안녕")
    assert await said(desk) == [(STRANGER, LATER)]


async def test_who_meets_a_failure_hears_of_it_before_the_administrators(desk: Desk) -> None:
    desk.may_fail = True
    await desk.says(ASKER, "독")
    for _ in range(6):
        desk.now = desk.now.replace(minute=desk.now.minute + 2)
        await desk.worker.once()
    assert await said(desk) == [(ASKER, ANSWER), (ADMIN, NOTICE)]


async def test_a_picture_asked_for_again_while_it_waits_is_made_once(desk: Desk) -> None:
    """As of the last time it was asked for; another one is another."""
    await desk.says(ASKER, "그림")
    rows = await written(desk, "kind", "state", "payload")
    shown = [row[2]["given"] for row in rows if row[:2] == ("picture", "sent")]
    assert [(one["half"], one["at"]) for one in shown] == [
        ("2021-2", "10:02"),
        ("2022-1", "10:02"),
    ]


async def test_a_start_sets_no_menu_of_anybody_who_is_not_there(desk: Desk) -> None:
    """Mutant: two calls for each officer at each first start."""
    async with desk.db.begin() as session:
        await menus.put_all(session, desk.now)
    assert await menus_set(desk) == [(None, LATER)]


async def test_a_person_gets_their_menu_at_their_next_word_and_once(desk: Desk) -> None:
    for _ in range(3):
        await desk.says(ASKER, "안녕")
    assert await menus_set(desk) == [(ASKER, LATER)] * 2  # Korean and English
    async with desk.db.begin() as session:
        officer = await desk.officer(ASKER)
        assert officer is not None
        officer.role, officer.version = Role.HEAD, officer.version + 1
        session.add(officer)
    await desk.says(ASKER, "안녕")
    assert await menus_set(desk) == [(ASKER, LATER)] * 4
