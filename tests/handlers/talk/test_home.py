"""The home card: what waits first, then what a role does most, wherever one comes from."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from handlers.chat import wording_home as texts
from handlers.chat.daily import DAILY, FOUR, menu, most
from handlers.chat.help import COMMANDS
from handlers.chat.home import First, card, help_all, help_card
from scheduler.ticks import upkeep
from storage.models.asking import MassAct
from storage.rules.permission import Action, may
from storage.rules.terms import PlanState, Role
from storage.traffic.messages import Button
from tests.handlers.round_office import (
    ADMIN,
    OFFICE,
    ROADS,
    STAFF,
    opened,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import MONDAY, Desk

HEAD = 41
LETTERS_A_LINE = 34  # of Hangul, on a phone 390 pixels wide
HELP_LINES = 15


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    yield made
    await made.close()


def height(text: str) -> int:
    """How many lines a phone makes of a message."""
    lines = text.replace("<b>", "").replace("</b>", "").split("\n")
    widths = [sum(1 if sign.isascii() else 2 for sign in line) for line in lines]
    return sum(max(1, -(-width // (2 * LETTERS_A_LINE))) for width in widths)


@pytest.mark.parametrize("role", list(Role))
def test_help_is_one_phone_screen_of_what_the_role_may_do(role: Role) -> None:
    text, rows = help_card("홍○○", role)
    assert height(text) <= HELP_LINES
    assert rows[0][0].label == texts.HELP_ALL
    named = {line.name for line in COMMANDS if f"/{line.name} " in text}
    assert named <= {line.name for line in COMMANDS if may(role, line.action)}


@pytest.mark.parametrize("role", list(Role))
def test_all_that_a_role_may_do_stands_behind_one_button_and_the_menu_begins_the_same(
    role: Role,
) -> None:
    text = help_all(role, MONDAY.date()).text
    allowed = {line.name for line in COMMANDS if may(role, line.action)}
    assert {line.name for line in COMMANDS if f"/{line.name} " in text} == allowed
    assert [line.name for line in menu(role)][:FOUR] == list(DAILY[role].most[:FOUR])
    assert {line.name for line in menu(role)} <= allowed


def test_a_manager_does_not_get_the_officers_list() -> None:
    heads = {line.name for line in menu(Role.HEAD)}
    assert heads.isdisjoint({"event", "mou", "contract", "budget", "problem", "cancel"})
    assert most(Role.HEAD)[0].name == "status"


@pytest.mark.parametrize("role", list(Role))
def test_the_four_that_a_role_does_most_stand_below_what_waits(role: Role) -> None:
    keys = [
        Button("추진계획 작성", "v1:plan:show:2022-1"),
        Button("추진계획 해당없음", "v1:plan:none:1"),
    ]
    screen = card(role, First("추진계획", "2022년 상반기", keys, 3, "v1:go:7"))
    assert [len(row) for row in screen.rows][2:] == [2, 2]
    assert screen.rows[1][-1].label == "이어서 입력"
    todo = [key.label for row in screen.rows for key in row if key.code == "v1:do:todo"]
    assert todo == ["할 일 모두 (3)"]
    codes = [one.code for row in screen.rows[2:] for one in row]
    assert codes == [f"v1:do:{name}" for name in DAILY[role].most[:FOUR]]


async def test_the_same_thing_waits_first_as_in_todo(desk: Desk) -> None:
    (home,) = await desk.says(STAFF, "현황")
    assert "추진계획: 2022년 상반기 · 미제출" in home
    assert desk.labels(STAFF)[:2] == ["추진계획 작성", "추진계획 해당없음"]
    (todo,) = await desk.says(STAFF, "/todo")
    assert "1. 2022년 상반기 · 미제출" in todo
    await write_item(desk, STAFF, "채용행사 3회")
    await desk.says(STAFF, "현황")
    assert "추진계획 해당없음" not in desk.labels(STAFF)  # an empty plan alone can be none
    await submit(desk)
    (home,) = await desk.says(STAFF, "현황")
    assert "추진실적 확인: 2021년 하반기 추진실적" in home  # the closing half is asked too
    await desk.taps(STAFF, "추진실적 확인")
    await desk.taps(STAFF, "해당없음")
    (home,) = await desk.says(STAFF, "현황")
    assert texts.NOTHING_WAITS in home


async def test_its_buttons_do_what_they_say(desk: Desk) -> None:
    await desk.says(STAFF, "/start")
    await desk.taps(STAFF, "추진계획 해당없음")
    assert await state(desk) is PlanState.NOT_APPLICABLE
    for label in ("추진계획", "할 일", "기록 찾기", "행사 기록"):
        await desk.says(STAFF, "/start")
        assert await desk.taps(STAFF, label)


async def test_a_managers_status_stays_the_status(desk: Desk) -> None:
    await desk.hire(HEAD, Role.HEAD, None, name="과○○")
    for user in (HEAD, OFFICE, ADMIN):
        assert await desk.says(user, "현황") == await desk.says(user, "/status")
    assert await desk.says(STAFF, "/현황") == await desk.says(STAFF, "/status")


async def test_what_is_nothing_else_is_quoted_looked_for_or_recorded(desk: Desk) -> None:
    words = "새빛테크에서 다음 주쯤 보자고 했는데 " + "아직 확실하지 않아서 " * 4
    (heard,) = await desk.says(ROADS, words)
    assert heard.startswith("‘새빛테크에서 다음 주쯤")
    assert max(len(line) for line in heard.splitlines()) < 80
    assert desk.labels(ROADS)[:2] == [texts.SEEK, texts.MAKE]
    (found,) = await desk.taps(ROADS, texts.SEEK)
    assert "새빛테크에서 다음 주쯤" in found
    await desk.taps(ROADS, texts.MAKE)
    await desk.taps(ROADS, "행사·일자리버스·교육 기록")
    assert "어떤" in desk.newest(ROADS).text


async def test_words_are_kept_for_half_an_hour_and_for_who_typed_them(desk: Desk) -> None:
    await desk.says(ROADS, "아무도 모르는 말")
    screen = desk.newest(ROADS)
    code = next(key.code for key in screen.keys if key.label == texts.SEEK)
    assert "아무도 모르는 말" not in " ".join(await desk.taps_code(STAFF, code))
    desk.now = desk.now.replace(hour=desk.now.hour + 1)
    await desk.taps(ROADS, texts.SEEK)
    assert any(texts.KEPT_NO_MORE in one.text for one in desk.said if one.chat_id == ROADS)
    await upkeep.empty_bags(desk.db, desk.clock)
    async with desk.db.read() as session:
        assert [one.given for one in (await session.exec(select(MassAct))).all()] == [{}]
    await desk.taps(ROADS, texts.SEEK)
    assert desk.said[-1].text == texts.KEPT_NO_MORE


async def test_who_only_reads_is_not_offered_to_record(desk: Desk) -> None:
    await desk.hire(HEAD, Role.VIEWER, None, name="열○○")
    assert not may(Role.VIEWER, Action.LOG_EVENT)
    await desk.says(HEAD, "아무도 모르는 말")
    assert texts.MAKE not in desk.labels(HEAD)
