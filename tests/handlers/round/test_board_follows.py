"""The board follows what changes, whoever changed it, and nothing else: no feature calls it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.pumps import outcomes
from scheduler.ticks import deadlines
from storage.office import officers
from storage.rules.terms import Role
from tests.handlers.round_office import (
    ADMIN,
    OFFICE,
    ROADS,
    STAFF,
    board_of,
    handed_in,
    opened,
    write_item,
)
from tests.helpers.desk import Desk
from tests.helpers.statements import statements

BOARDS = "SELECT state FROM outbox WHERE card LIKE 'board:%' ORDER BY id"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, with its board."""
    made = await opened(sqlite_url)
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    yield made
    await made.close()


async def drawn(desk: Desk) -> list[str]:
    """The boards that were ever drawn, and what became of each."""
    async with desk.db.read() as session:
        rows = await (await session.connection()).execute(text(BOARDS))
        return [state for (state,) in rows]


async def lost(desk: Desk, *chats: int) -> None:
    """도○○ (or these) has stopped the bot, as delivery finds out."""

    async def found(session: AsyncSession, now: datetime) -> None:
        for chat in chats or (ROADS,):
            await outcomes.Unreachable(chat, now)(session, outcomes.Now("", now))

    await desk.ticks(found)


async def spoil(desk: Desk, number: int) -> None:
    async with desk.db.begin() as session:
        await (await session.connection()).execute(
            text(f"UPDATE plan SET state = 'odd' WHERE id = {number}")
        )


async def test_a_plan_whose_reopening_ran_out_is_shown_as_confirmed(desk: Desk) -> None:
    number = await handed_in(desk)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "확정")
    await desk.taps(OFFICE, "확정 풀기")
    await desk.replies(OFFICE, "예산 변경 반영")
    assert "일자리정책과 작성중 1건" in await board_of(desk)
    desk.now += timedelta(days=7)
    before = len(await drawn(desk))
    for _ in range(2):  # a second tick asks for nothing more
        await deadlines.keep_rounds(desk.db, desk.clock)
    assert len(await drawn(desk)) == before + 1
    await desk.says(STAFF, "/help")  # anything: the postman delivers what waits
    assert "일자리정책과 확정 1건" in await board_of(desk)


async def test_who_cannot_be_reached_stands_on_the_board_at_once(desk: Desk) -> None:
    before = len(await drawn(desk))
    for _ in range(2):
        await lost(desk)
    assert len(await drawn(desk)) == before + 1
    assert "연락이 닿지 않는 분: 도로건설과 도○○" in await board_of(desk)


async def test_a_person_who_left_stands_on_the_board_no_more(desk: Desk) -> None:
    """Taken out from the server, by code that knows nothing of a board."""
    await lost(desk)
    assert "연락이 닿지 않는 분" in await board_of(desk)

    async def revoked(session: AsyncSession, now: datetime) -> None:
        await officers.revoke(session, ROADS, now)

    await desk.ticks(revoked)
    assert "연락이 닿지 않는 분" not in await board_of(desk)


async def test_many_changes_of_one_transaction_draw_each_board_once(desk: Desk) -> None:
    """Mutant: a board for each line of the trail."""
    before = len(await drawn(desk))
    await desk.hire(13, Role.OFFICE, name="부○○")
    await lost(desk, ROADS, STAFF)
    assert len(await drawn(desk)) == before + 1  # 부○○ has none, and a pump sends nobody the first
    assert "연락이 닿지 않는 분: 일자리정책과 담○○, 도로건설과 도○○" in await board_of(desk)


async def test_a_tap_that_changes_nothing_of_a_board_reads_none(desk: Desk) -> None:
    """Mutant: boards are looked at whenever the trail has a line, or on every tap."""
    number = await handed_in(desk)
    before = len(await drawn(desk))
    for words in ("/help", "/find 안내"):
        asked = await statements(desk.db, partial(desk.says, OFFICE, words))
        assert not any("collection_round" in one for one in asked)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")  # in the trail as read
    assert len(await drawn(desk)) == before


async def test_a_plan_in_no_state_keeps_no_other_off_the_board(desk: Desk) -> None:
    """Mutant: one transaction that one bad row ends, and a board that stands still for ever."""
    await spoil(desk, await handed_in(desk))
    await lost(desk)
    assert "연락이 닿지 않는 분: 도로건설과 도○○" in await board_of(desk)


async def test_a_spoiled_row_of_a_board_takes_no_act_back_and_is_told_once(desk: Desk) -> None:
    """Whose plan is whole hands it in although another's cannot be read."""
    await spoil(desk, await handed_in(desk))
    for words in ("채용행사", "취업교육"):
        await write_item(desk, ROADS, words)
    await desk.says(ROADS, "/plan 2022 상반기")
    await desk.taps(ROADS, "제출")
    assert "도로건설과 제출 2건" in await board_of(desk)
    assert len([one for one in desk.heard(ADMIN) if "현황판" in one]) == 1


async def test_a_round_that_the_calendar_opens_wakes_nobody_with_a_board(
    sqlite_url: str,
) -> None:
    """Who has none yet gets the first by the next act of anybody, and not in the night."""
    desk = await opened(sqlite_url)
    await deadlines.keep_rounds(desk.db, desk.clock)
    assert await drawn(desk) == []
    await handed_in(desk)
    assert "일자리정책과 제출 1건" in desk.newest(OFFICE).text
    await desk.close()
