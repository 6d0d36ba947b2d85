"""At the end of a half each plan item comes back once, and none vanishes."""

from collections.abc import AsyncIterator

import pytest

from storage.act import Act
from storage.plans import plan_results
from storage.records import records
from storage.rules.errors import NotForOthers
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter
from storage.rules.terms import PlanState
from tests.handlers.round_office import OFFICE, ROADS, STAFF, board_of, opened, state, write_item
from tests.helpers import ledgers
from tests.helpers.desk import Desk
from tests.helpers.facts import fair
from tests.helpers.ledgers import Ledger

pytestmark = pytest.mark.long

CLOSING = HalfYear(2021, 2)
ITEMS = ("채용행사 안내", "입주기업 방문", "업무협약 체결")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, with three items of the closing half."""
    made = await opened(sqlite_url)
    for text in ITEMS:
        await write_item(made, STAFF, text, half=CLOSING)
    yield made
    await made.close()


async def ledger(desk: Desk) -> Ledger:
    async with desk.db.read() as session:
        return await ledgers.ledger(session, CLOSING)


async def choose(desk: Desk, number: str, outcome: str) -> list[str]:
    await desk.taps(STAFF, number)
    return await desk.taps(STAFF, outcome)


async def test_the_open_items_wait_in_todo_and_under_the_plan_of_their_half(desk: Desk) -> None:
    (todo,) = await desk.says(STAFF, "/todo")
    assert "2021년 하반기 계획 3건" in todo
    await desk.says(STAFF, "/plan 2021 하반기")
    await desk.taps(STAFF, "결과 정하기 (3)")
    shown = desk.newest(STAFF).text
    assert "1. 채용행사 안내\n2. 입주기업 방문\n3. 업무협약 체결" in shown


async def test_each_item_is_done_carried_or_dropped_with_a_reason(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")
    await desk.taps_code(STAFF, "v1:outcome:show:2021-2")
    await choose(desk, "1번", "실적 있음")
    await desk.taps(STAFF, "직접 적기")
    await desk.replies(STAFF, "11월 채용박람회에서 안내문 배부")
    await desk.taps(STAFF, "건너뛰기")  # nothing was counted
    await choose(desk, "1번", "다음 반기로 이월")
    await choose(desk, "1번", "계획 취소(사유 적기)")
    heard = await desk.replies(STAFF, "사업 대상지 변경")
    assert "모든 항목의 결과를 정했습니다." in heard[0]
    assert await ledger(desk) == Ledger(3, done=1, carried=1, dropped=1, open=0)
    assert await state(desk) is PlanState.DRAFTING  # the next half's plan has begun
    assert "일자리정책과 작성중 1건" in await board_of(desk)


async def test_nothing_is_dropped_without_a_reason(desk: Desk) -> None:
    await desk.taps_code(STAFF, "v1:outcome:show:2021-2")
    await choose(desk, "1번", "계획 취소(사유 적기)")
    heard = await desk.replies(STAFF, " ​ ")
    assert "취소는 사유가 있어야 합니다" in heard[0]
    assert (await ledger(desk)).open == 3


async def test_an_outcome_is_said_once(desk: Desk) -> None:
    await desk.taps_code(STAFF, "v1:outcome:set:1:carried")
    heard = await desk.taps_code(STAFF, "v1:outcome:set:1:carried")
    assert heard == ["이미 결과를 정한 항목입니다."]
    heard = await desk.taps_code(STAFF, "v1:outcome:set:1:done")
    assert heard == ["이미 이월이나 취소로 정한 항목입니다."]
    assert await ledger(desk) == Ledger(3, done=0, carried=1, dropped=0, open=2)


async def test_nobody_settles_another_departments_items(desk: Desk) -> None:
    for act in (
        "item:1",
        "set:1:done",
        "set:1:dropped",
        "proof:1:0",
        "pick:1:event:1:0",
        "words:1",
    ):
        code = f"v1:outcome:{act}"
        assert await desk.taps_code(ROADS, code) == [NotForOthers.SENTENCES[Matter.DRAFT]]
    assert (await ledger(desk)).open == 3


async def held(desk: Desk, user: int = STAFF) -> int:
    """A job fair of the closing half in this person's department; returns its number."""
    async with desk.db.begin() as session:
        officer = await desk.officer(user)
        assert officer is not None
        row = await records.add(Act(session, officer, desk.now), fair())
        return int(row.id)


async def test_a_record_is_chosen_as_the_result_and_each_shows_the_other(desk: Desk) -> None:
    number = await held(desk)
    await held(desk, ROADS)  # another department's is not on the list
    await desk.taps_code(STAFF, "v1:outcome:show:2021-2")
    await choose(desk, "1번", "실적 있음")
    shown = desk.newest(STAFF).text
    assert "어느 기록이 이 계획의 실적입니까?" in shown
    assert [line for line in shown.splitlines() if line.startswith("1.")] == [
        line for line in shown.splitlines() if "채용박람회" in line
    ]
    assert await desk.taps(STAFF, "1번") != []
    assert "1. ✓ " in desk.newest(STAFF).text
    assert desk.labels(STAFF)[0] == "✓ 1번"
    assert await ledger(desk) == Ledger(3, done=1, carried=0, dropped=0, open=2, linked=1)
    await desk.taps_code(STAFF, f"v1:rec:event:{number}")
    assert "어느 계획의 실적인지:\n1. 2021년 하반기 계획 ‘채용행사 안내’" in desk.heard(STAFF)[-1]
    await desk.taps_code(STAFF, "v1:rec:plan_item:1")
    assert "결과: 실적\n1. " in desk.heard(STAFF)[-1]


async def test_the_last_record_of_a_result_is_not_taken_off(desk: Desk) -> None:
    first, second = await held(desk), await held(desk)
    pick = "v1:outcome:pick:1:event:{}:0"
    await desk.taps_code(STAFF, pick.format(first))
    heard = await desk.taps_code(STAFF, pick.format(first))
    assert heard == ["하나 남은 실적 기록은 뺄 수 없습니다. 다른 기록을 먼저 고르십시오."]
    await desk.taps_code(STAFF, pick.format(second))
    await desk.taps_code(STAFF, pick.format(first))
    async with desk.db.read() as session:
        left = await plan_results.of_item(session, 1)
    assert [one.id for one in left] == [second]


async def test_a_result_whose_record_is_removed_waits_in_todo_again(desk: Desk) -> None:
    number = await held(desk)
    await desk.taps_code(STAFF, f"v1:outcome:pick:1:event:{number}:0")
    assert "2021년 하반기 계획 2건" in (await desk.says(STAFF, "/todo"))[0]
    await desk.taps_code(STAFF, f"v1:delyes:event:{number}")
    assert "2021년 하반기 계획 3건" in (await desk.says(STAFF, "/todo"))[0]


@pytest.mark.parametrize(
    "code",
    [
        "v1:outcome",
        "v1:outcome:show",
        "v1:outcome:set:1:eaten",
        "v1:outcome:pick:1",
        "v1:outcome:pick:1:eaten:1:0",
        "v1:outcome:pick:1:event:99:0",
        "v1:outcome:pick:1:plan_item:2:0",
        "v1:outcome:proof:1",
    ],
)
async def test_a_forged_code_does_nothing(desk: Desk, code: str) -> None:
    await desk.says(STAFF, "/help")
    before = await desk.records()
    assert len(await desk.taps_code(STAFF, code)) == 1
    assert await desk.records() == before
