"""The board tells what changed without anybody's tap: a plan that locked itself, a person lost."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.errands.boards import Redrawing
from bot.pumps import outcomes
from scheduler.ticks import deadlines
from tests.handlers.round_office import OFFICE, ROADS, board_of, handed_in, opened
from tests.helpers.desk import Desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, with its board."""
    made = await opened(sqlite_url)
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    yield made
    await made.close()


async def errands(desk: Desk) -> list[dict[str, Any]]:
    """What delivery is to do about boards."""
    async with desk.db.read() as session:
        rows = await (await session.connection()).execute(
            text("SELECT payload FROM outbox WHERE kind = 'errand' ORDER BY id")
        )
        return [json.loads(payload) for (payload,) in rows]


async def do(desk: Desk) -> None:
    for one in await errands(desk):
        await Redrawing(desk.clock)(desk.db, one["given"])
    await desk.says(OFFICE, "/help")  # anything: the postman delivers what waits


async def test_a_plan_whose_reopening_ran_out_is_shown_as_confirmed(desk: Desk) -> None:
    number = await handed_in(desk)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "확정")
    await desk.taps(OFFICE, "확정 풀기")
    await desk.replies(OFFICE, "예산 변경 반영")
    assert "일자리정책과 작성중 1건" in await board_of(desk)
    desk.now += timedelta(days=7)
    for _ in range(2):  # a second tick asks for nothing more
        await deadlines.keep_rounds(desk.db, desk.clock)
    assert await errands(desk) == [{"errand": "board", "given": {"half": "2022-1"}}]
    await do(desk)
    assert "일자리정책과 확정 1건" in await board_of(desk)


async def test_who_cannot_be_reached_stands_on_the_board_at_once(desk: Desk) -> None:
    for _ in range(2):
        async with desk.db.begin() as session:
            await outcomes.Unreachable(ROADS, desk.now)(session, outcomes.Now("", desk.now))
    assert len(await errands(desk)) == 1
    await do(desk)
    assert "연락이 닿지 않는 분: 도로건설과 도○○" in await board_of(desk)


async def test_a_plan_in_no_state_keeps_no_other_off_the_board(desk: Desk) -> None:
    """Mutant: one transaction that one bad row ends, and a board that stands still for ever."""
    number = await handed_in(desk)
    async with desk.db.begin() as session:
        await (await session.connection()).execute(
            text(f"UPDATE plan SET state = 'odd' WHERE id = {number}")
        )
        await outcomes.Unreachable(ROADS, desk.now)(session, outcomes.Now("", desk.now))
    await do(desk)
    assert "연락이 닿지 않는 분: 도로건설과 도○○" in await board_of(desk)
